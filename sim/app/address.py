"""The settings of a page as the query of its address, so that a link shows the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sim.app.settings import ASSUMPTIONS, RANGES, Settings, whole_number
from sim.app.sliders import SLIDERS
from sim.errors import ScenarioError, choices
from sim.grammar.values import shown
from sim.parameters import declarations

NAMES: Final = {"a": "first", "b": "second", "assume": "assumptions"}
"""Key in the address and attribute of `Settings`."""

OTHER: Final = frozenset({"bokeh-session-id", "theme", "visit"})
"""Keys in the address that are no settings."""


def query_of(settings: Settings) -> dict[str, str]:
    """Return the query of the address of a page with these settings.

    Parameters
    ----------
    settings : Settings
    """
    words = {key: str(getattr(settings, name)) for key, name in NAMES.items()}
    sizes = {name: str(getattr(settings, name)) for name in RANGES}
    changes = {name: f"{value:g}" for name, value in settings.changes.items()}
    return {**words, **sizes, **changes}


def settings_of(query: Mapping[str, str], base: Settings) -> Settings:
    """Return the settings that an address asks for.

    Parameters
    ----------
    query : mapping of str to str
    base : Settings
        What holds for what the address does not say.

    Raises
    ------
    ScenarioError
        If a key or a value is not allowed.
    """
    found: dict[str, Any] = {}
    changes = dict(base.changes)
    for key, text in query.items():
        if key in OTHER:
            continue
        if key in NAMES:
            found[NAMES[key]] = text
        elif key in RANGES:
            found[key] = whole_number(key, text)
        elif key in SLIDERS:
            changes[key] = _value(key, text)
        else:
            known = (*NAMES, *RANGES, *SLIDERS)
            raise ScenarioError(f"'{shown(key)}' in the address: {choices(key, known)}")
    wanted = replace(base, changes=changes, **found)
    if wanted.assumptions not in ASSUMPTIONS:
        raise ScenarioError(
            f"assume = {shown(wanted.assumptions)}: {choices(wanted.assumptions, ASSUMPTIONS)}"
        )
    wanted.scenarios()
    return wanted


def _value(name: str, text: str) -> float:
    row = declarations()[name]
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not row.low <= number <= row.high:
        raise ScenarioError(
            f"{name} = {shown(text)} in the address: must be a number from {row.low:g} to "
            f"{row.high:g}"
        )
    return number
