"""What can be switched off or exchanged: entries are well formed and possible."""

from __future__ import annotations

import re

import pytest

from sim.parameters import declarations
from sim.parameters.alternatives import ALTERNATIVES, ASYMMETRIES, MECHANISMS, Alternative
from sim.scenario import load_scenario

NAMES = [one.name for one in ALTERNATIVES]


def test_names_and_titles_stand_once() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len({one.title for one in ALTERNATIVES}) == len(NAMES)


def test_kinds_are_those_of_the_lists() -> None:
    assert {one.kind for one in MECHANISMS} <= {"mechanism"}
    assert {one.kind for one in ASYMMETRIES} == {"asymmetry"}


@pytest.mark.parametrize("one", ALTERNATIVES, ids=NAMES)
def test_an_entry_can_be_read(one: Alternative) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one.name)
    assert re.fullmatch(r"(5|10)\.\d+", one.section)
    assert re.fullmatch(r"[a-z].*[^.]", one.title)
    assert one.values


@pytest.mark.parametrize("one", ALTERNATIVES, ids=NAMES)
def test_an_entry_names_parameters_and_is_possible_under_the_defaults(one: Alternative) -> None:
    known = declarations()
    values = {
        name: known[value].default if isinstance(value, str) else value
        for name, value in one.values.items()
    }
    for scenario in ("capitalism", "parecon"):
        changed = load_scenario(scenario, values)
        assert {name: getattr(changed.parameters, name) for name in values} == values
