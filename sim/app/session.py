"""What one open page simulates: two economies with the same past and common random numbers.

Nothing here knows of a browser. The two share their burn-in, are forked, and go on month by month;
each month is recorded and its gap in output per hour decomposed exactly (model section 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from weakref import WeakSet

import numpy as np
import pandas as pd

from sim.app import past
from sim.app.fifths import Fifths
from sim.app.mobility import MoveLog
from sim.app.settings import Settings
from sim.app.snapshots import Album, Snapshot
from sim.economy import Economy
from sim.experiments.compare.decompose import MIXED_CHANNELS, step_and_decompose
from sim.experiments.compare.record import regime_names
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario
from sim.simulation import begin
from sim.study.assumptions import assumptions_of
from sim.text.assumptions import Assumptions
from sim.vocabulary import BURN_IN, LOG_POINTS

CHANNELS: Final = (*MIXED_CHANNELS, "employment")
"""Columns of the decomposition."""

_LIVE: WeakSet[Economy] = WeakSet()


def live_economies() -> int:
    """Return how many economies of pages are still in memory."""
    return len(_LIVE)


class Session:
    """Two economies, what has happened in them so far, and why they differ.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    ScenarioError
        If the settings are not allowed.
    """

    def __init__(self, settings: Settings) -> None:
        self._begin(settings, settings.scenarios())

    def reset(self, settings: Settings) -> None:
        """Start again with the given settings; if they are not allowed, all stays as it is.

        Raises
        ------
        ScenarioError
            If the settings are not allowed.
        """
        scenarios = settings.scenarios()
        _let_go(self._economies)
        self._begin(settings, scenarios)

    def _begin(self, settings: Settings, scenarios: tuple[Scenario, Scenario]) -> None:
        self.settings = settings
        self.scenarios = scenarios
        self._rests_on: tuple[tuple[Scenario, Scenario], Assumptions] | None = None
        self.regimes = regime_names(*scenarios)
        self.titles = tuple(scenario.title or scenario.name for scenario in scenarios)
        self.interventions: list[tuple[int, str]] = []
        self.burn_in: list[dict[str, float]] = []
        self.history: tuple[list[dict[str, float]], list[dict[str, float]]] = ([], [])
        self.channels: list[dict[str, float]] = []
        self.moves: tuple[MoveLog, MoveLog] | None = None
        self.fifths: Fifths | None = None
        self.albums = (Album(), Album())
        self._economies: tuple[Economy, ...] = ()
        self._everybody = np.zeros(settings.workers, dtype=np.int64)

    @property
    def assumptions(self) -> Assumptions:
        """Return what both economies rest on."""
        if self._rests_on is None or self._rests_on[0] is not self.scenarios:
            found = assumptions_of([scenario.to_dict() for scenario in self.scenarios])
            self._rests_on = self.scenarios, found
        return self._rests_on[1]

    @property
    def month(self) -> int:
        """Return months since the fork; negative or zero before it."""
        if self._economies:
            return self._economies[0].month
        return -self.settings.burn_in

    @property
    def forked(self) -> bool:
        """Return whether the two economies exist."""
        return len(self._economies) == 2

    @property
    def finished(self) -> bool:
        """Return whether the last month is done."""
        return self.forked and self.month >= self.settings.months

    @property
    def economies(self) -> tuple[Economy, Economy]:
        """Return the two economies.

        Raises
        ------
        RuntimeError
            Before the fork.
        """
        if not self.forked:
            raise RuntimeError("the two economies still share their past")
        return self._economies[0], self._economies[1]

    def step(self) -> None:
        """Go on by a month: of the shared past, or of both economies. Does nothing at the end."""
        if self.finished:
            return
        if not self._economies:
            self.prepare()
        if self.month < 0:
            shared = self._economies[0]
            shared.step()
            self.burn_in.append(_record(shared))
        elif self.forked:
            self._step_both()
        if not self.forked and self.month >= 0:
            self._fork()

    def prepare(self) -> None:
        """Have people at once: those of a past that is known already, or its first ones."""
        if self._economies:
            return
        known = past.find(self.scenarios[0], self.settings.seed)
        if known is None:
            self._economies = (_noted(begin(self.scenarios[0], self.settings.seed)),)
            return
        economy, self.burn_in = known
        self._economies = (_noted(economy),)
        self._fork()

    def past_of(self, order: int, month: int) -> Snapshot | None:
        """Return the kept month of an economy nearest below a month; None for the present.

        Parameters
        ----------
        order : {0, 1}
        month : int
            Months after the fork.
        """
        return None if month >= self.month else self.albums[order].at(month)[0]

    @property
    def present(self) -> tuple[Economy, ...]:
        """Return the economies that there are: none, the shared one, or both."""
        return self._economies

    def _fork(self) -> None:
        first = self._economies[0]
        if not self.interventions:
            past.keep(self.scenarios[0], self.settings.seed, first, self.burn_in)
        self._economies = (first, _noted(first.fork(self.scenarios[1])))
        self.moves = (MoveLog(self._economies[0]), MoveLog(self._economies[1]))
        self.fifths = Fifths(first)
        for album, economy in zip(self.albums, self._economies, strict=True):
            album.note(economy)

    def _step_both(self) -> None:
        first, second = self.economies
        parts = step_and_decompose(first, second, self._everybody, 1)
        values = (*parts.channels, parts.employment)
        self.channels.append(
            {
                "month": float(self.month),
                **{
                    name: LOG_POINTS * float(value)
                    for name, value in zip(CHANNELS, values, strict=True)
                },
            }
        )
        for economy, history in zip((first, second), self.history, strict=True):
            history.append(_record(economy))
        for album, economy in zip(self.albums, (first, second), strict=True):
            album.note(economy)
        if self.fifths is not None:
            self.fifths.note((first, second))
        if self.moves is not None:
            for log, economy in zip(self.moves, (first, second), strict=True):
                log.note(economy)

    def extend(self, months: int) -> None:
        """Let the run end later, or earlier but not before the present month.

        Parameters
        ----------
        months : int
            Months after the fork.
        """
        settings = replace(self.settings, months=max(months, self.month))
        self.scenarios = settings.scenarios()
        self.settings = settings

    def change(self, changes: Mapping[str, float]) -> None:
        """Let parameters take other values in both economies from the next month on.

        Parameters
        ----------
        changes : mapping of str to float
            All parameters that are to differ from the assumptions, not only the new ones.

        Raises
        ------
        ScenarioError
            If a value is not allowed; then all stays as it is.
        """
        settings = replace(self.settings, changes=dict(changes))
        scenarios = settings.scenarios()
        before = self.settings.changes
        names = sorted(
            name for name in {*before, *changes} if before.get(name) != changes.get(name)
        )
        before_it = self._economies
        self._economies = tuple(
            _noted(economy.fork(scenario))
            for economy, scenario in zip(before_it, scenarios, strict=False)
        )
        _let_go(before_it)
        if self._economies and names:
            words = [f"{name} = {getattr(scenarios[0].parameters, name):g}" for name in names]
            self.interventions.append((self.month, ", ".join(words)))
        self.settings, self.scenarios = settings, scenarios

    def mean_channels(self) -> dict[str, float]:
        """Return the mean over the months so far of each channel, in log points.

        Returns
        -------
        dict of str to float
            `MIXED_CHANNELS`, ``total`` (their sum, the gap in output per hour) and ``employment``
            (with the total, the gap in output per head); empty before the first month.
        """
        if not self.channels:
            return {}
        means = {name: float(np.mean([row[name] for row in self.channels])) for name in CHANNELS}
        total = float(np.sum([means[name] for name in MIXED_CHANNELS]))
        return {
            **{name: means[name] for name in MIXED_CHANNELS},
            "total": total,
            "employment": means["employment"],
        }

    def recent_means(
        self, indicators: tuple[str, ...], months: int = 12, until: int | None = None
    ) -> list[list[float]]:
        """Return means over the latest months, a list for each economy.

        Parameters
        ----------
        indicators : tuple of str
        months : int
            Fewer where there are not so many yet; NaN where there is none.
        until : int, optional
            Last month that counts; by default the present one.
        """
        return [
            [
                float(np.mean([row[name] for row in rows[-months:]])) if rows else float("nan")
                for name in indicators
            ]
            for rows in (history[:until] for history in self.history)
        ]

    def monthly(self) -> pd.DataFrame:
        """Return all months so far: ``regime``, ``month`` and every indicator."""
        parts = zip((BURN_IN, *self.regimes), (self.burn_in, *self.history), strict=True)
        columns = ["regime", "month", *INDICATORS]
        rows = [{"regime": regime, **row} for regime, history in parts for row in history]
        return pd.DataFrame(rows, columns=columns).astype({"month": np.int64})

    def monthly_channels(self) -> pd.DataFrame:
        """Return the channels of each month in log points: ``month``, `CHANNELS`, ``total``."""
        table = pd.DataFrame(self.channels, columns=["month", *CHANNELS])
        table = table.astype({"month": np.int64})
        return table.assign(total=table[list(MIXED_CHANNELS)].sum(axis=1))

    def close(self) -> None:
        """Let go of the economies and of what was recorded."""
        _let_go(self._economies)
        self._economies = ()
        self.moves = self.fifths = None
        self.albums = (Album(), Album())
        self.burn_in, self.history, self.channels = [], ([], []), []


def _noted(economy: Economy) -> Economy:
    _LIVE.add(economy)
    return economy


def _let_go(economies: tuple[Economy, ...]) -> None:
    """Empty economies that nobody steps again, so that they are freed at once.

    A Mesa model refers to itself. Only the collector would free it, and all pages would wait for
    that whenever one is closed.
    """
    for economy in economies:
        economy.__dict__.clear()


def _record(economy: Economy) -> dict[str, float]:
    """Return the indicators of the month that has just ended."""
    return {"month": float(economy.month), **economy.indicators}
