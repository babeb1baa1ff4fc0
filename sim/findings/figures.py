"""The figures that only the findings have: quoted numbers, priors and posteriors, evidence."""

from __future__ import annotations

import textwrap
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, NullLocator
from numpy.typing import NDArray

from sim.drawing.marks import PACK_MARKERS, UNDECIDED, parameter_label
from sim.drawing.style import DASHED, INK, SHADE, TWO_COLUMNS, head, panels, styled
from sim.experiments.posterior.document import narrowed
from sim.experiments.posterior.evidence import CONDITIONS
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.experiments.posterior.words import chance
from sim.findings.quoted import FITTED, POINTS, TOLD, points_of
from sim.findings.runs import FindingsRuns
from sim.text.labels import heading_of, name_of
from sim.text.numbers import significant
from sim.text.phrases import capital, horizon_name
from sim.vocabulary import MEASURES

Floats = NDArray[np.float64]

PANELS: Final = 9
"""Parameters that have a panel."""

BINS: Final = 24

FAR: Final = 6.0
"""Standard deviations beyond which lines are cut."""

_MARKERS: Final = {**PACK_MARKERS, FITTED: "D"}
_GREY: Final = "#C8C8C8"
_LABELS: Final = {RANGES: "all within their ranges", EVIDENCE: "given the evidence"}


@styled
def quoted_numbers(runs: FindingsRuns) -> Figure:
    """Return the numbers that were quoted before beside the distribution given the evidence.

    Parameters
    ----------
    runs : FindingsRuns
    """
    result = runs.posterior
    figure = Figure(figsize=(1.25 * TWO_COLUMNS, 4.4), layout="constrained")
    grid = figure.subplots(2, 2, sharex="col", height_ratios=(1.0, 1.3))
    points = points_of(runs)
    for column, regime in enumerate(TOLD):
        _histograms(grid[0][column], result, regime)
        _lines(grid[1][column], result, regime, points[points["regime"] == regime], column == 0)
        title = result.regimes[regime].partition(":")[0]
        grid[0][column].set_title(title)
    few = "" if result.enough or result.refuted else "; too few draws"
    head(figure, f"Numbers that were quoted, and what the evidence says{few}")
    handles = [
        Patch(facecolor=_GREY, label="draws within their ranges"),
        Line2D([], [], color=INK, linewidth=1.4, label="draws given the evidence"),
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return figure


def _histograms(panel: Axes, result: Posterior, regime: str) -> None:
    rows = result.gaps[
        (result.gaps["regime"] == regime)
        & (result.gaps["measure"] == MEASURES[0])
        & (result.gaps["horizon"] == result.horizon)
    ]
    ends = np.linspace(rows["gap"].min(), rows["gap"].max(), BINS + 1)
    for given, drawn in rows.groupby("given"):
        share, _ = np.histogram(drawn["gap"], bins=ends, weights=drawn["weight"])
        if given == RANGES:
            panel.stairs(share / share.sum(), ends, fill=True, color=_GREY)
        else:
            panel.stairs(share / share.sum(), ends, color=INK, linewidth=1.4, zorder=4)
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=DASHED)
    panel.set_ylabel("Share of draws")
    panel.set_ylim(bottom=0.0)


def _lines(
    panel: Axes, result: Posterior, regime: str, points: pd.DataFrame, labelled: bool
) -> None:
    names = [name for name in POINTS if name in set(points["name"])]
    given = [name for name in _LABELS if len(result.about("quantiles", regime, given=name))]
    for row in points.to_dict("records"):
        place = names.index(row["name"])
        panel.hlines(place, row["low"], row["high"], color=INK, linewidth=1.2)
        panel.plot(
            row["gap"], place, _MARKERS[row["name"]], markersize=6, markerfacecolor="white",
            markeredgecolor="black", zorder=5,
        )  # fmt: skip
    for place, name in enumerate(given, start=len(names)):
        row = dict(result.about("quantiles", regime, given=name).iloc[0])
        color = INK if name == EVIDENCE else "#8A8A8A"
        panel.hlines(place, row["q05"], row["q95"], color=color, linewidth=1.2)
        panel.hlines(place, row["q25"], row["q75"], color=color, linewidth=5.0)
        panel.plot(row["q50"], place, "|", color="white", markersize=7, markeredgewidth=1.4)
        number = chance(dict(result.about("probabilities", regime, given=name).iloc[0]))
        panel.annotate(
            f"P {number.text()}", (0.99, place - 0.3), xycoords=("axes fraction", "data"),
            ha="right", va="center", fontsize="x-small", zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=DASHED)
    labels = [capital(POINTS[name]) for name in names] + [capital(_LABELS[name]) for name in given]
    panel.set_yticks(range(len(labels)), labels if labelled else [""] * len(labels))
    panel.set_ylim(len(labels) - 0.4, -0.6)
    panel.grid(visible=True, axis="x")
    panel.grid(visible=False, axis="y")
    panel.set_xlabel(
        f"Difference in {name_of(MEASURES[0])}, {horizon_name(result.horizon)} (log points)"
    )


def drawn_parameters(result: Posterior) -> list[str]:
    """Return the parameters that have a panel: those narrowed most, shown to be so where any is.

    Parameters
    ----------
    result : Posterior
    """
    shown = narrowed(result)
    if not len(shown):
        shown = result.parameters.sort_values("narrowing", ascending=False, kind="stable")
    return [str(name) for name in shown["parameter"].head(PANELS)]


