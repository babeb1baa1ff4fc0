"""Figure of what balanced jobs themselves add to a bundle, by who decides and by the rest."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.estimates import Outcome
from sim.drawing.marks import UNDECIDED
from sim.drawing.style import (
    CHANNEL_MARKS,
    HALO,
    INK,
    LINES,
    REGIME_MARKS,
    TWO_COLUMNS,
    Mark,
    head,
    panels,
    share_height,
    styled,
)
from sim.errors import ResultsError
from sim.experiments.compare.balance import LEVEL, added, effect_of, settings_in
from sim.experiments.compare.balance_words import PARTS, part_name, rest_title
from sim.experiments.compare.bundle import DIVISIONS, cells_of
from sim.experiments.compare.figures.regimes import versus
from sim.experiments.compare.record import Comparison
from sim.text.phrases import horizon_name
from sim.vocabulary import LONG_RUN, TOTAL

_MARKS: Final[Mapping[str, Mark]] = dict(zip(DIVISIONS, REGIME_MARKS, strict=True))
_APART: Final = {DIVISIONS[0]: -0.14, DIVISIONS[1]: 0.14}
_GAP: Final = 0.5
_WIDTH: Final = 0.62


@styled
def balance(
    comparison: Comparison, horizon: str = LONG_RUN, axes: list[Axes] | None = None
) -> Figure:
    """Return a figure of what balanced jobs themselves add to output per hour.

    On the left each mix of who decides and how jobs are divided, with the rest of either regime,
    relative to regime a; filled marks are the two regimes themselves. On the right what balanced
    jobs add in each of these settings, as stacked channels and their sum. Lines are 95 %
    intervals.

    Parameters
    ----------
    comparison : Comparison
    horizon : str
        ``"transition"`` or ``"long_run"``.
    axes : list of Axes, optional
        Two: for the mixes and for what balanced jobs add.

    Raises
    ------
    ResultsError
        If the comparison does not tell what balanced jobs add, or not two axes are given.
    """
    settings = settings_in(comparison)
    if not settings:
        raise ResultsError("this comparison holds no effect of balanced jobs themselves")
    figure, (left, right) = panels(2, 2, (TWO_COLUMNS, 3.9), axes)
    places = _places(settings)
    _draw_levels(comparison, horizon, left, places)
    _draw_parts(comparison, horizon, right, places)
    for panel in (left, right):
        panel.axhline(0.0, color=INK, linewidth=0.8)
        _name_settings(comparison, panel, places)
    share_height([left], room=0.06)
    share_height([right], room=0.22)
    first, _ = comparison.titles
    left.set_ylabel(f"Output per hour relative to\n{textwrap.fill(first, 34)} (log points)")
    right.set_ylabel("What balanced jobs add to\noutput per hour (log points)")
    figure.set_label(LINES)
    if axes is None:
        head(
            figure,
            f"What balanced jobs themselves add, {horizon_name(horizon)}: {versus(comparison)}",
        )
        figure.legend(handles=_handles(), loc="outside lower center", ncols=4)
    return figure


def _places(settings: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Return where each setting stands, those of one rest side by side."""
    places: dict[tuple[str, str], float] = {}
    place, before = 0.0, settings[0][0]
    for rest, rule in settings:
        place += _GAP if rest != before else 0.0
        places[rest, rule] = place
        place, before = place + 1.0, rest
    return places


def _draw_levels(
    comparison: Comparison,
    horizon: str,
    panel: Axes,
    places: Mapping[tuple[str, str], float],
) -> None:
    """Draw every cell with its interval, and join the two that differ in the division of labour."""
    itself = _pair_itself(comparison)
    for setting, place in places.items():
        ends = []
        for division in DIVISIONS:
            level = effect_of(comparison, LEVEL, (*setting, division), horizon)
            mark = _MARKS[division]
            across = place + _APART[division]
            ends.append((across, level.difference))
            _draw_interval(panel, across, level, mark.color)
            panel.plot(
                across,
                level.difference,
                marker=mark.marker,
                color=mark.color,
                markerfacecolor=mark.color if (*setting, division) in itself else "white",
                markersize=5.0,
                linestyle="none",
                zorder=3,
            )
        panel.plot(*zip(*ends, strict=True), color=UNDECIDED, linewidth=0.8, zorder=1)


