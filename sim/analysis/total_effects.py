"""Total indices from weighted draws at hand, by an emulator that is checked before.

The total index of an input is the share of the variance that is left while all others are known,

    T_i = E[Var(y | all but x_i)] / Var(y) = E[(f(x) - f(x with x_i drawn over again))^2] / 2 Var(y)

(Jansen 1999). Draws at hand do not hold an input alone apart, so f is an emulator fitted to them
(`sim.analysis.emulator`). Inputs are drawn independently, each from its own weighted draws: what
goes together among draws is taken apart, as it has to be for 'all but one known' to leave anything.
Var(y) is that of the emulator over these points plus what it does not tell, chance among it.

An emulator that predicts badly tells nothing of f: where R2 over draws that were left out is below
one half there are no indices. Their 95 % intervals are those of the bootstrap over draws, to which
the emulator is fitted over and over, its kernel as it was, and of the points: twice the standard
deviation over samples either way. What inputs do only together with one that the emulator does not
respond to is missed, and stands among what it does not tell.

Source: Jansen (1999), Computer Physics Communications 117; Saltelli et al. (2010), Computer Physics
Communications 181.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.analysis.emulator import Emulator, emulator_of, refitted
from sim.analysis.weighting import weighted_quantile

Floats = NDArray[np.float64]

GOOD_ENOUGH: Final = 0.5
"""R2 over draws left out below which an emulator gives no indices."""

POINTS: Final = 1024
"""Points at which each input is drawn over again."""

SAMPLES: Final = 24
"""Samples of the bootstrap, each with an emulator of its own."""

MOST_DRAWS: Final = 600
"""Draws that an emulator is fitted to at most."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Total indices of all inputs.

    Attributes
    ----------
    r2 : float
        Of the emulator over draws that were left out; NaN where there is none.
    value, low, high : (k,) float64
        NaN where the emulator is not good enough.
    """

    r2: float
    value: Floats
    low: Floats
    high: Floats


def total_effects(unit: Floats, values: Floats, weights: Floats, seed: int) -> Totals:
    """Return the total indices of an output.

    Parameters
    ----------
    unit : (n, k) float64
        Draws, as points of the unit cube.
    values, weights : (n,) float64
    seed : int
    """
    nothing = np.full(unit.shape[1], np.nan)
    at, output = unit[:MOST_DRAWS], values[:MOST_DRAWS]
    emulator = emulator_of(at, output)
    r2 = float("nan") if emulator is None else emulator.left_out.r2
    if emulator is None or not r2 >= GOOD_ENOUGH:
        return Totals(r2, nothing, nothing, nothing)
    random = np.random.default_rng(seed)
    value = np.clip(_indices(emulator, *_independent(unit, weights, random)), 0.0, 1.0)
    samples = np.empty((SAMPLES, unit.shape[1]))
    for number in range(SAMPLES):
        chosen = random.integers(0, len(output), len(output))
        again = refitted(emulator, at[chosen], output[chosen])
        samples[number] = _indices(again, *_independent(unit, weights, random))
    half = 1.96 * samples.std(axis=0, ddof=1)
    low, high = (np.clip(value + side * half, 0.0, 1.0) for side in (-1.0, 1.0))
    return Totals(r2, value, low, high)


def _independent(
    unit: Floats, weights: Floats, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return two sets of points whose inputs are independent, each from its own weighted draws.

    They are those of one scrambled Sobol sequence.
    """
    from scipy.stats import qmc

    count = unit.shape[1]
    even = qmc.Sobol(2 * count, rng=random).random(POINTS)
    found = np.empty_like(even)
    for place, column in enumerate(np.vstack([unit.T, unit.T])):
        found[:, place] = weighted_quantile(column, weights, even[:, place])
    return found[:, :count], found[:, count:]


def _indices(emulator: Emulator, first: Floats, second: Floats) -> Floats:
    found = np.zeros(first.shape[1])
    before = emulator.expected(first)
    both = np.concatenate([before, emulator.expected(second)])
    variance = float(both.var(ddof=1)) + emulator.nugget
    if not variance > 0.0:
        return found
    for place in emulator.active:
        moved = first.copy()
        moved[:, place] = second[:, place]
        after = emulator.expected(moved)
        found[place] = float(((after - before) ** 2).mean()) / 2.0 / variance
    return found
