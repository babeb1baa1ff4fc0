"""Figures of the checks: rank histograms, predictions as forests, and other ways of asking."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.rank_checks import BINS
from sim.drawing.marks import UNDECIDED
from sim.drawing.style import DASHED, INK, ONE_COLUMN, SHADE, TWO_COLUMNS, head, panels, styled
from sim.errors import ResultsError
from sim.experiments.check_posterior.asking import AS_ASKED, AVERAGE, DISCREPANCIES, DROPPED, PRIORS
from sim.experiments.check_posterior.record import PosteriorChecks
from sim.text.labels import name_of
from sim.text.phrases import capital, horizon_name

_FAR = 8.0
"""Standard deviations beyond which lines are cut."""


def drawings(result: PosteriorChecks) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of the checks, by name."""
    found: dict[str, Callable[[], Figure]] = {}
    if len(result.ranks):
        found["ranks"] = partial(check_ranks, result)
    if len(result.prediction):
        found["prediction"] = partial(check_prediction, result)
        found["left_out"] = partial(check_left_out, result)
        found["sensitivity"] = partial(check_sensitivity, result)
    return found


@styled
def check_ranks(result: PosteriorChecks, axes: list[Axes] | None = None) -> Figure:
    """Return histograms of the ranks of known truths among draws.

    Parameters
    ----------
    result : PosteriorChecks
    axes : list of Axes, optional
        Where to draw, one for each part of the pipeline and kind of quantity.

    Raises
    ------
    ResultsError
        If there are no ranks.
    """
    groups = list(result.ranks.groupby(["pipeline", "kind"], sort=False))
    if not groups:
        raise ResultsError("no truths were recovered, so that there are no ranks to draw")
    size = (TWO_COLUMNS, 0.9 + 2.1 * -(-len(groups) // 2))
    figure, found = panels(len(groups), 2, size, axes)
    from scipy.stats import binom

    for panel, ((pipeline, kind), rows) in zip(found, groups, strict=True):
        truths = int(rows["truth"].nunique())
        low, high = binom.ppf([0.005, 0.995], truths, 1.0 / BINS) / truths
        panel.axhspan(low, high, color=SHADE, zorder=0)
        panel.axhline(1.0 / BINS, color=INK, linewidth=0.8, linestyle=DASHED)
        counts = np.histogram(rows["rank"], bins=BINS, range=(0.0, 1.0))[0] / len(rows)
        panel.bar((np.arange(BINS) + 0.5) / BINS, counts, width=0.9 / BINS, color="#7A7A7A")
        panel.set_xlim(0.0, 1.0)
        panel.set_title(f"{capital(str(kind))}s, {pipeline}: {truths} truths", fontsize="small")
        panel.set_xlabel("Rank of the truth among draws")
        panel.set_ylabel("Share")
    if axes is None:
        head(figure, "Are known truths spread evenly among the draws?")
    return figure


@styled
def check_prediction(result: PosteriorChecks, axes: Axes | None = None) -> Figure:
    """Return every item that conditions beside what all evidence predicts.

    Parameters
    ----------
    result : PosteriorChecks
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If nothing is predicted.
    """
    return _forest(result.prediction, "Evidence predicted from all of it", axes)


@styled
def check_left_out(result: PosteriorChecks, axes: Axes | None = None) -> Figure:
    """Return every item beside what all evidence but itself predicts.

    Parameters
    ----------
    result : PosteriorChecks
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If nothing is predicted.
    """
    return _forest(result.left_out, "Evidence predicted from all but itself", axes)


def _forest(table: pd.DataFrame, title: str, axes: Axes | None) -> Figure:
    if not len(table):
        raise ResultsError("there are no draws given the evidence, so that nothing is predicted")
    figure, (panel,) = panels(1, 1, (TWO_COLUMNS, 1.4 + 0.26 * len(table)), axes)
    panel.axvspan(-1.0, 1.0, color=SHADE, zorder=0)
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=DASHED)
    for place, row in enumerate(table.to_dict("records")):
        scale = float(np.hypot(row["error"], row["discrepancy"]))
        ends = [
            (float(row[name]) - float(row["observed"])) / scale for name in ("q05", "q50", "q95")
        ]
        low, middle, high = np.clip(ends, -_FAR, _FAR)
        color = UNDECIDED if row["placed"] == "undecided" else INK
        panel.hlines(place, low, high, color=color, linewidth=2.0)
        marker = "x" if row["placed"] == "outside" else "o"
        panel.plot(middle, place, marker, color=color, markersize=5, markeredgewidth=1.6)
    names = [
        f"{capital(name_of(str(item)))}{'' if role == 'conditions' else ' †'}"
        for item, role in zip(table["item"], table["role"], strict=True)
    ]
    panel.set_yticks(range(len(table)), names)
    panel.set_ylim(len(table) - 0.4, -0.6)
    panel.set_xlim(-_FAR - 0.4, _FAR + 0.4)
    panel.grid(visible=False, axis="y")
    held = "; † held out" if (table["role"] != "conditions").any() else ""
    panel.set_xlabel(
        "Predicted less observed, in standard deviations of error and discrepancy\n"
        f"(cut at {_FAR:g}{held})"
    )
    if axes is None:
        head(figure, title)
    return figure


@styled
def check_sensitivity(result: PosteriorChecks, axes: Axes | None = None) -> Figure:
    """Return the probability of being ahead under other ways of asking.

    Parameters
    ----------
    result : PosteriorChecks
    axes : Axes, optional
        Where to draw.

    Raises
    ------
    ResultsError
        If there is no answer that could be asked for otherwise.
    """
    rows = result.about(result.sensitivity)
    if not len(rows):
        raise ResultsError("there are no draws given the evidence, so that no answer can change")
    figure, (panel,) = panels(1, 1, (1.6 * ONE_COLUMN, 1.4 + 0.26 * len(rows)), axes)
    panel.axvline(0.5, color=INK, linewidth=0.8, linestyle=DASHED)
    panel.axvline(float(rows["probability"].iloc[0]), color=INK, linewidth=0.8)
    names = []
    for place, row in enumerate(rows.to_dict("records")):
        color = UNDECIDED if row["conclusion"] == "no interval" else INK
        panel.hlines(place, row["low"], row["high"], color=color, linewidth=1.6)
        panel.plot(row["probability"], place, "o", color=color, markersize=4.5)
        names.append(textwrap.shorten(_way(row["kind"], row["variant"]), 46))
    panel.set_yticks(range(len(rows)), names)
    panel.set_ylim(len(rows) - 0.4, -0.6)
    panel.set_xlim(0.0, 1.0)
    panel.grid(visible=False, axis="y")
    regime, measure, horizon = result.headline
    panel.set_xlabel(f"Probability of being ahead in {name_of(measure)}, {horizon_name(horizon)}")
    if axes is None:
        title = next(one["title"] for one in result.scenarios if one["name"] == regime)
        head(figure, f"The answer, asked otherwise: {title or regime}")
    return figure


def _way(kind: str, variant: str) -> str:
    words = variant.replace("_", " ")
    said = {
        AS_ASKED: "As asked",
        DISCREPANCIES: f"Discrepancies {words}",
        DROPPED: f"Without {words}",
        PRIORS: f"{capital(words)} priors",
        AVERAGE: "Average over posteriors",
    }
    return said.get(kind, capital(name_of(variant)))
