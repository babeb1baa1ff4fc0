"""The answer given the evidence: gaps with both sides marked, and parameters before and after."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.drawing.marks import PACK_MARKERS, UNDECIDED, pack_mark, parameter_label
from sim.drawing.style import DASHED, INK, ONE_COLUMN, TWO_COLUMNS, head, panels, styled
from sim.errors import ResultsError, choices
from sim.experiments.posterior.added import ADDED
from sim.experiments.posterior.record import EVIDENCE, GIVEN, RANGES, Posterior
from sim.experiments.posterior.value_figures import posterior_value
from sim.text.labels import name_of
from sim.text.phrases import horizon_name
from sim.vocabulary import MEASURES

MOST: Final = 20
"""Parameters that are drawn."""

_COLORS: Final = {EVIDENCE: INK, RANGES: "#AAAAAA"}
_PLACES: Final = {EVIDENCE: -0.14, RANGES: 0.14}
_PRIOR: Final = "#E4E4E4"


def drawings(result: Posterior) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a posterior, by name."""
    found: dict[str, Callable[[], Figure]] = {"gaps": partial(posterior_gaps, result)}
    if not result.refuted:
        found["parameters"] = partial(posterior_parameters, result)
    if len(result.information):
        found["value"] = partial(posterior_value, result)
    return found


@styled
def posterior_gaps(
    result: Posterior,
    measure: str = MEASURES[0],
    horizon: str | None = None,
    axes: Axes | None = None,
) -> Figure:
    """Return the gap of each regime given the evidence and given the ranges, both sides marked.

    Parameters
    ----------
    result : Posterior
    measure : str
    horizon : str, optional
        By default the last.
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If there is no such measure or horizon.
    """
    when = horizon or result.horizon
    _check("measure", measure, result.quantiles["measure"])
    _check("horizon", when, result.quantiles["horizon"])
    regimes = list(result.regimes)
    size = (1.5 * ONE_COLUMN, 1.8 + 0.55 * len(regimes))
    figure, (panel,) = panels(1, 1, size, axes)
    rows = _of(result.quantiles, measure, when)
    for row in rows.to_dict("records"):
        place = regimes.index(row["regime"]) + _PLACES[row["given"]]
        color = _COLORS[row["given"]]
        panel.hlines(place, row["q05"], row["q95"], color=color, linewidth=1.2)
        panel.hlines(place, row["q25"], row["q75"], color=color, linewidth=5.0)
        panel.plot(row["q50"], place, "|", color="white", markersize=7, markeredgewidth=1.4)
    for row in _of(result.pack_gaps, measure, when).to_dict("records"):
        panel.plot(
            row["gap"],
            regimes.index(row["regime"]) + 0.36,
            marker=PACK_MARKERS[row["pack"]],
            markersize=6,
            markerfacecolor="white",
            markeredgecolor="black",
            linestyle="none",
            zorder=5,
        )
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=DASHED)
    titles = [textwrap.fill(result.regimes[name], 26) for name in regimes]
    panel.set_yticks(range(len(regimes)), titles)
    panel.set_ylim(len(regimes) - 0.4, -0.5)
    panel.grid(visible=True, axis="x")
    panel.grid(visible=False, axis="y")
    panel.set_xlabel(f"Gap in {name_of(measure)}, {horizon_name(when)} (log points)")
    if axes is None:
        few = "" if result.enough or result.refuted else "; too few draws"
        alone = "Balanced jobs alone, and regimes against" if ADDED in regimes else "Gap over"
        head(figure, f"{alone} {result.baseline_title}{few}")
        lines = [
            Line2D([], [], color=_COLORS[given], linewidth=4, label=f"given {GIVEN[given]}")
            for given in _COLORS
            if given in set(rows["given"])
        ]
        packs = [pack_mark(pack) for pack in PACK_MARKERS]
        figure.legend(handles=[*lines, *packs], loc="outside lower center", ncols=2)
    return figure


@styled
def posterior_parameters(
    result: Posterior, names: Sequence[str] | None = None, axes: Axes | None = None
) -> Figure:
    """Return parameters before and after the evidence, on the probability scale of the prior.

    Beside those that are shown to be narrowed stands the item that goes most with them.

    Parameters
    ----------
    result : Posterior
    names : sequence of str, optional
        Parameters to draw, by default the twenty that the evidence narrows most.
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If there is nothing given the evidence, or no such parameter.
    """
    if result.refuted:
        raise ResultsError("no parameters are left by the evidence, so that there is none to draw")
    table = result.parameters.set_index("parameter")
    for name in names or ():
        _check("parameter", name, table.index)
    ordered = table["narrowing"].sort_values(ascending=False, kind="stable").index
    chosen = list(names) if names else [str(name) for name in ordered[:MOST]]
    size = (TWO_COLUMNS, 1.6 + 0.3 * len(chosen))
    figure, (panel,) = panels(1, 1, size, axes)
    known = table.to_dict("index")
    for place, name in enumerate(chosen):
        row = known[name]
        ends = result.prior_of(name).cdf(
            [row["posterior_q05"], row["posterior_q50"], row["posterior_q95"]]
        )
        color = INK if float(row["narrowing_low"]) > 0.0 else UNDECIDED
        panel.barh(place, 1.0, height=0.7, color=_PRIOR, zorder=1)
        panel.hlines(place, ends[0], ends[2], color=color, linewidth=2.5, zorder=3)
        panel.plot(ends[1], place, "o", color=color, markersize=4, zorder=4)
        if color == INK and row["told_by"]:
            panel.text(1.01, place, name_of(row["told_by"]), va="center", fontsize="x-small")
    panel.set_yticks(range(len(chosen)), [parameter_label(name, 60) for name in chosen])
    panel.set_ylim(len(chosen) - 0.4, -0.6)
    panel.set_xlim(0.0, 1.0)
    panel.grid(visible=False)
    panel.set_xlabel("Share of the prior that lies below")
    if axes is None:
        few = "" if result.enough else "; too few draws"
        head(figure, f"Parameters before (grey bars) and after the evidence (lines){few}")
    return figure


def _of(table: pd.DataFrame, measure: str, horizon: str) -> pd.DataFrame:
    return table[(table["measure"] == measure) & (table["horizon"] == horizon)]


def _check(what: str, name: str, known: pd.Series[str] | pd.Index[str]) -> None:
    """Make sure that a name is known.

    Raises
    ------
    ResultsError
        If it is not.
    """
    names = list(np.unique(known.to_numpy().astype(str)))
    if name not in names:
        raise ResultsError(f"{what} = '{name}': the results have none; {choices(name, names)}")
