"""The value of information: what takes away variance, and what makes wrong answers rarer."""

from __future__ import annotations

import textwrap
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.drawing.marks import UNDECIDED
from sim.drawing.style import INK, TWO_COLUMNS, head, panels, styled
from sim.errors import ResultsError, choices
from sim.experiments.posterior.record import Posterior
from sim.experiments.posterior.value import ALL, PARAMETER, STUDY
from sim.experiments.posterior.value_words import decided_rows, ranked, title_of, told_of
from sim.text.phrases import horizon_name

MOST: Final = 12
"""Lines of a panel."""

LEAST: Final = 4
"""Lines that a panel has even where nothing makes wrong answers rarer."""


@styled
def posterior_value(
    result: Posterior, regime: str | None = None, axes: list[Axes] | None = None
) -> Figure:
    """Return which ignorance decides, and which study would settle it.

    Parameters
    ----------
    result : Posterior
    regime : str, optional
        By default what balanced jobs add where that is known, otherwise the first regime.
    axes : list of Axes, optional
        Where to draw: two panels.

    Raises
    ------
    ResultsError
        If the results do not tell, or have no such regime.
    """
    known = list(dict.fromkeys(result.information["regime"]))
    if not known:
        raise ResultsError("the results do not tell what it would be worth to know more")
    name = regime or told_of(result)[0]
    if name not in known:
        raise ResultsError(f"regime = '{name}': the results have none; {choices(name, known)}")
    shares = _most(ranked(result, name), "share")
    falls = _most(ranked(result, name, "fall"), "fall")
    lines = max(len(shares) + 2, len(falls))
    figure, (left, right) = panels(2, 2, (1.35 * TWO_COLUMNS, 1.7 + 0.34 * lines), axes)
    labels = _chance_lines(left, result, name)
    _lines(left, shares, "share", labels)
    left.set_xlabel("Share of the variance of the gap")
    now = f", now {100 * falls['wrong'].iloc[0]:.0f} %" if len(falls) else ""
    _lines(right, falls, "fall", [])
    right.set_xlabel(f"Fall of the probability of\ncalling the wrong side ahead{now}")
    if falls.empty:
        right.text(0.5, 0.5, "No draws tell it.", ha="center", transform=right.transAxes)
        right.set_xticks([])
    top = float(np.nanmax([*falls["fall_high"], 0.02]))
    right.set_xlim(-0.02 * top, 1.05 * top)
    right.locator_params(axis="x", nbins=5)
    left.set_xlim(-0.02, 1.02)
    if axes is None:
        few = "" if result.enough else "; too few draws"
        title = textwrap.fill(
            f"{result.regimes[name].partition(':')[0]}, {horizon_name(result.horizon)}: what it "
            f"would be worth to know{few}", 100,
        )  # fmt: skip
        head(figure, title)
    return figure


def _most(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return what is drawn: of each study only the size that does most."""
    about = (PARAMETER, STUDY) if by == "share" else (PARAMETER, STUDY, ALL)
    kept = rows[rows["about"].isin(about) & rows[by].notna()]
    single = kept.drop_duplicates(["about", "name"])
    if by == "share":
        return single.head(MOST)
    single = single[(single[by] > 0.0) | (np.arange(len(single)) < LEAST)]
    everything = single["about"] == ALL
    return pd.concat([single[everything], single[~everything].head(MOST)])


def _chance_lines(panel: Axes, result: Posterior, regime: str) -> list[str]:
    """Draw chance beside ignorance as the first two bars of a panel, and return their labels."""
    rows = result.about("variances", regime)
    if rows.empty:
        return []
    row = dict(rows.iloc[0])
    chance, low, high = (float(row[key]) for key in ("share", "low", "high"))
    for place, (value, least, most) in enumerate(
        ((chance, low, high), (1.0 - chance, 1.0 - high, 1.0 - low))
    ):
        panel.barh(place, value, height=0.6, color="#C8C8C8", zorder=1)
        panel.hlines(place, least, most, color=INK, linewidth=1.2, zorder=2)
    panel.axhline(1.5, color="#BBBBBB", linewidth=0.6)
    return ["Chance within an economy", "All that is not known of parameters"]


def _lines(panel: Axes, rows: pd.DataFrame, by: str, labels: list[str]) -> None:
    decided = set(decided_rows(rows, by).index)
    first = len(labels)
    for place, (index, row) in enumerate(rows.iterrows(), start=first):
        color = INK if index in decided else UNDECIDED
        panel.hlines(place, row[f"{by}_low"], row[f"{by}_high"], color=color, linewidth=1.4)
        marker = {PARAMETER: "o", STUDY: "s"}.get(str(row["about"]), "D")
        panel.plot(row[by], place, marker, color=color, markersize=4.5)
        labels.append(textwrap.fill(title_of(dict(row)), 38))
    panel.axvline(0.0, color=INK, linewidth=0.8)
    panel.set_yticks(range(len(labels)), labels, fontsize="small")
    panel.set_ylim(len(labels) - 0.4, -0.6)
    panel.grid(visible=True, axis="x")
    panel.grid(visible=False, axis="y")
