"""Overrides: changes to a scenario given by key and value rather than in a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from sim.errors import ScenarioError, suggestion
from sim.grammar import Field, Table
from sim.grammar.values import shown
from sim.parameters import declarations
from sim.parameters.own import unknown_hint
from sim.rules import INSTITUTION_RULES
from sim.scenario.grammar import COUNTS, INSTITUTIONS, PARAMETERS, SCENARIO, SECTORS

TABLES: Final[Mapping[str, Table]] = {
    "sectors": SECTORS,
    "institutions": INSTITUTIONS,
    "parameters": PARAMETERS,
}
"""Tables of a scenario."""

BARE_WORD: Final = re.compile(r"[^\s\"'\[\]{},=#]+")


class Overrides(Table):
    """Changes by key: counts, ``institutions.<switch>``, ``sectors.<name>`` and parameters."""

    def names(self) -> Collection[str]:
        """Return the keys that overrides may have, but for those of sectors."""
        return override_keys()

    def field(self, name: str) -> Field | None:
        """Return what a key may be set to, or None where there is no such key."""
        table, key = _place(name)
        return (TABLES[table] if table else SCENARIO).field(key)

    def entry_problems(self, prefix: str, key: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in a key and its value."""
        table, name = _place(key)
        if table and name != key:
            yield from TABLES[table].entry_problems(f"{prefix}{table}.", name, value)
        else:
            yield from super().entry_problems(prefix, key, value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of changes."""
        share = {"patternProperties": {r"^sectors\.": SECTORS.field("").kind.schema()}}
        return super().schema() | share


OVERRIDES: Final = Overrides(
    {},
    "must be a table of changes by key",
    noun="parameter or setting",
    listed=False,
    least=1,
    home=lambda key, value: suggestion(key, override_keys()) or unknown_hint(key, value),
)
"""Changes to a scenario, each a single value."""


def _place(key: str) -> tuple[str, str]:
    """Return the table in which the key of an override stands in a file, and its key there."""
    table, dot, name = key.partition(".")
    if dot and table in ("institutions", "sectors"):
        return table, name
    return ("parameters", key) if key not in COUNTS else ("", key)


def override_keys() -> list[str]:
    """Return the keys that overrides may have, but for those of sectors."""
    switches = (f"institutions.{switch}" for switch in INSTITUTION_RULES)
    return [*COUNTS, *switches, *declarations()]


def parse_overrides(texts: Iterable[str]) -> dict[str, object]:
    """Return the overrides in texts such as "monitoring=0.3", by key.

    Raises
    ------
    ScenarioError
        If a text does not have this form, or a key stands twice.
    """
    overrides: dict[str, object] = {}
    for text in texts:
        key, value = parse_override(text)
        if key in overrides:
            raise ScenarioError(f"{shown(key)} is set twice")
        overrides[key] = value
    return overrides


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
            f"{shown(text)} is not KEY=VALUE; write, for example, monitoring=0.3 or "
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


def read_overrides(overrides: Mapping[str, object]) -> tuple[dict[str, Any], list[str]]:
    """Return what overrides set, as the content of a scenario file, and what is wrong with them.

    Parameters
    ----------
    overrides : mapping of str to object
        Keys as in `override_keys`, ``sectors.<name or path>``, or ``sectors``, ``institutions`` and
        ``parameters`` with a mapping.
    """
    content: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in overrides.items():
        whole = key in TABLES
        found = list(
            TABLES[key].problems(key, value) if whole else OVERRIDES.entry_problems("", key, value)
        )
        problems += found
        if found:
            continue
        table, name = (key, "") if whole else _place(key)
        if table:
            entries: Any = value if whole else {name: value}
            content[table] = {**content.get(table, {}), **entries}
        else:
            content[name] = value
    return content, problems
