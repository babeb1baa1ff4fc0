"""Machine code of kernels on disk: one sealed file for each kernel and set of types.

Numba itself keeps an index with numbered files beside it. Processes that compile one kernel for
different types at the same time can leave an index that leads to the code for other types
(numba/numba#4807, #10128), and a damaged file ends the program. A lock would keep the processes
apart, but all of them would wait for it at their start, and damage would go unnoticed. Here the
name of a file follows from all that its content depends on, a file appears as a whole or not at
all, and it begins with a digest of the rest: a damaged file counts as missing and is written again.
"""

from __future__ import annotations

import hashlib
import pickle
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, Final
from uuid import uuid4

from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

SUFFIX: Final = ".kernel"
SEAL: Final = hashlib.sha256().digest_size
"""Bytes of the digest at the beginning of a file."""


class KernelCache:
    """What a dispatcher of Numba asks for machine code before it compiles, and gives it after.

    Parameters
    ----------
    function : function
        The kernel, without a closure; its file is part of what machine code depends on.
    folder : Path
        Where machine code is kept; created if need be. Where nothing can be written, nothing is
        kept.

    Attributes
    ----------
    name : str
        Of the kernel, with which the names of its files begin.
    """

    def __init__(self, function: FunctionType, folder: Path) -> None:
        if function.__closure__:
            raise TypeError(f"{function.__qualname__}: a kernel must not be made inside a function")
        self._folder = folder
        self.name = f"{Path(function.__code__.co_filename).stem}.{function.__qualname__}"
        self._source = _digest_of(function.__code__.co_filename)
        self._line = function.__code__.co_firstlineno
        self._enabled = True

    @property
    def cache_path(self) -> str:
        """Return the folder."""
        return str(self._folder)

    def enable(self) -> None:
        """Use the files."""
        self._enabled = True

    def disable(self) -> None:
        """Leave the files alone."""
        self._enabled = False

    def flush(self) -> None:
        """Remove all files of the kernel."""
        for path in self._folder.glob(f"{self.name}-*{SUFFIX}"):
            path.unlink(missing_ok=True)

    def load_overload(self, types: Any, target: Any) -> Any:
        """Return the kernel compiled for these types, or None if it has to be compiled."""
        target.refresh()
        key = self._key(types, target.codegen())
        payload = unsealed(self._path(key), key) if self._enabled else None
        if payload is None:
            return None
        return CompileResult._rebuild(target, *payload)  # type: ignore[no-untyped-call]

    def save_overload(self, types: Any, result: Any) -> None:
        """Keep the kernel compiled for these types."""
        # Addresses of this process in the code make it useless to others.
        if self._enabled and not result.library.has_dynamic_globals:
            key = self._key(types, result.codegen)
            seal(self._path(key), key, result._reduce())

    def _key(self, types: Any, codegen: Any) -> tuple[Any, ...]:
        """Return all that machine code depends on."""
        return types, codegen.magic_tuple(), self.name, self._line, self._source

    def _path(self, key: tuple[Any, ...]) -> Path:
        digest = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
        return self._folder / f"{self.name}-{digest}{SUFFIX}"


def seal(path: Path, key: object, payload: object) -> None:
    """Write a file that says what it holds, and a digest of that; nothing if that is impossible."""
    content: bytes = dumps((key, payload))  # type: ignore[no-untyped-call]
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(content).digest() + content)
        draft.replace(path)
    except OSError:  # a full disk is no reason to end a run
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def unsealed(path: Path, key: object) -> Any:
    """Return what a file holds for a key, or None if it is missing, damaged or for another key."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(content[SEAL:]).digest() != content[:SEAL]:
        return None
    found, payload = pickle.loads(content[SEAL:])
    return payload if found == key else None


@cache
def _digest_of(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()
