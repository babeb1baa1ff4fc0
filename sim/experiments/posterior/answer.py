"""The answer of the project, from a posterior."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sim
from sim.errors import ResultsError
from sim.experiments.posterior.added import ADDED, WITH, WITHOUT
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.text.answer import Answer, Effect

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
    ResultsError
        If one of the two is not.
    """
    if ADDED not in result.regimes:
        raise ResultsError(
            f"the posterior compares {', '.join(result.compared)}; the answer needs {WITH} and "
            f"{WITHOUT}"
        )
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
    if result.refuted:
        return None
    told, gap = (
        dict(result.about(table, regime, given=EVIDENCE).iloc[0])
        for table in ("probabilities", "quantiles")
    )
    alone = dict(result.about("probabilities", regime, given=RANGES).iloc[0])
    shares = result.about("variances", regime)
    limits = ("share", "low", "high")
    chance = dict(shares.iloc[0]) if len(shares) else dict.fromkeys(limits, float("nan"))
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
    row = result.about("channels", regime, channel=channel, given=EVIDENCE).iloc[0]
    return float(row["mean"]), float(row["low"]), float(row["high"])