def _draw_parts(
    comparison: Comparison,
    horizon: str,
    panel: Axes,
    places: Mapping[tuple[str, str], float],
) -> None:
    """Draw the channels of what balanced jobs add in every setting, and their sum."""
    for setting, place in places.items():
        above = below = 0.0
        for name in PARTS:
            height = added(comparison, setting, horizon, name).difference
            mark = CHANNEL_MARKS[name]
            panel.bar(
                place,
                height,
                bottom=above if height >= 0.0 else below,
                width=_WIDTH,
                color=mark.color,
                edgecolor=INK,
                hatch=mark.hatch,
            )
            above += max(height, 0.0)
            below += min(height, 0.0)
        total = added(comparison, setting, horizon, TOTAL)
        _draw_interval(panel, place, total, INK)
        panel.plot(
            place,
            total.difference,
            marker="o",
            color=INK,
            markerfacecolor=INK if total.decided else "white",
            linestyle="none",
            zorder=4,
        )
        limits = [value for value in (total.low, total.high) if np.isfinite(value)]
        top = max([above, total.difference, *limits])
        panel.annotate(
            f"sum\n{total.difference:+.1f}".replace("-", "\N{MINUS SIGN}"),
            (place, top),
            xytext=(0, 2.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=7.5,
        )


def _draw_interval(panel: Axes, place: float, outcome: Outcome, color: str) -> None:
    if np.isfinite([outcome.low, outcome.high]).all():
        panel.plot(
            [place] * 2,
            [outcome.low, outcome.high],
            color=color,
            linewidth=1.1,
            path_effects=HALO,
            zorder=2,
        )


def _name_settings(
    comparison: Comparison, panel: Axes, places: Mapping[tuple[str, str], float]
) -> None:
    """Write who decides below each setting, and below these whose rest they have."""
    panel.set_xticks(list(places.values()), [rule.replace("_", " ") for _, rule in places])
    rests: dict[str, list[float]] = {}
    for (rest, _), place in places.items():
        rests.setdefault(rest, []).append(place)
    middles = [sum(found) / len(found) for found in rests.values()]
    words = [
        "\n" + textwrap.fill(f"rest as in {rest_title(comparison, rest)}", 22) for rest in rests
    ]
    panel.set_xticks(middles, words, minor=True)
    panel.tick_params(axis="x", which="both", length=0, labelsize=7)
    for before, after in zip(rests.values(), list(rests.values())[1:], strict=False):
        panel.axvline((before[-1] + after[0]) / 2, color=UNDECIDED, linewidth=0.6, linestyle=":")
    panel.set_xlim(-0.6, max(places.values()) + 0.6)


def _pair_itself(comparison: Comparison) -> set[tuple[str, str, str]]:
    """Return the cells that are the two regimes compared."""
    return {cell.key for cell in cells_of(comparison.a, comparison.b) if cell.side is not None}


def _handles() -> list[Line2D | Patch]:
    jobs = [
        Line2D(
            [],
            [],
            color=mark.color,
            marker=mark.marker,
            markerfacecolor="white",
            label=f"{division} jobs",
        )
        for division, mark in _MARKS.items()
    ]
    filled = Line2D(
        [], [], color=UNDECIDED, marker="o", linestyle="none", label="the two regimes (filled)"
    )
    parts = [
        Patch(
            facecolor=CHANNEL_MARKS[name].color,
            edgecolor=INK,
            hatch=CHANNEL_MARKS[name].hatch,
            label=part_name(name),
        )
        for name in PARTS
    ]
    total = Line2D([], [], color=INK, marker="o", label="sum (open: undecided)")
    return [*jobs, filled, *parts, total]
