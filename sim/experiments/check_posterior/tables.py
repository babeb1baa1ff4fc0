"""The tables of recovery, and tables with the columns of their layouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.decided import placed
from sim.analysis.intervals import share_interval
from sim.analysis.rank_checks import covered, evenness, holm
from sim.analysis.weighting import bootstrap_weights
from sim.experiments.check_posterior.record import PosteriorChecks
from sim.experiments.check_posterior.recovery import Recovered
from sim.experiments.check_posterior.sample import Sample
from sim.experiments.check_posterior.verdicts import ALL, BAND

PARAMETER = "parameter"
GAP = "gap"

_WHOLE = ("truths", "truth", "runs", "draws", "again", "workers", "larger", "different")


def frame(rows: Iterable[dict[str, Any]], table: str) -> pd.DataFrame:
    """Return rows as a table with the columns of its layout, those without rows too."""
    layout = PosteriorChecks.tables[table]
    found = pd.DataFrame(list(rows), columns=list(layout.columns))
    for column in found:
        if column in _WHOLE:
            found[column] = found[column].astype("int64")
        elif column in layout.units:
            found[column] = found[column].astype("float64")
        else:
            found[column] = found[column].astype("str")
    return found


def quantities(sample: Sample) -> list[tuple[str, str]]:
    """Return kind and name of everything that is recovered, in the order of ranks."""
    gaps = [(GAP, ":".join(outcome)) for outcome in sample.outcomes]
    return [*((PARAMETER, name) for name in sample.prior.names), *gaps]


def recovery_rows(sample: Sample, found: Recovered, seed: int) -> Iterator[dict[str, Any]]:
    """Yield the coverage of each quantity, and of all of a kind together.

    Parameters
    ----------
    sample : Sample
    found : Recovered
    seed : int
    """
    names = quantities(sample)
    truths = len(found.ranks)
    if not truths:
        return
    inside = covered(found.ranks)
    # A truth at which everything was ruled out is not covered; a gap that is not known is none.
    refuted = np.isnan(found.ranks).all(axis=1)
    counts = np.isfinite(found.ranks) | refuted[:, None]
    even = holm([evenness(column) for column in found.ranks.T])
    worth = float(np.median(found.effective))
    for place, (kind, name) in enumerate(names):
        known = counts[:, place]
        limits = share_interval(int(inside[known, place].sum()), int(known.sum()))
        yield {
            "pipeline": found.pipeline,
            "kind": kind,
            "quantity": name,
            "truths": int(known.sum()),
            "effective": worth,
            **dict(zip(("share", "low", "high"), limits, strict=True)),
            "placed": str(placed(limits.low, limits.high, *BAND)),
            "even": even[place],
        }
    samples = bootstrap_weights(np.full(truths, 1.0 / truths), seed)
    for kind in (PARAMETER, GAP):
        columns = [k for k, (one, _) in enumerate(names) if one == kind]
        part = np.where(counts[:, columns], inside[:, columns], np.nan)
        known = np.isfinite(part).any(axis=1)
        if not known.any():
            continue
        each = np.where(known, np.nansum(part, axis=1) / np.maximum(np.isfinite(part).sum(1), 1), 0)
        weights = samples * known
        drawn = (weights @ each) / np.maximum(weights.sum(axis=1), 1e-12)
        low, high = (float(x) for x in np.percentile(drawn, [2.5, 97.5]))
        yield {
            "pipeline": found.pipeline,
            "kind": kind,
            "quantity": ALL,
            "truths": int(known.sum()),
            "effective": worth,
            "share": float(each[known].mean()),
            "low": low,
            "high": high,
            "placed": str(placed(low, high, *BAND)),
            "even": float("nan"),
        }


def rank_rows(sample: Sample, found: Recovered) -> Iterator[dict[str, Any]]:
    """Yield the rank of each truth in each quantity that is known."""
    for place, (kind, name) in enumerate(quantities(sample)):
        for truth in np.flatnonzero(np.isfinite(found.ranks[:, place])):
            yield {
                "pipeline": found.pipeline,
                "kind": kind,
                "quantity": name,
                "truth": int(truth),
                "rank": float(found.ranks[truth, place]),
            }
