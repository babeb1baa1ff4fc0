"""The rules by name, and how to add one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, Final, cast, overload

from sim.errors import PluginError, suggestion
from sim.grammar.arguments import checked
from sim.institutions.conformity import conformity_problems
from sim.institutions.protocols import (
    Decisions,
    Division,
    Education,
    Employment,
    Innovation,
    Pay,
)
from sim.institutions.sources import source_digest
from sim.parameters.own import declare, withdraw
from sim.rules import INSTITUTION_RULES, SHIPPED_RULES, load_installed
from sim.scenario import Institutions

_RULES: dict[str, dict[str, type[Any]]] = {}

_DIGESTS: dict[tuple[str, str], str] = {}
"""Of the source code of rules that do not come with this package, as it was when they came."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Rules:
    """One rule of each institution: a regime.

    Attributes
    ----------
    division, decisions, pay, employment, education, innovation
        The rules in force.
    """

    division: Division
    decisions: Decisions
    pay: Pay
    employment: Employment
    education: Education
    innovation: Innovation


SWITCHES = tuple(field.name for field in fields(Rules))
"""Names of the six institutions."""


@overload
def register[Rule: type[Any]](switch: str, name: str) -> Callable[[Rule], Rule]: ...
@overload
def register[Rule: type[Any]](switch: str, name: str, rule: Rule) -> Rule: ...
def register(switch: str, name: str, rule: Any = None) -> Any:
    """Make a rule available to scenarios under a name; also as a decorator.

    Parameters
    ----------
    switch : str
        One of `SWITCHES`.
    name : str
        Name used in the ``[institutions]`` table of a scenario: letters, digits, '_' and '-'.
    rule : type, optional
        Class that implements the protocol of the switch; it is called without arguments. Left out
        when `register` is used as a decorator.

    Returns
    -------
    type or callable
        The class; without `rule` a decorator that returns it.

    Raises
    ------
    PluginError
        If the switch does not exist, the name is none or is taken, the class lacks something, or
        the parameters that it declares are not complete.

    Notes
    -----
    A class that was defined again, as when a notebook cell is run again, takes the place of the
    earlier one.

    Examples
    --------
    >>> from sim import institutions
    >>> @institutions.register("division", "as_it_comes")
    ... class AsItComes(institutions.division.Rotation):
    ...     "Everyone has the mean mix of tasks."
    >>> institutions.registered("division", "as_it_comes") is AsItComes
    True
    """
    if rule is None:
        return lambda decorated: register(switch, name, decorated)
    _check_switch(switch)
    if not _NAME.fullmatch(str(name)):
        raise PluginError(
            f"{switch}: {name!r} is no name for a rule; it must begin with a letter and have only "
            "letters, digits, '_' and '-'"
        )
    known = _RULES.setdefault(switch, {})
    if name in known and not _is_same(known[name], rule):
        owner = "this package" if name in SHIPPED_RULES[switch] else known[name].__module__
        raise PluginError(
            f"{switch}: the name '{name}' is taken by a rule of {owner}; choose another name for "
            f"{_described(rule)}"
        )
    problems = list(conformity_problems(switch, rule))
    if problems:
        raise PluginError(
            f"{_described(rule)} cannot be a rule of {switch}: {'; '.join(problems)}; "
            f"sim.institutions.protocols.{switch.capitalize()} says what a rule has"
        )
    declare(switch, name, rule)
    known[name] = rule
    if name not in SHIPPED_RULES[switch]:
        _DIGESTS[switch, name] = source_digest(rule)
    if name not in INSTITUTION_RULES[switch]:
        INSTITUTION_RULES[switch].append(name)
    return rule


@checked
def registered(switch: str, name: str) -> type[Any]:
    """Return the class of a rule; one that an installed package declares is imported first.

    Raises
    ------
    ScenarioError
        If there is no such rule.
    PluginError
        If the package that declares it cannot be loaded.
    """
    _check_switch(switch)
    if name not in _RULES.get(switch, {}):
        register(switch, name, load_installed(switch, name))
    return _RULES[switch][name]


def digest_of(switch: str, name: str) -> str:
    """Return the digest of the source code of a registered rule; empty for a shipped one."""
    return _DIGESTS.get((switch, name), "")


def is_registered(switch: str, name: str) -> bool:
    """Return whether a rule of this name is there, without loading any."""
    return name in _RULES.get(switch, {})


def names_of(rule: type[Any]) -> list[tuple[str, str]]:
    """Return the switches and names under which a class is registered."""
    return [
        (switch, name)
        for switch, rules in _RULES.items()
        for name, known in rules.items()
        if known is rule
    ]


def rules_of(institutions: Institutions) -> Rules:
    """Return the rules that a scenario's institutions name.

    Raises
    ------
    ScenarioError
        If a name has no registered rule.
    """
    names = {switch: cast("str", getattr(institutions, switch)) for switch in SWITCHES}
    return Rules(**{switch: registered(switch, name)() for switch, name in names.items()})


@contextmanager
def registered_for_now(switch: str, name: str, rule: type[Any]) -> Iterator[None]:
    """Register a rule until the end of the block, as tests do."""
    register(switch, name, rule)
    try:
        yield
    finally:
        forget(switch, name)


def forget(switch: str, name: str) -> None:
    """Take back the registration of a rule that does not come with this package."""
    if name not in SHIPPED_RULES[switch] and is_registered(switch, name):
        del _RULES[switch][name], _DIGESTS[switch, name]
        withdraw(switch, name)
        INSTITUTION_RULES[switch].remove(name)


def _check_switch(switch: str) -> None:
    if switch not in SWITCHES:
        raise PluginError(
            f"institutions: no switch is called '{switch}' (allowed: {', '.join(SWITCHES)})"
            f"{suggestion(str(switch), SWITCHES)}"
        )


def _is_same(known: type[Any], rule: Any) -> bool:
    """Return whether a class is another edition of a known one."""
    if known is rule:
        return True
    # The main program of a script has another name in the processes that it starts.
    modules = {known.__module__, getattr(rule, "__module__", None)} - {"__main__", "__mp_main__"}
    return known.__qualname__ == getattr(rule, "__qualname__", None) and (
        not modules or known.__module__ == rule.__module__
    )


def _described(rule: Any) -> str:
    module, name = getattr(rule, "__module__", None), getattr(rule, "__qualname__", None)
    return f"{module}.{name}" if module and name else repr(rule)
