"""The source code of a rule of one's own, by which results of two versions are told apart."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

DIGITS: Final = 24
"""Hexadecimal digits of SHA-256 that a digest keeps."""

COUNTED: Final = (".py", ".toml")
"""Files of a package that a rule may depend on."""


def source_digest(rule: type[Any] | Callable[..., Any]) -> str:
    """Return a digest of the source code that a class or a function stands in.

    It covers the whole file of the module, or, in a package, all its Python and TOML files. A class
    without a file, as in a notebook, counts by its parameters and the text of its methods.

    Parameters
    ----------
    rule : type or callable
        A function must stand in a file.

    Returns
    -------
    str
        Empty where the text is not to be had.
    """
    place = _place_of(rule)
    if place is None:
        return _digest_of_methods(rule) if isinstance(rule, type) else ""
    digest = hashlib.sha256()
    files = [place] if place.is_file() else sorted(place.rglob("*"))
    for file in files:
        if file.is_file() and file.suffix in COUNTED:
            name = file.name if file == place else file.relative_to(place).as_posix()
            digest.update(name.encode())
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:DIGITS]


def _place_of(rule: type[Any] | Callable[..., Any]) -> Path | None:
    """Return the folder of the outermost package of a class, else the file of its module."""
    name = rule.__module__
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None or not Path(file).is_file():
        return None
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        package = sys.modules.get(".".join(parts[:count]))
        start = getattr(package, "__file__", None)
        if hasattr(package, "__path__") and start is not None:
            return Path(start).parent
    return Path(file)


def _digest_of_methods(rule: type[Any]) -> str:
    declared = getattr(rule, "parameters", ())
    texts = [rule.__qualname__, *([repr(declared)] if declared else [])]
    try:
        for parent in rule.__mro__:
            if parent.__module__ == rule.__module__:
                members = sorted(vars(parent).items())
                texts += [inspect.getsource(part) for _, part in members if _is_text(part)]
    except (OSError, TypeError):
        return ""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:DIGITS]


def _is_text(part: object) -> bool:
    return inspect.isfunction(inspect.unwrap(part) if callable(part) else part)
