"""Numerical error of a probability: bootstrap over draws, and over draws and replicates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.weighting import bootstrap_weights, effective_size
from sim.experiments.check_posterior.asking import ahead_of
from sim.experiments.check_posterior.exchange import AS_ASKED
from sim.experiments.check_posterior.predicting import LEAST_EFFECTIVE
from sim.experiments.check_posterior.sample import Sample

Floats = NDArray[np.float64]

WIDEST: Final = 0.05
"""Half the width of the interval of a probability that a numerical error may have."""


def numerical_error(sample: Sample, again: pd.DataFrame, seed: int) -> Iterator[dict[str, Any]]:
    """Yield the probability of each outcome with its intervals, and what its halves give.

    Parameters
    ----------
    sample : Sample
    again : pandas.DataFrame
        Draws that were run once more with other random numbers, as `again_of` returns them.
    seed : int
    """
    further = again[again["further"]]
    for place, outcome in enumerate(sample.outcomes):
        own = ahead_of(sample.gaps[:, place])
        known = np.isfinite(own) & (sample.weights > 0.0)
        if not known.any():
            continue
        share = np.where(known, sample.weights, 0.0)
        share = share / share.sum()
        own = np.nan_to_num(own)
        other = _further(further, outcome, own)
        samples = bootstrap_weights(share, seed)
        random = np.random.default_rng([seed, 3])
        taken = random.random(samples.shape) < 0.5
        mixed = (samples * np.where(taken, other, own)).sum(axis=1)
        difference, low, high = _halves(own, share, seed)
        runs = further[
            (further["regime"] == outcome[0])
            & (further["measure"] == outcome[1])
            & (further["horizon"] == outcome[2])
        ]
        draws = runs["draw"].to_numpy(np.int64)
        again_gaps = runs[AS_ASKED].to_numpy(np.float64)
        first = sample.gaps[draws, place]
        yield {
            **dict(zip(("regime", "measure", "horizon"), outcome, strict=True)),
            "draws": int(known.sum()),
            "effective": effective_size(share),
            "probability": float(share @ own),
            **_limits("", samples @ own),
            **_limits("both_", mixed),
            "halves": difference,
            "halves_low": low,
            "halves_high": high,
            "again": len(runs),
            "turned": float((ahead_of(first) != ahead_of(again_gaps)).mean())
            if len(runs)
            else np.nan,
            "noise": _noise_share(first, again_gaps),
        }


def _further(further: pd.DataFrame, outcome: tuple[str, str, str], own: Floats) -> Floats:
    """Return who is ahead in the further run of each draw, in its own where there is none."""
    rows = further[
        (further["regime"] == outcome[0])
        & (further["measure"] == outcome[1])
        & (further["horizon"] == outcome[2])
    ]
    found = own.copy()
    found[rows["draw"].to_numpy(np.int64)] = ahead_of(rows[AS_ASKED].to_numpy(np.float64))
    return found


def _halves(own: Floats, share: Floats, seed: int) -> tuple[float, float, float]:
    """Return by how much every second draw differs from the others; NaN for too few draws."""
    parts = []
    for start in (0, 1):
        weights = share[start::2]
        if effective_size(weights) < LEAST_EFFECTIVE:
            return float("nan"), float("nan"), float("nan")
        weights = weights / weights.sum()
        samples = bootstrap_weights(weights, seed + start) @ own[start::2]
        parts.append((float(weights @ own[start::2]), samples))
    (first, one), (second, other) = parts
    low, high = (float(x) for x in np.percentile(one - other, [2.5, 97.5]))
    return first - second, low, high


def _noise_share(first: Floats, again: Floats) -> float:
    """Return the share of the variance of a gap that other random numbers make."""
    known = np.isfinite(first) & np.isfinite(again)
    if known.sum() < 3:
        return float("nan")
    both = np.stack([first[known], again[known]])
    total = float(both.var(ddof=1))
    return float(both.var(axis=0, ddof=1).mean() / total) if total > 0.0 else 0.0


def _limits(prefix: str, samples: Floats) -> dict[str, float]:
    low, high = (float(x) for x in np.percentile(samples, [2.5, 97.5]))
    return {f"{prefix}low": low, f"{prefix}high": high}
