"""Computing on several cores with a bar of progress, and stopping in good order."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, forkserver
from threading import Thread
from typing import TYPE_CHECKING, Final

from sim.cli.signals import leaving_it_to_the_parent, stopping_in_order

if TYPE_CHECKING:
    from sim.experiments.executors import Progress
    from sim.results.types import Comparison, Run

SECONDS_WITHOUT_BAR: Final = 2.0
SECONDS_BETWEEN_LINES: Final = 15.0
"""Between two states of the bar where it goes to a file, not to a terminal."""

BAR: Final = "{percentage:3.0f}% |{bar}| {n_fmt} of {total_fmt}, {elapsed} gone, {remaining} left"

SECONDS_TO_END: Final = 5.0
"""Granted to a process that was told to end."""


def compute[Result: (Run, Comparison)](
    simulate: Callable[[Executor | None, Progress], Result], tasks: int, jobs: int, quiet: bool
) -> Result:
    """Return the result of a simulation, computed in up to `jobs` processes.

    Parameters
    ----------
    simulate : callable
        Called with an executor (None for this process) and a function that notes progress.
    tasks : int
        Replicates there are to do.
    jobs : int
    quiet : bool
        Whether to show no progress.

    Raises
    ------
    KeyboardInterrupt
        If the user stops before anything is finished. No process is left behind.
    """
    # Parallel work is done by processes; their own threads would only compete.
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with stopping_in_order(), progress_bar(tasks, quiet) as progress:
        if min(jobs, tasks) == 1:
            return simulate(None, progress)
        pool = _start_pool(min(jobs, tasks))
        complete = False
        try:
            result = simulate(pool, progress)
            complete = not result.interrupted
        finally:
            if complete:
                pool.shutdown()
            else:
                _end_processes(pool)
        return result


def _start_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes leave Ctrl-C to this one from their first moment."""
    from sim.experiments.executors import process_pool

    with leaving_it_to_the_parent():
        pool = process_pool(jobs)
        if os.name != "nt":
            forkserver.ensure_running()
    return pool


def _end_processes(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool in the midst of their work.

    The pool notices that they are gone and gives back what it holds of the system; it is waited for
    in a thread, since a process may have died with a lock that the pool needs.
    """
    processes = active_children()
    for process in processes:
        process.terminate()
    closing = Thread(target=pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
    closing.start()
    closing.join(SECONDS_TO_END)
    for process in processes:
        if process.is_alive():
            process.kill()


@contextmanager
def progress_bar(tasks: int, quiet: bool) -> Iterator[Progress]:
    """Yield a function that shows how many tasks are done and how long the others may take.

    The bar goes to standard error and appears only when the work takes a while.
    """
    if quiet:
        yield lambda done, total: None
        return
    from tqdm import tqdm

    terminal = sys.stderr.isatty()
    with tqdm(
        total=tasks,
        delay=SECONDS_WITHOUT_BAR,
        mininterval=0.1 if terminal else SECONDS_BETWEEN_LINES,
        leave=False,
        ncols=shutil.get_terminal_size().columns - 1,
        bar_format=BAR,
        file=sys.stderr,
    ) as bar:

        def note(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield note
