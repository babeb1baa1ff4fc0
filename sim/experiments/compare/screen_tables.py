"""The tables of a comparison as aligned text for a terminal, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from sim.analysis.estimates import Outcome
from sim.experiments.compare.outcomes import channel_of
from sim.experiments.compare.record import Comparison
from sim.text.labels import display_of, name_of
from sim.vocabulary import CHANNEL_GROUPS, CHANNELS, LOGARITHMIC, LONG_RUN, TOTAL

_NAME_WIDTH = 31
_UNIT_WIDTH = 13
_LEVEL_WIDTH = 10
_DIFFERENCE_WIDTH = 12
_INTERVAL_WIDTH = 20
_CHANNEL_WIDTH = 36

_LEVELS_IN_PERCENT = "  in per cent"


def differences_table(comparison: Comparison, horizon: str = LONG_RUN) -> str:
    """Return every indicator under both regimes with its paired difference and 95 % interval.

    Parameters
    ----------
    comparison : Comparison
    horizon : str
        ``"long_run"`` or ``"transition"``.

    Returns
    -------
    str
        Lines of at most 100 characters. A star marks an interval that does not contain zero.
    """
    rows = comparison.differences[comparison.differences["horizon"] == horizon]
    a, b = comparison.titles
    lines = [f"A  {a}", f"B  {b}", "", _header()]
    for row in rows.to_dict("records"):
        lines.append(_level_line(row))
        if pd.notna(row["relative"]) and row["unit"] not in LOGARITHMIC:
            lines.append(_relative_line(row))
    lines += [
        "",
        "* the 95 % interval does not contain zero; differences of % are percentage points",
        "index: a fully trained, average person at full effort = 1",
    ]
    return "\n".join(lines)


def channels_table(
    comparison: Comparison, measure: str = "output_per_hour", horizon: str = LONG_RUN
) -> str:
    """Return the channels of the gap in a measure, grouped, in log points with 95 % intervals.

    Parameters
    ----------
    comparison : Comparison
    measure : str
        ``"output_per_hour"`` or ``"output_per_head"``.
    horizon : str
        ``"long_run"`` or ``"transition"``.
    """
    lines = [
        f"{'Channel':<{_CHANNEL_WIDTH}}{'log points':>{_DIFFERENCE_WIDTH}}"
        f"{'95 % interval':>{_INTERVAL_WIDTH}}"
    ]
    known = set(
        comparison.channels.loc[comparison.channels["measure"] == measure, "channel"].astype(str)
    )
    grouped = {member for members in CHANNEL_GROUPS.values() for member in members}
    shown: list[tuple[str, int]] = []
    for group, members in CHANNEL_GROUPS.items():
        shown.append((group, 0))
        if len(members) > 1:
            shown += [(member, 2) for member in members]
    shown += [(channel, 0) for channel in CHANNELS if channel not in grouped]
    for channel, indent in [*shown, (TOTAL, 0)]:
        if channel not in known:
            continue
        outcome = channel_of(comparison, measure, horizon, channel)
        name = " " * indent + name_of(channel)
        lines.append(f"{name:<{_CHANNEL_WIDTH}}{_numbers(outcome, 'log points')}")
    return "\n".join(lines)


def _header() -> str:
    return (
        f"{'Indicator':<{_NAME_WIDTH}}{'unit':<{_UNIT_WIDTH}}{'A':>{_LEVEL_WIDTH}}"
        f"{'B':>{_LEVEL_WIDTH}}{'B minus A':>{_DIFFERENCE_WIDTH}}"
        f"{'95 % interval':>{_INTERVAL_WIDTH}}"
    )


def _level_line(row: Mapping[Hashable, Any]) -> str:
    unit = str(row["unit"])
    shown = display_of(unit)
    name = name_of(str(row["indicator"]))
    outcome = Outcome(row["difference"], row["low"], row["high"])
    return (
        f"{name[: _NAME_WIDTH - 1]:<{_NAME_WIDTH}}{shown.level[: _UNIT_WIDTH - 1]:<{_UNIT_WIDTH}}"
        f"{shown.text(row['mean_a']):>{_LEVEL_WIDTH}}"
        f"{shown.text(row['mean_b']):>{_LEVEL_WIDTH}}{_numbers(outcome, unit)}"
    )


def _relative_line(row: Mapping[Hashable, Any]) -> str:
    names = ("relative", "relative_low", "relative_high")
    outcome = Outcome(*(row[name] for name in names)).as_percentage()
    blank = " " * (2 * _LEVEL_WIDTH)
    return (
        f"{_LEVELS_IN_PERCENT:<{_NAME_WIDTH}}{'%':<{_UNIT_WIDTH}}{blank}"
        f"{_numbers(outcome, 'log points')}"
    )


def _numbers(outcome: Outcome, unit: str) -> str:
    """Return a difference, its interval and a star, as the right end of a line."""
    shown = display_of(unit)
    value = shown.text(outcome.difference, signed=True)
    low, high = (shown.text(limit, signed=True) for limit in (outcome.low, outcome.high))
    interval = f"[{low}, {high}]" if low != "-" else "-"
    star = " *" if outcome.decided else ""
    return f"{value:>{_DIFFERENCE_WIDTH}}{interval:>{_INTERVAL_WIDTH}}{star}"
