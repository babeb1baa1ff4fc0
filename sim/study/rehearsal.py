"""An executor that does nothing but note what an experiment asks of it.

An experiment goes through it as through any other: it plans its runs, cuts them into chunks and
hands these over. What a folder holds already is given back, so that the experiment goes on to the
next wave where one is done; all else fails, so that it ends as one does whose processes are gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.execution.chunk_store import CHUNKS
from sim.scenario import Scenario
from sim.study.chunks import Chunk
from sim.study.evaluation import read_chunk
from sim.study.measurement import HORIZON_MEANS, Measurement
from sim.study.requests import RunRequest


class NotDoneError(Exception):
    """A run was asked for and only noted."""


@dataclass(frozen=True, slots=True)
class Further:
    """Runs that depend on the results of others, of which only a bound is known.

    Attributes
    ----------
    text : str
        What they are for, as a clause.
    times : int
        How often at most the requests are made, each time with a burn-in of their own.
    scenarios : tuple of Scenario
    requests : tuple of RunRequest
        Those at one point in one replicate.
    measurement : Measurement
    exact : bool
        Whether so many runs are made whatever the results are.
    each : str
        What the bound is for, such as "crossing", where nobody knows how many there are; empty
        where it is for all together.
    """

    text: str
    times: int
    scenarios: tuple[Scenario, ...]
    requests: tuple[RunRequest, ...]
    measurement: Measurement = HORIZON_MEANS
    exact: bool = False
    each: str = ""


class Rehearsal(Executor):
    """Notes chunks in place of doing them.

    Parameters
    ----------
    folder : Path, optional
        Whose finished chunks count as done; it is only read.
    retry_failed : bool
        Whether chunks with runs that ended in an error count as missing.

    Attributes
    ----------
    waves : list of list of Chunk
        Chunks that are to be done, by wave.
    kept : int
        Runs that are done already.
    expected : int
        Runs that the experiment is likely to need in all.
    further : list of Further
    """

    def __init__(self, folder: Path | None = None, retry_failed: bool = False) -> None:
        self.waves: list[list[Chunk]] = []
        self.kept = 0
        self.expected = 0
        self.further: list[Further] = []
        self.folder = folder
        self._retry_failed = retry_failed
        self._given_back = 0

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        """Return a finished future: with the kept result of a chunk, or an error."""
        chunk: Chunk = arguments[0]
        future: Future[Any] = Future()
        content = self._content(chunk)
        if content is None:
            self.waves[-1].append(chunk)
            future.set_exception(NotDoneError("this is a dry run"))
        else:
            self._given_back += 1
            future.set_result(content)
        return future

    def note(self, done: int, total: int) -> None:
        """Take the progress of the experiment, which is noted first when a wave begins."""
        self.kept, self.expected = done, total
        if self._given_back:
            self._given_back -= 1
        else:
            self.waves.append([])

    def _content(self, chunk: Chunk) -> bytes | None:
        if self.folder is None:
            return None
        try:
            content = (self.folder / CHUNKS / f"{chunk.name}.parquet").read_bytes()
            failures = read_chunk(content)[1]
        except (OSError, ValueError):
            return None
        return None if failures and self._retry_failed else content


def folder_rehearsed(executor: Executor | None) -> Path | None:
    """Return the folder whose runs count in a dry run, None outside of one."""
    return executor.folder if isinstance(executor, Rehearsal) else None


def foretell(
    executor: Executor | None,
    text: str,
    times: int,
    scenarios: Sequence[Scenario],
    requests: Sequence[RunRequest] = (),
    measurement: Measurement = HORIZON_MEANS,
    *,
    exact: bool = False,
    each: str = "",
) -> None:
    """Say what runs may follow that depend on the results of others; done for dry runs alone.

    Parameters
    ----------
    executor : concurrent.futures.Executor or None
        That of the experiment.
    text, times, scenarios, measurement, exact, each
        As in `Further`.
    requests : sequence of RunRequest
        Those at one point in one replicate, by default one of each scenario.
    """
    if isinstance(executor, Rehearsal) and times > 0:
        listed = requests or [RunRequest(index, (), 0) for index in range(len(scenarios))]
        executor.further.append(
            Further(text, times, tuple(scenarios), tuple(listed), measurement, exact, each)
        )
