"""Files that are written as a whole or not at all, and errors of the system in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.errors import ResultsError

PARTIAL = ".partial"
"""End of the name of a file that is not complete yet."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to, and move it there once it is complete.

    When the block is left, the content and the name have reached the disk, so that a power cut
    leaves either the old file or the new one, whole.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    with explained("write", path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield partial
            _reach_disk(partial, os.O_RDWR)
            partial.replace(path)
            with suppress(OSError):  # not every system can do this to a folder
                _reach_disk(path.parent, os.O_RDONLY)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file as a whole or not at all, with the same bytes on every system.

    Parameters
    ----------
    path : Path
        Folders on the way to it are made.
    text : str
        Lines end in a newline.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")


def _reach_disk(path: Path, access: int) -> None:
    """Wait until what a file holds, or the names that a folder holds, are on the disk."""
    descriptor = os.open(path, access)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def explained(action: str, path: Path) -> Iterator[None]:
    """Turn an error of the operating system into one that says what to do.

    Raises
    ------
    ResultsError
        In place of every OSError inside.
    """
    try:
        yield
    except OSError as error:
        raise ResultsError(
            f"cannot {action} {path}: {error.strerror or error}; choose another folder with --out"
        ) from error
