"""How kernels are compiled, and where their machine code is kept between runs.

Numba stores machine code by function and looks only at the file of that function to see whether it
is still fresh. A kernel that calls one of another file would keep the old callee inside. The folder
used here therefore carries a digest of all kernel sources: any edit starts an empty folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import numba
import numba.core.config
import numpy as np

FOLDER = "balanced-jobs"
DAYS_KEPT = 30


def compiled[F: Callable[..., Any]](function: F) -> F:
    """Return the function compiled to machine code on its first call for each set of types.

    Arithmetic is strict IEEE 754 (no re-ordering, division by zero gives infinity), the global
    interpreter lock is released, and machine code is kept in `cache_folder`.

    Parameters
    ----------
    function : callable
        A function of numbers and arrays only, defined in a file.

    Returns
    -------
    callable
        Takes what `function` takes.
    """
    config: Any = numba.core.config
    before = config.CACHE_DIR
    # Numba reads the folder while it decorates; other packages keep their own setting.
    config.CACHE_DIR = str(cache_folder())
    try:
        dispatcher = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return cast("F", dispatcher)


@cache
def cache_folder() -> Path:
    """Return the folder for machine code, created if need be.

    The first of these in which files can be created: ``NUMBA_CACHE_DIR`` if set, the user's cache
    folder of the platform, a folder of the user's own among the temporary files. Folders of
    versions that nobody has started for a month are removed.
    """
    digest = sources_digest()
    for root in _cache_roots():
        folder = root / FOLDER / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.touch()
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            _remove_unused(folder)
            return folder
    return Path(tempfile.mkdtemp(prefix=f"{FOLDER}-"))


@cache
def sources_digest() -> str:
    """Return a digest of all kernel sources and of the versions of Python, Numba and NumPy."""
    digest = hashlib.sha256(f"{sys.version} {numba.__version__} {np.__version__}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_roots() -> Iterator[Path]:
    """Yield folders that may hold the cache, the preferred one first."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(chosen)
    if sys.platform == "win32":
        if local := os.environ.get("LOCALAPPDATA"):
            yield Path(local)
    elif sys.platform == "darwin":
        yield from _below_home("Library/Caches")
    elif xdg := os.environ.get("XDG_CACHE_HOME"):
        yield Path(xdg)
    else:
        yield from _below_home(".cache")
    if (private := _private_temporary_folder()) is not None:
        yield private


def _below_home(name: str) -> Iterator[Path]:
    """Yield a folder below the home folder; nothing for a user without one."""
    try:
        yield Path.home() / name
    except RuntimeError:
        return


def _private_temporary_folder() -> Path | None:
    """Return a folder among the temporary files that no other user can write to, or None."""
    if not hasattr(os, "getuid"):
        return Path(tempfile.gettempdir())
    folder = Path(tempfile.gettempdir()) / f"{FOLDER}-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    # Cached machine code is executed: a folder that somebody else prepared must not be used.
    ours = found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return folder if ours and stat.S_ISDIR(found.st_mode) else None


def _remove_unused(current: Path) -> None:
    """Remove folders of other versions that were last started more than `DAYS_KEPT` days ago."""
    oldest = time.time() - DAYS_KEPT * 86_400.0
    for folder in current.parent.iterdir():
        try:
            unused = folder != current and folder.stat().st_mtime < oldest
        except OSError:
            continue
        if unused:
            shutil.rmtree(folder, ignore_errors=True)
