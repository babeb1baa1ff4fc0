"""How kernels are compiled, and where their machine code is kept between runs.

A kernel has the kernels that it calls inside, also those of other files. The folder for machine
code therefore carries a digest of all kernel sources: any edit starts an empty folder.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import llvmlite  # type: ignore[import-untyped]
import numba
import numpy as np
import platformdirs

from sim.kernels.caching import SUFFIX, KernelCache
from sim.kernels.instructions import IN_PYTHON

FOLDER = "balanced-jobs"
DAYS_KEPT = 30

_kernels: list[KernelCache] = []
"""Of all kernels that are defined so far."""


def compiled[F: Callable[..., Any]](function: F) -> F:
    """Return the function compiled to machine code on its first call for each set of types.

    Arithmetic is strict IEEE 754 (no re-ordering, division by zero gives infinity), the global
    interpreter lock is released, and machine code is kept in `cache_folder`. Under
    ``NUMBA_DISABLE_JIT=1`` Python runs the function itself, so that a debugger can step through it.

    Parameters
    ----------
    function : callable
        A function of numbers and arrays only, defined in a file.

    Returns
    -------
    callable
        Takes what `function` takes.
    """
    if IN_PYTHON:
        return cast("F", _uncompiled(function))
    dispatcher: Any = numba.njit(nogil=True, error_model="numpy")(function)
    if (folder := cache_folder()) is not None:
        dispatcher._cache = KernelCache(cast("FunctionType", function), folder)
        _kernels.append(dispatcher._cache)
    return cast("F", dispatcher)


def _uncompiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function as Python runs it, for debuggers and coverage, with the same numbers."""

    @functools.wraps(function)
    def run(*arguments: Any) -> Any:
        # Numbers wrap around and divide by zero as they do in machine code.
        with np.errstate(all="ignore"):
            return function(*arguments)

    return run


def kept_kernels() -> tuple[int, int]:
    """Return of how many kernels machine code is kept, and how many there are."""
    folder = cache_folder()
    if folder is None:
        return 0, len(_kernels)
    kept = {path.name.rpartition("-")[0] for path in folder.glob(f"*{SUFFIX}")}
    return sum(kernel.name in kept for kernel in _kernels), len(_kernels)


@cache
def cache_folder() -> Path | None:
    """Return the folder for machine code, created if need be; None where none can be.

    The first of these in which files can be created: ``NUMBA_CACHE_DIR`` if set, the user's cache
    folder of the platform, a folder of the user's own among the temporary files, a new folder
    there. Folders of versions that nobody has started for a month are removed.
    """
    digest = sources_digest()
    for root in _cache_roots():
        folder = root / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.touch()
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            _remove_unused(folder)
            return folder
    try:
        return Path(tempfile.mkdtemp(prefix=f"{FOLDER}-"))
    except OSError:
        return None


@cache
def sources_digest() -> str:
    """Return a digest of all kernel sources and of the versions of Python and the packages."""
    versions = (sys.version, numba.__version__, llvmlite.__version__, np.__version__)
    digest = hashlib.sha256(" ".join(versions).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_roots() -> Iterator[Path]:
    """Yield folders that may hold the cache, the preferred one first."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(chosen) / FOLDER
    with suppress(RuntimeError):  # a user without a home folder
        usual = platformdirs.user_cache_path(FOLDER, appauthor=False, opinion=False)
        if usual.is_absolute():
            yield usual
    if (private := _private_temporary_folder()) is not None:
        yield private / FOLDER


def _private_temporary_folder() -> Path | None:
    """Return a folder among the temporary files that no other user can write to, or None."""
    try:
        temporary = Path(tempfile.gettempdir())
        if not hasattr(os, "getuid"):
            return temporary
        folder = temporary / f"{FOLDER}-{os.getuid()}"
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
    with suppress(OSError):
        for folder in current.parent.iterdir():
            if folder != current and _started(folder) < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> float:
    """Return when the version of a folder was last started; now, if somebody else removed it."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return time.time()
