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
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.economy import Economy
from sim.experiments.chunks import Chunk
from sim.indicators import INDICATORS, UNITS
from sim.results.horizons import horizons_of
from sim.scenario import Scenario

LOG_OUTPUT: Final = MappingProxyType(
    {"output_per_hour": "log_output_per_hour", "output_per_head": "log_output_per_head"}
)
"""Column of the mean logarithm, by indicator."""

OUTCOMES: Final = (*INDICATORS, *LOG_OUTPUT.values())
"""Columns of what is measured in a run."""

OUTCOME_UNITS: Final = {**UNITS, **dict.fromkeys(LOG_OUTPUT.values(), "natural logarithm")}

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

    Runs that differ in nothing before the end of the burn-in share it. A run that raises is noted
    in the metadata of the file and the others go on.

    Parameters
    ----------
    chunk : Chunk

    Returns
    -------
    bytes
        Columns ``entry`` (number of the run in the chunk), ``horizon`` and `OUTCOMES`.
    """
    entries: list[int] = []
    horizons: list[str] = []
    rows: list[list[float]] = []
    failures: list[Failure] = []
    burned_in = _BurnedIn(chunk.seed)
    for entry, request in enumerate(chunk.requests):
        try:
            outcomes = list(_outcomes(burned_in, chunk.settings(request), request.replicate))
        except Exception as error:  # one broken run must not lose the others
            message = f"{type(error).__name__}: {error}"
            failures.append(Failure(entry, message, traceback.format_exc()))
            continue
        for horizon, values in outcomes:
            entries.append(entry)
            horizons.append(horizon)
            rows.append(values)
    return _as_parquet(entries, horizons, rows, failures)


def simulate_run(scenario: Scenario, seed: int, replicate: int) -> list[tuple[str, list[float]]]:
    """Return the outcomes of a single run by horizon, in the order of `OUTCOMES`."""
    return list(_outcomes(_BurnedIn(seed), scenario, replicate))


class _BurnedIn:
    """The economy at the end of the burn-in that was last needed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._key: tuple[Any, ...] | None = None
        self._economy: Economy | None = None

    def fork(self, scenario: Scenario, replicate: int) -> Economy:
        """Return an economy at the end of the burn-in, for the caller to continue.

        The burn-in runs under capitalist institutions whatever the scenario, so it depends on the
        rest of the scenario alone.
        """
        key = (
            scenario.parameters,
            scenario.sectors,
            scenario.sector_definitions,
            scenario.workers,
            scenario.burn_in,
            replicate,
        )
        if self._economy is None or self._key != key:
            self._economy = None
            economy = Economy(scenario, seed=self._seed, replicate=replicate, agent_interval=0)
            for _ in range(scenario.burn_in):
                economy.step()
            self._economy, self._key = economy, key
        return self._economy.fork(scenario)


def _outcomes(
    burned_in: _BurnedIn, scenario: Scenario, replicate: int
) -> Iterator[tuple[str, list[float]]]:
    """Yield the outcomes of a run by horizon."""
    economy = burned_in.fork(scenario, replicate)
    months = np.empty((scenario.months, len(INDICATORS)))
    for month in range(scenario.months):
        economy.step()
        months[month] = [economy.indicators[name] for name in INDICATORS]
    names = list(INDICATORS)
    with np.errstate(divide="ignore"):
        logarithms = np.log(months[:, [names.index(name) for name in LOG_OUTPUT]])
    measured = np.hstack([months, logarithms])
    for horizon, (first, last) in horizons_of(scenario.months).items():
        yield horizon, _means(measured[first - 1 : last]).tolist()


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
    entries: Sequence[int],
    horizons: Sequence[str],
    rows: Sequence[Sequence[float]],
    failures: Sequence[Failure],
) -> bytes:
    values = np.array(rows, dtype=np.float64).reshape(len(rows), len(OUTCOMES))
    table = pa.table(
        {
            "entry": pa.array(entries, pa.int32()),
            "horizon": pa.array(horizons, pa.string()),
            **{name: pa.array(values[:, k]) for k, name in enumerate(OUTCOMES)},
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
    if table.column_names != ["entry", "horizon", *OUTCOMES]:
        raise ValueError("its columns are those of another version")
    return table, failures
