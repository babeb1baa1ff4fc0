"""Prediction of evidence: from all of it, and from all but itself.

With weights w_i, simulated values y_i and V the variance of observation and discrepancy, the share
of what is predicted that lies below an observed value z is sum w_i Phi((z - y_i) / sqrt V). Where a
group of items g is left out, the weights are those without its likelihood, w_i / L_g(y_i), with
their tail smoothed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from sim.analysis.decided import Placement, placed
from sim.analysis.pareto_smoothing import TRUSTED, smoothed
from sim.analysis.weighting import bootstrap_weights, effective_size
from sim.experiments.check_posterior.sample import Sample
from sim.experiments.posterior.evidence import CONDITIONS

Floats = NDArray[np.float64]

BAND: Final = (0.025, 0.975)
"""Shares between which an observed value has to lie: the middle 95 % of what is predicted."""

LEAST_EFFECTIVE: Final = 25.0
"""Effective draws below which nothing is said of a prediction."""

_SAMPLES: Final = 500
_NOISY: Final = 64


def predictions(sample: Sample, seed: int) -> Iterator[dict[str, Any]]:
    """Yield each item that conditions beside what all of the evidence predicts.

    Parameters
    ----------
    sample : Sample
    seed : int
    """
    for place in sample.used:
        yield _predicted(sample, place, sample.weights, float("-inf"), seed)


def left_out(sample: Sample, seed: int) -> Iterator[dict[str, Any]]:
    """Yield each item beside what all evidence but its group predicts; held out ones too.

    Parameters
    ----------
    sample : Sample
    seed : int
    """
    used = sample.used
    there = sample.weights > 0.0
    known = np.isfinite(sample.values[there]).all(axis=0)
    for place, item in enumerate(sample.items):
        if not known[place] or not there.any():
            continue
        group = [k for k in used if sample.items[k].group == item.group]
        if group and item.role != CONDITIONS:
            # What is held out is predicted from all that conditions, its relatives too.
            group = []
        weights, shape = without(sample, group)
        yield _predicted(sample, place, weights, shape, seed)


def without(sample: Sample, places: list[int]) -> tuple[Floats, float]:
    """Return the weights without the likelihood of some items, and the shape of their tail."""
    if not places:
        return sample.weights, float("-inf")
    with np.errstate(divide="ignore"):
        level = np.log(sample.weights)
    there = np.isfinite(level)
    level[there] -= sample.terms(places, sample.observed(places)).sum(axis=1)[there]
    return smoothed(level)


def _predicted(
    sample: Sample, place: int, weights: Floats, shape: float, seed: int
) -> dict[str, Any]:
    item = sample.items[place]
    there = weights > 0.0
    values, share = sample.values[there, place], weights[there] / weights[there].sum()
    spread = np.sqrt(item.variance())
    below = ndtr((item.observed - values) / spread)
    samples = bootstrap_weights(share, seed, _SAMPLES) @ below
    low, high = (float(x) for x in np.percentile(samples, [2.5, 97.5]))
    effective = effective_size(share)
    random = np.random.default_rng([seed, place])
    drawn = random.choice(values, _NOISY * len(values), p=share)
    drawn = drawn + spread * random.standard_normal(len(drawn))
    quantiles = np.percentile(drawn, [5.0, 50.0, 95.0])
    verdict = placed(low, high, *BAND)
    if effective < LEAST_EFFECTIVE or shape > TRUSTED:
        verdict = Placement.UNDECIDED
    return {
        "item": item.name,
        "title": item.title,
        "unit": item.unit,
        "role": item.role,
        "group": item.group,
        "observed": item.observed,
        "error": item.error,
        "discrepancy": item.discrepancy,
        **{f"q{at}": float(x) for at, x in zip(("05", "50", "95"), quantiles, strict=True)},
        "below": float(share @ below),
        "below_low": low,
        "below_high": high,
        "effective": effective,
        "tail": shape,
        "placed": str(verdict),
    }
