"""Processes and clusters that compute the chunks of a study."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, wait
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from sim.execution.parallel import working as working_on
from sim.execution.program import Program
from sim.execution.progress import ProgressDisplay, progress_display
from sim.execution.signals import stopping_in_order

PRELOAD: Final = ("sim.study.preload",)
"""Modules that processes of this machine have imported when they begin."""

WARMING: Final = "sim.warm"
"""Module that compiles; by name, since it is made of experiments, which stand above this one."""

PARTS_OF_WARMING: Final = ("from_the_beginning", "from_the_end")
"""Its functions, one for each process."""

SECONDS_BETWEEN_LOOKS: Final = 0.5
"""At what is compiled."""

MOSTLY_KEPT: Final = 0.5
"""Share of the kernels above which it is not said that the others are compiled."""


def program() -> Program:
    """Return the program of this process, for another to compare."""
    from sim.study.program import model_digest

    return Program(model_digest(), str(Path(__file__).parents[1]))


@contextmanager
def working(
    tasks: int, jobs: int, quiet: bool
) -> Iterator[tuple[Executor | None, ProgressDisplay]]:
    """Yield an executor of processes that are ready for chunks, and the display of progress.

    Where most kernels have yet to be compiled, the processes first do that together.

    Parameters
    ----------
    tasks, jobs, quiet
        As in `sim.execution.parallel.working`.
    """
    from sim.kernels.compile import cache_folder

    missing = _kernels_are_missing()
    # Several processes that compile for themselves would all compile the same; what cannot be kept
    # is no use to another.
    together = missing and min(tasks, jobs) > 1 and cache_folder() is not None
    beginning = "" if together or not missing else _compiling()
    with working_on(tasks, jobs, quiet, PRELOAD, beginning) as (executor, progress):
        if together and executor is not None:
            progress.stage(_compiling())
            compile_together(executor, progress)
            progress.stage("")
        yield executor, progress


def _kernels_are_missing() -> bool:
    """Return whether most kernels have yet to be compiled; none has where Python runs them."""
    from sim.kernels.compile import kept_kernels

    kept, kernels = kept_kernels()
    return kernels > 0 and kept <= MOSTLY_KEPT * kernels


def _compiling() -> str:
    """Return what happens before the first run is finished, and never again."""
    from sim.kernels.compile import cache_folder

    return "compiling (once)" if cache_folder() else "compiling"


def compile_together(executor: Executor, progress: ProgressDisplay) -> None:
    """Compile every kernel that is not kept yet, in two processes of an executor.

    Whatever goes wrong there is left to the runs, which compile what they need.

    Parameters
    ----------
    executor : Executor
    progress : ProgressDisplay
        Is told how many kernels are kept.
    """
    from sim.kernels.compile import kept_kernels

    import_module(WARMING)
    running = {executor.submit(_call, WARMING, part) for part in PARTS_OF_WARMING}
    while running:
        progress(*kept_kernels())
        running = wait(running, SECONDS_BETWEEN_LOOKS).not_done


def _call(module: str, function: str) -> None:
    getattr(import_module(module), function)()


@contextmanager
def working_on_cluster(address: str, quiet: bool) -> Iterator[tuple[Executor, ProgressDisplay]]:
    """Yield the executor of a Dask cluster that is ready for chunks, and the display of progress.

    Ctrl-C raises KeyboardInterrupt inside.

    Parameters
    ----------
    address : str
        Of its scheduler, or the path of its scheduler file.
    quiet : bool
        Whether to show no progress.

    Raises
    ------
    ClusterError
        As `sim.execution.cluster.cluster_executor` says.
    """
    from sim.execution.cluster import cluster_executor
    from sim.institutions.plugins import loaded_plugins, make_known
    from sim.study.provenance import software_versions

    load_plugins = partial(make_known, loaded_plugins())
    with (
        stopping_in_order(),
        progress_display(quiet) as progress,
        cluster_executor(address, software_versions, program, load_plugins) as executor,
    ):
        yield executor, progress
