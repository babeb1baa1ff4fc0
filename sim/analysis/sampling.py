"""Points at which a design runs the model: by SciPy and SALib, not by hand.

One method, one function; `sim.analysis.indices` has the analysis that belongs to each. Nothing
here knows of the model, so that any function can be sampled and analysed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.factors import Factor, Value
from sim.errors import DesignError

Floats = NDArray[np.float64]

EVEN_LEVELS: Final = 4
"""Levels of a Morris design, the usual number."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Points of a random design, with what is needed to analyse them.

    Attributes
    ----------
    method : str
        "latin_hypercube", "sobol" or "morris".
    factors : tuple of Factor
    numeric : ndarray, shape (points, factors)
        Position of each point in the range of each factor.
    samples : int
        Points of a Latin hypercube, base samples of a Sobol design, trajectories of a Morris one.
    groups : dict of str to str
        Group of each factor whose effect is not told apart; empty where each stands alone.
    second_order : bool
        Whether a Sobol design has the points for indices of pairs.
    levels : int
        Levels of a Morris design.
    """

    method: str
    factors: tuple[Factor, ...]
    numeric: Floats
    samples: int
    groups: Mapping[str, str] = field(default_factory=dict)
    second_order: bool = False
    levels: int = EVEN_LEVELS

    @property
    def points(self) -> pd.DataFrame:
        """Return the points, one column per factor; categorical factors hold their values."""
        return pd.DataFrame(
            {
                factor.name: factor.values_at(column)
                for factor, column in zip(self.factors, self.numeric.T, strict=True)
            }
        )

    @property
    def problem(self) -> dict[str, Any]:
        """Return the factors as SALib wants them."""
        return _problem(self.factors, self.groups)

    @property
    def block(self) -> int:
        """Return how many points of a Sobol design belong to one base sample."""
        count = len(set(self.groups.values())) if self.groups else len(self.factors)
        return (2 * count if self.second_order else count) + 2


def grid(levels: Mapping[str, Sequence[Value]]) -> pd.DataFrame:
    """Return all combinations of values, the last factor varying fastest.

    Parameters
    ----------
    levels : mapping of str to sequence
        Values of each factor.
    """
    rows = list(product(*levels.values()))
    return pd.DataFrame(rows, columns=list(levels))


def latin_hypercube(factors: Sequence[Factor], samples: int, seed: int) -> Sample:
    """Return a Latin hypercube: each factor takes each part of its range once.

    Parameters
    ----------
    factors : sequence of Factor
    samples : int
        Points.
    seed : int

    Notes
    -----
    Source: McKay, Beckman and Conover (1979).
    """
    from scipy.stats import qmc

    _check_samples(factors, samples)
    unit = qmc.LatinHypercube(d=len(factors), rng=np.random.default_rng(seed)).random(samples)
    low, high = (np.array([getattr(factor, end) for factor in factors]) for end in ("low", "high"))
    return Sample("latin_hypercube", tuple(factors), low + unit * (high - low), samples)


def sobol(
    factors: Sequence[Factor],
    samples: int,
    seed: int,
    groups: Mapping[str, str] | None = None,
    second_order: bool = False,
) -> Sample:
    """Return the points of Saltelli's design on a scrambled Sobol sequence.

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

    Notes
    -----
    Source: Saltelli et al. (2010), Computer Physics Communications 181.
    """
    from SALib.sample import sobol as sampler

    _check_samples(factors, samples)
    check_power_of_two(samples)
    grouped = dict(groups or {})
    if len(set(grouped.values())) == 1:
        raise DesignError("a single group has the whole variance; give at least two")
    numeric = sampler.sample(
        _problem(factors, grouped), samples, calc_second_order=second_order, seed=seed
    )
    return Sample("sobol", tuple(factors), numeric, samples, grouped, second_order)


def sobol_base(factors: Sequence[Factor], samples: int, seed: int) -> Sample:
    """Return the independent points of a Sobol design: those of A and B, in turns.

    They are the rows `independent_rows` of every design with the same factors, samples and seed.
    """
    # Two groups make the smallest blocks: SALib takes a single one for none.
    groups = {factor.name: "others" if k else "first" for k, factor in enumerate(factors)}
    everything = sobol(factors, samples, seed, groups if len(factors) > 1 else None)
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


def morris(factors: Sequence[Factor], samples: int, seed: int, levels: int = EVEN_LEVELS) -> Sample:
    """Return trajectories that change one factor at a time, for elementary effects.

    Parameters
    ----------
    factors : sequence of Factor
    samples : int
        Trajectories, each of one point more than there are factors.
    seed : int
    levels : int
        Levels of each factor, an even number. A categorical factor meets those of its values on
        which the levels fall.

    Raises
    ------
    DesignError
        If `levels` is not even and at least 2.

    Notes
    -----
    Source: Morris (1991), Technometrics 33.
    """
    from SALib.sample import morris as sampler

    _check_samples(factors, samples)
    if levels < 2 or levels % 2:
        raise DesignError(f"levels = {levels}: give an even number of at least 2")
    numeric = sampler.sample(_problem(factors, {}), samples, num_levels=levels, seed=seed)
    return Sample("morris", tuple(factors), numeric, samples, levels=levels)


def check_power_of_two(samples: int) -> None:
    """Make sure that a Sobol sequence of this length is balanced.

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


def _check_samples(factors: Sequence[Factor], samples: int) -> None:
    if not factors:
        raise DesignError("a random design needs at least one factor")
    if samples < 1:
        raise DesignError(f"samples = {samples}: give at least 1")


def _problem(factors: Sequence[Factor], groups: Mapping[str, str]) -> dict[str, Any]:
    problem: dict[str, Any] = {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [[factor.low, factor.high] for factor in factors],
    }
    if groups:
        problem["groups"] = [groups[factor.name] for factor in factors]
    return problem
