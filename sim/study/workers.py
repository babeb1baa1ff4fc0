"""Processes and clusters that compute the chunks of a study."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from sim.execution.parallel import working as working_on
from sim.execution.program import Program
from sim.execution.progress import ProgressDisplay, progress_display
from sim.execution.signals import stopping_in_order

PRELOAD: Final = ("sim.study.preload",)
"""Modules that processes of this machine have imported when they begin."""

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

    Parameters
    ----------
    tasks, jobs, quiet
        As in `sim.execution.parallel.working`.
    """
    with working_on(tasks, jobs, quiet, PRELOAD, _beginning()) as work:
        yield work


def _beginning() -> str:
    """Return what happens before the first run is finished, and never again."""
    from sim.kernels.compile import cache_folder, kept_share

    if kept_share() > MOSTLY_KEPT:
        return ""
    return "compiling (once)" if cache_folder() else "compiling"


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
