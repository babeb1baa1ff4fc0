"""One replicate of a world: the regimes side by side, after one burn-in, and what their gap is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from sim.economy import Economy
from sim.experiments.compare.bundle import BALANCED
from sim.experiments.compare.decompose import MIXED_CHANNELS, decompose
from sim.experiments.compare.snapshot import step_with_snapshot
from sim.kernels.elementary import log
from sim.scenario import Scenario
from sim.simulation import BurnIns
from sim.study.measurement import OBSERVED, Row, Settings, steps_within
from sim.study.requests import RunRequest
from sim.vocabulary import LOG_POINTS, windows_of

GAP: Final = "gap"
"""Outcome: the other regime over the baseline."""

BALANCE: Final = "balance"
"""Outcome: the other regime over itself without balanced jobs."""

PER_HOUR: Final = "output_per_hour"


def channel_outcome(outcome: str, channel: str) -> str:
    """Return the name under which a channel of an outcome is kept, as in "gap:effort"."""
    return f"{outcome}:{channel}"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Gaps in output per hour in the long run, and their exact channels, in log points.

    The first scenario is the baseline, the second the other regime; where that balances jobs, the
    third is the same without. They fork from one burn-in under the parameters of the first. The
    channels are means over every month of the long run, so that they sum to the gap.
    """

    columns: ClassVar[tuple[str, ...]] = OBSERVED
    program: ClassVar[tuple[str, ...]] = (
        "simulation.py",
        "analysis/shapley.py",
        "study/measurement.py",
        "experiments/ablation/simulate.py",
        "experiments/compare/bundle.py",
        "experiments/compare/decompose.py",
        "experiments/compare/snapshot.py",
    )
    alone: ClassVar[bool] = False

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield the gap, what balance adds, and the channels of both, each as an outcome."""
        scenarios = [settings(0), settings(1)]
        pairs = {GAP: (0, 1)}
        if scenarios[1].institutions.division == BALANCED:
            scenarios.append(settings(2))
            pairs[BALANCE] = (2, 1)
        economies = [
            burn_ins.fork(scenario, request.replicate, scenarios[0]) for scenario in scenarios
        ]
        found = _long_run(economies, scenarios[0], pairs, burn_ins)
        for outcome, months in found.items():
            mean = LOG_POINTS * months.mean(axis=0)
            yield outcome, [float(mean[0])]
            for channel, value in zip(MIXED_CHANNELS, mean[1:], strict=True):
                yield channel_outcome(outcome, channel), [float(value)]

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return how many economies go on side by side: a third where the second balances jobs."""
        return 3 if scenarios[1].institutions.division == BALANCED else 2

    def course(self, settings: Settings, request: RunRequest) -> None:
        """Return None: no two requests share more than a burn-in."""


def _long_run(
    economies: list[Economy],
    scenario: Scenario,
    pairs: dict[str, tuple[int, int]],
    burn_ins: BurnIns,
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Return gap and channels of each pair in every step of the long run, in logarithms.

    Returns
    -------
    dict of str to (steps, 6) float64
    """
    step = scenario.months_per_step
    months = range(step, scenario.months + 1, step)
    inside = steps_within(*windows_of(scenario.months).long_run, step)
    found: dict[str, list[list[float]]] = {outcome: [] for outcome in pairs}
    for month in months[: inside.start]:
        for economy in economies:
            economy.step()
        burn_ins.note(scenario.burn_in + month)
    for month in months[inside]:
        taken = [step_with_snapshot(economy) for economy in economies]
        output = [log(economy.indicators[PER_HOUR]) for economy in economies]
        for outcome, (a, b) in pairs.items():
            parts = decompose(taken[a], taken[b])
            found[outcome].append([float(output[b] - output[a]), *map(float, parts.channels)])
        burn_ins.note(scenario.burn_in + month)
    return {outcome: np.array(rows) for outcome, rows in found.items()}


SIDE_BY_SIDE: Final = SideBySide()
