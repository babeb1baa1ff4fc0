"""Figures of what drives the gap in output: efficiency, motivation, skills and technology."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke
from matplotlib.transforms import blended_transform_factory

from sim.analysis.estimates import Outcome
from sim.analysis.intervals import Floats
from sim.drawing.style import (
    CHANNEL_MARKS,
    INK,
    ONE_COLUMN,
    TWO_COLUMNS,
    head,
    mark_time,
    marker_places,
    panels,
    share_height,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.compare.outcomes import channel_of
from sim.experiments.compare.record import Comparison
from sim.text.labels import name_of
from sim.text.phrases import capital, horizon_name
from sim.vocabulary import CHANNEL_GROUPS, CHANNELS, HORIZONS, TOTAL

_GROUP_OF: Final = {
    **{channel: channel for channel in CHANNELS},
    **{channel: group for group, members in CHANNEL_GROUPS.items() for channel in members},
    TOTAL: TOTAL,
}
_BAR_NAMES: Final = {
    "allocation": "allocation",
    "overhead": "overhead",
    "effort": "effort",
    TOTAL: "total",
}
_TOTAL_COLOR: Final = "#BFBFBF"
HALO: Final = (Stroke(linewidth=2.4, foreground="white"), Normal())
_PATH_CHANNELS: Final = (*CHANNEL_GROUPS, "skills", "technology", TOTAL)


@styled
def channels(
    comparison: Comparison,
    measure: str = "output_per_hour",
    axes: list[Axes] | None = None,
) -> Figure:
    """Return a waterfall of the channels that add up to the gap in output, by horizon.

    Each bar starts where the one before ends; the last is the whole gap. The thin lines are 95 %
    intervals of each bar's own length. Allocation and overhead together are efficiency, effort is
    motivation.

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
    figure, both = panels(2, 2, (TWO_COLUMNS, 3.1), axes)
    windows = dict(comparison.windows.items())
    for horizon, panel in zip(HORIZONS, both, strict=True):
        parts = {name: channel_of(comparison, measure, horizon, name) for name in [*names, TOTAL]}
        _waterfall(panel, parts)
        first, last = windows[horizon]
        panel.set_title(f"{capital(horizon_name(horizon))} (months {first} to {last})", pad=16)
    a, b = comparison.titles
    both[0].set_ylabel(f"Gap in {name_of(measure)} (log points)")
    share_height(both)
    if axes is None:
        head(figure, f"{b} against {a}")
    return figure


def _waterfall(panel: Axes, parts: dict[str, Outcome]) -> None:
    """Draw the bars one after the other, then the total from zero."""
    level = 0.0
    tops = []
    for position, (name, part) in enumerate(parts.items()):
        start = 0.0 if name == TOTAL else level
        level = start + part.difference
        mark = CHANNEL_MARKS[_GROUP_OF[name]]
        panel.bar(
            position,
            part.difference,
            bottom=start,
            width=0.66,
            color=_TOTAL_COLOR if name == TOTAL else mark.color,
            edgecolor=INK,
            hatch=mark.hatch,
        )
        reach = np.array([part.low, part.high]) + start
        if np.isfinite(reach).all():
            panel.plot([position] * 2, reach, color=INK, linewidth=1.1, path_effects=HALO)
        _write_number(panel, position, part.difference, np.array([start, level, *reach]))
        tops.append((position, level))
    for (left, height), (right, _) in pairwise(tops):
        panel.plot(
            [left + 0.33, right - 0.33], [height, height], color=INK, linewidth=0.5, linestyle=":"
        )
    panel.axhline(0.0, color=INK, linewidth=0.8)
    panel.set_xticks(range(len(parts)), [_BAR_NAMES.get(name, name) for name in parts])
    panel.tick_params(axis="x", length=0, labelsize=7)
    for label in panel.get_xticklabels():
        label.set(rotation=30, ha="right", rotation_mode="anchor")
    _bracket_groups(panel, list(parts))


def _write_number(panel: Axes, position: int, value: float, extent: Floats) -> None:
    """Write a number beside its bar, on the side where it cannot touch the line at zero."""
    low, high = float(np.nanmin(extent)), float(np.nanmax(extent))
    above = low >= 0.0 or (high > 0.0 and value >= 0.0)
    panel.annotate(
        f"{value:+.1f}".replace("-", "\N{MINUS SIGN}"),
        (position, high if above else low),
        xytext=(0, 2.5 if above else -2.5),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        fontsize=7.5,
    )


def _bracket_groups(panel: Axes, names: list[str]) -> None:
    """Name above the bars which of them are efficiency and which motivation."""
    across = blended_transform_factory(panel.transData, panel.transAxes)
    for group, members in CHANNEL_GROUPS.items():
        places = [names.index(member) for member in members if member in names]
        if not places:
            continue
        ends = [min(places) - 0.38, max(places) + 0.38]
        panel.plot(ends, [1.0, 1.0], transform=across, color=INK, linewidth=0.8, clip_on=False)
        panel.text(
            sum(ends) / 2, 1.015, group, transform=across, ha="center", va="bottom", fontsize=7
        )


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
    figure, (panel,) = panels(1, 1, (1.4 * ONE_COLUMN, 3.1), axes)
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
    panel.set_ylabel("Gap in output per hour (log points)")
    panel.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure
