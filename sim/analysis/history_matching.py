"""History matching: which points of a prior evidence rules out, in waves.

A simulator is run at some points; for each item of evidence an emulator says what it would give at
all others. With z the observed value of an item, m(x) and s2(x) mean and variance of the emulator,
and the variances of replicates, of the observation and of the discrepancy between model and world,

    I(x) = |z - m(x)| / sqrt(s2(x) + V_replicates + V_observation + V_discrepancy)

is the implausibility of x by that item. A point is ruled out where the second largest over all
items is above 3: the largest may be high because one emulator is wrong, and 3 is far out for any
distribution with one peak (Pukelsheim 1994). With a single item the largest counts. The next wave
is drawn from what is left, where emulators of the new points are better; a point is left only if no
wave has ruled it out. Where nothing is left, the model cannot meet these items within their
uncertainties: they are refuted together, and the items or pairs that no point meets are named.

Sources: Craig, Goldstein, Seheult and Smith (1997), Case Studies in Bayesian Statistics III;
Vernon, Goldstein and Bower (2010), Bayesian Analysis 5; Andrianakis et al. (2015), PLoS
Computational Biology 11; Pukelsheim (1994), The American Statistician 48.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.emulator import Emulator, emulator_of, pooled_noise
from sim.analysis.prior_moves import Region, draw_region
from sim.analysis.weighting import normal_log_likelihood

Floats = NDArray[np.float64]

CUT: Final = 3.0
"""Implausibility above which a point is ruled out."""

RANK: Final = 2
"""Which of the implausibilities of a point counts: the second largest."""

SMALL: Final = 0.25
"""Variance of emulators beside all other variance of an item below which they are good enough."""

LITTLE: Final = 0.9
"""Share of what was left that a wave must leave at least for another to be not worth while."""

Stop = Literal["", "emulators are good enough", "hardly anything more is ruled out", "nothing left"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was observed.

    Attributes
    ----------
    name : str
    observed : float
    error : float
        Standard deviation of the observation.
    discrepancy : float
        Standard deviation of what the model may be wrong by, at its best point.
    """

    name: str
    observed: float
    error: float
    discrepancy: float

    @property
    def variance(self) -> float:
        """Return the variance of observation and discrepancy together."""
        return self.error**2 + self.discrepancy**2


