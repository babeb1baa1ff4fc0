"""Computing on several cores, seen by the user, and stopped in good order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from sim.errors import BalancedJobsError
from sim.execution.progress import ProgressDisplay, progress_display
from sim.execution.signals import leaving_it_to_the_parent, stopping_in_order

if TYPE_CHECKING:
    from sim.execution.process_pool import LastingProcessPool

FILES: Final = 32
"""Files that are open at once in a process without others."""

FILES_OF_A_PROCESS: Final = 4
"""Files that it has open for each process that it starts; pipes count."""


@contextmanager
def working(
    tasks: int, jobs: int, quiet: bool, preload: Sequence[str] = (), beginning: str = ""
) -> Iterator[tuple[Executor | None, ProgressDisplay]]:
    """Yield an executor of up to `jobs` processes and what shows the user how far work has come.

    Ctrl-C raises KeyboardInterrupt inside; no process is left behind, however the block ends.

    Parameters
    ----------
    tasks : int
        Pieces of work there are to do.
    jobs : int
        With one, or one task, the executor is None: all is done in this process.
    quiet : bool
        Whether to show no progress.
    preload : sequence of str
        Names of modules that the processes have imported when they begin.
    beginning : str
        As in `sim.execution.progress.ProgressDisplay`.

    Raises
    ------
    BalancedJobsError
        If the system does not let this process open the files that so many processes need.
    """
    # Parallel work is done by processes; their own threads would only compete.
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with stopping_in_order(), progress_display(quiet, beginning) as progress:
        if min(jobs, tasks) == 1:
            yield None, progress
            return
        with processes(min(jobs, tasks), preload) as pool:
            yield pool, progress


@contextmanager
def processes(jobs: int, preload: Sequence[str] = ()) -> Iterator[Executor]:
    """Yield an executor of processes, none of which is left behind, however the block ends.

    Parameters
    ----------
    jobs : int
    preload : sequence of str
        As in `working`.
    """
    pool = _start_pool(jobs, preload)
    try:
        yield pool
    finally:
        # Idle processes end at once as well; whoever was stopped does not wait for the others.
        pool.abandon()


def prepare(preload: Sequence[str]) -> None:
    """Let processes import what they need while this one imports what it needs.

    Without it they do so when the first piece of work is there. What goes wrong shows then.

    Parameters
    ----------
    preload : sequence of str
        As in `working`.
    """
    from sim.execution.process_pool import start_server

    with suppress(BalancedJobsError, OSError), leaving_it_to_the_parent():
        start_server(preload)


def _start_pool(jobs: int, preload: Sequence[str]) -> LastingProcessPool:
    """Return a pool whose processes leave Ctrl-C to this one from their first moment."""
    from sim.execution.process_pool import LastingProcessPool

    _make_room(jobs)
    with leaving_it_to_the_parent():
        return LastingProcessPool(jobs, preload)


def _make_room(jobs: int) -> None:
    """Let this process open as many files as its processes need."""
    try:
        import resource
    except ImportError:  # on Windows, which sets no limit
        return
    needed = FILES + FILES_OF_A_PROCESS * jobs
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY or now >= needed:
        return
    if most != resource.RLIM_INFINITY and most < needed:
        raise BalancedJobsError(
            f"{jobs} processes need up to {needed} open files, but the system allows {most} "
            "(ulimit -n): ask for fewer processes with --jobs, or have the limit raised"
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))
