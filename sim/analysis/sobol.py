"""Sobol indices: the parts of the variance of an outcome that are due to each factor.

For y = f(x) with independent factors x_1, ..., x_k,

    S_i = V[E(y | x_i)] / V(y),    T_i = E[V(y | x_others)] / V(y)

are the first-order and the total index of factor i: what fixing it would take away of the variance
on average, and what would be left if all others were fixed. T_i >= S_i, the difference being the
interactions of x_i, and T_i = 0 if and only if x_i has no influence. Both are estimated from the
outcomes at the rows of two independent samples A and B and of A with column i taken from B.

A and B are two Latin hypercubes, drawn independently. Columns of one scrambled Sobol sequence,
which are usual, would not do here: with few rows many columns share their leading digits, under
every scramble, so that factors correlate by 3/4 and more, inside a half and between the halves. At
15 factors and 64 rows a total index then comes out at a quarter of its value, and of 147 factors at
256 rows some two are nearly the same. Two scrambles of one column are no better: they share the
first digit, or have the opposite one. In Latin hypercubes each factor is as even as in the
sequence, all orders are independent, both estimators are free of bias at any number of rows and
factors, and the bootstrap over rows sees their error.

Sources: Sobol (2001), Mathematics and Computers in Simulation 55; Saltelli et al. (2010), Computer
Physics Communications 181, for the design and the estimators, which SALib computes; Joe and Kuo
(2008), SIAM Journal on Scientific Computing 30, for the projections of the sequence on two columns;
McKay, Beckman and Conover (1979), Technometrics 21, and Owen (1992), Journal of the Royal
Statistical Society B 54, for Latin hypercubes, which SciPy draws.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from sim.analysis.factors import Factor
from sim.analysis.intervals import CONFIDENCE
from sim.analysis.sampling import Sample, check_size
from sim.analysis.seeding import legacy_seed, same_global_generator
from sim.errors import DesignError

Floats = NDArray[np.float64]

RESAMPLES: Final = 500
"""Bootstrap samples for an interval."""


def sample(
    factors: Sequence[Factor],
    samples: int,
    seed: int,
    groups: Mapping[str, str] | None = None,
    second_order: bool = False,
) -> Sample:
    """Return the points of Saltelli's design on two independent Latin hypercubes.

    Each base sample gives a block of points: one of matrix A, one for each factor or group with its
    values taken from B, and one of B. The points of A and B are the same whatever the groups.

    Parameters
    ----------
    factors : sequence of Factor
    samples : int
        Base samples, a power of two.
    seed : int
    groups : mapping of str to str, optional
        Group of each factor; the effect of a group is that of all its factors together.
    second_order : bool
        Whether to add the points for indices of pairs.

    Raises
    ------
    DesignError
        If `samples` is not a power of two, or there is a single group.
    """
    check_size(factors, samples)
    check_power_of_two(samples)
    grouped = dict(groups or {})
    if len(set(grouped.values())) == 1:
        raise DesignError("a single group has the whole variance; give at least two")
    names = [grouped.get(factor.name, factor.name) for factor in factors]
    members = np.array([[name == group for name in names] for group in dict.fromkeys(names)])
    unit = _crossed(*_halves(len(factors), samples, seed), members, second_order)
    low, high = (np.array([getattr(factor, end) for factor in factors]) for end in ("low", "high"))
    numeric = low + unit * (high - low)
    return Sample("sobol", tuple(factors), numeric, samples, grouped, second_order)


def _halves(factors: int, samples: int, seed: int) -> tuple[Floats, Floats]:
    """Return the matrices A and B in the unit cube, shape (samples, factors) each."""
    from scipy.stats import qmc

    generators = np.random.default_rng(seed).spawn(2)
    a, b = (qmc.LatinHypercube(factors, rng=one).random(samples) for one in generators)
    return a, b


def _crossed(a: Floats, b: Floats, members: NDArray[np.bool_], second_order: bool) -> Floats:
    """Return the rows of Saltelli's design, block by block.

    Parameters
    ----------
    a, b : (samples, factors) float64
    members : (groups, factors) bool
        Which factors belong to each group.
    second_order : bool
        Whether rows of B with a group taken from A follow.

    Returns
    -------
    (samples * block, factors) float64
        In each block the row of A, for each group that row with its factors from B, likewise of B
        with those from A, and the row of B: as `SALib.analyze.sobol` expects them.
    """
    parts = [a, *(np.where(columns, b, a) for columns in members)]
    parts += [np.where(columns, a, b) for columns in members] if second_order else []
    crossed: Floats = np.stack([*parts, b], axis=1).reshape(-1, a.shape[1])
    return crossed


def base_sample(factors: Sequence[Factor], samples: int, seed: int) -> Sample:
    """Return the independent points of a Sobol design: those of A and B, in turns.

    They are the rows `independent_rows` of every design with the same factors, samples and seed.

    Parameters
    ----------
    factors : sequence of Factor
    samples : int
        Base samples, a power of two.
    seed : int
    """
    # Two groups make the smallest blocks: SALib takes a single one for none.
    groups = {factor.name: "others" if k else "first" for k, factor in enumerate(factors)}
    everything = sample(factors, samples, seed, groups if len(factors) > 1 else None)
    rows = independent_rows(everything)
    return Sample("sobol", tuple(factors), everything.numeric[rows], samples)


def independent_rows(sample: Sample) -> NDArray[np.int64]:
    """Return the rows of a Sobol design that are independent draws: the first and last of a block.

    Returns
    -------
    ndarray, shape (2 * samples,)
    """
    first = np.arange(sample.samples) * sample.block
    return np.column_stack([first, first + sample.block - 1]).ravel()


def check_power_of_two(samples: int) -> None:
    """Make sure that the number of base samples is one that designs of this kind come in.

    Raises
    ------
    DesignError
        If `samples` is not a power of two; the message names the nearest ones.
    """
    if samples < 2 or samples & (samples - 1):
        lower = max(2, 2 ** int(math.log2(max(samples, 2))))
        raise DesignError(
            f"samples = {samples}: a Sobol design needs a power of two, such as {lower} or "
            f"{2 * lower}"
        )


def analyze(sample: Sample, outcome: Floats, seed: int = 0) -> pd.DataFrame:
    """Return first-order and total Sobol indices with their 95 % intervals.

    Parameters
    ----------
    sample : Sample
        As `sample` returns it.
    outcome : ndarray, shape (points,)
        NaN leaves out the base sample that it belongs to.
    seed : int
        Of the bootstrap for the intervals.

    Returns
    -------
    pandas.DataFrame
        ``factor`` (or the name of a group), ``first_order, first_order_low, first_order_high,
        total, total_low, total_high``: shares of the variance of the outcome. All are 0 where the
        outcome does not vary.

    Raises
    ------
    DesignError
        If the sample is of another design, or the outcome does not fit it.
    """
    from SALib.analyze import sobol

    values = sample.outcomes(outcome, "sobol").reshape(sample.samples, sample.block)
    values = values[~np.isnan(values).any(axis=1)]
    if len(values) < 2:
        raise DesignError("fewer than two base samples are complete; repeat the runs that failed")
    names = list(dict.fromkeys(sample.groups.values())) or [f.name for f in sample.factors]
    if np.ptp(values) == 0.0:
        zeros = dict.fromkeys(("S1", "S1_conf", "ST", "ST_conf"), np.zeros(len(names)))
        return _table(names, zeros, 1.0)
    with same_global_generator():
        found = sobol.analyze(
            sample.problem,
            values.ravel(),
            calc_second_order=sample.second_order,
            num_resamples=RESAMPLES,
            seed=legacy_seed(seed),
        )
    return _table(names, found, _small_sample(len(values)))


def _small_sample(rows: int) -> float:
    """Return by how much intervals are wider than the normal ones of SALib's bootstrap.

    A bootstrap of n rows has a spread that is too small by sqrt((n - 1) / n), and the quantile of
    Student takes the place of the normal one (Hesterberg 2015, The American Statistician 69).
    """
    quantiles = stdtrit(rows - 1.0, 0.5 + 0.5 * CONFIDENCE) / ndtri(0.5 + 0.5 * CONFIDENCE)
    return float(quantiles * math.sqrt(rows / (rows - 1.0)))


def _table(names: Sequence[str], found: dict[str, Floats], wider: float) -> pd.DataFrame:
    columns: dict[str, object] = {"factor": list(names)}
    for name, key in (("first_order", "S1"), ("total", "ST")):
        columns[name] = found[key]
        columns[f"{name}_low"] = found[key] - wider * found[f"{key}_conf"]
        columns[f"{name}_high"] = found[key] + wider * found[f"{key}_conf"]
    return pd.DataFrame(columns)
