"""The tables of the findings."""

from __future__ import annotations

from typing import Final

from sim.experiments.compare.outcomes import channel_of
from sim.experiments.compare.record import Comparison
from sim.findings.numbers import PER_HEAD, PER_HOUR, chance, change_of, gap_between, level_gap
from sim.findings.runs import FindingsRuns
from sim.study.record import LOG_POINTS_UNIT
from sim.text.document import Cell, Table
from sim.text.labels import heading_of, name_of
from sim.text.numbers import Number, difference
from sim.text.phrases import capital, horizon_phrase
from sim.vocabulary import CHANNELS, LONG_RUN, TOTAL, TRANSITION, horizons_of

YEARS: Final = ("year_1", "year_5", "year_20")
"""Horizons of the table over time."""

_CHANNEL_WORDS: Final = {
    "allocation": "who does which task",
    "overhead": "supervision, meetings and switching",
    TOTAL: "together",
}

_CONTROL_WORDS: Final = {
    "cooperative": "councils and shared profit, without balanced jobs",
    "balanced_only": "balanced jobs, and nothing else",
    "parecon_no_balance": "everything but balanced jobs",
    "rotation": "rotation through all tasks",
}


def channel_table(main: Comparison) -> Table:
    """Return what the gap in output per hour is made of, right after the fork and in the end."""
    channels = (*CHANNELS[:-1], TOTAL)
    return Table(
        caption="",
        header=("Channel", "First two years", "Long run"),
        rows=tuple(
            (
                capital(_CHANNEL_WORDS.get(channel, name_of(channel))),
                *(
                    difference(channel_of(main, PER_HOUR, horizon, channel), LOG_POINTS_UNIT)
                    for horizon in (TRANSITION, LONG_RUN)
                ),
            )
            for channel in channels
        ),
        numeric=(False, True, True),
    )


def control_table(runs: FindingsRuns) -> Table:
    """Return output and alienation under other institutions, against the baseline."""
    comparisons = {**runs.controls, runs.settings.alternative: runs.main}
    return Table(
        caption="",
        header=("Against the baseline", "Scenario", "Output per hour", "Alienation"),
        rows=tuple(
            (
                "All of it"
                if name == runs.settings.alternative
                else capital(_CONTROL_WORDS.get(name, name_of(name))),
                name,
                level_gap(found),
                change_of(found, "alienation"),
            )
            for name, found in comparisons.items()
        ),
        numeric=(False, False, True, True),
    )


def horizon_table(runs: FindingsRuns) -> Table:
    """Return gaps and chances over time, for both measures of output."""
    windows = _windows(runs)
    rows: list[tuple[Cell, ...]] = []
    for measure in (PER_HOUR, PER_HEAD):
        gaps = [gap_between(runs.main, measure, *months) for months in windows.values()]
        chances = [chance(runs.published, measure, horizon) for horizon in windows]
        rows.append((heading_of(measure), "gap on the fitted baseline", *gaps))
        rows.append((heading_of(measure), "participatory economy at least as productive", *chances))
    return Table(
        caption="",
        header=("Measure", "What", *(capital(horizon_phrase(horizon)) for horizon in windows)),
        rows=tuple(rows),
        numeric=(False, False, *(True for _ in windows)),
    )


def gap_per_hour(runs: FindingsRuns) -> tuple[Number, Number]:
    """Return the gap in output per hour at the first and at the last horizon of the table."""
    windows = list(_windows(runs).values())
    first, last = (
        gap_between(runs.main, PER_HOUR, *months) for months in (windows[0], windows[-1])
    )
    return first, last


def _windows(runs: FindingsRuns) -> dict[str, tuple[int, int]]:
    """Return the months of each horizon, as far as the runs go."""
    windows = horizons_of(runs.main.a.months)
    names: list[str] = [year for year in YEARS if year in windows] or [LONG_RUN]
    return {name: windows[name] for name in names}