@styled
def priors_and_posteriors(result: Posterior) -> Figure:
    """Return the parameters that the evidence narrows most before and after it.

    Parameters
    ----------
    result : Posterior
        With draws given the evidence.
    """
    names = drawn_parameters(result)
    columns = min(3, len(names))
    size = (1.1 * TWO_COLUMNS, 0.9 + 2.0 * -(-len(names) // columns))
    figure, found = panels(len(names), columns, size, None)
    known = result.parameters.set_index("parameter").to_dict("index")
    for panel, name in zip(found, names, strict=True):
        _before_and_after(panel, result, name)
        row = known[name]
        by = f"told by {name_of(row['told_by'])}" if row["told_by"] else "told by no single item"
        title = f"{parameter_label(name, 40)}\n{textwrap.fill(by, 42)}"
        panel.set_title(title, fontsize="x-small", fontweight="normal")
    few = "" if result.enough else "; too few draws"
    head(figure, f"Before the evidence (grey) and after it (line){few}")
    return figure


def _before_and_after(panel: Axes, result: Posterior, name: str) -> None:
    prior = result.prior_of(name)
    low, high = prior.ends
    logarithmic = prior.form == "log_uniform"
    spaced = np.geomspace if logarithmic else np.linspace
    ends = spaced(low, high, BINS + 1)
    panel.stairs(np.diff(prior.cdf(ends)), ends, fill=True, color=_GREY)
    share, _ = np.histogram(result.draws[name], bins=ends, weights=result.draws["weight"])
    panel.stairs(share / share.sum(), ends, color=INK, linewidth=1.2)
    if logarithmic:
        panel.set_xscale("log")
        panel.xaxis.set_minor_locator(NullLocator())
        ticks = np.geomspace(low, high, 3)
        panel.set_xticks(ticks, [significant(tick, 2) for tick in ticks])
    else:
        panel.xaxis.set_major_locator(MaxNLocator(4))
    panel.set_yticks([])
    panel.grid(visible=False)


def predicted(runs: FindingsRuns) -> pd.DataFrame:
    """Return evidence beside what is predicted of it, in standard deviations of its own.

    Parameters
    ----------
    runs : FindingsRuns

    Returns
    -------
    pandas.DataFrame
        ``item, way, low, middle, high, placed``: predicted less observed over the deviation of
        error and discrepancy together. ``way`` is "all" evidence or all but "itself", from the
        checks; without them "all", as it was simulated at the draws, and ``placed`` is empty.
    """
    result = runs.posterior
    if runs.checks is not None and len(runs.checks.prediction):
        parts = {
            "all": runs.checks.prediction,
            "itself": runs.checks.left_out[runs.checks.left_out["role"] == CONDITIONS],
        }
    else:
        items = result.items
        parts = {
            "all": items[(items["role"] == CONDITIONS) & items["q50"].notna()].assign(placed="")
        }
    frames = []
    for way, rows in parts.items():
        scale = np.hypot(rows["error"], rows["discrepancy"])
        ends = {
            name: (rows[column] - rows["observed"]) / scale
            for name, column in (("low", "q05"), ("middle", "q50"), ("high", "q95"))
        }
        frames.append(rows[["item", "placed"]].assign(way=way, **ends))
    found = pd.concat(frames, ignore_index=True)
    return found[["item", "way", "low", "middle", "high", "placed"]]


@styled
def evidence_predicted(runs: FindingsRuns) -> Figure:
    """Return every item that conditions beside what all evidence, and all but it, predicts.

    Parameters
    ----------
    runs : FindingsRuns
    """
    table = predicted(runs)
    ways = list(dict.fromkeys(table["way"]))
    items = list(dict.fromkeys(table["item"]))
    figure, (panel,) = panels(1, 1, (TWO_COLUMNS, 1.6 + 0.27 * len(items)), None)
    panel.axvspan(-2.0, 2.0, color=SHADE, zorder=0)
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=DASHED)
    shift = {"all": -0.16, "itself": 0.16} if len(ways) > 1 else {"all": 0.0}
    colors = {"all": INK, "itself": "#0072B2"}
    for row in table.to_dict("records"):
        place = items.index(row["item"]) + shift[row["way"]]
        low, middle, high = (
            min(max(float(row[key]), -FAR), FAR) for key in ("low", "middle", "high")
        )
        color = UNDECIDED if row["placed"] == "undecided" else colors[row["way"]]
        panel.hlines(place, low, high, color=color, linewidth=1.8)
        marker = "x" if row["placed"] == "outside" else {"all": "o", "itself": "s"}[row["way"]]
        panel.plot(middle, place, marker, color=color, markersize=4, markeredgewidth=1.4)
    panel.set_yticks(range(len(items)), [heading_of(item) for item in items])
    panel.set_ylim(len(items) - 0.4, -0.6)
    panel.set_xlim(-FAR - 0.3, FAR + 0.3)
    panel.grid(visible=False, axis="y")
    panel.set_xlabel(
        f"Predicted less observed, in standard deviations of error and discrepancy (cut at {FAR:g})"
    )
    head(figure, "Does the evidence follow from the parameters that it leaves?")
    if len(ways) > 1:
        handles = [
            Line2D([], [], color=INK, marker="o", label="predicted from all evidence"),
            Line2D([], [], color=colors["itself"], marker="s", label="from all but itself"),
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return figure
