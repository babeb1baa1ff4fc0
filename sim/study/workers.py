"""Processes and clusters that compute the chunks of a study."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import sim
from sim.execution.program import Program

PRELOAD: Final = ("sim.study.preload",)
"""Modules that processes of this machine have imported when they begin."""


def program() -> Program:
    """Return the program of this process, for another to compare."""
    from sim.study.program import model_digest

    return Program(model_digest(), str(Path(sim.__file__).parent))


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Yield the executor of a Dask cluster whose workers have the same versions and plugins.

    Parameters
    ----------
    address : str
        Of its scheduler, or the path of its scheduler file.

    Raises
    ------
    ClusterError
        As `sim.execution.cluster.cluster_executor` says.
    """
    from sim.execution.cluster import cluster_executor
    from sim.institutions.plugins import loaded_plugins, make_known
    from sim.study.provenance import software_versions

    load_plugins = partial(make_known, loaded_plugins())
    with cluster_executor(address, software_versions, program, load_plugins) as executor:
        yield executor
