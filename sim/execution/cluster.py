"""The executor of a Dask cluster, for the same experiments on many machines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sim.errors import BalancedJobsError
from sim.execution.program import Program
from sim.grammar.reading import json_of

SECONDS_TO_CONNECT: Final = 15

SECONDS_TO_FIND_WORKERS: Final = 120

LARGEST_FILE: Final = 1_000_000
"""Bytes of the file of a scheduler; those that are written have hundreds."""

_ADDRESS: Final = re.compile(r"([a-z+]+://)?(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):\d+")


class ClusterError(BalancedJobsError):
    """A cluster that cannot be used."""


@contextmanager
def cluster_executor(
    address: str,
    versions: Callable[[], Mapping[str, str]],
    program: Callable[[], Program],
    load_plugins: Callable[[], object],
) -> Iterator[Executor]:
    """Yield the executor of a Dask cluster that is running.

    Parameters
    ----------
    address : str
        Of its scheduler, such as ``tcp://127.0.0.1:8786``, or the path of its scheduler file.
    versions : callable
        Returns the versions of the software that results depend on, here and on a worker.
    program : callable
        Returns the program that runs here and on a worker.
    load_plugins : callable
        Loads on a worker what was loaded here with ``--plugin``.

    Raises
    ------
    ClusterError
        If Dask is not installed, the address is none, nobody answers there, there is no worker, or
        a worker has another version of what results depend on, plugins included.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "--cluster needs Dask: pip install 'balanced-jobs[cluster]', here and on the workers"
        ) from error
    target = _target(address)
    connect: Any = Client
    try:
        client = connect(target, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address} ({_first_line(error)}): start one with "
            "`dask scheduler`, and give the address that it prints"
        ) from error
    with client:
        _check_workers(client, address, versions, program)
        _prepare_workers(client, address, load_plugins)
        # By default Dask takes equal calls for one and gives the result of the first.
        with client.get_executor(pure=False) as executor:
            yield executor


def _target(address: str) -> str:
    """Return the address of a scheduler, of which Dask takes nonsense for a wish to wait."""
    target = address
    if not _ADDRESS.fullmatch(address):
        try:
            target = str(json_of(Path(address), LARGEST_FILE).get("address"))
        except (OSError, ValueError) as problem:
            raise ClusterError(
                f"--cluster {address}: this is neither the address of a Dask scheduler, such as "
                "tcp://127.0.0.1:8786, nor the file that one wrote with --scheduler-file "
                f"({getattr(problem, 'strerror', None) or problem})"
            ) from None
    if not _ADDRESS.fullmatch(target):
        raise ClusterError(
            f"--cluster {address}: this is neither the address of a Dask scheduler, such as "
            "tcp://127.0.0.1:8786, nor the file that one wrote with --scheduler-file"
        )
    return target


def _check_workers(
    client: Any,
    address: str,
    versions: Callable[[], Mapping[str, str]],
    program: Callable[[], Program],
) -> None:
    """Make sure that there are workers, and that their numbers are the same as ours."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_FIND_WORKERS)
        answers, programs = client.run(versions), client.run(program)
    except TimeoutError as error:
        raise ClusterError(
            f"the scheduler at {address} has no worker: start some with `dask worker {address}`"
        ) from error
    except Exception as error:
        raise ClusterError(
            f"the workers at {address} cannot load balanced-jobs ({_first_line(error)}): install "
            "the same version there, and start them in a folder that holds no other 'sim'"
        ) from error
    ours = versions()
    for worker, theirs in answers.items():
        different = [
            f"{name} {theirs.get(name)} instead of {ours[name]}"
            for name in ours
            if theirs.get(name) != ours[name]
        ]
        if different:
            raise ClusterError(
                f"the worker {worker} has {', '.join(different)}: numbers could differ; install "
                "the same versions there"
            )
    here = program()
    for worker, there in programs.items():
        if there.digest != here.digest:
            raise ClusterError(
                f"the worker {worker} runs the program in {there.place}, whose text is not that of "
                f"the program in {here.place}: numbers could differ; install the same version "
                "there, and start workers in a folder that does not hold another one"
            )


def _prepare_workers(client: Any, address: str, load_plugins: Callable[[], object]) -> None:
    try:
        client.run(load_plugins)
    except Exception as error:
        raise ClusterError(
            f"a worker at {address} does not have what was loaded with --plugin "
            f"({_first_line(error)}): install it there, or start the workers in the folder that "
            "holds it"
        ) from error


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
