"""The answer of the project, from a posterior."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

import sim
from sim.experiments.posterior.added import ADDED, WITH
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.text.answer import Answer, Effect
from sim.vocabulary import MEASURES

CHANNEL_OF: Final[Mapping[str, str]] = {
    "efficiency": "efficiency",
    "motivation": "motivation",
    "skills": "skills",
    "ideas": "technology",
}
"""Rows of the table of channels, by part of an answer."""


def answer_of(result: Posterior) -> Answer:
    """Return the answer that a posterior gives.

    Parameters
    ----------
    result : Posterior
        With both participatory economics and the same without balanced jobs among its regimes.

    Raises
    ------
    KeyError
        If one of the two is not.
    """
    first = result.scenarios[0]
    return Answer(
        balance=_effect(result, ADDED),
        bundle=_effect(result, WITH),
        horizon=result.horizon,
        draws=int(result.settings["draws"]),
        workers=int(first["workers"]),
        months=int(first["months"]),
        items=int((result.items["role"] == CONDITIONS).sum()),
        seed=int(result.settings["seed"]),
        effective=result.effective,
        enough=result.enough,
        version=sim.__version__,
    )


def _effect(result: Posterior, regime: str) -> Effect | None:
    if regime not in set(result.probabilities["regime"]):
        raise KeyError(regime)
    if result.refuted:
        return None
    keys = {"regime": regime, "measure": MEASURES[0], "horizon": result.horizon}
    told = _row(result.probabilities, given=EVIDENCE, **keys)
    alone = _row(result.probabilities, given=RANGES, **keys)
    gap = _row(result.quantiles, given=EVIDENCE, **keys)
    spread = result.variances
    rows = spread[(spread[list(keys)] == pd.Series(keys)).all(axis=1)]
    chance = (
        dict(rows.iloc[0]) if len(rows) else dict.fromkeys(("share", "low", "high"), float("nan"))
    )
    return Effect(
        probability=float(told["probability"]),
        low=float(told["low"]),
        high=float(told["high"]),
        alone=float(alone["probability"]),
        alone_low=float(alone["low"]),
        alone_high=float(alone["high"]),
        **{name: float(gap[name]) for name in ("q05", "q50", "q95", "q50_low", "q50_high")},
        parts={part: _mean(result, regime, channel) for part, channel in CHANNEL_OF.items()},
        replicates=float(chance["share"]),
        replicates_low=float(chance["low"]),
        replicates_high=float(chance["high"]),
    )


def _mean(result: Posterior, regime: str, channel: str) -> tuple[float, float, float]:
    row = _row(result.channels, regime=regime, channel=channel, given=EVIDENCE)
    return float(row["mean"]), float(row["low"]), float(row["high"])


def _row(table: pd.DataFrame, **keys: str) -> Mapping[Hashable, Any]:
    rows = table[(table[list(keys)] == pd.Series(keys)).all(axis=1)]
    return dict(rows.iloc[0])
