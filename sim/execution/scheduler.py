"""Getting chunks done, on whatever executor, in spite of what may go wrong.

The same loop serves one core, many cores and many machines: it only submits chunks and saves what
comes back. Whatever happens to one chunk, the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Final

from sim.errors import ResultsError
from sim.execution.chunk_store import ChunkStore
from sim.study.chunks import Chunk

MOST_PENDING: Final = 1_000
"""Chunks handed to an executor at a time, so that a large sweep does not fill its memory."""

MOST_UNSAVED: Final = 200
"""Chunks kept in memory while they cannot be saved; above it the work ends."""


@dataclass
class Completion:
    """What became of the chunks that were to be done.

    Attributes
    ----------
    problems : dict of str to str
        Why chunks are missing, by name; the reason is one sentence.
    interrupted : bool
        Whether the user stopped the work.
    """

    problems: dict[str, str] = field(default_factory=dict)
    interrupted: bool = False


def complete(
    chunks: Sequence[Chunk],
    evaluate: Callable[[Chunk], bytes],
    store: ChunkStore,
    executor: Executor | None,
    progress: Callable[[int], None],
) -> Completion:
    """Return what became of chunks after doing and saving as many as can be.

    Parameters
    ----------
    chunks : sequence of Chunk
        Those that are missing.
    store : ChunkStore
    executor : concurrent.futures.Executor or None
        Where to work; None is this process.
    progress : callable
        Called with the number of runs that were finished since the last call.
    """
    state = _Saving(store, progress)
    try:
        if executor is None:
            _here(chunks, evaluate, state)
        else:
            _elsewhere(chunks, evaluate, state, executor)
    except KeyboardInterrupt:
        state.completion.interrupted = True
    state.save_the_rest()
    return state.completion


class _Saving:
    """Saves chunks; one that cannot be saved is kept and tried again, as disks are emptied."""

    def __init__(self, store: ChunkStore, progress: Callable[[int], None]) -> None:
        self._store = store
        self._progress = progress
        self._unsaved: dict[str, bytes] = {}
        self.completion = Completion()

    @property
    def hopeless(self) -> bool:
        """Return whether so much could not be saved that it is idle to compute more."""
        return len(self._unsaved) >= MOST_UNSAVED

    def save(self, chunk: Chunk, content: bytes) -> None:
        self._unsaved[chunk.name] = content
        self.save_the_rest()
        self._progress(len(chunk.requests))

    def save_the_rest(self) -> None:
        for name, content in list(self._unsaved.items()):
            try:
                self._store.write(name, content)
            except ResultsError as error:
                self.completion.problems[name] = str(error)
                return
            del self._unsaved[name]
            self.completion.problems.pop(name, None)


def _here(chunks: Sequence[Chunk], evaluate: Callable[[Chunk], bytes], state: _Saving) -> None:
    for chunk in chunks:
        if state.hopeless:
            return
        state.save(chunk, evaluate(chunk))


def _elsewhere(
    chunks: Sequence[Chunk], evaluate: Callable[[Chunk], bytes], state: _Saving, executor: Executor
) -> None:
    waiting = list(reversed(chunks))
    pending: dict[Future[bytes], Chunk] = {}
    broken = ""
    try:
        while pending or (waiting and not broken and not state.hopeless):
            while waiting and not broken and not state.hopeless and len(pending) < MOST_PENDING:
                chunk = waiting.pop()
                try:
                    pending[executor.submit(evaluate, chunk)] = chunk
                except (BrokenExecutor, RuntimeError) as error:
                    broken = _words(error)
                    state.completion.problems[chunk.name] = broken
            if not pending:
                break
            finished, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                chunk = pending.pop(future)
                try:
                    content = future.result()
                except Exception as error:
                    state.completion.problems[chunk.name] = _words(error)
                    broken = broken or (_words(error) if isinstance(error, BrokenExecutor) else "")
                else:
                    state.save(chunk, content)
    finally:
        for future in pending:
            future.cancel()


def _words(error: BaseException) -> str:
    """Return an error of an executor as one sentence for a user."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
