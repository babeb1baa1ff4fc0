"""Getting tasks done, on whatever executor, in spite of what may go wrong.

The same loop serves one core, many cores and many machines: it only submits tasks and saves what
comes back. Whatever happens to one task, the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Final, Protocol

from sim.errors import ResultsError
from sim.execution.chunk_store import ChunkStore
from sim.execution.program import ForeignProgramError

MOST_PENDING: Final = 1_000
"""Tasks handed to an executor at a time, so that a large study does not fill its memory."""

MOST_UNSAVED: Final = 200
"""Results kept in memory while they cannot be saved; above it the work ends."""


class Task(Protocol):
    """A piece of work whose result is kept under its name."""

    @property
    def name(self) -> str:
        """Return the name of the result: a digest of everything that it depends on."""

    @property
    def size(self) -> int:
        """Return how much work it is, in the units of the progress."""


@dataclass
class Completion:
    """What became of the tasks that were to be done.

    Attributes
    ----------
    problems : dict of str to str
        Why results are missing, by name; the reason is one sentence.
    interrupted : bool
        Whether the user stopped the work.
    """

    problems: dict[str, str] = field(default_factory=dict)
    interrupted: bool = False


def complete[Work: Task](
    tasks: Sequence[Work],
    evaluate: Callable[[Work], bytes],
    store: ChunkStore,
    executor: Executor | None,
    progress: Callable[[int], None],
) -> Completion:
    """Return what became of tasks after doing and saving as many as can be.

    Parameters
    ----------
    tasks : sequence of Task
        Those whose results are missing.
    evaluate : callable
        Returns the bytes of the result of a task; a function of a module, so that it can be sent to
        other processes.
    store : ChunkStore
    executor : concurrent.futures.Executor or None
        Where to work; None is this process.
    progress : callable
        Called with the size of each task that is finished.

    Raises
    ------
    ForeignProgramError
        If a process that was to compute runs another program; what is finished is kept.
    """
    state = _Saving(store, progress)
    try:
        if executor is None:
            _here(tasks, evaluate, state)
        else:
            _elsewhere(tasks, evaluate, state, executor)
    except KeyboardInterrupt:
        state.completion.interrupted = True
    state.save_the_rest()
    return state.completion


class _Saving:
    """Saves results; one that cannot be saved is kept and tried again, as disks are emptied."""

    def __init__(self, store: ChunkStore, progress: Callable[[int], None]) -> None:
        self._store = store
        self._progress = progress
        self._unsaved: dict[str, bytes] = {}
        self.completion = Completion()

    @property
    def hopeless(self) -> bool:
        """Return whether so much could not be saved that it is idle to compute more."""
        return len(self._unsaved) >= MOST_UNSAVED

    def save(self, task: Task, content: bytes) -> None:
        self._unsaved[task.name] = content
        self.save_the_rest()
        self._progress(task.size)

    def save_the_rest(self) -> None:
        for name, content in list(self._unsaved.items()):
            try:
                self._store.write(name, content)
            except ResultsError as error:
                self.completion.problems[name] = str(error)
                return
            del self._unsaved[name]
            self.completion.problems.pop(name, None)


def _here[Work: Task](
    tasks: Sequence[Work], evaluate: Callable[[Work], bytes], state: _Saving
) -> None:
    for task in tasks:
        if state.hopeless:
            return
        state.save(task, evaluate(task))


def _elsewhere[Work: Task](
    tasks: Sequence[Work],
    evaluate: Callable[[Work], bytes],
    state: _Saving,
    executor: Executor,
) -> None:
    waiting = list(reversed(tasks))
    pending: dict[Future[bytes], Work] = {}
    broken = ""
    try:
        while pending or (waiting and not broken and not state.hopeless):
            while waiting and not broken and not state.hopeless and len(pending) < MOST_PENDING:
                task = waiting.pop()
                try:
                    pending[executor.submit(evaluate, task)] = task
                except (BrokenExecutor, RuntimeError) as error:
                    broken = _words(error)
                    state.completion.problems[task.name] = broken
            if not pending:
                break
            finished, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                task = pending.pop(future)
                try:
                    content = future.result()
                except ForeignProgramError:
                    raise
                except Exception as error:
                    state.completion.problems[task.name] = _words(error)
                    broken = broken or (_words(error) if isinstance(error, BrokenExecutor) else "")
                else:
                    state.save(task, content)
    finally:
        for future in pending:
            future.cancel()


def _words(error: BaseException) -> str:
    """Return an error of an executor as one sentence for a user."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
