"""Sensitivity of the answer to how it was asked: discrepancies, items, priors, other folders.

Each variant is the same draws with other weights: multiplied by the likelihood under other
discrepancies over that under the declared ones, divided by the likelihood of an item that is
dropped, or multiplied by the density of uniform priors over that of the declared ones. What waves
have ruled out stays ruled out. Changes are judged by the same bootstrap samples as the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.decided import conclusion_of
from sim.analysis.pareto_smoothing import TRUSTED, smoothed
from sim.analysis.weighting import bootstrap_weights, effective_size
from sim.experiments.check_posterior.predicting import LEAST_EFFECTIVE, without
from sim.experiments.check_posterior.sample import Sample

Floats = NDArray[np.float64]

EVEN: Final = 0.5
"""Probability at which neither is more often ahead."""

AS_ASKED: Final = "as asked"
DISCREPANCIES: Final = "discrepancies"
DROPPED: Final = "item dropped"
PRIORS: Final = "priors"
FOLDER: Final = "other posterior"
AVERAGE: Final = "average"


class Variant(NamedTuple):
    """Another way of asking: its kind, its name, the weights of the draws, and their tail."""

    kind: str
    name: str
    weights: Floats
    tail: float


def ahead_of(gaps: Floats) -> Floats:
    """Return 1 where the regime is ahead, one half where neither is, 0 behind; NaN where unknown.

    Parameters
    ----------
    gaps : float64
        Of any shape.
    """
    found: Floats = np.where(np.isfinite(gaps), (gaps > 0.0) + 0.5 * (gaps == 0.0), np.nan)
    return found


def variants(sample: Sample) -> Iterator[Variant]:
    """Yield the answer as it was asked, and all other ways of asking from the same draws.

    Parameters
    ----------
    sample : Sample
    """
    yield Variant(AS_ASKED, AS_ASKED, sample.weights, float("-inf"))
    with np.errstate(divide="ignore"):
        level = np.log(sample.weights)
    there = np.isfinite(level)
    used = sample.used
    observed = sample.observed(used)
    declared = sample.terms(used, observed).sum(axis=1)
    for name, factor in (("halved", 0.5), ("doubled", 2.0)):
        changed = level.copy()
        terms = sample.terms(used, observed, factor).sum(axis=1)
        changed[there] += terms[there] - declared[there]
        yield Variant(DISCREPANCIES, name, *smoothed(changed))
    for place in used:
        yield Variant(DROPPED, sample.items[place].name, *without(sample, [place]))
    density = sample.prior.logpdf(sample.prior.points(sample.unit))
    changed = level.copy()
    usable = there & np.isfinite(density)
    changed[~usable] = -np.inf
    changed[usable] -= density[usable]
    yield Variant(PRIORS, "uniform", *smoothed(changed))


def sensitivity(
    sample: Sample, others: Mapping[str, Sample], seed: int
) -> Iterator[dict[str, Any]]:
    """Yield the probability of every regime, measure and horizon under every way of asking.

    Parameters
    ----------
    sample : Sample
    others : mapping of str to Sample
        Posteriors of other sizes or functional forms, by name.
    seed : int
    """
    asked = list(variants(sample))
    for place, outcome in enumerate(sample.outcomes):
        first = _samples(sample.gaps[:, place], sample.weights, seed)
        for variant in asked:
            found = _samples(sample.gaps[:, place], variant.weights, seed)
            yield _row(variant.kind, variant.name, outcome, found, first, variant.tail)
        compared = [first]
        for order, (name, other) in enumerate(others.items(), start=1):
            if outcome in other.outcomes:
                gaps = other.gaps[:, other.outcomes.index(outcome)]
                found = _samples(gaps, other.weights, seed + order)
                compared.append(found)
                yield _row(FOLDER, name, outcome, found, first, float("-inf"))
        if len(compared) > 1:
            yield _row(AVERAGE, "all of them", outcome, _averaged(compared), first, float("-inf"))


class Sampled(NamedTuple):
    """A probability, its bootstrap samples, and what the draws are worth."""

    value: float
    samples: Floats
    effective: float


def _samples(gaps: Floats, weights: Floats, seed: int) -> Sampled:
    ahead = ahead_of(gaps)
    share = np.where(np.isfinite(ahead), weights, 0.0)
    if not share.any():
        return Sampled(float("nan"), np.full(1, np.nan), 0.0)
    share = share / share.sum()
    ahead = np.nan_to_num(ahead)
    samples = bootstrap_weights(share, seed) @ ahead
    return Sampled(float(share @ ahead), samples, effective_size(share))


def _averaged(found: Sequence[Sampled]) -> Sampled:
    size = min(len(one.samples) for one in found)
    return Sampled(
        float(np.mean([one.value for one in found])),
        np.mean([one.samples[:size] for one in found], axis=0),
        min(one.effective for one in found),
    )


def _row(
    kind: str,
    name: str,
    outcome: tuple[str, str, str],
    found: Sampled,
    first: Sampled,
    tail: float,
) -> dict[str, Any]:
    low, high = (float(x) for x in np.percentile(found.samples, [2.5, 97.5]))
    size = min(len(found.samples), len(first.samples))
    change = found.samples[:size] - first.samples[:size]
    few = found.effective < LEAST_EFFECTIVE or tail > TRUSTED
    conclusion = conclusion_of(float("nan"), high) if few else conclusion_of(low, high, EVEN)
    limits = np.percentile(change, [2.5, 97.5])
    return {
        "kind": kind,
        "variant": name,
        **dict(zip(("regime", "measure", "horizon"), outcome, strict=True)),
        "probability": found.value,
        "low": low,
        "high": high,
        "change": found.value - first.value,
        "change_low": float(limits[0]),
        "change_high": float(limits[1]),
        "effective": found.effective,
        "tail": tail,
        "conclusion": str(conclusion),
    }
