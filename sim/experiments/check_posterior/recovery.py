"""Recovery: whether the pipeline finds parameters and gaps that are known.

Two parts of it are tried, both with data made by the model: what was simulated at a known point,
plus errors of observation and discrepancy.

- "emulators": truths are points of the first wave, which are draws from the prior. Emulators of all
  items and gaps are fitted to the other points of that wave (by fifths); draws from the prior that
  are ruled out by implausibility have no weight, the others that of the likelihood as emulators
  expect it.
- "weights": truths are draws given the evidence, which are draws from a narrower prior. All other
  draws, each with its real run, are weighted by the likelihood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.emulator import LEAST_POINTS, Emulator, emulator_of, pooled_noise
from sim.analysis.history_matching import CUT, counted
from sim.analysis.rank_checks import ranks_of
from sim.analysis.weighting import effective_size, normalised
from sim.experiments.check_posterior.sample import Sample, log_normal

Floats = NDArray[np.float64]

EMULATORS: Final = "emulators"
WEIGHTS: Final = "weights"

FOLDS: Final = 5
"""Parts of the first wave that are truths one after the other."""

CLOUD: Final = 32_768
"""Draws from the prior at which emulators are asked."""


class Recovered(NamedTuple):
    """What became of known truths.

    Attributes
    ----------
    pipeline : str
        "emulators" or "weights".
    ranks : (truths, inputs + outcomes) float64
        Of each parameter, then of each gap; NaN where a gap is not known, and all of them where
        everything was ruled out, the truth among it.
    effective : (truths,) float64
        What the draws given the data of each are worth.
    """

    pipeline: str
    ranks: Floats
    effective: Floats


def recover_by_weights(
    sample: Sample, truths: int, seed: int, terms: Callable[..., Floats] | None = None
) -> Recovered:
    """Return the ranks of draws among all others, weighted by their real runs.

    Parameters
    ----------
    sample : Sample
    truths : int
        At most.
    seed : int
    terms : callable, optional
        The likelihood, by default that of the pipeline: `Sample.terms`.
    """
    random = np.random.default_rng([seed, 1])
    places = sample.used
    known = np.flatnonzero(np.isfinite(sample.estimates[:, places]).all(axis=1))
    chosen = np.sort(random.permutation(known)[:truths])
    spread = np.sqrt([sample.items[k].variance() for k in places])
    everything = np.hstack([sample.unit, sample.gaps])
    likelihood = sample.terms if terms is None else terms
    ranks, effective = [], []
    for truth in chosen:
        data = sample.estimates[truth, places] + spread * random.standard_normal(len(places))
        level = likelihood(places, data).sum(axis=1)
        level[truth] = -np.inf
        weights = normalised(level)
        ranks.append(_ranks(everything, weights, everything[truth]))
        effective.append(effective_size(weights))
    return Recovered(WEIGHTS, _stacked(ranks, everything.shape[1]), np.array(effective))


def recover_by_emulators(
    sample: Sample, truths: int, seed: int, cloud: int = CLOUD, factor: float = 1.0
) -> Recovered:
    """Return the ranks of points of the first wave among draws by emulators of the others.

    Parameters
    ----------
    sample : Sample
    truths : int
        At most.
    seed : int
    cloud : int
        Draws from the prior.
    factor : float
        Of the standard deviations that the pipeline believes errors and discrepancies have; another
        than 1 is a pipeline that is wrong.
    """
    random = np.random.default_rng([seed, 2])
    inputs = sample.wave_unit.shape[1]
    width = inputs + len(sample.outcomes)
    everything = np.hstack([sample.wave_unit, sample.wave_gaps])
    unit = random.random((cloud, inputs))
    ranks, effective = [], []
    for chosen in _folds(len(everything), truths, random):
        rest = np.setdiff1d(np.arange(len(everything)), chosen)
        places, emulators = _emulators(sample, rest)
        if not places:
            continue
        said = [emulator.predict(unit) for emulator in emulators]
        mean = np.array([one.mean for one in said]).T
        variance = np.array([sample.items[k].variance() for k in places])
        spread = np.array([e.noise for e in emulators]) + factor**2 * variance
        spread = spread + np.array([one.variance for one in said]).T
        drawn = np.hstack([unit, _gaps_by_emulators(sample, rest, unit, random)])
        for truth in chosen:
            data = _means(sample.wave_values[truth][:, places])
            data = data + np.sqrt(variance) * random.standard_normal(len(places))
            there = np.isfinite(data)
            level = log_normal(mean[:, there], data[there], spread[:, there]).sum(axis=1)
            far = np.abs(mean[:, there] - data[there]) / np.sqrt(spread[:, there])
            level[counted(far) > CUT] = -np.inf
            if not np.isfinite(level).any():
                ranks.append(np.full(width, np.nan))
                effective.append(0.0)
                continue
            weights = normalised(level)
            ranks.append(_ranks(drawn, weights, everything[truth]))
            effective.append(effective_size(weights))
    return Recovered(EMULATORS, _stacked(ranks, width), np.array(effective))


def _folds(points: int, truths: int, random: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    order = random.permutation(points)[:truths]
    for fold in range(FOLDS):
        part = order[fold::FOLDS]
        if len(part):
            yield np.sort(part)


def _emulators(sample: Sample, rest: NDArray[np.int64]) -> tuple[list[int], list[Emulator]]:
    """Return the items that have an emulator, and these."""
    places, found = [], []
    for k in sample.used:
        values = sample.wave_values[rest][:, :, k]
        mean = _means(values.T)
        emulator = emulator_of(sample.wave_unit[rest], mean, pooled_noise(values), check=False)
        if emulator is not None:
            places.append(k)
            found.append(emulator)
    return places, found


def _gaps_by_emulators(
    sample: Sample, rest: NDArray[np.int64], unit: Floats, random: np.random.Generator
) -> Floats:
    """Return a gap of a single run at each point, as emulators have it, noise included."""
    found = np.full((len(unit), len(sample.outcomes)), np.nan)
    for place in range(len(sample.outcomes)):
        values = sample.wave_gaps[rest, place]
        if np.isfinite(values).sum() >= LEAST_POINTS:
            emulator = emulator_of(sample.wave_unit[rest], values, check=False)
            assert emulator is not None
            said = emulator.predict(unit)
            noise = random.standard_normal(len(unit))
            found[:, place] = said.mean + np.sqrt(said.variance) * noise
    return found


def _means(values: Floats) -> Floats:
    """Return means over the first axis of what is known; NaN where nothing is."""
    known = np.isfinite(values)
    count = known.sum(axis=0)
    found = np.full(count.shape, np.nan)
    np.divide(np.where(known, values, 0.0).sum(axis=0), count, out=found, where=count > 0)
    return found


def _ranks(draws: Floats, weights: Floats, truth: Floats) -> Floats:
    """Return ranks; NaN where the truth is not known, or no draw of weight is."""
    found = np.full(draws.shape[1], np.nan)
    known = np.isfinite(draws)
    whole = np.flatnonzero(known[weights > 0.0].all(axis=0) & np.isfinite(truth))
    there = weights > 0.0
    found[whole] = ranks_of(draws[there][:, whole], weights[there], truth[whole])
    return found


def _stacked(ranks: list[Floats], width: int) -> Floats:
    return np.array(ranks) if ranks else np.empty((0, width))
