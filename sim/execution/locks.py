"""Folders that one process works in at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from sim.errors import ResultsError
from sim.execution.files import explained

LOCK: Final = ".lock"
"""File by which a process keeps others from working in the same folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from working in a folder; the system frees it when this one dies.

    Raises
    ------
    ResultsError
        If another process works in the folder, or nothing can be written there.
    """
    lock = FileLock(folder / LOCK)
    with explained("write to", folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise ResultsError(
                f"another process is at work in {folder}: wait until it is done, stop it, or name "
                "another folder with --out"
            ) from error
    try:
        yield
    finally:
        lock.release()
