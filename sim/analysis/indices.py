"""Sensitivity indices of an outcome, by SALib: one function for each method of sampling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.sampling import Sample
from sim.errors import DesignError

Floats = NDArray[np.float64]

RESAMPLES: Final = 500
"""Bootstrap samples for an interval."""

SLICES: Final = 10
"""Parts of the range of a factor on which PAWN conditions."""

LEAST_DRAWS: Final = 4
"""Draws from which there is a distribution in each of two slices."""

DUMMIES: Final = 20
"""Factors without influence from which the threshold of PAWN is taken."""


def sobol_indices(sample: Sample, outcome: Floats, seed: int = 0) -> pd.DataFrame:
    """Return first-order and total Sobol indices with their 95 % intervals.

    Parameters
    ----------
    sample : Sample
        Of `sim.analysis.sampling.sobol`.
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

    Notes
    -----
    Source: Saltelli et al. (2010), Computer Physics Communications 181.
    """
    from SALib.analyze import sobol

    values = _checked(sample, outcome, "sobol").reshape(sample.samples, sample.block)
    values = values[~np.isnan(values).any(axis=1)]
    if len(values) < 2:
        raise DesignError("fewer than two base samples are complete; repeat the runs that failed")
    names = list(dict.fromkeys(sample.groups.values())) or [f.name for f in sample.factors]
    if np.ptp(values) == 0.0:
        zeros = dict.fromkeys(("S1", "S1_conf", "ST", "ST_conf"), np.zeros(len(names)))
        return _sobol_table(names, zeros)
    with _seeded():
        found = sobol.analyze(
            sample.problem,
            values.ravel(),
            calc_second_order=sample.second_order,
            num_resamples=RESAMPLES,
            seed=_positive(seed),
        )
    return _sobol_table(names, found)


def _sobol_table(names: Sequence[str], found: dict[str, Floats]) -> pd.DataFrame:
    columns: dict[str, object] = {"factor": list(names)}
    for name, key in (("first_order", "S1"), ("total", "ST")):
        columns[name] = found[key]
        columns[f"{name}_low"] = found[key] - found[f"{key}_conf"]
        columns[f"{name}_high"] = found[key] + found[f"{key}_conf"]
    return pd.DataFrame(columns)


def morris_effects(sample: Sample, outcome: Floats, seed: int = 0) -> pd.DataFrame:
    """Return the elementary effects of each factor.

    Parameters
    ----------
    sample : Sample
        Of `sim.analysis.sampling.morris`.
    outcome : ndarray, shape (points,)
        NaN leaves out the trajectory that it belongs to.
    seed : int
        Of the bootstrap for the intervals.

    Returns
    -------
    pandas.DataFrame
        ``factor``; ``mu``, the mean effect of going through the whole range, in units of the
        outcome; ``mu_star, mu_star_low, mu_star_high``, the mean of its size, which is never below
        0; ``sigma``, its standard deviation, which tells of curvature and interactions.

    Raises
    ------
    DesignError
        If the sample is of another design, or the outcome does not fit it.

    Notes
    -----
    Sources: Morris (1991), Technometrics 33; Campolongo et al. (2007) for mu_star.
    """
    from SALib.analyze import morris

    values = _checked(sample, outcome, "morris").reshape(sample.samples, -1)
    complete = ~np.isnan(values).any(axis=1)
    if complete.sum() < 2:
        raise DesignError(
            f"{complete.sum()} of {sample.samples} trajectories are complete, and at least 2 are "
            "needed; take more samples, or repeat the runs that failed"
        )
    numeric = sample.numeric.reshape(*values.shape, -1)[complete]
    with _seeded():
        found = morris.analyze(
            sample.problem,
            numeric.reshape(-1, len(sample.factors)),
            values[complete].ravel(),
            num_resamples=RESAMPLES,
            num_levels=sample.levels,
            seed=_positive(seed),
        )
    half = np.asarray(found["mu_star_conf"], dtype=np.float64)
    size = np.asarray(found["mu_star"], dtype=np.float64)
    return pd.DataFrame(
        {
            "factor": [factor.name for factor in sample.factors],
            "mu": np.asarray(found["mu"], dtype=np.float64),
            "mu_star": size,
            "mu_star_low": np.maximum(size - half, 0.0),
            "mu_star_high": size + half,
            "sigma": np.asarray(found["sigma"], dtype=np.float64),
        }
    )


def pawn_indices(
    numeric: Floats, factors: Sequence[str], outcome: Floats, slices: int = SLICES, seed: int = 0
) -> pd.DataFrame:
    """Return how far the distribution of the outcome moves with each factor.

    Parameters
    ----------
    numeric : ndarray, shape (points, factors)
        Positions of the points, of any random design.
    factors : sequence of str
    outcome : ndarray, shape (points,)
        Without NaN.
    slices : int
        Parts of the range of a factor on which the distribution is conditioned; fewer where there
        are few points.
    seed : int
        Of the factors without influence.

    Returns
    -------
    pandas.DataFrame
        ``factor``; ``pawn``, the median over slices of the Kolmogorov-Smirnov distance between the
        conditional and the whole distribution, 0 to 1; ``threshold``, which 95 % of factors without
        influence stay below.

    Raises
    ------
    DesignError
        If the outcome does not fit the points, or holds NaN, or there are fewer than four points.

    Notes
    -----
    Sources: Pianosi and Wagener (2018), Environmental Modelling & Software 108; Zadeh et al. (2017)
    for the threshold.
    """
    from SALib.analyze import pawn

    outcome = np.asarray(outcome, dtype=np.float64)
    if outcome.shape != (len(numeric),) or np.isnan(outcome).any():
        raise DesignError("the outcome must have one value for each point, none of them missing")
    check_draws(len(outcome))
    slices = _possible_slices(slices, len(outcome))
    dummies = np.random.default_rng(seed).random((len(outcome), DUMMIES))
    columns = np.hstack([numeric, dummies])
    names = [*factors, *(f"dummy {k}" for k in range(DUMMIES))]
    problem = {
        "num_vars": len(names),
        "names": names,
        "bounds": [[float(column.min()), float(column.max())] for column in columns.T],
    }
    with _seeded():
        found = np.asarray(pawn.analyze(problem, columns, outcome, S=slices)["median"])
    threshold = float(np.quantile(found[len(factors) :], 0.95))
    return pd.DataFrame(
        {"factor": list(factors), "pawn": found[: len(factors)], "threshold": threshold}
    )


def _possible_slices(wanted: int, draws: int) -> int:
    """Return how many slices there can be."""
    # A slice needs a handful of points for a distribution.
    slices = max(2, min(wanted, draws // 5))
    # SALib adds up steps of 1 / slices, and for some numbers goes one step too far.
    while len(np.arange(0, 1 + 1 / slices, 1 / slices)) != slices + 1:
        slices -= 1
    return slices


def check_draws(draws: int) -> None:
    """Make sure that there are enough independent draws for PAWN.

    Raises
    ------
    DesignError
        If there are not.
    """
    if draws < LEAST_DRAWS:
        raise DesignError(
            f"{draws} independent draws with a finished run: PAWN indices need at least "
            f"{LEAST_DRAWS}; take more samples, or repeat the runs that failed"
        )


def _positive(seed: int) -> int:
    """Return a seed that SALib's legacy generator takes, and does not take for none."""
    return 1 + seed % (2**32 - 1)


@contextmanager
def _seeded() -> Iterator[None]:
    """Leave NumPy's global generator as it was: SALib seeds it, and takes a seed of 0 for none."""
    state = np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(state)  # noqa: NPY002


def _checked(sample: Sample, outcome: Floats, method: str) -> Floats:
    if sample.method != method:
        raise DesignError(f"the sample is of a {sample.method} design, not of a {method} design")
    values = np.asarray(outcome, dtype=np.float64)
    if values.shape != (len(sample.numeric),):
        raise DesignError(
            f"the outcome has shape {values.shape}; the design has {len(sample.numeric)} points"
        )
    return values
