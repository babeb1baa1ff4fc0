"""What the machine that puts a verdict together has to do, apart from the runs themselves.

The verdict is the real one, from the first point drawn to the last table written; only its runs
are not simulated: an executor gives back made-up rows of the same form at once. So points, chunks,
their files, the table of all runs, the indices and the box are those of a verdict of that size.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import sim
from benchmarks.runs import resident
from sim.experiments.verdict import plan as verdict
from sim.parameters import declarations
from sim.study import campaign
from sim.study.chunks import Chunk
from sim.study.evaluation import FAILURES, read_chunk, simulate_chunk
from sim.study.pairs import pair_of
from sim.study.requests import RunRequest

STAGES = {
    "runs put together": (campaign.Campaign, ("simulate", "shared")),
    "indices": (
        verdict, ("probabilities", "density", "morris_table", "sobol_table", "boxes"),
    ),
    "written": (verdict, ("save_if_kept",)),
}  # fmt: skip
"""Functions whose time is told apart, by what they do."""

READ = "read again"
ALL = "all of it"

SIGNAL = 3
"""Parameters of which the made-up gap is made, so that there is something to find."""

NOISE = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a verdict.

    Attributes
    ----------
    samples, decisive, screening : int
        As in `sim.verdict`.
    workers, months, burn_in : int
        Of each run.
    """

    samples: int
    decisive: int
    screening: int
    workers: int
    months: int
    burn_in: int

    def arguments(self) -> dict[str, int]:
        """Return the plan as arguments of `sim.verdict`."""
        return {name: getattr(self, name) for name in self.__slots__}


class MadeUpRows(Executor):
    """Gives back a chunk of made-up rows at once, in place of the simulated ones.

    Parameters
    ----------
    plan : Plan

    Attributes
    ----------
    seconds : float
        Processor time that it took itself.
    largest : int
        Bytes of the largest chunk as it is sent to another process.
    chunks : int
    """

    def __init__(self, plan: Plan) -> None:
        first, _ = pair_of("capitalism", "parecon", workers=300, months=plan.months, burn_in=0)
        one = Chunk((first,), (first.digest,), 0, (RunRequest(0, (), 0),))
        template, _ = read_chunk(simulate_chunk(one))
        self._rows = template.drop_columns(["entry"])
        self._noise = np.random.default_rng(1)
        self.seconds = 0.0
        self.largest = 0
        self.chunks = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a chunk, which is done already."""
        begin = time.process_time()
        (chunk,) = args
        future: Future[Any] = Future()
        future.set_result(self._made_up(chunk))
        if self.chunks % 100 == 0:
            self.largest = max(self.largest, len(pickle.dumps(chunk)))
        self.chunks += 1
        self.seconds += time.process_time() - begin
        return future

    def _made_up(self, chunk: Chunk) -> bytes:
        runs, each = len(chunk.requests), len(self._rows)
        shift = np.repeat([_gap(request) for request in chunk.requests], each)
        columns: dict[str, Any] = {
            "entry": pa.array(np.repeat(np.arange(runs, dtype=np.int32), each))
        }
        for name in self._rows.column_names:
            column = self._rows.column(name)
            if name == "horizon":
                columns[name] = pa.array(column.to_pylist() * runs)
                continue
            values = np.tile(column.to_numpy(), runs)
            values = values * (1.0 + NOISE * self._noise.standard_normal(len(values)))
            columns[name] = values + shift if name.startswith("log_") else values
        metadata = {FAILURES: json.dumps([])}
        table = pa.table(columns).replace_schema_metadata(metadata)
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
        return buffer.getvalue()


def _gap(request: RunRequest) -> float:
    """Return by how much the second scenario is ahead at a point, out of a few parameters."""
    declared = declarations()
    known = request.point[:SIGNAL]
    share = [(value - declared[name].low) / (declared[name].high - declared[name].low)
             for name, value in known]  # fmt: skip
    return request.scenario * (sum(share) - len(share) / 2.0) if share else 0.0


@contextmanager
def stages_timed() -> Iterator[dict[str, float]]:
    """Note how much processor time each stage of a verdict takes."""
    spent: dict[str, float] = defaultdict(float)
    originals = []

    def timing(owner: Any, name: str, stage: str) -> None:
        original = getattr(owner, name)
        originals.append((owner, name, original))

        def timed(*args: Any, **kwargs: Any) -> Any:
            begin = time.process_time()
            try:
                return original(*args, **kwargs)
            finally:
                spent[stage] += time.process_time() - begin

        setattr(owner, name, timed)

    for stage, (owner, names) in STAGES.items():
        for name in names:
            timing(owner, name, stage)
    try:
        yield spent
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def child(plan: Plan) -> dict[str, Any]:
    """Return what putting a verdict together costs in this process.

    Returns
    -------
    dict
        ``runs``, ``chunks``, ``seconds`` (of processors, by stage), ``before`` and ``peak`` (bytes
        of memory), ``chunk_bytes`` and ``table_bytes`` (on disk), ``message`` (bytes of the largest
        chunk when it is sent).
    """
    # Modules are loaded and small things are made before anything counts.
    small = replace(plan, samples=16, decisive=2, screening=2)
    sim.verdict(executor=MadeUpRows(small), **small.arguments())
    executor = MadeUpRows(plan)
    before = resident()[0]
    with tempfile.TemporaryDirectory() as folder, stages_timed() as spent:
        place = Path(folder) / "verdict"
        begin = time.process_time()
        result = sim.verdict(executor=executor, out=place, **plan.arguments())
        everything = time.process_time() - begin - executor.seconds
        runs = result.planned
        chunk_bytes = sum(file.stat().st_size for file in place.glob("chunks/*.parquet"))
        table_bytes = sum(file.stat().st_size for file in place.glob("*.parquet"))
        peak = resident()[1]
        del result
        begin = time.process_time()
        sim.open_results(place)
        read = time.process_time() - begin
    seconds = dict(spent)
    seconds["runs put together"] -= executor.seconds
    return {
        "runs": runs,
        "chunks": executor.chunks,
        "seconds": {**seconds, ALL: everything, READ: read},
        "before": before,
        "peak": peak,
        "chunk_bytes": chunk_bytes,
        "table_bytes": table_bytes,
        "message": executor.largest,
    }


def assembled(plan: Plan, timeout: float = 3600.0) -> dict[str, Any]:
    """Return what `child` returns, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.assembly", json.dumps(plan.arguments())]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=timeout)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def exponent(smaller: tuple[float, float], larger: tuple[float, float]) -> float:
    """Return the power of the size with which a cost grows, from two sizes and their costs."""
    return float(np.log(larger[1] / smaller[1]) / np.log(larger[0] / smaller[0]))


def extrapolated(sizes: Sequence[float], costs: Sequence[float], size: float) -> float:
    """Return the cost at another size, by the power law through the last two."""
    last = (sizes[-1], costs[-1])
    return float(costs[-1] * (size / sizes[-1]) ** exponent((sizes[-2], costs[-2]), last))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=json.loads)
    print(json.dumps(child(Plan(**parser.parse_args().plan))))
