"""Which inputs an output responds to, from points at hand: screening before an emulator is fitted.

The output is regressed on columns x_j - 1/2 and (x_j - 1/2)^2 - 1/12 of every input j, which are
orthogonal under an even spread over the unit cube. Columns are taken up one after the other, each
time that which goes best with what the others leave over (orthogonal matching pursuit), and of the
regressions with 0, 1, 2, ... columns that one is kept whose extended information criterion

    n log(RSS / n) + p log n + 2 p log q

is least, for n points, p columns of q: the last term keeps out columns that fit by chance where
there are more inputs than points.

Sources: Pati, Rezaiifar and Krishnaprasad (1993) for the pursuit, computed by scikit-learn; Chen
and Chen (2008), Biometrika 95, for the criterion; Craig, Goldstein, Seheult and Smith (1997), Case
Studies in Bayesian Statistics III, for emulators of active inputs alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_COLUMNS: Final = 30
"""Columns beyond which a regression is not tried."""

POINTS_PER_COLUMN: Final = 4
"""Points that each column of a regression must have at least."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A regression of an output on some of its inputs.

    Attributes
    ----------
    columns : (p,) int64
        Columns of `basis` that it has: j for the slope of input j, k + j for its curvature.
    inputs : int
        Number of inputs, k.
    coefficients : (1 + p,) float64
        Constant first, in the unit of the output.
    spread : (1 + p, 1 + p) float64
        Inverse of the matrix of cross products, by which the variance of what is left over
        becomes that of the coefficients.
    """

    columns: NDArray[np.int64]
    inputs: int
    coefficients: Floats
    spread: Floats

    @property
    def active(self) -> list[int]:
        """Return the inputs that it responds to, in their order."""
        return sorted({int(column) % self.inputs for column in self.columns})

    @property
    def slopes(self) -> Floats:
        """Return by how much the output changes over the range of each input, shape (k,)."""
        found = np.zeros(self.inputs)
        for column, coefficient in zip(self.columns, self.coefficients[1:], strict=True):
            if column < self.inputs:
                found[column] = coefficient
        return found

    def at(self, unit: Floats) -> Floats:
        """Return the trend at points of the unit cube, shape (points,)."""
        design = self._design(unit)
        trend: Floats = np.einsum("np,p->n", design, self.coefficients)
        return trend

    def variance_factor(self, unit: Floats) -> Floats:
        """Return the variance of the trend at points over that of what it leaves over."""
        design = self._design(unit)
        factor: Floats = np.einsum("np,pq,nq->n", design, self.spread, design)
        return factor

    def _design(self, unit: Floats) -> Floats:
        return np.column_stack([np.ones(len(unit)), basis(unit)[:, self.columns]])


def basis(unit: Floats) -> Floats:
    """Return the columns for a regression on points of the unit cube.

    Parameters
    ----------
    unit : (n, k) float64

    Returns
    -------
    (n, 2 k) float64
        Slopes of all inputs, then curvatures of all.
    """
    centred = unit - 0.5
    return np.hstack([centred, centred**2 - 1.0 / 12.0])


def trend_of(unit: Floats, output: Floats, most: int = MOST_COLUMNS) -> Trend:
    """Return the regression of an output on the inputs that it is seen to respond to.

    Parameters
    ----------
    unit : (n, k) float64
        Points of the unit cube.
    output : (n,) float64
        Known at each of them.
    most : int
        Columns that it has at most.
    """
    chosen = _chosen(unit, output, most)
    design = np.column_stack([np.ones(len(unit)), basis(unit)[:, chosen]])
    coefficients = np.linalg.lstsq(design, output, rcond=None)[0]
    spread = np.linalg.pinv(design.T @ design)
    return Trend(chosen, unit.shape[1], coefficients, spread)


def _chosen(unit: Floats, output: Floats, most: int) -> NDArray[np.int64]:
    from sklearn.linear_model import orthogonal_mp

    points = len(output)
    everything = basis(unit)
    scale = everything.std(axis=0)
    usable = np.flatnonzero(scale > 1e-12)
    centred = output - output.mean()
    longest = min(most, points // POINTS_PER_COLUMN, len(usable))
    if longest < 1 or not centred.any():
        return np.zeros(0, dtype=np.int64)
    standard = (everything[:, usable] - everything[:, usable].mean(axis=0)) / scale[usable]
    # It warns, and stops, where some columns already give the output exactly.
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        path = orthogonal_mp(standard, centred, n_nonzero_coefs=longest, return_path=True)
    path = path.reshape(len(usable), -1)
    left = ((centred[:, None] - standard @ path) ** 2).sum(axis=0)
    total = float((centred**2).sum())
    rss = np.maximum(np.concatenate([[total], left]), 1e-12 * total)
    columns = np.concatenate([[0], (path != 0.0).sum(axis=0)])
    penalty = columns * (np.log(points) + 2.0 * np.log(len(usable)))
    best = int(np.argmin(points * np.log(rss / points) + penalty))
    if not best:
        return np.zeros(0, dtype=np.int64)
    found: NDArray[np.int64] = usable[np.flatnonzero(path[:, best - 1])]
    return found.astype(np.int64)
