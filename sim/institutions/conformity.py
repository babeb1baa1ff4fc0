"""Whether a class has what the protocol of an institution asks for."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sim.institutions.protocols import (
    Decisions,
    Division,
    Education,
    Employment,
    Innovation,
    Pay,
)

PROTOCOLS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "division": Division,
        "decisions": Decisions,
        "pay": Pay,
        "employment": Employment,
        "education": Education,
        "innovation": Innovation,
    }
)
"""Protocol by switch."""


def methods_of(switch: str) -> dict[str, tuple[str, ...]]:
    """Return the methods that a rule of the switch has, each with the names of its arguments."""
    protocol = PROTOCOLS[switch]
    return {
        name: tuple(inspect.signature(method).parameters)[1:]
        for name, method in vars(protocol).items()
        if inspect.isfunction(method) and not name.startswith("_")
    }


def constants_of(switch: str) -> dict[str, str]:
    """Return the constants that a rule of the switch has, each with the name of its type."""
    return dict(vars(PROTOCOLS[switch]).get("__annotations__", {}))


def conformity_problems(switch: str, rule: object) -> Iterator[str]:
    """Yield what a class lacks to be a rule of the switch, one clause each."""
    if not isinstance(rule, type):
        yield f"it must be a class, not {_kind(rule)}"
        return
    methods = methods_of(switch)
    missing = [name for name in methods if not _has_method(switch, rule, name)]
    if missing:
        yield f"it lacks {_listed(missing)}"
    for name, arguments in methods.items():
        if name not in missing:
            yield from _argument_problems(rule, name, arguments)
    for name, kind in constants_of(switch).items():
        if type(getattr(rule, name, None)).__name__ != kind:
            yield f"it lacks the constant {name}, a {kind}"
    if inspect.isabstract(rule) and not missing:
        abstract = sorted(getattr(rule, "__abstractmethods__", ()))
        yield f"it leaves {_listed(abstract)} abstract"
    if not _takes(rule, 0):
        yield "it must be made without arguments: its __init__ asks for some"


def _has_method(switch: str, rule: type[Any], name: str) -> bool:
    own = inspect.getattr_static(rule, name, None)
    # Who inherits from the protocol itself inherits methods that do nothing.
    return callable(getattr(rule, name, None)) and own is not vars(PROTOCOLS[switch])[name]


def _argument_problems(rule: type[Any], name: str, arguments: tuple[str, ...]) -> Iterator[str]:
    bound = isinstance(inspect.getattr_static(rule, name), staticmethod | classmethod)
    if not _takes(getattr(rule, name), len(arguments) + (not bound)):
        yield f"{name} must take ({', '.join(('self', *arguments))})"


def _takes(function: Any, count: int) -> bool:
    """Return whether something can be called with so many arguments."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # a class or function of C, which tells nothing about itself
        return True
    return True


def _listed(names: list[str]) -> str:
    word = "the method" if len(names) == 1 else "the methods"
    return f"{word} {', '.join(names)}"


def _kind(value: object) -> str:
    return "a function" if inspect.isroutine(value) else f"a {type(value).__name__}"
