"""Overrides: changes to a scenario given by key and value rather than in a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sim.errors import ScenarioError, suggestion
from sim.parameters import declarations, parameter_problem
from sim.parameters.own import unknown_hint
from sim.reading import integer, number, shown
from sim.rules import INSTITUTION_RULES
from sim.scenario.checking import (
    COUNTS,
    count_problem,
    institution_problems,
    setting_problems,
    share_problem,
)

INSTITUTION, SECTOR = "institutions.", "sectors."

BARE_WORD = re.compile(r"[^\s\"'\[\]{},=#]+")


@dataclass
class Changes:
    """What overrides change.

    Attributes
    ----------
    plain : dict
        `workers`, `months`, `burn_in` and `months_per_step`.
    institutions : dict of str to str
    parameters : dict of str to float
    shares : dict of str to float
        Share of employment by name or path of the sector.
    replaces_sectors : bool
        Whether `shares` are all there are.
    """

    plain: dict[str, int] = field(default_factory=dict)
    institutions: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    replaces_sectors: bool = False


def override_keys() -> list[str]:
    """Return the keys that overrides may have, but for those of sectors."""
    return [*COUNTS, *(f"{INSTITUTION}{switch}" for switch in INSTITUTION_RULES), *declarations()]


def parse_override(text: str) -> tuple[str, object]:
    """Return key and value of a text such as "monitoring=0.3" or "institutions.pay=equal".

    Parameters
    ----------
    text : str
        Key, "=", and a value as in TOML; a word needs no quotes.

    Raises
    ------
    ScenarioError
        If the text does not have this form.
    """
    key, equals, written = (part.strip() for part in text.partition("="))
    if not (key and equals and written):
        raise ScenarioError(
            f"'{text}' is not KEY=VALUE; write, for example, monitoring=0.3 or "
            "institutions.division=rotation"
        )
    return key, _parse_value(key, written)


def _parse_value(key: str, written: str) -> object:
    """Return the value that a text stands for."""
    try:
        table = tomllib.loads(f"value = {written}")
    except (ValueError, RecursionError):  # also a number of thousands of digits
        table = {}
    if list(table) == ["value"]:
        value: object = table["value"]
        return value
    try:
        return float(written)
    except ValueError:
        pass
    if BARE_WORD.fullmatch(written):
        return written
    raise ScenarioError(
        f"{key} = {shown(written)}: this is neither a number nor a word; "
        "put text with blanks or marks in quotes"
    )


def read_overrides(overrides: Mapping[str, object]) -> tuple[Changes, list[str]]:
    """Return the changes that overrides ask for, and what is wrong with them.

    Parameters
    ----------
    overrides : mapping of str to object
        Keys as in `override_keys`, ``sectors.<name or path>``, or ``sectors``, ``institutions`` and
        ``parameters`` with a mapping.
    """
    changes = Changes()
    problems: list[str] = []
    for key, value in overrides.items():
        found = list(_problems(key, value))
        problems += found
        if not found:
            _note(changes, key, value)
    return changes, problems


def _problems(key: str, value: object) -> Iterator[str]:
    """Yield what is wrong with one override."""
    if key in COUNTS:
        problem = count_problem(key, value)
    elif key in ("sectors", "institutions", "parameters"):
        yield from setting_problems({key: value})
        return
    elif key.startswith(INSTITUTION):
        yield from institution_problems({key.removeprefix(INSTITUTION): value})
        return
    elif key.startswith(SECTOR):
        problem = share_problem(key.removeprefix(SECTOR), value)
    elif key in declarations():
        problem = parameter_problem(declarations(), key, value)
    else:
        problem = (
            f"{key} = {shown(value)}: there is no such parameter or setting"
            f"{suggestion(key, override_keys()) or unknown_hint(key, value)}"
        )
    if problem:
        yield problem


def _note(changes: Changes, key: str, value: object) -> None:
    """Add a valid override to the changes."""
    if key in COUNTS:
        changes.plain[key] = integer(value) or 0
    elif key == "sectors" and isinstance(value, Mapping):
        changes.replaces_sectors = True
        changes.shares |= {name: number(share) or 0.0 for name, share in value.items()}
    elif key == "institutions" and isinstance(value, Mapping):
        changes.institutions |= value
    elif key == "parameters" and isinstance(value, Mapping):
        changes.parameters |= {name: number(setting) or 0.0 for name, setting in value.items()}
    elif key.startswith(INSTITUTION):
        changes.institutions[key.removeprefix(INSTITUTION)] = str(value)
    elif key.startswith(SECTOR):
        changes.shares[key.removeprefix(SECTOR)] = number(value) or 0.0
    else:
        changes.parameters[key] = number(value) or 0.0
