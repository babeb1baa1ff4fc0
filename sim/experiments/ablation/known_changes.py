"""Known changes under each alternative: which are reproduced, in sentences and as a map."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.estimates import decided
from sim.drawing.marks import UNDECIDED
from sim.drawing.ranges import INSIDE, OUTSIDE
from sim.drawing.style import INK, SHADE, TWO_COLUMNS, figure_of, head, styled
from sim.errors import ResultsError
from sim.evidence.judgement import MISS, OPEN, PASS, counted_as
from sim.experiments.ablation.record import SOME_EFFECT, Ablation
from sim.experiments.ablation.terms import UNCHANGED
from sim.study.open_bands import open_first
from sim.text.labels import heading_of
from sim.text.phrases import capital, counted, listed
from sim.text.undecided import replicates

ABOVE: Final = "above"
BELOW: Final = "below"

_MARKS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        PASS: (INSIDE.marker, INSIDE.color, "inside the published interval"),
        ABOVE: ("^", OUTSIDE.color, "above it"),
        BELOW: ("v", OUTSIDE.color, "below it"),
        OPEN: ("D", UNDECIDED, "undecided"),
    }
)
"""Shape, colour and words of where a simulated effect lies."""

MOST_NAMED: Final = 6
"""Alternatives or effects that a sentence names at most."""

_ROW: Final = 0.25
_TITLE: Final = 52


def worlds_of(result: Ablation) -> list[str]:
    """Return the terms whose known changes are told: the model, then what changes anything.

    Those that change the gap most stand first.
    """
    acting = result.singles.loc[result.singles["effect"] == SOME_EFFECT, "term"]
    present = set(result.effects["term"])
    return [str(name) for name in [UNCHANGED, *acting] if name in present]


def place_of(row: Mapping[Any, Any]) -> str:
    """Return where a simulated effect lies: "pass", "above", "below", or "undecided"."""
    if row["verdict"] != MISS:
        return str(row["verdict"])
    return ABOVE if row["simulated"] > row["high"] else BELOW


@styled
def ablation_effects(result: Ablation, axes: Axes | None = None) -> Figure:
    """Return where each known change lies with each alternative, as a map of marks.

    Rows are the unchanged model and the alternatives, those that change the gap most on top;
    columns are the known changes. A ring marks an effect that differs from that of the unchanged
    model by more than random draws explain.

    Parameters
    ----------
    result : Ablation
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If known changes were not simulated.
    """
    if not len(result.effects):
        raise ResultsError("this ablation has no known changes, so that there is nothing to draw")
    worlds = worlds_of(result)
    names = list(dict.fromkeys(result.effects["experiment"]))
    if axes is None:
        size = (TWO_COLUMNS, _ROW * len(worlds) + 2.4)
        figure = Figure(figsize=size, layout="constrained")
        panel = figure.subplots()
    else:
        panel, figure = axes, figure_of(axes)
    panel.axhspan(-0.5, 0.5, color=SHADE, linewidth=0, zorder=0)
    for row in result.effects.to_dict("records"):
        if row["term"] not in worlds or not pd.notna(row["simulated"]):
            continue
        marker, color, _ = _MARKS[place_of(row)]
        at = names.index(row["experiment"]), worlds.index(row["term"])
        panel.plot(*at, marker, color=color, markersize=4.5, zorder=2)
        if decided(row["change_low"], row["change_high"]):
            panel.plot(*at, "o", color=INK, markerfacecolor="none", markersize=9.0, zorder=3)
    titles = dict(zip(result.ablation["term"], result.ablation["title"], strict=True))
    labels = [textwrap.fill(capital(str(titles[name])), _TITLE) for name in worlds]
    panel.set_yticks(range(len(worlds)), labels, fontsize="x-small")
    panel.set_ylim(len(worlds) - 0.4, -0.6)
    words = [textwrap.fill(heading_of(str(name)), 18) for name in names]
    panel.set_xticks(range(len(names)), words, fontsize="x-small", rotation=45, ha="left")
    panel.set_xlim(-0.6, len(names) - 0.4)
    panel.xaxis.tick_top()
    panel.tick_params(length=0)
    panel.grid(visible=True, axis="both")
    figure.set_label("Undecided: the 95 % interval reaches over an end of the published one.")
    if axes is None:
        head(figure, f"Known changes, simulated on {result.titles[0]} with each alternative")
        figure.legend(handles=_handles(), loc="outside lower center", ncols=3)
    return figure


def _handles() -> list[Line2D]:
    marks = [
        Line2D([], [], color=color, marker=marker, linestyle="none", label=words)
        for marker, color, words in _MARKS.values()
    ]
    ring = Line2D(
        [],
        [],
        color=INK,
        marker="o",
        markerfacecolor="none",
        markersize=9.0,
        linestyle="none",
        label="differs from the model as it is",
    )
    return [*marks, ring]


def counterparts(effects: pd.DataFrame, count: int) -> str:
    """Return with which alternatives more or fewer of the known changes are reproduced.

    Parameters
    ----------
    effects : pandas.DataFrame
        As `Ablation.effects`; nothing is said of an empty one.
    count : int
        Replicates of each world.
    """
    return " ".join(filter(None, _said(effects, count))) if len(effects) else ""


def reproduced(effects: pd.DataFrame) -> str:
    """Return how many known changes the unchanged model reproduces, and how many are undecided."""
    base = effects[effects["term"] == UNCHANGED]
    inside, unsure = (counted_as(base, verdict) for verdict in (PASS, OPEN))
    return (
        f"The model as it is reproduces {inside} of {counted(len(base), 'known change')} inside "
        f"their published intervals; {unsure} are undecided."
    )


def _said(effects: pd.DataFrame, count: int) -> Iterator[str]:
    base = effects[effects["term"] == UNCHANGED]
    yield open_first(base, replicates(count), "effect")
    yield reproduced(effects)
    known = base.set_index("experiment")["verdict"]
    others = effects[effects["term"] != UNCHANGED]
    before = others["experiment"].map(known)
    for verdict, was, words in ((MISS, PASS, "leaves"), (PASS, MISS, "comes into")):
        moved = others[(others["verdict"] == verdict) & (before == was)]
        for name, rows in moved.groupby("experiment", sort=False):
            yield (
                f"{heading_of(str(name))} {words} its interval with "
                f"{listed(map(_words, rows['term']), MOST_NAMED)}."
            )
    changed = others[
        [
            decided(*limits)
            for limits in zip(others["change_low"], others["change_high"], strict=True)
        ]
    ]
    if len(changed):
        per_term = (
            changed["term"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
        )
        most = [f"{_words(name)} ({number})" for name, number in per_term.head(MOST_NAMED).items()]
        yield (
            f"{counted(len(changed), 'effect')} of {len(others):,} differ from those of the model "
            f"as it is by more than their intervals, most of all with {listed(most)}."
        )
    elif others["change_low"].notna().any():
        yield "No effect differs from that of the model as it is by more than its interval."


def _words(name: object) -> str:
    return str(name).replace("_", " ")
