"""The paired comparison of two regimes: a record of tidy tables.

Every table is long and narrow: one row is one observation, one column one variable. Keys that
several tables share:

===============  ===================================================================================
``replicate``    number of the replicate, 0, 1, ...; the same number means common random numbers
``regime``       an entry of `Comparison.regimes`, or ``"burn-in"`` in the months before the fork
``month``        1 is the first month after the fork; months of the burn-in are 0, -1, -2, ...
``indicator``    name of a column of the monthly table; its unit stands in ``units``
``horizon``      ``"transition"`` or ``"long_run"`` (see `sim.vocabulary.windows_of`)
``difference``   always regime b minus regime a, paired by replicate
``low, high``    limits of the 95 % interval over replicates (NaN with a single replicate)
===============  ===================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Final

import pandas as pd

from sim.scenario import Scenario
from sim.study.measurement import TableMeasurement
from sim.study.record import NAMED_BESIDE, Layout, measured
from sim.study.replicated import ReplicatedRecord, stored_scenarios
from sim.vocabulary import Windows, windows_of

COMPARISON_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "monthly": ("replicate", "regime", "month"),
        "differences": (
            "indicator", "unit", "horizon", "mean_a", "mean_b", "difference", "low", "high",
            "relative", "relative_low", "relative_high",
        ),
        "path": ("indicator", "month", "mean_a", "mean_b", "difference", "low", "high"),
        "channels": ("measure", "horizon", "channel", "log_points", "low", "high"),
        "channel_path": ("month", "channel", "log_points", "low", "high"),
        "quintiles": (
            "quintile", "measure", "unit", "mean_a", "mean_b", "difference", "low", "high",
        ),
        "people": ("replicate", "regime", "person"),
        "jobs": (
            "regime", "month", "sector", "workplace", "person", "entry_month", "job_index", "task",
            "hours",
        ),
        "balance": (
            "effect", "rest", "decisions", "division", "horizon", "outcome", "channel", "unit",
            "difference", "low", "high", "replicates",
        ),
    }
)  # fmt: skip
"""Columns that every table of a `Comparison` has, by table."""

TRAINING: Final = "training"
"""Further column of the table of jobs, which those of earlier versions lack."""

TRAINED: Final = "trained"
UNTRAINED: Final = "untrained"
"""What it says of the hours of a task for experts, which are those of somebody trained in its
domain or not (model section 10.1); it is empty for other tasks."""


_UNITS: Final = {"balance": measured(NAMED_BESIDE, "difference", "low", "high")}


def no_jobs() -> pd.DataFrame:
    """Return a table of jobs without rows."""
    return pd.DataFrame(columns=list(COMPARISON_COLUMNS["jobs"]))


def no_balance() -> pd.DataFrame:
    """Return a table of what balanced jobs add without rows."""
    return pd.DataFrame(columns=list(COMPARISON_COLUMNS["balance"]))


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Comparison(ReplicatedRecord):
    """Two regimes that fork from one burn-in and meet common random numbers (model section 7).

    Attributes
    ----------
    a, b : Scenario
        The two regimes; every difference is b minus a.
    seed : int
        Seed of every random stream.
    replicates : int
        Replicates asked for; `completed` counts those that finished.
    monthly : pandas.DataFrame
        ``replicate, regime, month`` and one column per indicator.
    differences : pandas.DataFrame
        ``indicator, unit, horizon, mean_a, mean_b, difference, low, high``; for levels of output
        and technology also ``relative, relative_low, relative_high``: the mean paired difference of
        logarithms in log points (100 times the natural logarithm), otherwise NaN.
    path : pandas.DataFrame
        ``indicator, month, mean_a, mean_b, difference, low, high``: the same month by month, in the
        indicator's own unit, from the last months of the burn-in on.
    channels : pandas.DataFrame
        ``measure, horizon, channel, log_points, low, high``: the gap in ``output_per_hour`` and
        ``output_per_head`` by Shapley value, in log points. Channels are `CHANNELS`, the sums of
        `CHANNEL_GROUPS` and ``total``.
    channel_path : pandas.DataFrame
        ``month, channel, log_points, low, high``: the same for output per hour, over time.
    quintiles : pandas.DataFrame
        ``quintile, measure, unit, mean_a, mean_b, difference, low, high``: long-run means of the
        people by quintile (1 to 5, 5 the best jobs) of their job index at the fork; measures
        ``output_per_hour_<channel>`` are the channels of the quintile's own gap, in log points.
    people : pandas.DataFrame
        ``replicate, regime, person`` and what is known of each person at the end of the run.
    jobs : pandas.DataFrame
        ``regime, month, sector, workplace, person, entry_month, job_index, task, hours``: what the
        jobs of one workplace of each sector are made of in the first replicate, at the fork
        (``regime`` is ``"burn-in"``, month 0) and five years later under each regime;
        ``entry_month`` above 0 means that another person has taken the seat since the fork, and
        ``training`` says of hours in a task for experts whether they are those of somebody trained
        in its domain.
    balance : pandas.DataFrame
        ``effect, rest, decisions, division, horizon, outcome, channel, unit, difference, low, high,
        replicates``: what balanced jobs themselves add where a and b differ in a bundle of changes,
        from all mixes of {manager, council} and {hierarchical, balanced} with the rest of either
        side. ``rest`` is the regime whose other institutions and parameters hold. ``effect`` is
        ``"level"`` (a cell less a), ``"balance"`` (what balanced jobs add), ``"decisions"`` (what
        the other rule of decisions adds) or ``"interaction"``; the columns ``decisions`` and
        ``division`` say what is compared, as in "balanced less hierarchical". ``channel`` is empty
        for the mean over all months, otherwise a part of it as in `channels`, over the months that
        are split. Without rows where the two differ in no bundle, or it was not asked for.
    """

    kind = "compare"
    tables: ClassVar[Mapping[str, Layout]] = {
        table: Layout(columns, _UNITS.get(table, {}))
        for table, columns in COMPARISON_COLUMNS.items()
    }
    optional = ("balance",)
    main = "differences"

    a: Scenario
    b: Scenario
    differences: pd.DataFrame
    path: pd.DataFrame
    channels: pd.DataFrame
    channel_path: pd.DataFrame
    quintiles: pd.DataFrame
    people: pd.DataFrame
    jobs: pd.DataFrame = field(default_factory=no_jobs)
    balance: pd.DataFrame = field(default_factory=no_balance)

    @property
    def regimes(self) -> tuple[str, str]:
        """Return the values of ``regime`` for a and b."""
        return regime_names(self.a, self.b)

    @property
    def titles(self) -> tuple[str, str]:
        """Return the names of a and b for a reader, always different."""
        return _distinct(self.a.title or self.a.name, self.b.title or self.b.name)

    @property
    def scenarios(self) -> Sequence[Mapping[str, Any]]:
        """Return both scenarios as `Scenario.to_dict` makes them, always with different titles."""
        return tuple(
            {**scenario, "title": title}
            for scenario, title in zip(self.settings["scenarios"], self.titles, strict=True)
        )

    @property
    def windows(self) -> Windows:
        """Return the months of each horizon, as far as the comparison goes."""
        return windows_of(max(1, int(self.monthly["month"].max())))

    @classmethod
    def measurement(cls, settings: Mapping[str, Any]) -> TableMeasurement:
        """Return what is simulated and kept of each replicate."""
        from sim.experiments.compare.cells import BundleTables
        from sim.experiments.compare.simulate import PairTables

        return BundleTables() if settings.get("balance") else PairTables()

    def summary(self) -> dict[str, Any]:
        """Return the verdict, channels, differences and quintiles, ready for JSON."""
        from sim.experiments.compare.summary import summary

        return summary(self)

    @classmethod
    def stored_fields(
        cls, manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
    ) -> dict[str, Any]:
        """Return the fields that are no tables, from what a folder holds."""
        a, b = stored_scenarios(manifest)
        return {**super().stored_fields(manifest, tables), "a": a, "b": b}


def regime_names(a: Scenario, b: Scenario) -> tuple[str, str]:
    """Return the values of the ``regime`` column: the scenarios' names, always different."""
    return _distinct(a.name, b.name)


def _distinct(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first != second else (f"{first} (a)", f"{second} (b)")
