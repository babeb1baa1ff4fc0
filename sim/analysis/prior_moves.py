"""Draws from a prior under a condition: rare regions, and weights by a likelihood.

A point u of the unit cube, spread evenly there under the prior, is z = Phi^-1(u), normal with
independent parts. The move

    z' = sqrt(1 - s^2) z + s e,    e normal,

leaves the prior as it is whatever the number of parts is (preconditioned Crank-Nicolson), so that a
proposal is taken or refused by what comes on top of the prior alone: whether it lies in a region,
or the ratio of likelihoods. Many points move at once; the step s is made larger or smaller so that
about a quarter of the moves are taken.

Rare regions are reached by levels (subset simulation): the half of the points with the lower scores
is kept, copied and moved under the condition that scores stay below that half's highest, until the
region is reached. The product of the shares that were kept is the prior probability of the region.
Likelihoods are brought in little by little (tempering): L^t with t from 0 to 1, each step as large
as leaves half of the points effective, then points are drawn by weight and moved.

Sources: Cotter, Roberts, Stuart and White (2013), Statistical Science 28, for the move; Au and Beck
(2001), Probabilistic Engineering Mechanics 16, for levels; Del Moral, Doucet and Jasra (2006),
Journal of the Royal Statistical Society B 68, for tempering.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from sim.analysis.weighting import effective_size, normalised, systematic

Floats = NDArray[np.float64]

Score = Callable[[Floats], Floats]
"""Returns a number for each point of the unit cube, shape (points,)."""

MOST_LEVELS: Final = 40
"""Levels after which a region counts as not to be reached: a prior probability below 1e-12."""

MOVES: Final = 12
"""Moves of every point at each level."""

WANTED: Final = 0.25
"""Share of moves that should be taken."""

KEPT: Final = 0.5
"""Share of points that is kept at a level, and that is effective after a step of tempering."""

_EDGE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Region:
    """Points of a region, and how probable it is.

    Attributes
    ----------
    unit : (points, k) float64
        Points inside, drawn from the prior; none where it was not reached.
    share : float
        Prior probability of the region, as estimated; 0 where it was not reached.
    nearest : (k,) float64
        Point with the lowest score of all that were looked at.
    lowest : float
        Its score.
    """

    unit: Floats
    share: float
    nearest: Floats
    lowest: float


def draw_region(
    score: Score,
    inputs: int,
    points: int,
    limit: float,
    seed: int,
    least: int = 256,
) -> Region:
    """Return draws from the prior among which the score is at most a limit.

    Parameters
    ----------
    score : callable
    inputs : int
    points : int
        Draws wanted.
    limit : float
    seed : int
    least : int
        Draws with which levels are found, at least.
    """
    random = np.random.default_rng(seed)
    count = max(points, least)
    unit = random.random((count, inputs))
    scores = score(unit)
    share, step = 1.0, 0.5
    nearest, lowest = unit[scores.argmin()], float(scores.min())
    stuck = 0
    for _ in range(MOST_LEVELS):
        inside = scores <= limit
        if inside.mean() >= KEPT:
            break
        level = max(float(np.quantile(scores, KEPT, method="lower")), limit)
        kept = scores <= level
        if kept.all() and level > limit:
            # More than half share the lowest score: nothing is lower.
            return Region(np.empty((0, inputs)), 0.0, nearest, lowest)
        share *= float(kept.mean())
        chosen = random.choice(np.flatnonzero(kept), count)
        unit, scores = unit[chosen], scores[chosen]
        before = lowest
        unit, scores, step = _moved(unit, scores, score, level, step, random)
        if scores.min() < lowest:
            nearest, lowest = unit[scores.argmin()], float(scores.min())
        stuck = stuck + 1 if before - lowest < 1e-3 * max(abs(before), 1.0) else 0
        if stuck == 5 and lowest > limit:
            return Region(np.empty((0, inputs)), 0.0, nearest, lowest)
    inside = scores <= limit
    if not inside.any():
        return Region(np.empty((0, inputs)), 0.0, nearest, lowest)
    share *= float(inside.mean())
    if inside.sum() < points:
        chosen = random.choice(np.flatnonzero(inside), points)
        unit, scores, _ = _moved(unit[chosen], scores[chosen], score, limit, step, random)
        inside = scores <= limit
    return Region(unit[inside][:points], share, nearest, lowest)


def draw_weighted(log_likelihood: Score, start: Floats, seed: int) -> Floats:
    """Return draws from the prior times a likelihood, shape (points, inputs) of the unit cube.

    Parameters
    ----------
    log_likelihood : callable
        Minus infinity where a point is ruled out.
    start : (points, inputs) float64
        Draws from the prior among what is not ruled out, as many as are wanted.
    seed : int
    """
    random = np.random.default_rng(seed)
    points = len(start)
    unit, level = start, log_likelihood(start)
    if not np.isfinite(level).any():
        return start
    temperature, step = 0.0, 0.5
    while temperature < 1.0:
        more = _increment(level, 1.0 - temperature)
        weights = normalised(more * level)
        temperature = min(temperature + more, 1.0)
        chosen = systematic(weights, points, random)
        unit, level = unit[chosen], level[chosen]
        unit, level, step = _tempered(unit, level, log_likelihood, temperature, step, random)
    return unit


def _increment(level: Floats, most: float) -> float:
    """Return by how much the temperature may rise so that half of the points stay effective."""
    wanted = KEPT * len(level)
    if effective_size(normalised(most * level)) >= wanted:
        return most
    low, high = 0.0, most
    for _ in range(50):
        middle = 0.5 * (low + high)
        if effective_size(normalised(middle * level)) >= wanted:
            low = middle
        else:
            high = middle
    return max(low, 1e-6 * most)


def _proposed(unit: Floats, step: float, random: np.random.Generator) -> Floats:
    normal = ndtri(np.clip(unit, _EDGE, 1.0 - _EDGE))
    moved = np.sqrt(1.0 - step**2) * normal + step * random.standard_normal(unit.shape)
    proposed: Floats = ndtr(moved)
    return proposed


def _adapted(step: float, taken: float) -> float:
    return float(np.clip(step * np.exp(taken - WANTED), 1e-3, 1.0))


def _walked(
    unit: Floats,
    values: Floats,
    function: Score,
    accepts: Callable[[Floats, Floats], NDArray[np.bool_]],
    step: float,
    random: np.random.Generator,
) -> tuple[Floats, Floats, float]:
    """Return points after moves under the prior, with what a function says of them, and the step.

    Parameters
    ----------
    unit : (points, quantities) float64
    values : (points,) float64
        Values of the function at the points.
    function : callable
    accepts : callable
        Given the values at proposed and at present points, returns which moves are made.
    step : float
    random : numpy.random.Generator
    """
    unit, values = unit.copy(), values.copy()
    for _ in range(MOVES):
        proposed = _proposed(unit, step, random)
        found = function(proposed)
        taken = accepts(found, values)
        unit[taken], values[taken] = proposed[taken], found[taken]
        step = _adapted(step, float(taken.mean()))
    return unit, values, step


def _moved(
    unit: Floats,
    scores: Floats,
    score: Score,
    limit: float,
    step: float,
    random: np.random.Generator,
) -> tuple[Floats, Floats, float]:
    """Return points after moves that stay where the score is at most a limit."""
    return _walked(unit, scores, score, lambda found, _: found <= limit, step, random)


def _tempered(
    unit: Floats,
    level: Floats,
    log_likelihood: Score,
    temperature: float,
    step: float,
    random: np.random.Generator,
) -> tuple[Floats, Floats, float]:
    """Return points after moves under the prior times a power of the likelihood."""

    def accepts(found: Floats, present: Floats) -> NDArray[np.bool_]:
        chance = np.log(random.random(len(found)))
        with np.errstate(invalid="ignore"):
            taken: NDArray[np.bool_] = chance < temperature * (found - present)
        return taken

    return _walked(unit, level, log_likelihood, accepts, step, random)