@dataclass(frozen=True, slots=True)
class Wave:
    """What the runs of a wave tell: an emulator for each item that could have one.

    Attributes
    ----------
    items : tuple of Item
    emulators : tuple of Emulator or None
        None for an item that too few runs of the wave have measured.
    """

    items: tuple[Item, ...]
    emulators: tuple[Emulator | None, ...]

    def implausibility(self, unit: Floats) -> Floats:
        """Return the implausibility of points by each item, shape (points, items).

        Zero where there is no emulator: such an item rules out nothing.
        """
        found = np.zeros((len(unit), len(self.items)))
        for place, (item, emulator) in enumerate(zip(self.items, self.emulators, strict=True)):
            if emulator is not None:
                said = emulator.predict(unit)
                spread = np.sqrt(said.variance + emulator.noise + item.variance)
                found[:, place] = np.abs(item.observed - said.mean) / spread
        return found

    def log_likelihood(self, unit: Floats) -> Floats:
        """Return the logarithm of the likelihood as emulators expect it, shape (points,)."""
        total = np.zeros(len(unit))
        for item, emulator in zip(self.items, self.emulators, strict=True):
            if emulator is not None:
                said = emulator.predict(unit)
                variance = said.variance + emulator.noise + item.variance
                total += normal_log_likelihood(
                    said.mean[:, None], [item.observed], variance[:, None]
                )
        return total

    def uncertainty(self, unit: Floats) -> Floats:
        """Return the mean variance of each emulator beside all other variance, shape (items,)."""
        found = np.full(len(self.items), np.nan)
        for place, (item, emulator) in enumerate(zip(self.items, self.emulators, strict=True)):
            if emulator is not None:
                said = emulator.predict(unit)
                found[place] = float(said.variance.mean()) / (emulator.noise + item.variance)
        return found


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item, or a pair of items, that no point meets.

    Attributes
    ----------
    first, second : str
        Names; the second is empty where an item is not met by itself.
    implausibility : float
        The least that any point reaches, of a pair the larger of the two.
    """

    first: str
    second: str
    implausibility: float


@dataclass
class History:
    """The waves so far.

    Attributes
    ----------
    inputs : int
    waves : list of Wave
    shares : list of float
        Prior probability of what each wave and those before it left.
    """

    inputs: int
    waves: list[Wave] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def score(self, unit: Floats) -> Floats:
        """Return the largest over the waves of the implausibility that counts, shape (points,)."""
        found = np.zeros(len(unit))
        for wave in self.waves:
            found = np.maximum(found, counted(wave.implausibility(unit)))
        return found

    def left(self, points: int, seed: int) -> Region:
        """Return draws from the prior among what no wave has ruled out.

        Parameters
        ----------
        points : int
        seed : int
        """
        return draw_region(self.score, self.inputs, points, CUT, seed)

    def add(self, wave: Wave, seed: int, points: int) -> Region:
        """Take up a wave, and return draws from what it leaves.

        Parameters
        ----------
        wave : Wave
        seed : int
        points : int
            Draws wanted.
        """
        self.waves.append(wave)
        region = self.left(points, seed)
        self.shares.append(region.share)
        return region

    def stop(self, region: Region) -> Stop:
        """Return why there need be no further wave; empty where there should be one.

        Parameters
        ----------
        region : Region
            What the last wave left.
        """
        if not len(region.unit):
            return "nothing left"
        known = self.waves[-1].uncertainty(region.unit)
        known = known[np.isfinite(known)]
        if len(known) and float(known.max()) <= SMALL:
            return "emulators are good enough"
        if len(self.shares) > 1 and self.shares[-1] >= LITTLE * self.shares[-2]:
            return "hardly anything more is ruled out"
        return ""

    def conflicts(self, region: Region, seed: int, points: int = 512) -> list[Conflict]:
        """Return the items, and else the pairs of items, that no point of the prior meets.

        Looked for among draws from the prior, and around the points at which each is met best.

        Parameters
        ----------
        region : Region
            That was not reached.
        seed : int
        points : int
            Draws for each item and pair that is looked at.
        """
        wave = self.waves[-1]
        at_best = wave.implausibility(region.nearest[None, :])[0]
        suspects = [int(place) for place in np.argsort(-at_best, kind="stable")[:MOST_SUSPECTS]]

        def least(places: Sequence[int]) -> float:
            def together(unit: Floats) -> Floats:
                worst: Floats = wave.implausibility(unit)[:, list(places)].max(axis=1)
                return worst

            return draw_region(together, self.inputs, 1, CUT, seed, points).lowest

        names = [item.name for item in wave.items]
        alone = {place: least([place]) for place in suspects}
        found = [Conflict(names[k], "", level) for k, level in alone.items() if level > CUT]
        met = [place for place in suspects if alone[place] <= CUT]
        for order, one in enumerate(met):
            for other in met[order + 1 :]:
                level = least([one, other])
                if level > CUT:
                    found.append(Conflict(names[one], names[other], level))
        return found


MOST_SUSPECTS: Final = 6
"""Items, the most implausible at the nearest point, among which conflicts are looked for."""


def counted(implausibility: Floats) -> Floats:
    """Return the implausibility of each point that counts: the second largest over items.

    Parameters
    ----------
    implausibility : (points, items) float64
        With a single item, the largest.
    """
    items = implausibility.shape[1]
    place = items - min(RANK, items)
    second: Floats = np.partition(implausibility, place, axis=1)[:, place]
    return second


def wave_of(unit: Floats, values: Floats, items: Sequence[Item]) -> Wave:
    """Return what the runs of a wave tell.

    Parameters
    ----------
    unit : (points, inputs) float64
        Where in the unit cube the simulator was run.
    values : (points, replicates, items) float64
        What it gave; NaN where it gave nothing.
    items : sequence of Item
    """
    emulators = []
    for place in range(len(items)):
        replicates = values[:, :, place]
        known = np.isfinite(replicates)
        mean = np.full(len(unit), np.nan)
        some = known.any(axis=1)
        mean[some] = np.nanmean(np.where(known, replicates, np.nan)[some], axis=1)
        emulators.append(emulator_of(unit, mean, pooled_noise(np.where(known, replicates, np.nan))))
    return Wave(tuple(items), tuple(emulators))
