"""The line in a plane where a noisy function is zero, by adaptive refinement.

Replicate r of a function at the place (x, y) is g_r(x, y), with the same random numbers at all
places (common random numbers); so the mean g over replicates and the limits g +- h of its 95 %
interval are functions of the place too, not noise. The zero line of g is the estimate; those of
g - h and g + h bound the band in which the interval contains zero. Only cells of the grid at whose
corners g changes its sign are cut in four, so that the number of evaluations grows with the length
of the line, not with the area. Inside a cell the functions are bilinear.

Source: the lines through the finest lattice by contourpy, which Matplotlib uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.intervals import Estimate, mean_interval
from sim.errors import DesignError

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Floats]
"""Places of shape (n, 2) to outcomes of shape (n, replicates), with common random numbers."""

Node = tuple[int, int]
"""Place on the finest lattice."""

FINEST: Final = 2_048
"""Most steps of the finest lattice along a side."""

ESTIMATE: Final = "estimate"
"""Kind of the line on which the mean is zero."""

KINDS: Final = {ESTIMATE: "mean", "lower_limit": "low", "upper_limit": "high"}
"""Column whose zero line a contour is, by its kind."""

_TYPES: Final = {
    "kind": "str",
    "line": "int64",
    "order": "int64",
    "x": "float64",
    "y": "float64",
}
"""Type of each column of `Surface.contours`, also where it has no row."""


@dataclass(frozen=True, eq=False)
class Surface:
    """What was found.

    Attributes
    ----------
    points : pandas.DataFrame
        ``x, y, level, mean, low, high`` at every place that was evaluated; level 0 is the first
        grid.
    contours : pandas.DataFrame
        ``kind, line, order, x, y``: places along the lines where the mean (``estimate``) and the
        ends of its 95 % interval are zero. The band between ``lower_limit`` and ``upper_limit`` is
        where the data do not decide.
    """

    points: pd.DataFrame
    contours: pd.DataFrame


def refine(
    evaluate: Evaluate,
    xspan: tuple[float, float],
    yspan: tuple[float, float],
    first: int,
    levels: int,
) -> Surface:
    """Return the zero line of the mean over replicates, with that of the ends of its interval.

    A grid of cells is evaluated at its corners; the cells through which the line goes are cut in
    four, and so on. Inside a cell the function is taken as bilinear.

    Parameters
    ----------
    evaluate : callable
        See `Evaluate`; called once for each level.
    xspan, yspan : (float, float)
        Ranges.
    first : int
        Points along each side of the first grid, at least 2.
    levels : int
        Times that cells are cut.

    Raises
    ------
    DesignError
        If the finest cells would be smaller than 1/2048 of the range.
    """
    check_fineness(first, levels)
    steps = (first - 1) << levels
    lattice = _Lattice(evaluate, xspan, yspan, steps)
    size = 1 << levels
    cells = [(i, j) for i in range(0, steps, size) for j in range(0, steps, size)]
    lattice.add((node for cell in cells for node in _corners(cell, size)), 0)
    sizes = [(cells, size)]
    for level in range(1, levels + 1):
        crossed = [cell for cell in cells if lattice.is_crossed(cell, size)]
        size //= 2
        cells = [(i + a, j + b) for i, j in crossed for a in (0, size) for b in (0, size)]
        lattice.add((node for cell in cells for node in _corners(cell, size)), level)
        sizes.append((cells, size))
    return Surface(lattice.table(), _contours(lattice, sizes))


def check_fineness(first: int, levels: int) -> None:
    """Make sure that the finest lattice is not too fine.

    Raises
    ------
    DesignError
        If its cells would be smaller than 1/2048 of the range.
    """
    steps = (first - 1) << min(levels, FINEST)
    if steps > FINEST:
        raise DesignError(
            f"first = {first} and levels = {levels} make more than {FINEST:,} steps along each "
            "side; take fewer"
        )


def finest_points(first: int, levels: int) -> int:
    """Return how many points there are where every cell is cut at every level."""
    return (((first - 1) << levels) + 1) ** 2


@dataclass
class _Lattice:
    """The finest lattice with what is known on it."""

    evaluate: Evaluate
    xspan: tuple[float, float]
    yspan: tuple[float, float]
    steps: int
    known: dict[Node, tuple[float, float, float]] = field(default_factory=dict)
    level: dict[Node, int] = field(default_factory=dict)

    def place(self, nodes: Floats) -> Floats:
        """Return where nodes are, shape (n, 2); fractions of a step are allowed."""
        share = nodes / self.steps
        low, high = np.array([self.xspan, self.yspan]).T
        # So written, and clipped, no place misses an end of the range by a rounding error.
        place: Floats = np.clip(low * (1.0 - share) + high * share, low, high)
        return place

    def add(self, nodes: Iterable[Node], level: int) -> None:
        """Evaluate the nodes that are not known yet."""
        new = sorted({node for node in nodes if node not in self.known})
        if not new:
            return
        outcomes = self.evaluate(self.place(np.array(new, dtype=np.float64)))
        estimates = zip(*mean_interval(outcomes.T), strict=True)
        for node, estimate in zip(new, estimates, strict=True):
            mean, low, high = (float(number) for number in estimate)
            self.known[node] = (mean, low, high)
            self.level[node] = level

    def is_crossed(self, cell: Node, size: int) -> bool:
        """Return whether the mean changes its sign between the corners of a cell."""
        means = [self.known[node][0] for node in _corners(cell, size)]
        present = [mean for mean in means if not np.isnan(mean)]
        return bool(present) and min(present) <= 0.0 <= max(present)

    def table(self) -> pd.DataFrame:
        """Return everything that is known, level by level."""
        nodes = sorted(self.known, key=lambda node: (self.level[node], node))
        places = self.place(np.array(nodes, dtype=np.float64))
        values = np.array([self.known[node] for node in nodes])
        return pd.DataFrame(
            {
                "x": places[:, 0],
                "y": places[:, 1],
                "level": [self.level[node] for node in nodes],
                "mean": values[:, 0],
                "low": values[:, 1],
                "high": values[:, 2],
            }
        )


def _corners(cell: Node, size: int) -> tuple[Node, Node, Node, Node]:
    i, j = cell
    return (i, j), (i + size, j), (i, j + size), (i + size, j + size)


def _contours(lattice: _Lattice, sizes: list[tuple[list[Node], int]]) -> pd.DataFrame:
    """Return the zero lines of the mean and of the ends of its interval."""
    from contourpy import contour_generator

    parts = []
    for kind, column in KINDS.items():
        filled = _filled(lattice, sizes, Estimate._fields.index(column))
        if np.isnan(filled).all():
            continue
        lines = contour_generator(z=np.ma.masked_invalid(filled.T)).lines(0.0)
        for number, line in enumerate(lines):
            places = lattice.place(np.asarray(line, dtype=np.float64))
            parts.append(
                pd.DataFrame(
                    {
                        "kind": kind,
                        "line": number,
                        "order": np.arange(len(places)),
                        "x": places[:, 0],
                        "y": places[:, 1],
                    }
                )
            )
    if not parts:
        return pd.DataFrame(columns=list(_TYPES)).astype(_TYPES)
    return pd.concat(parts, ignore_index=True).astype(_TYPES)


def _filled(lattice: _Lattice, sizes: list[tuple[list[Node], int]], column: int) -> Floats:
    """Return the function on the whole lattice: finer cells overwrite the coarser around them."""
    filled = np.full((lattice.steps + 1, lattice.steps + 1), np.nan)
    for cells, size in sizes:
        share = np.linspace(0.0, 1.0, size + 1)
        for i, j in cells:
            a, b, c, d = (lattice.known[node][column] for node in _corners((i, j), size))
            first, second = a + (c - a) * share, b + (d - b) * share
            filled[i : i + size + 1, j : j + size + 1] = (
                first[None, :] + (second - first)[None, :] * share[:, None]
            )
    for node, values in lattice.known.items():
        filled[node] = values[column]
    return filled
