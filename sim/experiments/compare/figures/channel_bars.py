"""Figures of what the gap in output is made of: efficiency, motivation, skills, technology."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import Floats
from sim.drawing.style import (
    BANDS,
    CHANNEL_MARKS,
    HALO,
    INK,
    LINES,
    ONE_COLUMN,
    TWO_COLUMNS,
    head,
    mark_time,
    marker_places,
    panels,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.compare.outcomes import channel_of
from sim.experiments.compare.record import Comparison
from sim.text.labels import name_of
from sim.text.numbers import fixed
from sim.text.phrases import capital, horizon_name, months_name
from sim.vocabulary import CHANNEL_GROUPS, CHANNELS, HORIZONS, TOTAL

_GROUP_OF: Final = {
    **{channel: channel for channel in CHANNELS},
    **{channel: group for group, members in CHANNEL_GROUPS.items() for channel in members},
    TOTAL: TOTAL,
}
_LOSS_OR_GAIN: Final = "Loss \N{LEFTWARDS ARROW} log points (about %) \N{RIGHTWARDS ARROW} gain"
_SHORT: Final = {
    "allocation": "who does what",
    "overhead": "meetings, supervision,\nswitching",
    "effort": "effort",
}
_TOTAL_COLOR: Final = "#BFBFBF"
_PATH_CHANNELS: Final = (*CHANNEL_GROUPS, "skills", "technology", TOTAL)


@styled
def channels(
    comparison: Comparison,
    measure: str = "output_per_hour",
    axes: list[Axes] | None = None,
) -> Figure:
    """Return the channels that add up to the gap in output as bars from zero, by horizon.

    Gains go to the right, losses to the left; the last bar is their sum, the whole gap. Thin lines
    are 95 % intervals of each bar's length. Allocation and overhead together are efficiency, effort
    is motivation.

    Parameters
    ----------
    comparison : Comparison
    measure : str
        ``"output_per_hour"`` or ``"output_per_head"``.
    axes : list of Axes, optional
        Two: for the transition and the long run.

    Raises
    ------
    ResultsError
        If the comparison holds no channels of this measure, or not two axes are given.
    """
    known = set(comparison.channels.loc[comparison.channels["measure"] == measure, "channel"])
    names = [channel for channel in CHANNELS if channel in known]
    if not names:
        raise ResultsError(f"this comparison holds no channels of {measure!r}")
    height = 0.34 * (len(names) + 1) + 1.5
    figure, both = panels(2, 2, (TWO_COLUMNS, height), axes)
    windows = dict(comparison.windows.items())
    for horizon, panel in zip(HORIZONS, both, strict=True):
        parts = {name: channel_of(comparison, measure, horizon, name) for name in [*names, TOTAL]}
        _bars(panel, parts)
        panel.set_title(f"{capital(horizon_name(horizon))} ({_when(*windows[horizon])})")
    _share_width(both)
    figure.set_label(LINES)
    if axes is None:
        both[1].set_yticklabels([])
        a, b = comparison.titles
        for panel in both:
            panel.set_xlabel(
                "Loss \N{LEFTWARDS ARROW} log points (about %) \N{RIGHTWARDS ARROW} gain"
            )
        head(figure, f"{b} against {a}: what its gain or loss of {name_of(measure)} is made of")
    else:
        for panel in both:
            panel.set_xlabel(f"Gap in {name_of(measure)} (log points)")
    return figure


def _when(first: int, last: int) -> str:
    """Return months in words, as years where they are whole."""
    if (first - 1) % 12 or last % 12:
        return months_name(first, last)
    return f"years {(first - 1) // 12 + 1} to {last // 12}"


def _bars(panel: Axes, parts: dict[str, Outcome]) -> None:
    """Draw every channel from zero, and the sum below a line."""
    for place, (name, part) in enumerate(parts.items()):
        mark = CHANNEL_MARKS[_GROUP_OF[name]]
        panel.barh(
            place,
            part.difference,
            height=0.66,
            color=_TOTAL_COLOR if name == TOTAL else mark.color,
            edgecolor=INK,
            hatch=mark.hatch,
        )
        reach = np.array([part.low, part.high])
        if np.isfinite(reach).all():
            panel.plot(reach, [place] * 2, color=INK, linewidth=1.1, path_effects=HALO)
        _write_number(panel, place, part.difference, np.array([0.0, part.difference, *reach]))
    panel.axvline(0.0, color=INK, linewidth=0.8)
    panel.axhline(len(parts) - 1.5, color=INK, linewidth=0.6, linestyle=":")
    panel.set_yticks(range(len(parts)), [_name(channel) for channel in parts])
    panel.set_ylim(len(parts) - 0.5, -0.5)
    panel.tick_params(axis="y", length=0)
    panel.grid(visible=True, axis="x")
    panel.grid(visible=False, axis="y")
    panel.spines["left"].set_visible(False)


def _name(channel: str) -> str:
    """Return a channel for an axis, with the group that it belongs to."""
    if channel == TOTAL:
        return "Sum: the whole gap"
    group = _GROUP_OF[channel]
    return capital(name_of(channel)) if group == channel else f"{capital(group)}: {_SHORT[channel]}"


def _write_number(panel: Axes, place: int, value: float, extent: Floats) -> None:
    """Write a number beyond the end of its bar and of its interval."""
    right = value >= 0.0
    panel.annotate(
        fixed(value, 1, signed=True).replace("-", "\N{MINUS SIGN}"),
        (float(np.nanmax(extent) if right else np.nanmin(extent)), place),
        xytext=(3 if right else -3, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        fontsize=7.5,
    )


def _share_width(axes: list[Axes]) -> None:
    """Give both panels one scale, with room for the numbers on either side."""
    low = min(float(panel.dataLim.x0) for panel in axes)
    high = max(float(panel.dataLim.x1) for panel in axes)
    room = 0.2 * (high - low if high > low else 1.0)
    for panel in axes:
        panel.set_xlim(min(low, 0.0) - room, max(high, 0.0) + room)


@styled
def channel_path(comparison: Comparison, axes: Axes | None = None) -> Figure:
    """Return a figure of the channels of the gap in output per hour, month by month.

    Lines are means over replicates, bands 95 % intervals; the transition is shaded. The lines of
    the channels add up to the total.

    Parameters
    ----------
    comparison : Comparison
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If the comparison holds no channels over time.
    """
    table = comparison.channel_path
    if table.empty:
        raise ResultsError("this comparison holds no channels over time")
    figure, (panel,) = panels(1, 1, (1.55 * ONE_COLUMN, 3.6), axes)
    for order, name in enumerate(_PATH_CHANNELS):
        rows = table[table["channel"] == name].sort_values("month")
        mark = CHANNEL_MARKS[name]
        panel.fill_between(
            rows["month"], rows["low"], rows["high"], color=mark.color, alpha=0.18, linewidth=0
        )
        panel.plot(
            rows["month"],
            rows["log_points"],
            color=mark.color,
            linestyle=mark.linestyle,
            marker=mark.marker,
            markevery=marker_places(len(rows), order),
            markersize=3.2,
            linewidth=1.8 if name == TOTAL else 1.2,
            label=name_of(name),
        )
    panel.axhline(0.0, color=INK, linewidth=0.8)
    mark_time(panel, int(table["month"].max()))
    panel.set_ylabel("Gap in output per hour\n(log points, about %)")
    figure.set_label(BANDS)
    if axes is None:
        a, b = comparison.titles
        head(figure, f"{b} against {a}: gains above zero, losses below")
        figure.legend(loc="outside lower center", ncols=3)
    else:
        panel.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure
