"""Folders that one process works in at a time."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from sim.errors import ResultsError, printable
from sim.execution.files import explained

LOCK: Final = ".lock"
"""File by which a process keeps others from working in the same folder."""

HOLDER: Final = ".lock-holder"
"""File that does so by being there, on file systems without locks; it names process and machine."""

WITHOUT_LOCKS: Final = frozenset(
    {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
)
"""Errors of file systems that know no locks, as some of clusters do."""


SECONDS_TO_TAKE_OVER: Final = 0.4


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from working in a folder.

    The system frees the folder when this process dies. Where the file system knows no locks, a file
    stands for one: it is left behind when this process is killed, is taken over on the same machine
    once the process that it names is gone, and has to be removed by hand on another.

    Raises
    ------
    ResultsError
        If another process works in the folder, or nothing can be written there.
    """
    with explained("write to", folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = _acquired(folder)
    try:
        yield
    finally:
        with suppress(OSError):  # a disk that is gone by now is no reason to lose the result
            lock.release()


def _acquired(folder: Path) -> BaseFileLock:
    lock = FileLock(folder / LOCK, fallback_to_soft=False)
    try:
        lock.acquire(timeout=0)
        return lock
    except Timeout as error:
        raise ResultsError(
            f"another process is at work in {folder}: wait until it is done, stop it, or name "
            "another folder with --out"
        ) from error
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in WITHOUT_LOCKS:
            raise
    return _acquired_by_file(folder)


def _acquired_by_file(folder: Path) -> BaseFileLock:
    holder = folder / HOLDER
    lock = SoftFileLock(holder)
    try:
        # What a process that is gone has left is removed first, and had at the next attempt.
        lock.acquire(timeout=SECONDS_TO_TAKE_OVER, poll_interval=SECONDS_TO_TAKE_OVER / 4)
    except Timeout as error:
        raise ResultsError(
            f"another process is at work in {folder}, or was killed there: the file system knows "
            f"no locks, and {holder} says that {_named_in(holder)} holds it. If that one does "
            "not run any more, remove the file and give the same command again: what is finished "
            "is kept"
        ) from error
    return lock


def _named_in(holder: Path) -> str:
    """Return in words which process a file names."""
    try:
        process, machine, *_ = holder.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return "a process"
    return f"process {printable(process)[:20]} on {printable(machine)[:80]}"
