"""Simulating the runs of a chunk, and what is kept of them as one file."""

from __future__ import annotations

import io
import json
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.institutions.plugins import make_known
from sim.scenario import Scenario
from sim.simulation import BurnIns, Months, ignore
from sim.study.chunks import Chunk
from sim.study.measurement import ARM_OBSERVATION, HORIZON_MEANS, OBSERVED, OUTCOMES, TABLES
from sim.study.requests import Arm, RunRequest

FAILURES: Final = b"failures"
"""Key of the metadata of a chunk under which runs that ended in an error stand."""

_LAYOUTS: Final = tuple(
    ["entry", *columns] for columns in (("horizon", *OUTCOMES), OBSERVED, TABLES)
)


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


def simulate_chunk(chunk: Chunk, note: Months = ignore) -> bytes:
    """Return the rows of all runs of a chunk as a Parquet file.

    Runs that differ in nothing before the end of the burn-in share it. A run that raises is noted
    in the metadata of the file and the others go on.

    Parameters
    ----------
    chunk : Chunk
    note : callable
        Called with the months of a run that are done.

    Returns
    -------
    bytes
        Columns ``entry`` (number of the run in the chunk) and those of the measurement.

    Raises
    ------
    PluginError
        If a rule that the chunk needs cannot be loaded here.
    """
    make_known(chunk.plugins)
    entries: list[int] = []
    labels: list[str] = []
    rows: list[Sequence[Any]] = []
    failures: list[Failure] = []
    burn_ins = BurnIns(chunk.seed, threads=chunk.threads, note=note)
    for entry, request in enumerate(chunk.requests):
        try:
            settings = partial(chunk.settings, request.point)
            found = list(chunk.measurement.measure(settings, request, burn_ins))
        except Exception as error:  # one broken run must not lose the others
            message = f"{type(error).__name__}: {error}"
            failures.append(Failure(entry, message, traceback.format_exc()))
            continue
        for label, values in found:
            entries.append(entry)
            labels.append(label)
            rows.append(values)
    return _as_parquet(chunk.measurement.columns, entries, labels, rows, failures)


def simulate_run(scenario: Scenario, seed: int, replicate: int) -> list[tuple[str, list[float]]]:
    """Return the outcomes of a single run by horizon, in the order of `OUTCOMES`."""
    request = RunRequest(0, (), replicate)
    return [
        (horizon, list(values))
        for horizon, values in HORIZON_MEANS.measure(lambda _: scenario, request, BurnIns(seed))
    ]


def simulate_arm(scenario: Scenario, arm: Arm, seed: int, replicate: int) -> dict[str, float]:
    """Return what is observed of a single arm, by outcome."""
    request = RunRequest(0, (), replicate, arm)
    found = ARM_OBSERVATION.measure(lambda _: scenario, request, BurnIns(seed))
    return {outcome: float(values[0]) for outcome, values in found}


def _as_parquet(
    columns: Sequence[str],
    entries: Sequence[int],
    labels: Sequence[str],
    rows: Sequence[Sequence[Any]],
    failures: Sequence[Failure],
) -> bytes:
    label, *measured = columns
    if tuple(columns) == TABLES:
        values = {"content": pa.array([content for (content,) in rows], pa.binary())}
    else:
        numbers = np.array(rows, dtype=np.float64).reshape(len(rows), len(measured))
        values = {name: pa.array(numbers[:, k]) for k, name in enumerate(measured)}
    table = pa.table(
        {
            "entry": pa.array(entries, pa.int32()),
            label: pa.array(labels, pa.string()),
            **values,
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
    # Outcomes of one's own stand behind those of all runs.
    known = table.column_names[: len(_LAYOUTS[0])]
    if known not in _LAYOUTS or (known != _LAYOUTS[0] and known != table.column_names):
        raise ValueError("its columns are those of another version")
    return table, failures
