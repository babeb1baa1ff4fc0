"""The work of a posterior: waves of runs, draws from what is left, and their weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.history_matching import CUT, Conflict, History, Item, Stop, Wave, wave_of
from sim.analysis.joint_prior import JointPrior
from sim.analysis.prior_moves import Region, draw_weighted
from sim.analysis.weighting import normal_log_likelihood, normalised
from sim.experiments.posterior.evidence import CONDITIONS, Piece
from sim.experiments.posterior.simulate import BESIDE_BASELINE
from sim.parameters import combination_problem
from sim.study.campaign import Campaign
from sim.study.evidence_arms import EvidencePlan, measured
from sim.study.requests import Point, as_point

Floats = NDArray[np.float64]

REPEATED: Final = 100
"""Draws that are run twice more, by which chance within an economy is told from the parameters."""


@dataclass(frozen=True, slots=True)
class Told:
    """A wave as it is told: its number, how many points it had, what it left, and why it was last.

    Attributes
    ----------
    number, points : int
    left : float
        Prior probability.
    stop : str
    """

    number: int
    points: int
    left: float
    stop: Stop


@dataclass
class Matching:
    """Runs of a posterior, in the order in which they are needed.

    Attributes
    ----------
    work : Campaign
        The baseline is its first scenario, the regimes follow, then those of changes.
    prior : JointPrior
    pieces : tuple of Piece
        All evidence.
    needed, everything : EvidencePlan
        Runs that condition, and those that are made at each draw.
    regimes : int
    seed : int
    """

    work: Campaign
    prior: JointPrior
    pieces: Sequence[Piece]
    needed: EvidencePlan
    everything: EvidencePlan
    regimes: int
    seed: int
    told: list[Told] = field(default_factory=list)
    emulated: list[Wave] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the whole prior."""
        inputs = len(self.prior.names)
        self.history = History(inputs)
        self.region = Region(np.empty((0, inputs)), 1.0, np.full(inputs, 0.5), np.inf)
        self.first_points = np.empty((0, inputs))
        self.first_values = np.empty((0, len(self.pieces)))
        self.drawn = np.empty((0, inputs))
        self.draw_values = np.empty((0, len(self.pieces)))
        self.weights = np.empty(0)
        self.estimates = self.estimate_variances = np.empty((0, len(self.pieces)))
        self.prior_gaps = self.posterior_gaps = self.repeated_gaps = pd.DataFrame()

    @property
    def conditioning(self) -> list[int]:
        """Return the places of the pieces that condition."""
        return [k for k, piece in enumerate(self.pieces) if piece.role == CONDITIONS]

    @property
    def items(self) -> list[Item]:
        """Return what conditions, as history matching has it."""
        return [self.pieces[k].item for k in self.conditioning]

    def waves(self, most: int, points: int, replicates: int) -> None:
        """Run the waves, until there is reason to stop.

        Parameters
        ----------
        most : int
        points : int
            Points of each wave.
        replicates : int
        """
        unit = self.prior.unit(self.prior.draw(points, self.seed))
        unit = unit[self._admitted(unit)]
        self.first_points = unit
        everything, values = np.empty((0, unit.shape[1])), np.empty((0, replicates, 0))
        for number in range(1, most + 1):
            found = self._observed(unit, replicates, self.needed)
            if number == 1:
                self.first_values = _mean(found)
                everything, values = unit, found[:, :, self.conditioning]
            else:
                everything = np.vstack([everything, unit])
                values = np.concatenate([values, found[:, :, self.conditioning]])
            left = self.history.score(everything) <= CUT
            wave = wave_of(everything[left], values[left], self.items)
            self.emulated.append(wave)
            self.region = self.history.add(wave, self.seed + number, points)
            stop = self.history.stop(self.region)
            self.told.append(Told(number, len(unit), self.region.share, stop))
            if stop:
                break
            unit = self.region.unit[self._admitted(self.region.unit)]
        if not len(self.region.unit):
            self.conflicts = self.history.conflicts(self.region, self.seed)
        self.prior_gaps = self._beside(self.first_points)

    def draw(self, draws: int) -> None:
        """Draw from what is left by emulators, run the draws, and weight them.

        Parameters
        ----------
        draws : int
        """
        if not len(self.region.unit):
            return
        wave = self.emulated[-1]

        def expected(unit: Floats) -> Floats:
            level = wave.log_likelihood(unit)
            level[(self.history.score(unit) > CUT) | ~self._admitted(unit)] = -np.inf
            return level

        random = np.random.default_rng(self.seed + 100)
        start = self.region.unit[random.integers(0, len(self.region.unit), draws)]
        self.drawn = draw_weighted(expected, start, self.seed + 101)
        found = self._observed(self.drawn, 1, self.everything)[:, 0]
        self.draw_values = found
        self.weights = normalised(self._real(found) - expected(self.drawn))
        self.posterior_gaps = self._beside(self.drawn)
        self.repeated_gaps = self._beside(self.drawn[:REPEATED], 2)

    def sides(self, packs: pd.DataFrame, replicates: int) -> pd.DataFrame:
        """Return the gaps under the assumptions of each side: ``pack, regime, outcome, value``.

        Parameters
        ----------
        packs : pandas.DataFrame
            ``pack, parameter, value``.
        replicates : int
        """
        points, names = [], []
        for pack, rows in packs.groupby("pack", sort=False):
            names.append(str(pack))
            points.append(as_point(dict(zip(rows["parameter"], rows["value"], strict=True))))
        first = self.work.next_point
        runs = self._regimes(points, replicates, alike=True)
        return runs.assign(pack=[names[point - first] for point in runs["point"]])

    def _real(self, values: Floats) -> Floats:
        """Return the logarithm of the likelihood of draws by their real runs, shape (draws,).

        A single run y of an item is what the parameters give, f, plus the noise of a run, of
        variance v. What the emulator says of f, with mean m and variance s, is joined with it as
        independent knowledge: f has mean (m / s + y / v) / (1 / s + 1 / v) and variance
        1 / (1 / s + 1 / v), which is added to that of observation and discrepancy.
        """
        wave, places = self.emulated[-1], self.conditioning
        total = np.zeros(len(values))
        self.estimates, self.estimate_variances = np.full((2, *values.shape), np.nan)
        for k, (item, emulator) in enumerate(zip(wave.items, wave.emulators, strict=True)):
            if emulator is None:
                continue
            said, run = emulator.predict(self.drawn), values[:, places[k]]
            noise = max(self._noise(k), 1e-12 * item.variance)
            variance = np.maximum(said.variance, 1e-12 * item.variance)
            left = 1.0 / (1.0 / variance + 1.0 / noise)
            joined = left * (said.mean / variance + run / noise)
            self.estimates[:, places[k]], self.estimate_variances[:, places[k]] = joined, left
            total += normal_log_likelihood(
                joined[:, None], [item.observed], (left + item.variance)[:, None]
            )
        return total

    def _noise(self, place: int) -> float:
        """Return the variance of an item in a single run: of replicates, or else what is left."""
        emulator = self.emulated[-1].emulators[place]
        assert emulator is not None
        replicates = int(self.work.settings["replicates"])
        return emulator.noise * replicates if replicates > 1 else emulator.nugget

    def _admitted(self, unit: Floats) -> NDArray[np.bool_]:
        rows = self.prior.points(unit).to_dict("records")
        return np.array([not combination_problem(dict(as_point(row))) for row in rows], dtype=bool)

    def _points(self, unit: Floats) -> list[Point]:
        return [as_point(row) for row in self.prior.points(unit).to_dict("records")]

    def _observed(self, unit: Floats, replicates: int, plan: EvidencePlan) -> Floats:
        """Return all evidence at points, shape (points, replicates, pieces), NaN where unknown."""
        first = self.work.next_point
        numbers = _independent(len(unit), replicates)
        runs = self.work.simulate(self._points(unit), numbers, arms=plan.arms)
        self.work.check_complete()
        values = measured(runs, plan.interventions)
        found = np.full((len(unit), replicates, len(self.pieces)), np.nan)
        for k, piece in enumerate(self.pieces):
            rows = values[values["name"] == piece.measured]
            places = rows["replicate"].to_numpy(np.int64) % replicates
            found[rows["point"].to_numpy(np.int64) - first, places, k] = rows["value"]
        found[~np.isfinite(found)] = np.nan
        return found

    def _beside(self, unit: Floats, replicates: int = 1) -> pd.DataFrame:
        """Return outcomes of regimes: ``draw, point, scenario, replicate, outcome, value``."""
        first = self.work.next_point
        runs = self._regimes(self._points(unit), replicates)
        return runs.assign(draw=runs["point"] - first, replicate=runs["replicate"] % replicates)

    def _regimes(
        self, points: Sequence[Point], replicates: int, alike: bool = False
    ) -> pd.DataFrame:
        """Return the runs of regimes, at all points with the same random numbers or with others."""
        runs = self.work.simulate(
            points,
            list(range(replicates)) if alike else _independent(len(points), replicates),
            scenarios=list(range(1, self.regimes + 1)),
            measurement=BESIDE_BASELINE,
        )
        self.work.check_complete()
        return runs[["point", "scenario", "replicate", "outcome", "value"]]


def _independent(points: int, replicates: int) -> list[list[int]]:
    """Return replicates of each point that no other has, so that their noise is independent."""
    return [list(range(place * replicates, (place + 1) * replicates)) for place in range(points)]


def _mean(values: Floats) -> Floats:
    """Return means over replicates, shape (points, pieces); NaN where none is known."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    mean: Floats = np.full(total.shape, np.nan)
    np.divide(total, count, out=mean, where=count > 0)
    return mean
