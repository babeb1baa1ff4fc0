"""How much of the variance over draws is chance within an economy, how much is the parameters.

With y_1 and y_2 two replicates at one draw, the variance within is the weighted mean of
(y_1 - y_2)^2 / 2; the share of it in the variance over all draws, each run once, is what would be
left if the parameters were known. Its interval is that of the bootstrap over draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.weighting import bootstrap_weights
from sim.experiments.posterior.added import with_added
from sim.experiments.posterior.draws import Draws
from sim.experiments.posterior.matching import Matching
from sim.experiments.posterior.record import EVIDENCE
from sim.experiments.posterior.simulate import outcome_name

Floats = NDArray[np.float64]


def variances(
    matching: Matching, draws: Draws, asked: Sequence[tuple[str, str, str]]
) -> Iterator[dict[str, Any]]:
    """Yield the variance within draws beside that over them, for each regime, measure and horizon.

    Parameters
    ----------
    matching : Matching
        After its draws.
    draws : Draws
        Those given the evidence; without any nothing is yielded.
    asked : sequence of (str, str, str)
        Regime, measure and horizon.
    """
    runs = matching.repeated_gaps
    if draws.given != EVIDENCE or runs.empty:
        return
    wide = with_added(
        runs.pivot(index=["draw", "replicate"], columns=["scenario", "outcome"], values="value")
    )
    for regime, measure, horizon in asked:
        key = (regime, outcome_name(measure, horizon))
        values, weights = draws.known(*key)
        if key not in wide or not len(values):
            continue
        pairs: pd.DataFrame = wide[key].unstack("replicate").dropna()
        half = 0.5 * (pairs[0] - pairs[1]).to_numpy(np.float64) ** 2
        of_pairs = draws.weights[pairs.index.to_numpy(np.int64)]
        if not of_pairs.sum() > 0.0:
            continue
        within = float(of_pairs @ half / of_pairs.sum())
        over = float(_variance(values, weights[None, :])[0])
        if not over > 0.0:
            continue
        again = (bootstrap_weights(of_pairs, matching.seed + 1) @ half) / np.maximum(
            _variance(values, bootstrap_weights(weights, matching.seed)), 1e-300
        )
        low, high = np.percentile(np.minimum(again, 1.0), [2.5, 97.5])
        yield {
            "regime": regime,
            "measure": measure,
            "horizon": horizon,
            "within": within,
            "over": over,
            "share": min(within / over, 1.0),
            "low": float(low),
            "high": float(high),
        }


def _variance(values: Floats, weights: Floats) -> Floats:
    """Return the variance of values under each row of weights."""
    total = weights.sum(axis=1)
    centre = weights @ values / total
    found: Floats = np.maximum(weights @ values**2 / total - centre**2, 0.0)
    return found
