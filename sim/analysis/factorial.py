"""Effects of two-level factors in a full factorial, with intervals over replicates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval


def effects(
    table: pd.DataFrame, levels: Mapping[str, tuple[Any, Any]], outcomes: Sequence[str]
) -> pd.DataFrame:
    """Return main effects and two-way interactions of each outcome.

    A main effect is the mean at the second level less that at the first, over all levels of the
    other factors. The interaction of two factors is half of what the effect of one changes by when
    the other goes from its first to its second level. Each is taken in every replicate; the
    interval is that of Student over replicates.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per regime and replicate: a column per factor, ``replicate``, and the outcomes.
        Replicates of which a regime is missing are left out.
    levels : mapping of str to (value, value)
        First and second level of each factor.
    outcomes : sequence of str

    Returns
    -------
    pandas.DataFrame
        ``outcome, order, term, effect, low, high``; order 1 for main effects, 2 for interactions,
        whose terms are written ``a x b``.

    Notes
    -----
    Source: Montgomery (2017), Design and Analysis of Experiments, ch. 6.
    """
    factors = list(levels)
    rows = []
    for outcome in outcomes:
        by_regime = table.pivot_table(
            index="replicate", columns=factors, values=outcome, sort=False, dropna=False
        ).reindex(columns=_regimes(levels))
        values = by_regime.to_numpy(np.float64)
        signs = _signs(len(factors))
        for order, names, contrast in _contrasts(factors, signs):
            # Missing values stay missing: the sum over all regimes is NaN if one of them is.
            effect, low, high = mean_interval(values @ contrast / (len(signs) / 2))
            rows.append((outcome, order, " x ".join(names), *map(float, (effect, low, high))))
    return pd.DataFrame(rows, columns=["outcome", "order", "term", "effect", "low", "high"])


def _regimes(levels: Mapping[str, tuple[Any, Any]]) -> pd.Index[Any]:
    """Return all regimes in standard order, the last factor varying fastest."""
    if len(levels) == 1:
        (name,) = levels
        single: pd.Index[Any] = pd.Index(list(levels[name]), name=name)
        return single
    regimes: pd.Index[Any] = pd.MultiIndex.from_product(
        [list(pair) for pair in levels.values()], names=list(levels)
    )
    return regimes


def _signs(count: int) -> NDArray[np.float64]:
    """Return -1 for the first level and 1 for the second, shape (regimes, factors)."""
    regimes = np.arange(2**count)
    high = (regimes[:, None] >> np.arange(count)[::-1]) & 1
    return np.where(high == 1, 1.0, -1.0)


def _contrasts(
    factors: Sequence[str], signs: NDArray[np.float64]
) -> Iterator[tuple[int, tuple[str, ...], NDArray[np.float64]]]:
    """Yield order, names and contrast of every effect and two-way interaction."""
    for order in (1, 2):
        for chosen in combinations(range(len(factors)), order):
            names = tuple(factors[index] for index in chosen)
            yield order, names, signs[:, list(chosen)].prod(axis=1)
