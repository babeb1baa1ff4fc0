"""What sets a group of weighted draws apart from the others, and in which box it is the rule.

With F and G the weighted distribution functions of one input over the draws of a group and over the
others, the input sets the group apart as far as they differ at most,

    D = max_x |F(x) - G(x)|,

the statistic of Kolmogorov and Smirnov, as in the regional sensitivity analysis of Hornberger and
Spear (1981). Were the group drawn by chance, D would not be zero: draws are handed to groups of the
same size at random many times, and an input is named only where its D is above that which the
largest of all inputs has by chance in one case of twenty. So it is one case of twenty in which any
input is named where none sets the group apart.

A box limits each of the inputs that are named on one side, that on which the group lies, at the
quantile of one level over the group. The level is the least at which the group makes up a wanted
share of the draws inside; where none does, that at which it makes up most. Levels are tried on
every other draw; the draws that were not used say how often the group is met inside.

Source: Hornberger and Spear (1981), Journal of Environmental Management 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.weighting import Weighted, effective_size, probability, weighted_quantile

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TIMES: Final = 400
"""Times that draws are handed to groups at random."""

BY_CHANCE: Final = 0.05
"""How often any input is named where none sets the group apart."""

LEAST: Final = 20.0
"""Effective draws of the group and of the others below which nothing is told."""

LEVELS: Final = tuple(level / 20.0 for level in range(2, 19))
"""Levels of quantiles that are tried: the first leaves out a tenth of the group on one side."""

LEAST_INSIDE: Final = 10.0
"""Effective draws that a box must hold when it is found."""


class Apart(NamedTuple):
    """How far one input sets a group apart.

    Attributes
    ----------
    place : int
        Of the input.
    distance : float
        D, between 0 and 1.
    above : bool
        Whether the group lies higher than the others.
    """

    place: int
    distance: float
    above: bool


class Region(NamedTuple):
    """A box that is open on one side of each input.

    Attributes
    ----------
    limits : tuple of float
        Of each input, in its order.
    within : Weighted
        Probability of the box over all draws.
    right : Weighted
        Share of the group among the draws inside, by draws that the box was not found with.
    """

    limits: tuple[float, ...]
    within: Weighted
    right: Weighted


def set_apart(values: Floats, weights: Floats, group: Flags, seed: int) -> list[Apart]:
    """Return the inputs that set a group apart, the farthest first.

    Parameters
    ----------
    values : (n, inputs) float64
    weights : (n,) float64
        Above zero.
    group : (n,) bool
    seed : int

    Returns
    -------
    list of Apart
        Empty where none does, or the group or the others are worth less than 20 draws.
    """
    if min(effective_size(weights[group]), effective_size(weights[~group])) < LEAST:
        return []
    random = np.random.default_rng(seed)
    order = np.argsort(values, axis=0, kind="stable")
    found = _distances(order, weights, group)
    chance = [
        float(np.abs(_distances(order, weights, random.permutation(group))).max())
        for _ in range(TIMES)
    ]
    level = float(np.quantile(chance, 1.0 - BY_CHANCE))
    named = [
        Apart(int(place), float(abs(found[place])), bool(found[place] < 0.0))
        for place in np.flatnonzero(np.abs(found) > level)
    ]
    return sorted(named, key=lambda one: -one.distance)


def _distances(order: NDArray[np.int64], weights: Floats, group: Flags) -> Floats:
    """Return F - G of each input where it is farthest from zero: below it the group lies higher."""
    inside = np.where(group, weights, 0.0)
    outside = weights - inside
    steps = inside / inside.sum() - outside / outside.sum()
    difference = np.cumsum(steps[order], axis=0)
    farthest = np.argmax(np.abs(difference), axis=0)
    found: Floats = np.take_along_axis(difference, farthest[None, :], axis=0)[0]
    return found


def region_of(
    values: Floats,
    weights: Floats,
    group: Flags,
    above: Sequence[bool],
    wanted: float,
    seed: int,
    levels: Sequence[float] = LEVELS,
) -> Region:
    """Return the box of some inputs in which a group is met as often as wanted, or most often.

    Parameters
    ----------
    values : (n, inputs) float64
    weights : (n,) float64
        Above zero.
    group : (n,) bool
        Neither empty nor all of the draws, in either half of them.
    above : sequence of bool
        For each input whether the box lies above its limit.
    wanted : float
        Share of the group inside.
    seed : int
    levels : sequence of float
        Quantiles of the group that are tried, the lowest first.
    """
    finding = np.arange(len(values)) % 2 == 0
    best: tuple[float, tuple[float, ...]] | None = None
    for level in levels:
        limits = _limits(values[finding & group], weights[finding & group], above, level)
        inside = finding & _inside(values, limits, above)
        if best is not None and effective_size(weights[inside]) < LEAST_INSIDE:
            break
        dense = float(weights[inside & group].sum() / weights[inside].sum())
        if best is None or dense > best[0]:
            best = dense, limits
        if dense >= wanted:
            break
    assert best is not None
    inside = _inside(values, best[1], above)
    judged = inside & ~finding
    return Region(
        best[1],
        probability(inside, weights / weights.sum(), seed),
        probability(group[judged], weights[judged], seed),
    )


def _limits(
    values: Floats, weights: Floats, above: Sequence[bool], level: float
) -> tuple[float, ...]:
    """Return on each input the limit beyond which all but a share of the draws lie."""
    return tuple(
        float(weighted_quantile(column, weights, level if up else 1.0 - level))
        for column, up in zip(values.T, above, strict=True)
    )


def _inside(values: Floats, limits: Sequence[float], above: Sequence[bool]) -> Flags:
    inside = np.ones(len(values), dtype=bool)
    for column, limit, up in zip(values.T, limits, above, strict=True):
        inside &= column >= limit if up else column <= limit
    return inside
