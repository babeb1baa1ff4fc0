"""Rank correlations between the columns of a Latin hypercube, by the method of Iman and Conover.

Columns are reordered, and nothing else: every factor keeps its values, one in each part of equal
probability. The order is that of a normal sample with correlations r (a Gaussian copula), whose
Spearman correlation is

    rank = 6 / pi * arcsin(r / 2),   so that   r = 2 sin(pi rank / 6).

Sources: Iman and Conover (1982), Communications in Statistics B 11; Pearson (1907) for the
relation; normal scores by SciPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.errors import DesignError

type Floats = NDArray[np.float64]

type Pair = tuple[str, str, float]
"""Two factors and their rank correlation (Spearman)."""

LEAST_EIGENVALUE: Final = 1e-6
"""Of a matrix of correlations, below which they cannot hold together but for rounding."""

LEAST_SAMPLES: Final = 10
"""Points with fewer of which a rank correlation says nothing."""

PER_FACTOR: Final = 3
"""Points for each correlated factor that there must be."""


def names_in(pairs: Sequence[Pair]) -> list[str]:
    """Return the factors that are correlated, in the order in which they are named."""
    return list(dict.fromkeys(name for first, second, _ in pairs for name in (first, second)))


def score_correlations(pairs: Sequence[Pair], share: float = 1.0) -> Floats:
    """Return the correlations of normal scores that give rank correlations.

    Parameters
    ----------
    pairs : sequence of (str, str, float)
        Pairs that are not named have 0.
    share : float
        By which all rank correlations are multiplied.

    Returns
    -------
    ndarray, shape (factors, factors)
        In the order of `names_in`.
    """
    place = {name: k for k, name in enumerate(names_in(pairs))}
    matrix = np.eye(len(place))
    for first, second, rank in pairs:
        a, b = place[first], place[second]
        matrix[a, b] = matrix[b, a] = 2.0 * sin(pi * share * rank / 6.0)
    return matrix


def together_problem(pairs: Sequence[Pair]) -> str:
    """Return why no factors have these rank correlations, in a clause; empty where some have."""
    least = _least_eigenvalue(pairs, 1.0)
    if least >= LEAST_EIGENVALUE:
        return ""
    possible = next(
        (k / 100.0 for k in range(99, 0, -1) if _least_eigenvalue(pairs, k / 100.0) > 0.0), 0.0
    )
    listed = ", ".join(f"{first} and {second} {rank:g}" for first, second, rank in pairs)
    return (
        f"no factors have these rank correlations at once ({listed}; pairs that are not named "
        f"have 0): their matrix has the eigenvalue {least:.2g}, which must be above 0; all of them "
        f"times {possible:g} would be possible"
    )


def correlated(unit: Floats, names: Sequence[str], pairs: Sequence[Pair]) -> Floats:
    """Return points of a Latin hypercube with columns reordered so that ranks correlate.

    Parameters
    ----------
    unit : ndarray, shape (points, factors)
        Independent columns.
    names : sequence of str
        Of the factors.
    pairs : sequence of (str, str, float)
        Which of them correlate.

    Raises
    ------
    DesignError
        If there are too few points, or no factors have such correlations.
    """
    if not pairs:
        return unit
    problem = few_problem(len(unit), pairs) or together_problem(pairs)
    if problem:
        raise DesignError(problem)
    from scipy.special import ndtri

    columns = [list(names).index(name) for name in names_in(pairs)]
    own = unit[:, columns]
    scores = ndtri((_ranks(own) + 1.0) / (len(unit) + 1.0))
    # Scores of so few points correlate by chance; that is taken out first.
    chance = scores.T @ scores / (scores[:, 0] @ scores[:, 0])
    independent = np.linalg.solve(np.linalg.cholesky(chance), scores.T)
    wanted = (np.linalg.cholesky(score_correlations(pairs)) @ independent).T
    reordered = unit.copy()
    reordered[:, columns] = np.take_along_axis(np.sort(own, axis=0), _ranks(wanted), axis=0)
    return reordered


def few_problem(samples: int, pairs: Sequence[Pair]) -> str:
    """Return what is said of too few points for correlated factors; empty where they suffice."""
    needed = max(LEAST_SAMPLES, PER_FACTOR * len(names_in(pairs))) if pairs else 0
    if samples >= needed:
        return ""
    return f"samples = {samples}: {len(names_in(pairs))} correlated factors need at least {needed}"


def _ranks(columns: Floats) -> NDArray[np.int64]:
    """Return the place of each value in the order of its column, from 0."""
    order = np.argsort(columns, axis=0, kind="stable")
    ranks: NDArray[np.int64] = np.argsort(order, axis=0, kind="stable")
    return ranks


def _least_eigenvalue(pairs: Sequence[Pair], share: float) -> float:
    return float(np.linalg.eigvalsh(score_correlations(pairs, share))[0])
