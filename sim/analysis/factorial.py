"""Effects of two-level factors in a full factorial, with intervals over replicates.

With z_i = -1 at the first and +1 at the second level of factor i, the effects of the k factors on
an outcome y that is known at all 2^k combinations of levels are the contrasts

    effect(i) = 2^(1 - k) sum z_i y,    effect(i x j) = 2^(1 - k) sum z_i z_j y

over combinations: the columns of the design are orthogonal, so that each effect is estimated from
all runs and none depends on whether the others are there.

Source: Montgomery (2017), Design and Analysis of Experiments, ch. 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval

Floats = NDArray[np.float64]


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
        One row per combination and replicate: a column per factor, ``replicate``, and the
        outcomes. Replicates of which a combination is missing are left out.
    levels : mapping of str to (value, value)
        First and second level of each factor.
    outcomes : sequence of str

    Returns
    -------
    pandas.DataFrame
        ``outcome, order, term, effect, low, high``; order 1 for main effects, 2 for interactions,
        whose terms are written ``a x b``.
    """
    factors = list(levels)
    rows = []
    for outcome in outcomes:
        by_combination = table.pivot_table(
            index="replicate", columns=factors, values=outcome, sort=False, dropna=False
        ).reindex(columns=_combinations(levels))
        values = by_combination.to_numpy(np.float64)
        for order, names, contrast in _contrasts(factors):
            # Missing values stay missing: the sum over all combinations is NaN if one of them is.
            effect, low, high = mean_interval((values * contrast).sum(axis=1) / (len(contrast) / 2))
            rows.append((outcome, order, " x ".join(names), *map(float, (effect, low, high))))
    return pd.DataFrame(rows, columns=["outcome", "order", "term", "effect", "low", "high"])


def _combinations(levels: Mapping[str, tuple[Any, Any]]) -> pd.Index[Any]:
    """Return all combinations in standard order, the last factor varying fastest."""
    if len(levels) == 1:
        (name,) = levels
        single: pd.Index[Any] = pd.Index(list(levels[name]), name=name)
        return single
    several: pd.Index[Any] = pd.MultiIndex.from_product(
        [list(pair) for pair in levels.values()], names=list(levels)
    )
    return several


def _contrasts(factors: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...], Floats]]:
    """Yield order, names and contrast of every main effect and two-way interaction.

    Row m of a Hadamard matrix holds the product of the signs of the factors in the binary digits of
    m, the first level having the positive sign there; the last factor is the last digit.
    """
    from scipy.linalg import hadamard

    products = hadamard(2 ** len(factors), dtype=np.float64)
    digit = {name: 1 << k for k, name in enumerate(reversed(factors))}
    for order in (1, 2):
        for names in combinations(factors, order):
            yield order, names, (-1.0) ** order * products[sum(digit[name] for name in names)]
