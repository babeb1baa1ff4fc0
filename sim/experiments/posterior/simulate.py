"""One run of a regime beside the baseline: gaps, what they are made of, who gains and who loses."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from sim.economy import Economy
from sim.experiments.compare.decompose import MIXED_CHANNELS, decompose
from sim.experiments.compare.snapshot import ProductionSnapshot, step_with_snapshot
from sim.experiments.posterior.fifths import Fifths, fifth_rows
from sim.kernels.elementwise import logarithms
from sim.scenario import Scenario
from sim.simulation import BurnIns
from sim.study.measurement import OBSERVED, Row, Settings, steps_within
from sim.study.requests import RunRequest
from sim.vocabulary import (
    HORIZON_YEARS,
    LOG_POINTS,
    LONG_RUN,
    MEASURES,
    horizons_of,
    windows_of,
)

CHANNEL: Final = "channel"
"""First part of the name of an outcome that is a channel of the gap in output per hour."""

_YEARS: Final = tuple(f"year_{year}" for year in HORIZON_YEARS)


def outcome_name(first: str, second: str) -> str:
    """Return the name under which something is kept, as in "output_per_hour:year_5"."""
    return f"{first}:{second}"


def answer_horizons(months: int) -> list[str]:
    """Return the horizons of an answer: years 1, 5 and 20, as far as a run of so many months goes.

    Parameters
    ----------
    months : int
        A run of less than a year has its long run.
    """
    return [name for name in horizons_of(months) if name in _YEARS] or [LONG_RUN]


@dataclass(frozen=True, slots=True)
class Course:
    """What is kept of the baseline, for regimes to be held against.

    Attributes
    ----------
    output : (steps, measures) float64
        Natural logarithms.
    long_run : list of ProductionSnapshot
        What output was made of in each step of the long run.
    fifths : (measures, fifths) float64
        Means of people over the long run, by fifth of how good their job was before.
    """

    output: NDArray[np.float64]
    long_run: list[ProductionSnapshot]
    fifths: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BesideBaseline:
    """Gaps of a regime over the first scenario by horizon, channels, and who gains.

    Both fork from one burn-in under the parameters of the first, which is run once for all regimes
    at a point. Channels, in log points, and what the people of each fifth have more or less, in the
    unit of each measure, are means over every month of the long run.
    """

    columns: ClassVar[tuple[str, ...]] = OBSERVED
    program: ClassVar[tuple[str, ...]] = (
        "simulation.py",
        "analysis/shapley.py",
        "study/measurement.py",
        "experiments/posterior/simulate.py",
        "experiments/posterior/fifths.py",
        "experiments/compare/simulate.py",
        "experiments/compare/decompose.py",
        "experiments/compare/snapshot.py",
    )
    alone: ClassVar[bool] = False

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield the gap in each measure at each horizon, each channel and fifth, as an outcome."""
        baseline, regime = settings(0), settings(request.scenario)
        first: Course = burn_ins.watch(
            baseline, request.replicate, lambda economy: course_of(economy, baseline), what="course"
        )
        second = course_of(burn_ins.fork(regime, request.replicate, baseline), baseline)
        burn_ins.note(baseline.burn_in + baseline.months)
        gap = LOG_POINTS * (second.output - first.output)
        horizons = horizons_of(baseline.months)
        for horizon in answer_horizons(baseline.months):
            inside = steps_within(*horizons[horizon], baseline.months_per_step)
            for measure, value in zip(MEASURES, gap[inside].mean(axis=0), strict=True):
                yield outcome_name(measure, horizon), [float(value)]
        yield from _channels(first, second)
        for what, fifth, difference in fifth_rows(first.fifths, second.fifths):
            yield outcome_name(what, fifth), [difference]

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return 2: the regime goes on beside the first scenario."""
        return 2

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return None: no two requests share more than the first scenario's run."""
        return None


def course_of(economy: Economy, scenario: Scenario) -> Course:
    """Return the course of an economy, after advancing it to the end of its run.

    Parameters
    ----------
    economy : Economy
        At the end of the burn-in.
    scenario : Scenario
        By which the run has its length.
    """
    step = scenario.months_per_step
    steps = scenario.months // step
    inside = steps_within(*windows_of(scenario.months).long_run, step)
    output = np.empty((steps, len(MEASURES)))
    kept = []
    fifths = Fifths(economy, scenario)
    for number in range(steps):
        if inside.start <= number < inside.stop:
            kept.append(step_with_snapshot(economy))
            fifths.note(economy)
        else:
            economy.step()
        output[number] = [economy.indicators[name] for name in MEASURES]
    logs = logarithms(output.ravel()).reshape(output.shape)
    return Course(logs, kept, fifths.means())


def _channels(first: Course, second: Course) -> Iterator[Row]:
    parts = [decompose(a, b).channels for a, b in zip(first.long_run, second.long_run, strict=True)]
    mean = LOG_POINTS * np.array(parts).mean(axis=0)
    for channel, value in zip(MIXED_CHANNELS, mean, strict=True):
        yield outcome_name(CHANNEL, channel), [float(value)]


BESIDE_BASELINE: Final = BesideBaseline()
"""One run of a regime beside the baseline."""
