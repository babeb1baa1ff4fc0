"""What the figures of experiments share: labels of parameters, and marks of assumption sets."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.parameters import declarations
from sim.text.labels import PACK_NAMES, factor_name, name_of
from sim.vocabulary import ADVOCATES, CRITICS, LONG_RUN, PUBLISHED, TRANSITION

PACK_MARKERS: Final[Mapping[str, str]] = MappingProxyType(
    {PUBLISHED: "o", CRITICS: "v", ADVOCATES: "^"}
)
"""Marker of each assumption set."""

UNDECIDED: Final = "#999999"
"""Colour of an estimate whose interval contains zero or is unknown."""


def parameter_label(name: str, width: int = 46) -> str:
    """Return a parameter in words with its unit, on lines short enough for an axis."""
    declared = declarations().get(name)
    text = factor_name(name)
    text = text[:1].upper() + text[1:]
    if declared is not None and declared.unit.strip("- "):
        text = f"{text} ({declared.unit})"
    return textwrap.fill(text, width)


def horizon_words(horizon: str) -> str:
    """Return a horizon in words."""
    kind, _, year = horizon.partition("_")
    if kind == "year":
        return f"year {year}"
    return {TRANSITION: "transition", LONG_RUN: "long run"}.get(horizon, horizon)


def gap_label(measure: str, horizon: str) -> str:
    """Return the label of an axis of gaps."""
    return f"Gap in {name_of(measure)}, {horizon_words(horizon)} (log points)"


def pack_values(packs: pd.DataFrame, parameter: str) -> dict[str, float]:
    """Return the value of a parameter in each assumption set."""
    rows = packs[packs["parameter"] == parameter]
    return {
        str(pack): float(value) for pack, value in zip(rows["pack"], rows["value"], strict=True)
    }


def pack_mark(pack: str) -> Line2D:
    """Return the mark of an assumption set for a legend."""
    return Line2D(
        [],
        [],
        marker=PACK_MARKERS[pack],
        color="black",
        markerfacecolor="white",
        markeredgewidth=1.0,
        linestyle="none",
        label=PACK_NAMES[pack],
    )


def draw_packs(panel: Axes, packs: pd.DataFrame, x: str, y: str) -> None:
    """Mark what each assumption set says about two parameters."""
    across, up = pack_values(packs, x), pack_values(packs, y)
    for pack, marker in PACK_MARKERS.items():
        if pack in across and pack in up:
            panel.plot(
                across[pack],
                up[pack],
                marker=marker,
                markersize=6.5,
                markerfacecolor="white",
                markeredgecolor="black",
                markeredgewidth=1.0,
                linestyle="none",
                zorder=6,
                clip_on=False,
            )
