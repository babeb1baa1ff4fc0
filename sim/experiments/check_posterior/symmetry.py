"""Symmetry: exchanged roles give one minus the probability, and a copy of a regime one half."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.weighting import bootstrap_weights
from sim.experiments.check_posterior.asking import ahead_of
from sim.experiments.check_posterior.exchange import AS_ASKED, COPY, EXCHANGED

Floats = NDArray[np.float64]


def again_of(runs: pd.DataFrame, draws: list[int], first: int, count: int) -> pd.DataFrame:
    """Return the gaps of the runs of this check, one row per draw, replicate and outcome.

    Parameters
    ----------
    runs : pandas.DataFrame
        ``point, scenario, replicate, outcome, value``.
    draws : list of int
        Number of the draw at each point.
    first : int
        Number of the first point.
    count : int
        Draws of the posterior; replicates from this number on are further ones.

    Returns
    -------
    pandas.DataFrame
        ``draw, further, regime, measure, horizon``, and a gap for each way.
    """
    parts = runs["outcome"].str.split(":", expand=True)
    table = pd.DataFrame(
        {
            "draw": [draws[point - first] for point in runs["point"]],
            "further": runs["replicate"].to_numpy(np.int64) >= count,
            "regime": runs["scenario"].astype(str),
            "measure": parts[1],
            "horizon": parts[2],
            "way": parts[0],
            "value": runs["value"].to_numpy(np.float64),
        }
    )
    keys = ["draw", "further", "regime", "measure", "horizon"]
    wide = table.pivot(index=keys, columns="way", values="value").reset_index()
    wide.columns.name = None
    return wide[[*keys, AS_ASKED, EXCHANGED, COPY]]


def symmetry(again: pd.DataFrame, stored: pd.DataFrame, seed: int) -> Iterator[dict[str, Any]]:
    """Yield for every regime, measure and horizon what exchanged roles and a copy give.

    Parameters
    ----------
    again : pandas.DataFrame
        As `again_of` returns it.
    stored : pandas.DataFrame
        ``point, regime, measure, horizon, gap`` of the posterior, by which it is seen whether the
        same runs give the same gaps.
    seed : int
    """
    known = stored.rename(columns={"point": "draw", "gap": "stored"})
    keys = ["draw", "regime", "measure", "horizon"]
    joined = again.merge(known[[*keys, "stored"]], on=keys, how="left")
    for outcome, rows in joined.groupby(["regime", "measure", "horizon"], sort=False):
        ahead, behind, copied = (
            ahead_of(rows[way].to_numpy(np.float64)) for way in (AS_ASKED, EXCHANGED, COPY)
        )
        equal = np.full(len(rows), 1.0 / len(rows))
        samples = bootstrap_weights(equal, seed)
        total = samples @ (ahead + behind)
        mine = rows[~rows["further"] & rows["stored"].notna()]
        yield {
            **dict(zip(("regime", "measure", "horizon"), outcome, strict=True)),
            "runs": len(rows),
            "probability": float(ahead.mean()),
            "exchanged": float(behind.mean()),
            "total": float((ahead + behind).mean()),
            "total_low": float(np.percentile(total, 2.5)),
            "total_high": float(np.percentile(total, 97.5)),
            "largest": float(np.abs(rows[AS_ASKED] + rows[EXCHANGED]).max()),
            "copy": float(copied.mean()),
            "copy_largest": float(rows[COPY].abs().max()),
            "differs": float((mine[AS_ASKED] - mine["stored"]).abs().max()),
        }
