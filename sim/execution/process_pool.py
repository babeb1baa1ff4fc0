"""Processes of this machine that compute: where they come from, and how they end."""

from __future__ import annotations

import ast
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
)
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, forkserver, parent_process, spawn
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Any, Final

from sim.execution.sockets import socket_folder

if sys.platform == "win32":
    from multiprocessing.context import SpawnContext as _Context
    from multiprocessing.context import SpawnProcess as _Process
else:
    from multiprocessing.context import ForkServerContext as _Context
    from multiprocessing.context import ForkServerProcess as _Process

_logger = logging.getLogger(__name__)

DEATHS_IN_A_ROW: Final = 6
"""Deaths of processes, without anything finished in between, after which the work is to blame."""

SECONDS_TO_END: Final = 5.0
"""Granted to processes that were told to end."""

SOCKETS: Final = "BALANCED_JOBS_SOCKETS"
"""Variable of the environment by which the server of processes knows the folder of its socket."""


_environment = RLock()
"""Held while variables of the environment are those of a process that is started."""


class _WorkerProcess(_Process):
    """A process that imports what this one would import."""

    def start(self) -> None:
        """Start the process, and the server of processes where that is not there."""
        with _finding_the_same_modules():
            super().start()


class _WorkerContext(_Context):
    """Where pools get their processes from."""

    Process = _WorkerProcess


def process_pool(jobs: int, preload: Sequence[str] = ()) -> ProcessPoolExecutor:
    """Return a pool of `jobs` processes that share no state with this one.

    Where the system can, they are forked from a server that has imported what they need: two begin
    in half the time of two that are started from scratch, and each has 70 MB of memory of its own
    instead of 150.

    Parameters
    ----------
    jobs : int
    preload : sequence of str
        Names of modules that the server imports.
    """
    context = start_server(preload)
    with _finding_the_same_modules():
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_follow_parent)


def start_server(preload: Sequence[str]) -> _WorkerContext:
    """Return where pools get their processes from, after starting the server if it is not there.

    The server imports while this process goes on.

    Parameters
    ----------
    preload : sequence of str
        Names of modules that the server imports.

    Raises
    ------
    BalancedJobsError
        As `socket_folder` says.
    """
    context = _WorkerContext()
    if sys.platform != "win32":
        with _finding_the_same_modules():
            # Told to ignore the environment, the server would look into the working folder first.
            lost = sys.flags.ignore_environment and not sys.flags.safe_path
            context.set_forkserver_preload([] if lost else [*preload, "sim.execution.fork_server"])
            os.environ[SOCKETS] = socket_folder()
            forkserver.ensure_running()
    return context


@contextmanager
def _finding_the_same_modules() -> Iterator[None]:
    """Let Python processes that are started meanwhile import what this one would import.

    Otherwise they look into the working folder before anything else: what lies there under the name
    of this package or of a module of Python would run in its place. The main program is loaded
    there only where it has a guard, since rules may stand in it: one without would begin again, and
    one from standard input or a cell of a notebook has no file.
    """
    prepare = spawn.get_preparation_data
    path = prepare("")["sys_path"]
    changes = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(path)}
    with _environment:
        before = {name: os.environ.get(name) for name in changes}
        os.environ.update(changes)
        if not _guarded():
            spawn.get_preparation_data = partial(_without_main, prepare)
        try:
            yield
        finally:
            spawn.get_preparation_data = prepare
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _guarded() -> bool:
    """Return whether the main program asks for its name before it does anything."""
    place = getattr(sys.modules.get("__main__"), "__file__", None)
    try:
        program = ast.parse(Path(place).read_bytes()) if place else ast.Module([], [])
    except (OSError, SyntaxError, ValueError):
        return False
    return any(
        isinstance(part, ast.If)
        and any(isinstance(one, ast.Name) and one.id == "__name__" for one in ast.walk(part.test))
        for part in program.body
    )


def _without_main(prepare: Callable[[str], dict[str, Any]], name: str) -> dict[str, Any]:
    """Return what a new process is told, but for the main program."""
    told = prepare(name)
    return {key: value for key, value in told.items() if not key.startswith("init_main_from")}


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, which stops the pool in good order, and end when it is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A parent that is killed cannot tell, and its processes would wait for work for ever.
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class LastingProcessPool(Executor):
    """Processes of this machine, replaced when one of them dies, as when memory runs out.

    What a process that died was working on is done again. After several deaths without anything
    finished in between, the work itself is taken to be the cause, and its futures raise.

    Parameters
    ----------
    jobs : int
        Processes at a time.
    preload : sequence of str
        Names of modules that they have imported when they begin.
    """

    def __init__(self, jobs: int, preload: Sequence[str] = ()) -> None:
        self._new_pool = partial(process_pool, jobs, preload)
        self._lock = Lock()
        self._pool = self._new_pool()
        # A broken pool that nobody refers to any more may block for ever while it ends itself.
        self._retired: list[ProcessPoolExecutor] = []
        self._deaths = 0
        self._closed = False

    def submit[**Arguments, Result](
        self,
        fn: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        """Return the future of a call in one of the processes."""
        future: Future[Result] = Future()
        self._launch(future, partial(fn, *args, **kwargs))
        return future

    def _launch(self, future: Future[Any], call: Callable[[], Any]) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            try:
                pool, inner = self._pool, self._pool.submit(call)
            except BrokenExecutor:
                self._retired.append(self._pool)
                self._pool = self._new_pool()
                pool, inner = self._pool, self._pool.submit(call)
        inner.add_done_callback(partial(self._finish, future, call, pool))

    def _finish(
        self,
        future: Future[Any],
        call: Callable[[], Any],
        pool: ProcessPoolExecutor,
        inner: Future[Any],
    ) -> None:
        if future.cancelled() or inner.cancelled():
            future.cancel()
            return
        error = inner.exception()
        if isinstance(error, BrokenExecutor) and self._replace(pool):
            try:
                self._launch(future, call)
            # Closed meanwhile, or the server of processes was killed and cannot be reached.
            except (RuntimeError, OSError, EOFError) as problem:
                _settle(future, error=problem)
            return
        if error is None:
            self._deaths = 0
        _settle(future, inner.result() if error is None else None, error)

    def _replace(self, pool: ProcessPoolExecutor) -> bool:
        """Return whether there is a pool to go on with, in place of one that broke."""
        with self._lock:
            if self._closed:
                return False
            if pool is self._pool:
                self._deaths += 1
                _logger.warning("a process died; its pieces are done again by new ones")
                self._retired.append(self._pool)
                self._pool = self._new_pool()
            return self._deaths < DEATHS_IN_A_ROW

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, after what they are working on."""
        with self._lock:
            self._closed = True
            pool = self._pool
        pool.shutdown(wait, cancel_futures=cancel_futures)

    def abandon(self) -> None:
        """End the processes at once, in the midst of what they are working on.

        The pool notices that they are gone and gives back what it holds of the system; it is waited
        for in a thread, since a process may have died with a lock that the pool needs.
        """
        with self._lock:
            self._closed = True
            pool = self._pool
        # A notebook may have processes of its own, which are none of ours.
        processes = [child for child in active_children() if isinstance(child, _WorkerProcess)]
        for process in processes:
            process.terminate()
        closing = Thread(target=pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        closing.start()
        closing.join(SECONDS_TO_END)
        for process in processes:
            if process.is_alive():
                process.kill()


def _settle(future: Future[Any], result: object = None, error: BaseException | None = None) -> None:
    """Give a future its end, unless it was cancelled meanwhile."""
    if not future.set_running_or_notify_cancel():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
