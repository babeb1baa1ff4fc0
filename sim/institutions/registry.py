"""The rules by name, and how to add one's own."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, cast

from sim.errors import ScenarioError, nearest
from sim.institutions.protocols import (
    Decisions,
    Division,
    Education,
    Employment,
    Innovation,
    Pay,
)
from sim.scenario import INSTITUTION_RULES, Institutions

_RULES: dict[str, dict[str, type[Any]]] = {}


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


def register(switch: str, name: str, rule: type[Any]) -> None:
    """Make a rule available to scenarios under a name.

    Parameters
    ----------
    switch : str
        One of `SWITCHES`.
    name : str
        Name used in the ``[institutions]`` table of a scenario.
    rule : type
        Class that implements the protocol of the switch; it is called without arguments.

    Raises
    ------
    ScenarioError
        If the switch does not exist.
    """
    if switch not in SWITCHES:
        close = nearest(switch, SWITCHES)
        hint = f"; did you mean '{close}'?" if close else ""
        raise ScenarioError(
            f"institutions: no switch is called '{switch}' (allowed: {', '.join(SWITCHES)}){hint}"
        )
    _RULES.setdefault(switch, {})[name] = rule
    if name not in INSTITUTION_RULES[switch]:
        INSTITUTION_RULES[switch].append(name)


def rules_of(institutions: Institutions) -> Rules:
    """Return the rules that a scenario's institutions name.

    Raises
    ------
    ScenarioError
        If a name has no registered rule.
    """
    chosen = {}
    for switch in SWITCHES:
        name = cast("str", getattr(institutions, switch))
        try:
            chosen[switch] = _RULES[switch][name]()
        except KeyError:
            allowed = ", ".join(sorted(_RULES.get(switch, {})))
            raise ScenarioError(
                f"institutions.{switch} = '{name}': no such rule is registered (allowed: {allowed})"
            ) from None
    return Rules(**chosen)
