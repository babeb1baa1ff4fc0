"""Computing on several cores with a bar of progress, and stopping in good order."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Final

from sim.execution.signals import leaving_it_to_the_parent, stopping_in_order

if TYPE_CHECKING:
    from sim.execution.process_pool import LastingProcessPool, Progress

SECONDS_WITHOUT_BAR: Final = 2.0
SECONDS_BETWEEN_LINES: Final = 15.0
"""Between two states of the bar where it goes to a file, not to a terminal."""

BAR: Final = "{percentage:3.0f}% |{bar}| {n_fmt} of {total_fmt}, {elapsed} gone, {remaining} left"


@contextmanager
def working(tasks: int, jobs: int, quiet: bool) -> Iterator[tuple[Executor | None, Progress]]:
    """Yield an executor of up to `jobs` processes and a function that notes progress.

    Ctrl-C raises KeyboardInterrupt inside; no process is left behind, however the block ends.

    Parameters
    ----------
    tasks : int
        Units of work there are to do.
    jobs : int
        With one, or one task, the executor is None: all is done in this process.
    quiet : bool
        Whether to show no progress.
    """
    # Parallel work is done by processes; their own threads would only compete.
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with stopping_in_order(), progress_bar(tasks, quiet) as progress:
        if min(jobs, tasks) == 1:
            yield None, progress
            return
        pool = _start_pool(min(jobs, tasks))
        try:
            yield pool, progress
        finally:
            # Idle processes end at once as well; whoever was stopped does not wait for the others.
            pool.abandon()


def _start_pool(jobs: int) -> LastingProcessPool:
    """Return a pool whose processes leave Ctrl-C to this one from their first moment."""
    from sim.execution.process_pool import LastingProcessPool

    with leaving_it_to_the_parent():
        pool = LastingProcessPool(jobs)
        if os.name != "nt":
            forkserver.ensure_running()
    return pool


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
            if bar.n == bar.initial == 0 and done and not noted:
                bar.initial = bar.n = done  # done by an earlier call; says nothing about speed
            noted.append(True)
            bar.update(done - bar.n)

        noted: list[bool] = []
        yield note
