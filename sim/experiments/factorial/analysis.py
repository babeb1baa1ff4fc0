"""The tables of a factorial, from its runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from sim.analysis.factorial import effects
from sim.analysis.intervals import mean_interval
from sim.study.measurement import OUTCOME_UNITS
from sim.study.record import LOG_POINTS_UNIT
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS

OUTCOMES: Final = (
    "output_per_hour", "output_per_head", "effort", "alienation", "income_gini", "wealth_gini",
    "unemployment_rate",
)  # fmt: skip
"""What effects are computed on; those on output are in log points."""

_FRONT: Final = ["horizon", "outcome", "unit"]


def regimes_table(runs: pd.DataFrame, switches: list[str]) -> pd.DataFrame:
    """Return the mean of each outcome in each regime, with its interval over replicates.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `Experiment.runs`.
    switches : list of str
        Institutions that vary.
    """
    parts = []
    for horizon, rows in _by_switch(runs, switches).groupby("horizon", sort=False):
        for outcome in OUTCOMES:
            by_regime = rows.pivot_table(
                index="replicate", columns=switches, values=outcome, sort=False, dropna=False
            )
            mean, low, high = mean_interval(by_regime.to_numpy())
            parts.append(
                by_regime.columns.to_frame(index=False).assign(
                    horizon=horizon,
                    outcome=outcome,
                    unit=OUTCOME_UNITS[outcome],
                    mean=mean,
                    low=low,
                    high=high,
                )
            )
    return pd.concat(parts, ignore_index=True)


def effects_table(runs: pd.DataFrame, rules: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Return main effects and two-way interactions by horizon and outcome, with intervals.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `Experiment.runs`.
    rules : mapping of str to (str, str)
        The two rules of each institution; an effect is that of the second.
    """
    parts = []
    for horizon, rows in _by_switch(runs, list(rules)).groupby("horizon", sort=False):
        measured = rows.assign(
            **{name: LOG_POINTS * rows[column] for name, column in LOG_OUTPUT.items()}
        )
        part = effects(measured, rules, OUTCOMES)
        units = part["outcome"].map(
            lambda name: LOG_POINTS_UNIT if name in LOG_OUTPUT else OUTCOME_UNITS[name]
        )
        part = part.assign(horizon=horizon, unit=units)
        parts.append(part[[*_FRONT, *(name for name in part.columns if name not in _FRONT)]])
    return pd.concat(parts, ignore_index=True)


def _by_switch(runs: pd.DataFrame, switches: list[str]) -> pd.DataFrame:
    return runs.rename(columns={f"institutions.{name}": name for name in switches})
