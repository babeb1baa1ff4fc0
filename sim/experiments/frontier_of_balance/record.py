"""What balancing jobs costs at least, and where two regimes end up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import pandas as pd

from sim.study.measurement import TableMeasurement
from sim.study.record import Layout, measured
from sim.study.replicated import ReplicatedRecord

PER_CENT: Final = "%"
SPREAD: Final = "standard deviation"
SHOWN: Final = 0.01
"""Step in which spreads are shown; below it jobs count as equal."""
BOUND: Final = "share of the way from the least mean deviation to that of the best"


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class FrontierOfBalance(ReplicatedRecord):
    """The output that is possible at each balance of jobs in workplaces of one sector.

    Attributes
    ----------
    sector : str
    members : int
        Size of the workplaces that was wanted.
    workplaces, points : int
        Workplaces of each replicate, and points of the frontier.
    frontier : pandas.DataFrame
        ``bound, spread, spread_low, spread_high, output, low, high``: the best output when the mean
        deviation of job indices has gone at most a share ``bound`` of the way from the least that
        licences allow to that of the best division of labour, in per cent of the latter's output,
        and the standard deviation of job indices.
    regimes : pandas.DataFrame
        ``regime, members, spread, spread_low, spread_high, output, low, high, possible, shortfall,
        shortfall_low, shortfall_high``: the divisions of labour at the end of the run, evaluated
        with the people there are: output, and the best output at the same mean deviation, in per
        cent of the best at any; the shortfall is in per cent of what is possible.
    divisions : pandas.DataFrame
        ``replicate, regime, workplace, members, bound, spread, output, possible``: each workplace;
        the frontier has the regime ``"burn-in"``.
    """

    kind = "frontier-of-balance"
    tables: ClassVar[Mapping[str, Layout]] = {
        "monthly": Layout(("replicate", "regime", "month")),
        "frontier": Layout(
            ("bound", "spread", "spread_low", "spread_high", "output", "low", "high"),
            measured(SPREAD, "spread", "spread_low", "spread_high")
            | measured(PER_CENT, "output", "low", "high")
            | {"bound": BOUND},
        ),
        "regimes": Layout(
            (
                "regime", "members", "spread", "spread_low", "spread_high", "output", "low", "high",
                "possible", "shortfall", "shortfall_low", "shortfall_high",
            ),
            measured(SPREAD, "spread", "spread_low", "spread_high")
            | measured(
                PER_CENT, "output", "low", "high", "possible", "shortfall", "shortfall_low",
                "shortfall_high",
            )
            | {"members": "people"},
        ),
        "divisions": Layout(
            (
                "replicate", "regime", "workplace", "members", "bound", "spread", "output",
                "possible",
            ),
            measured(PER_CENT, "output", "possible")
            | {
                "bound": BOUND,
                "spread": SPREAD,
                "members": "people",
            },
        ),
    }  # fmt: skip
    answers = ("frontier", "regimes")
    asked = ("sector", "members", "workplaces", "points")

    sector: str
    members: int
    workplaces: int
    points: int
    frontier: pd.DataFrame
    regimes: pd.DataFrame
    divisions: pd.DataFrame

    @classmethod
    def measurement(cls, settings: Mapping[str, Any]) -> TableMeasurement:
        """Return what is simulated and kept of each replicate, by the settings of the work."""
        from sim.experiments.frontier_of_balance.simulate import BalanceTables

        return BalanceTables(*(settings[name] for name in cls.asked))

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds."""
        asked = {name: manifest["settings"][name] for name in cls.asked}
        return {**super().stored_fields(manifest, tables), **asked}
