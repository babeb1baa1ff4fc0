"""The numbers that were quoted before: single points and ranges, held against the evidence."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import mean_interval
from sim.analysis.weighting import probability
from sim.experiments.compare.record import Comparison
from sim.experiments.posterior.added import ADDED, WITH, WITHOUT
from sim.experiments.posterior.record import EVIDENCE, Posterior
from sim.findings.runs import FindingsRuns
from sim.kernels.elementwise import logarithms
from sim.text.labels import PACK_NAMES
from sim.text.numbers import Number, share
from sim.vocabulary import ADVOCATES, CRITICS, LOG_POINTS, MEASURES, PUBLISHED, horizons_of

Floats = NDArray[np.float64]

FITTED: Final = "fitted"
"""Name of the scenario whose parameters are fitted to facts, in place of that of its file."""

POINTS: Final = {
    PUBLISHED: PACK_NAMES[PUBLISHED],
    FITTED: "parameters fitted to facts",
    CRITICS: PACK_NAMES[CRITICS],
    ADVOCATES: PACK_NAMES[ADVOCATES],
}
"""Single sets of parameters, in the order in which they are shown."""

TOLD: Final = (ADDED, WITH)
"""What the findings are about: balanced jobs alone, and the whole."""


def points_of(runs: FindingsRuns) -> pd.DataFrame:
    """Return the gap that each single set of parameters gives.

    Parameters
    ----------
    runs : FindingsRuns

    Returns
    -------
    pandas.DataFrame
        ``name, regime, gap, low, high`` in log points of output per hour at the last horizon: the
        mean over replicates with its interval. Sets that were not simulated are left out.
    """
    result = runs.posterior
    rows = []
    for regime in TOLD:
        sets = result.about("pack_gaps", regime).set_index("pack")[["gap", "low", "high"]]
        known = dict(zip(sets.index, sets.to_numpy(np.float64).tolist(), strict=True))
        fitted = fitted_gaps(runs, regime)
        for name in POINTS:
            if name in known:
                rows.append((name, regime, *known[name]))
            elif name == FITTED and len(fitted):
                rows.append((name, regime, *(float(one) for one in mean_interval(fitted))))
    return pd.DataFrame(rows, columns=["name", "regime", "gap", "low", "high"])


def fitted_gaps(runs: FindingsRuns, regime: str) -> Floats:
    """Return the gap under fitted parameters in each replicate; empty where it was not simulated.

    Parameters
    ----------
    runs : FindingsRuns
    regime : str
    """
    if not runs.fitted:
        return np.empty(0)
    whole, without = (_gaps(runs.fitted[name], runs.posterior.horizon) for name in (WITH, WITHOUT))
    # Both begin with the same people and meet the same random numbers, replicate by replicate.
    chosen = whole if regime == WITH else (whole - without).dropna()
    found: Floats = np.asarray(chosen, dtype=np.float64)
    return found


def _gaps(comparison: Comparison, horizon: str) -> pd.Series[float]:
    """Return the gap in output per hour by replicate, in log points."""
    first, last = horizons_of(comparison.a.months)[horizon]
    table = comparison.monthly
    months = table[table["month"].between(first, last)]
    logs = months.assign(value=LOG_POINTS * logarithms(months[MEASURES[0]].to_numpy(np.float64)))
    means: pd.DataFrame = logs.groupby(["replicate", "regime"])["value"].mean().unstack("regime")
    a, b = comparison.regimes
    found: pd.Series[float] = (means[b] - means[a]).dropna()
    return found


def share_below(result: Posterior, regime: str, gap: float) -> Number:
    """Return how probable it is, given the evidence, that the gap is smaller than a number.

    Parameters
    ----------
    result : Posterior
        With draws given the evidence.
    regime : str
    gap : float
        In log points.
    """
    rows = result.about("gaps", regime, given=EVIDENCE)
    weights = rows["weight"].to_numpy(np.float64)
    below = rows["gap"].to_numpy(np.float64) < gap
    return share(*probability(below, weights, int(result.settings["seed"])))
