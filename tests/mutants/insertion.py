"""Put a fault into a module that is loaded, so that nothing has to be started or read again."""

from __future__ import annotations

import ast
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any


def put_in(module: ModuleType, text: str) -> None:
    """Give the functions and numbers of a loaded module those of a changed text of it.

    Parameters
    ----------
    module : module
        Changed in place: functions keep their identity and get other code, so that whoever has
        imported them runs that; a changed assignment of the module reaches all who have imported
        its name.
    text : str
        Of the module, with a fault in one of its functions or assignments.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        whole = compile(text, str(module.__file__), "exec", dont_inherit=True)
    _assign(module, text)
    found = defaultdict(list)
    for code in _codes(whole):
        found[code.co_qualname].append(code)
    for name, functions in _functions(module).items():
        codes = found[name]
        if len(codes) != len(functions):
            continue  # a function of another text, as a method that a decorator made
        for function, code in zip(functions, codes, strict=True):
            function.__code__ = code


def _assign(module: ModuleType, text: str) -> None:
    """Make the assignments of a module that another text has otherwise, and their followers."""
    loaded = Path(str(module.__file__)).read_text(encoding="utf-8")
    before = {ast.dump(node) for node in ast.parse(loaded).body}
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or ast.dump(node) in before:
            continue
        names = dict(vars(module))
        exec(compile(ast.Module([node], []), str(module.__file__), "exec"), names)
        for name, value in names.items():
            old = vars(module).get(name)
            if old is not value and name != "__builtins__":
                for other in list(sys.modules.values()):
                    if getattr(other, "__dict__", {}).get(name, names) is old:
                        setattr(other, name, value)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _functions(module: ModuleType) -> dict[str, list[FunctionType]]:
    """Return the functions that a module defines by name, in the order of the text."""
    seen: dict[int, FunctionType] = {}
    pending: list[Any] = list(vars(module).values())
    while pending:
        one = pending.pop()
        if isinstance(one, type) and one.__module__ == module.__name__:
            pending += [value for value in vars(one).values() if value is not one]
        elif isinstance(one, property):
            pending += [one.fget, one.fset, one.fdel]
        elif isinstance(one, staticmethod | classmethod):
            pending.append(one.__func__)
        else:
            _forget(one)
            pending += [inner] if (inner := getattr(one, "__wrapped__", None)) is not None else []
            if isinstance(one, FunctionType) and one.__code__.co_filename == module.__file__:
                seen[id(one)] = one
    found = defaultdict(list)
    for function in sorted(seen.values(), key=lambda one: one.__code__.co_firstlineno):
        found[function.__code__.co_qualname].append(function)
    return found


def _forget(function: Any) -> None:
    """Empty the memory of a function that remembers what it has returned."""
    clear: Callable[[], None] | None = getattr(function, "cache_clear", None)
    if clear is not None and not isinstance(function, type):
        clear()
