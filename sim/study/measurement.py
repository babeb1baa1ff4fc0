"""What is simulated for a request, and what is kept of it.

A row of `HorizonMeans` is a run and a horizon; it holds the mean of every indicator over the months
of the horizon. For output it also holds the mean of the logarithm, since a gap between two regimes
is the mean over months of a difference of logarithms, here as in a comparison.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.economy import Economy
from sim.evidence import observe
from sim.kernels.elementwise import logarithms
from sim.phases.indicators import INDICATORS, UNITS
from sim.scenario import Scenario, load_scenario
from sim.simulation import BurnIns, Months, advance, course_of
from sim.study.requests import RunRequest
from sim.vocabulary import LOG_OUTPUT, horizons_of

OUTCOMES: Final = (*INDICATORS, *LOG_OUTPUT.values())
"""Columns of what is measured in a run."""

OUTCOME_UNITS: Final = {**UNITS, **dict.fromkeys(LOG_OUTPUT.values(), "natural logarithm")}
"""Unit of each of them."""

OBSERVED: Final = ("outcome", "value")
"""Columns of what is observed of an arm, one row per outcome."""

TABLES: Final = ("table", "content")
"""Columns of whole tables, one row per table, whose content is a Parquet file."""

type Row = tuple[str, Sequence[Any]]
"""A label (horizon, outcome or name of a table) and the values beside it."""

type Settings = Callable[[int], Scenario]
"""Returns a scenario of the work by its index, in full at the point of the request."""


class Measurement(Protocol):
    """What is simulated for a request, and what is kept of it.

    Attributes
    ----------
    program : tuple of str
        Files and folders of the package that its rows depend on, beside the model itself.
    alone : bool
        Whether a request makes up a chunk of its own.
    """

    program: ClassVar[tuple[str, ...]]
    alone: ClassVar[bool]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the label and of the values of a row."""

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterable[Row]:
        """Return the rows of a request, simulated from the end of a burn-in."""

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return how many economies go on from the burn-in of a request."""

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return what tells a run from those of its burn-in that it shares all of, else None."""


@dataclass(frozen=True, slots=True)
class HorizonMeans:
    """Means of all indicators over the months of each horizon."""

    columns: ClassVar[tuple[str, ...]] = ("horizon", *OUTCOMES)
    program: ClassVar[tuple[str, ...]] = ("simulation.py", "study/measurement.py")
    alone: ClassVar[bool] = False

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield the means of a run by horizon, in the order of `OUTCOMES`."""
        scenario = settings(request.scenario)
        look = partial(_means_by_horizon, note=burn_ins.note)
        yield from burn_ins.watch(scenario, request.replicate, look)

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return 1: a run is a single economy."""
        return 1

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return what tells a run from those of its burn-in that it shares all of."""
        return course_of(settings(request.scenario))


@dataclass(frozen=True, slots=True)
class ArmObservation:
    """What is observed of an arm, whose economy changes when the burn-in ends."""

    columns: ClassVar[tuple[str, ...]] = OBSERVED
    program: ClassVar[tuple[str, ...]] = ("simulation.py", "study/measurement.py")
    alone: ClassVar[bool] = False

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield each outcome of an arm with its value."""
        arm, scenario = request.arm, settings(request.scenario)
        assert arm is not None
        changed = load_scenario(scenario, dict(arm.change))
        seen = burn_ins.watch(
            changed,
            request.replicate,
            partial(observe, observation=arm.observation),
            before=scenario,
            what=arm.observation,
        )
        for outcome, value in seen.items():
            yield outcome, [value]

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return 1: a run is a single economy."""
        return 1

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return what tells an arm from those of its burn-in that it shares all of."""
        arm = request.arm
        assert arm is not None
        changed = load_scenario(settings(request.scenario), dict(arm.change))
        return course_of(changed), arm.observation


class TableMeasurement(ABC):
    """A measurement that keeps whole tables, such as all months of a run."""

    columns: ClassVar[tuple[str, ...]] = TABLES
    program: ClassVar[tuple[str, ...]] = ()
    alone: ClassVar[bool] = True

    def length(self, scenarios: Sequence[Scenario]) -> int:
        """Return how many months are noted while a request is carried out.

        Parameters
        ----------
        scenarios : sequence of Scenario
            Those of the work.
        """
        return scenarios[0].burn_in + scenarios[0].months

    def economies(self, scenarios: Sequence[Scenario]) -> int:
        """Return how many economies go on side by side: one of each scenario of the work."""
        return len(scenarios)

    def course(self, settings: Settings, request: RunRequest) -> Hashable:
        """Return None: no two requests share more than a burn-in."""
        return None

    @abstractmethod
    def tables(
        self, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Mapping[str, pd.DataFrame]:
        """Return the tables of a request by name."""

    def measure(self, settings: Settings, request: RunRequest, burn_ins: BurnIns) -> Iterator[Row]:
        """Yield the name of each table, and its content as a Parquet file."""
        for name, table in self.tables(settings, request, burn_ins).items():
            yield name, [_as_parquet(table)]


HORIZON_MEANS: Final = HorizonMeans()
ARM_OBSERVATION: Final = ArmObservation()


def table_of(content: bytes) -> pd.DataFrame:
    """Return a table from the content that `TableMeasurement` keeps of it."""
    table: pd.DataFrame = pq.read_table(pa.BufferReader(content)).to_pandas()
    return table


def steps_within(first: int, last: int, months_per_step: int) -> slice:
    """Return the steps that end within a horizon, or the one that covers its first month.

    Parameters
    ----------
    first, last : int
        First and last month of the horizon, both included; month 1 follows the fork.
    months_per_step : int
    """
    start = -(-first // months_per_step)
    return slice(start - 1, max(last // months_per_step, start))


def _means_by_horizon(economy: Economy, note: Months) -> list[Row]:
    """Return the means of an economy by horizon, after advancing it to the end of its run."""
    scenario = economy.scenario
    steps = np.empty((scenario.months // scenario.months_per_step, len(INDICATORS)))
    for step, month in zip(steps, advance(economy, scenario.months), strict=True):
        step[:] = economy.measured
        note(scenario.burn_in + month)
    return means_by_horizon(scenario, steps)


def means_by_horizon(
    scenario: Scenario, steps: np.ndarray[Any, Any], more: np.ndarray[Any, Any] | None = None
) -> list[Row]:
    """Return the means of a run by horizon, in the order of `OUTCOMES` and of what is added.

    Parameters
    ----------
    scenario : Scenario
    steps : ndarray, shape (steps, indicators)
    more : ndarray, shape (steps, outcomes), optional
        Outcomes of one's own.
    """
    names = list(INDICATORS)
    logs = logarithms(steps[:, [names.index(name) for name in LOG_OUTPUT]])
    measured = np.hstack([steps, logs] if more is None else [steps, logs, more])
    return [
        (horizon, _means(measured[steps_within(first, last, scenario.months_per_step)]).tolist())
        for horizon, (first, last) in horizons_of(scenario.months).items()
    ]


def _means(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, Any]:
    """Return means over months; months without a value, as of votes where none is held, are out."""
    present = ~np.isnan(values)
    counts = present.sum(axis=0)
    sums = np.where(present, values, 0.0).sum(axis=0)
    # The sign of 0 / 0 depends on the processor.
    means: np.ndarray[Any, Any] = np.full(sums.shape, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means


def _as_parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), buffer, compression="zstd")
    return buffer.getvalue()
