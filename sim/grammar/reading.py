"""Reading files whole: ordinary ones up to a size, never a device or a pipe without an end."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any, Final

STREAMS: Final = ("/dev", "/dev/fd", "/proc/self/fd")
"""Folders in which the system names what is piped into the program."""

LARGEST_JSON: Final = 100_000_000
"""Bytes of a JSON file of results; those that are written have thousands."""

SYSTEM: Final = (Path("/proc"), Path("/sys"))
"""Folders whose files the system makes up when they are read; some never come to an end."""

_PIPE: Final = "a pipe"

_KINDS: Final = {
    stat.S_IFIFO: _PIPE,
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def content_of(path: Path, most: int, piped: bool = False) -> bytes:
    """Return the bytes of a file, but not of what may never come to an end.

    Parameters
    ----------
    path : Path
    most : int
        Bytes that it may have.
    piped : bool
        Whether what is piped into the program is read too.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is not an ordinary file, or too large; the message names what it is.
    """
    kind = _kind(path)
    if kind and not (piped and kind == _PIPE and str(path.parent) in STREAMS):
        raise ValueError(f"it is {kind}, not an ordinary file")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"it has more than {most:,} bytes")
    return content


def json_of(path: Path, most: int = LARGEST_JSON) -> dict[str, Any]:
    """Return the object that a JSON file holds.

    Parameters
    ----------
    path : Path
    most : int
        Bytes that it may have.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is not an ordinary file, too large, no JSON, or holds something other than an object.
    """
    try:
        content = json.loads(content_of(path, most).decode("utf-8"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None
    if not isinstance(content, dict):
        raise ValueError("it holds no JSON object")
    return content


def is_of_the_system(path: Path) -> bool:
    """Return whether a path leads to where no files are, but what the system makes up."""
    place = path.resolve()
    return any(place.is_relative_to(folder) for folder in SYSTEM)


def _kind(path: Path) -> str:
    """Return what a path is in place of a file, empty for files, folders and what is missing."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return ""
    kind = _KINDS.get(stat.S_IFMT(mode), "")
    if not kind and is_of_the_system(path):
        return "a file of the system"
    return kind
