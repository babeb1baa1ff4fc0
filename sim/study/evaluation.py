"""Simulating the runs of a chunk, and what is kept of each.

A row is a run and a horizon; it holds the mean of every indicator over the months of the horizon.
For output it also holds the mean of the logarithm, since a gap between two regimes is the mean over
months of a difference of logarithms, here as in a comparison.
"""

from __future__ import annotations

import io
import json
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.economy import Economy
from sim.evidence import observe
from sim.institutions.plugins import make_known
from sim.phases.indicators import INDICATORS, UNITS
from sim.scenario import Scenario, load_scenario
from sim.study.chunks import Arm, Chunk
from sim.vocabulary import LOG_OUTPUT, horizons_of

OUTCOMES: Final = (*INDICATORS, *LOG_OUTPUT.values())
"""Columns of what is measured in a run."""

OUTCOME_UNITS: Final = {**UNITS, **dict.fromkeys(LOG_OUTPUT.values(), "natural logarithm")}

OBSERVED: Final = ("outcome", "value")
"""Columns of what is observed of an arm, one row per outcome."""

FAILURES: Final = b"failures"
"""Key of the metadata of a chunk under which runs that ended in an error stand."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that ended in an error.

    Attributes
    ----------
    entry : int
        Number of the run in its chunk.
    error : str
        Kind of error and message.
    traceback : str
    """

    entry: int
    error: str
    traceback: str


def simulate_chunk(chunk: Chunk) -> bytes:
    """Return the rows of all runs of a chunk as a Parquet file.

    The runs of a chunk are either all scenarios, or all arms.

    Runs that differ in nothing before the end of the burn-in share it. A run that raises is noted
    in the metadata of the file and the others go on.

    Parameters
    ----------
    chunk : Chunk

    Returns
    -------
    bytes
        Columns ``entry`` (number of the run in the chunk), and ``horizon`` and `OUTCOMES` or, for
        arms, `OBSERVED`.

    Raises
    ------
    PluginError
        If a rule that the chunk needs cannot be loaded here.
    """
    make_known(chunk.plugins)
    entries: list[int] = []
    labels: list[str] = []
    rows: list[list[float]] = []
    failures: list[Failure] = []
    burned_in = _BurnedIn(chunk.seed)
    arms = any(request.arm is not None for request in chunk.requests)
    for entry, request in enumerate(chunk.requests):
        try:
            scenario = chunk.settings(request)
            if request.arm is None:
                outcomes = list(_outcomes(burned_in, scenario, request.replicate))
            else:
                outcomes = _observed(burned_in, scenario, request.arm, request.replicate)
        except Exception as error:  # one broken run must not lose the others
            message = f"{type(error).__name__}: {error}"
            failures.append(Failure(entry, message, traceback.format_exc()))
            continue
        for label, values in outcomes:
            entries.append(entry)
            labels.append(label)
            rows.append(values)
    columns = OBSERVED if arms else ("horizon", *OUTCOMES)
    return _as_parquet(columns, entries, labels, rows, failures)


def simulate_run(scenario: Scenario, seed: int, replicate: int) -> list[tuple[str, list[float]]]:
    """Return the outcomes of a single run by horizon, in the order of `OUTCOMES`."""
    return list(_outcomes(_BurnedIn(seed), scenario, replicate))


def simulate_arm(scenario: Scenario, arm: Arm, seed: int, replicate: int) -> dict[str, float]:
    """Return what is observed of a single arm, by outcome."""
    found = _observed(_BurnedIn(seed), scenario, arm, replicate)
    return {outcome: values[0] for outcome, values in found}


class _BurnedIn:
    """The economy at the end of the burn-in that was last needed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._key: tuple[Any, ...] | None = None
        self._economy: Economy | None = None

    def fork(self, scenario: Scenario, replicate: int, before: Scenario | None = None) -> Economy:
        """Return an economy at the end of the burn-in, for the caller to continue.

        The burn-in runs under capitalist institutions whatever the scenario, so it depends on the
        rest of the scenario alone, or of the one that holds `before` the fork.
        """
        first = before or scenario
        key = (
            first.parameters,
            first.sectors,
            first.sector_definitions,
            first.workers,
            first.burn_in,
            first.months_per_step,
            replicate,
        )
        if self._economy is None or self._key != key:
            self._economy = None
            economy = Economy(first, seed=self._seed, replicate=replicate, agent_interval=0)
            for _ in range(first.burn_in // first.months_per_step):
                economy.step()
            self._economy, self._key = economy, key
        return self._economy.fork(scenario)


def _observed(
    burned_in: _BurnedIn, scenario: Scenario, arm: Arm, replicate: int
) -> list[tuple[str, list[float]]]:
    """Return the outcomes of an arm, each as a name and a list of one value."""
    economy = burned_in.fork(load_scenario(scenario, dict(arm.change)), replicate, scenario)
    return [(name, [value]) for name, value in observe(economy, arm.observation).items()]


def _outcomes(
    burned_in: _BurnedIn, scenario: Scenario, replicate: int
) -> Iterator[tuple[str, list[float]]]:
    """Yield the outcomes of a run by horizon."""
    economy = burned_in.fork(scenario, replicate)
    steps = np.empty((scenario.months // scenario.months_per_step, len(INDICATORS)))
    for step in steps:
        economy.step()
        step[:] = [economy.indicators[name] for name in INDICATORS]
    names = list(INDICATORS)
    with np.errstate(divide="ignore"):
        logarithms = np.log(steps[:, [names.index(name) for name in LOG_OUTPUT]])
    measured = np.hstack([steps, logarithms])
    for horizon, (first, last) in horizons_of(scenario.months).items():
        inside = steps_within(first, last, scenario.months_per_step)
        yield horizon, _means(measured[inside]).tolist()


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


def _means(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, Any]:
    """Return means over months; months without a value, as of votes where none is held, are out."""
    present = ~np.isnan(values)
    counts = present.sum(axis=0)
    sums = np.where(present, values, 0.0).sum(axis=0)
    # The sign of 0 / 0 depends on the processor.
    means: np.ndarray[Any, Any] = np.full(sums.shape, np.nan)
    np.divide(sums, counts, out=means, where=counts > 0)
    return means


def _as_parquet(
    columns: Sequence[str],
    entries: Sequence[int],
    labels: Sequence[str],
    rows: Sequence[Sequence[float]],
    failures: Sequence[Failure],
) -> bytes:
    label, *measured = columns
    values = np.array(rows, dtype=np.float64).reshape(len(rows), len(measured))
    table = pa.table(
        {
            "entry": pa.array(entries, pa.int32()),
            label: pa.array(labels, pa.string()),
            **{name: pa.array(values[:, k]) for k, name in enumerate(measured)},
        },
    ).replace_schema_metadata({FAILURES: json.dumps([asdict(failure) for failure in failures])})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
    return buffer.getvalue()


def read_chunk(content: bytes) -> tuple[pa.Table, list[Failure]]:
    """Return the rows of a chunk and its failures.

    Raises
    ------
    ValueError
        If the content is not what `simulate_chunk` returns.
    """
    try:
        table = pq.read_table(pa.BufferReader(content), page_checksum_verification=True)
        failures = [Failure(**entry) for entry in json.loads(table.schema.metadata[FAILURES])]
    except (pa.ArrowException, KeyError, TypeError, OSError) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    if table.column_names not in (["entry", "horizon", *OUTCOMES], ["entry", *OBSERVED]):
        raise ValueError("its columns are those of another version")
    return table, failures
