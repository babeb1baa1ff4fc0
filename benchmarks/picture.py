"""Draw what the benchmarks wrote: how cost and memory grow, and what a month is made of."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from benchmarks.month import PHASE_NAMES
from benchmarks.month import SCENARIOS as REGIMES
from benchmarks.runs import FLAT, MEMORY, MONTH, TWO_THREADS
from benchmarks.scale import GIBIBYTE, PEAK, SIZES
from sim.drawing.style import INK, REGIME_MARKS, TWO_COLUMNS, head, panels, styled
from sim.scenario import load_scenario

Rows = Sequence[dict[str, Any]]

MOST_SPREAD = 1.5
"""Dearest to cheapest size that is wanted."""


def rows_of(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the rows of several files that ``python -m benchmarks --json`` wrote."""
    return [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))["rows"]]


def series(rows: Rows, part: str, subject: str, regime: str) -> tuple[list[int], list[float]]:
    """Return the sizes of a subject under a regime, ascending, and the values at them."""
    found = {}
    for row in rows:
        words = row["setting"].split(", ")
        if row["part"] == part and row["subject"] == subject and words[-1] == regime:
            found[int(words[0].removesuffix(" workers").replace(",", ""))] = row["value"]
    sizes = sorted(found)
    return sizes, [found[size] for size in sizes]


@styled
def growth(rows: Rows, axes: list[Axes] | None = None) -> Figure:
    """Return how time and memory grow with the number of people.

    Parameters
    ----------
    rows : sequence of dict
        Rows of the parts runs and scale.
    axes : list of Axes, optional
        Two.
    """
    figure, (time, memory) = panels(2, 2, (TWO_COLUMNS, 3.6), axes)
    band = f"up to {MOST_SPREAD:g} times the cheapest"
    for regime, mark in zip(REGIMES, REGIME_MARKS, strict=True):
        title = load_scenario(regime).title
        line = {"color": mark.color, "marker": mark.marker, "linestyle": mark.linestyle}
        point = {**line, "linestyle": "", "markerfacecolor": "none"}
        sizes, values = series(rows, "runs", MONTH, regime)
        _plot(time, sizes, values, f"{title}, one thread", line)
        flat = [value for size, value in zip(sizes, values, strict=True) if size >= FLAT[0]]
        if flat:
            top = MOST_SPREAD * min(flat)
            time.fill_between(FLAT, min(flat), top, color=mark.color, alpha=0.12, linewidth=0,
                              label=f"{title}, {band}")  # fmt: skip
        alone = series(rows, "runs", TWO_THREADS, regime)
        large = series(rows, "scale", MONTH, regime)
        both = [one + other for one, other in zip(alone, large, strict=True)]
        _plot(time, *both, f"{title}, two threads", point)
        sizes, values = series(rows, "runs", MEMORY, regime)
        whole = [size * each / GIBIBYTE for size, each in zip(sizes, values, strict=True)]
        _plot(memory, sizes, whole, f"{title}, economy alone", line)
        _plot(memory, *series(rows, "scale", PEAK, regime), f"{title}, whole process", point)
    known = {size for regime in REGIMES for size in series(rows, "scale", PEAK, regime)[0]}
    limits = [size for size in SIZES if size.workers in known]
    if limits:
        memory.hlines(
            [size.gibibytes for size in limits],
            [size.workers / 2 for size in limits],
            [size.workers * 2 for size in limits],
            color=INK, linewidth=1.0, label="what is allowed to the whole process",
        )  # fmt: skip
    time.set_ylim(bottom=0.0)
    time.set_ylabel("Nanoseconds per worker and month")
    memory.set_yscale("log")
    memory.set_ylabel("Memory (GiB)")
    time.set_title("Time")
    memory.set_title("Memory")
    for panel in (time, memory):
        panel.set_xscale("log")
        panel.set_xlabel("Workers")
        panel.set_xlim(_decades(*panel.dataLim.intervalx, room=1.25))
        panel.xaxis.set_minor_locator(NullLocator())
        panel.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22))
    memory.set_ylim(_decades(*memory.dataLim.intervaly))
    head(figure, "How cost grows with the number of people")
    return figure


def _plot(
    panel: Axes, sizes: Sequence[int], values: Sequence[float], label: str, look: dict[str, Any]
) -> None:
    """Draw a series, unless nothing of it was measured."""
    if sizes:
        panel.plot(sizes, values, label=label, **look)


def _decades(low: float, high: float, room: float = 1.0) -> tuple[float, float]:
    """Return the powers of ten around a range, and room beyond; the first decade if it is empty."""
    if not 0.0 < low <= high < math.inf:
        return 1.0, 10.0
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return 10.0**first / room, 10.0 ** max(last, first + 1) * room


@styled
def phases(rows: Rows, axes: Axes | None = None) -> Figure:
    """Return what each phase of a month takes under each regime, at the largest size measured.

    Parameters
    ----------
    rows : sequence of dict
        Rows of the part month.
    axes : Axes, optional
    """
    figure, (panel,) = panels(1, 1, (TWO_COLUMNS, 4.2), axes)
    largest = max(max(series(rows, "month", PHASE_NAMES[0], regime)[0]) for regime in REGIMES)
    places = np.arange(len(PHASE_NAMES))
    for k, (regime, mark) in enumerate(zip(REGIMES, REGIME_MARKS, strict=True)):
        values = []
        for phase in PHASE_NAMES:
            sizes, found = series(rows, "month", phase, regime)
            values.append(found[sizes.index(largest)] if largest in sizes else np.nan)
        panel.barh(places + (k - 0.5) * 0.38, values, height=0.38, color=mark.color,
                   hatch=mark.hatch, edgecolor="white", label=load_scenario(regime).title
                   )  # fmt: skip
    panel.set_yticks(places, [phase.replace("_", " ").capitalize() for phase in PHASE_NAMES])
    panel.invert_yaxis()
    panel.grid(axis="x")
    panel.grid(visible=False, axis="y")
    panel.set_xlabel("Nanoseconds per worker and month, one thread")
    panel.legend(loc="lower right")
    head(figure, f"A month of {largest:,} people, phase by phase")
    return figure


FIGURES = {"performance_growth": growth, "performance_month": phases}
"""Drawing functions by the name of the file."""


def draw(files: Sequence[Path], folder: Path) -> list[Path]:
    """Return the paths of the figures after drawing them from files of the benchmarks."""
    rows = rows_of(files)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, figure in FIGURES.items():
        path = folder / f"{name}.png"
        figure(rows).savefig(path, metadata={"Software": None})
        paths.append(path)
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.picture", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="written by --json")
    parser.add_argument("--out", type=Path, default=Path("docs/images"), metavar="DIR")
    given = parser.parse_args()
    for drawn in draw(given.files, given.out):
        print(drawn)
