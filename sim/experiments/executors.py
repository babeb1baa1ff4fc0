"""Running replicates one after the other or in other processes, to the end or until stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from functools import partial
from multiprocessing import get_context

Progress = Callable[[int, int], None]
"""Called as ``progress(done, total)`` whenever a unit of work is finished."""


def process_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of `jobs` processes that share no state with this one."""
    method = "spawn" if os.name == "nt" else "forkserver"
    context = get_context(method)
    if method == "forkserver":
        # Imported once in the server, so that the workers start warm.
        context.set_forkserver_preload(["sim.experiments.preload"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupt)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the parent, which stops the pool in good order."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def by_month_if_alone[Task, Result](
    work: Callable[..., Result],
    tasks: Sequence[Task],
    executor: Executor | None,
    progress: Progress | None,
) -> tuple[Callable[[Task], Result], Progress | None]:
    """Return the work and the progress function that suit the number of tasks.

    A single task in this process reports its months, since a bar of one step says nothing.

    Parameters
    ----------
    work : callable
        Function of a task that also takes ``progress``.
    tasks, executor, progress
        As in `run_all`.
    """
    if executor is None and len(tasks) == 1 and progress is not None:
        return partial(work, progress=progress), None
    return work, progress


def run_all[Task, Result](
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    executor: Executor | None,
    progress: Progress | None,
) -> tuple[dict[int, Result], list[tuple[int, str]], bool]:
    """Return the results, the failures and whether the user stopped the work.

    Parameters
    ----------
    work : callable
        Function of one task; it must be picklable when an executor is given.
    tasks : sequence
        What to work on.
    executor : concurrent.futures.Executor, optional
        Where to work; in this process by default.
    progress : callable, optional
        Called after each task.

    Returns
    -------
    (dict of int to result, list of (int, str), bool)
        Results by index of the task, failures as (index, message), and whether it was interrupted.

    Raises
    ------
    KeyboardInterrupt
        If the user stops the work before a single task is finished.
    """
    results: dict[int, Result] = {}
    failures: list[tuple[int, str]] = []
    interrupted = False
    pending: dict[Future[Result], int] = {}

    def note(done: int) -> None:
        if progress is not None:
            progress(done, len(tasks))

    try:
        if executor is None:
            for index, task in enumerate(tasks):
                try:
                    results[index] = work(task)
                except Exception as error:  # one broken replicate must not lose the others
                    failures.append((index, f"{type(error).__name__}: {error}"))
                note(index + 1)
        else:
            pending = {executor.submit(work, task): index for index, task in enumerate(tasks)}
            while pending:
                finished, _ = wait(pending, return_when=FIRST_COMPLETED)
                for future in finished:
                    index = pending.pop(future)
                    try:
                        results[index] = future.result()
                    except Exception as error:
                        failures.append((index, f"{type(error).__name__}: {error}"))
                note(len(tasks) - len(pending))
    except KeyboardInterrupt:
        interrupted = True
        for future in pending:
            future.cancel()
        if not results:
            raise
    return dict(sorted(results.items())), sorted(failures), interrupted
