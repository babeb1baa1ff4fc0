"""What runs share: burn-ins, and whole courses, of scenarios that differ in nothing that acts."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

import sim.evidence
from sim.economy import Economy
from sim.institutions.division import Rotation
from sim.institutions.registry import registered_for_now
from sim.parameters import Parameters, declarations
from sim.rules import SHIPPED_RULES
from sim.scenario import Scenario, load_scenario
from sim.simulation import BurnIns, acts_in_burn_in, advance, burn_in_of, burned_in, course_of, idle

SIZE = {"workers": 300, "months": 24, "burn_in": 12}

REGIMES = [
    {},
    *(
        {f"institutions.{switch}": rule}
        for switch, rules in SHIPPED_RULES.items()
        for rule in rules[1:]
    ),
]
"""Capitalism, and what has one rule that capitalism has not."""


def regime(name: str, **changes: object) -> Scenario:
    return load_scenario(name, {**SIZE, **changes})


def moved(scenario: Scenario, names: frozenset[str]) -> Scenario:
    """Return a scenario with parameters at the far end of their ranges."""
    values = scenario.parameters.to_dict()
    for name in names:
        row = declarations()[name]
        far = row.high if row.high - values[name] > values[name] - row.low else row.low
        assert far != values[name], name
        values[name] = far
    changed = load_scenario(scenario)
    changed.__dict__["parameters"] = Parameters.unchecked(values)
    return changed


def bytes_of(economy: Economy) -> dict[str, bytes]:
    """Return all people, workplaces and indicators, to the last bit."""
    found = {name: np.float64(value).tobytes() for name, value in economy.indicators.items()}
    for table in (economy.state.people, economy.state.workplaces):
        for field in fields(table):
            found[f"{type(table).__name__}.{field.name}"] = getattr(table, field.name).tobytes()
    return found


def differing(one: Economy, other: Economy) -> list[str]:
    before, after = bytes_of(one), bytes_of(other)
    return [name for name in before if before[name] != after[name]]


@pytest.mark.parametrize("months_per_step", [1, 3])
def test_the_burn_in_is_the_same_whatever_is_idle_in_it(months_per_step: int) -> None:
    scenario = regime("parecon", months_per_step=months_per_step)
    other = moved(scenario, idle())
    assert len(idle()) > 20
    assert (
        burn_in_of(scenario)
        == burn_in_of(other)
        == burn_in_of(regime("capitalism", months_per_step=months_per_step))
    )
    one, two = (burned_in(each, 5, 0) for each in (scenario, other))
    assert differing(one, two) == []


@pytest.mark.parametrize("rules", REGIMES, ids=lambda rules: "".join(rules.values()))
def test_a_run_is_the_same_whatever_is_idle_in_it(rules: dict[str, str]) -> None:
    scenario = regime("capitalism", **rules)
    without = idle(frozenset(scenario.institutions))
    other = moved(scenario, without)
    assert without
    assert course_of(scenario) == course_of(other)
    economies = [burned_in(each, 5, 0).fork(each) for each in (scenario, other)]
    for economy in economies:
        list(advance(economy, scenario.months))
    assert differing(*economies) == []


def test_what_acts_tells_burn_ins_and_courses_apart() -> None:
    scenario = regime("parecon")
    assert acts_in_burn_in("monitoring")
    assert not acts_in_burn_in("majority")
    monitored = regime("parecon", monitoring=0.4)
    assert burn_in_of(scenario) != burn_in_of(monitored)
    voted = regime("parecon", majority=0.6)
    assert burn_in_of(scenario) == burn_in_of(voted)
    assert course_of(scenario) != course_of(voted)
    assert course_of(scenario) != course_of(regime("parecon", months=12))
    for key, value in (("workers", 400), ("burn_in", 6), ("months_per_step", 3)):
        assert acts_in_burn_in(key)
        assert burn_in_of(scenario) != burn_in_of(regime("parecon", **{key: value}))


def test_a_rule_of_ones_own_may_read_everything() -> None:
    class ByTurns(Rotation):
        pass

    with registered_for_now("division", "by_turns", ByTurns):
        own = regime("capitalism", **{"institutions.division": "by_turns"})
        voted = regime("capitalism", **{"institutions.division": "by_turns", "majority": 0.6})
        assert burn_in_of(own) == burn_in_of(voted)
        assert course_of(own) != course_of(voted)


def test_observations_read_no_parameter_that_is_idle() -> None:
    folder = Path(sim.evidence.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert "parameters.performance_pay_share" in text
    assert [name for name in idle() if f"parameters.{name}" in text] == []


def test_the_same_course_is_looked_at_once() -> None:
    looked: list[str] = []

    def look(economy: Economy) -> float:
        looked.append(economy.scenario.name)
        return float(len(looked))

    burn_ins = BurnIns(5)
    here = regime("capitalism", months=3, burn_in=1)
    same = regime("capitalism", months=3, burn_in=1, majority=0.6)
    assert burn_ins.watch(here, 0, look) == burn_ins.watch(same, 0, look) == 1.0
    assert burn_ins.watch(here, 0, look, what="something else") == 2.0
    assert burn_ins.watch(here, 1, look) == 3.0
    assert burn_ins.watch(here, 0, look) == 4.0


def test_a_burn_in_that_is_forked_is_not_measured_and_its_forks_are() -> None:
    here = regime("parecon", months=3, burn_in=2)
    economy = BurnIns(5).fork(here, 0)
    assert economy.indicators == {}
    assert economy.monthly.empty
    months = list(advance(economy, here.months))
    plain = burned_in(here, 5, 0)
    assert plain.monthly["month"].tolist() == [-1, 0]
    assert months == list(advance(plain, here.months))
    assert economy.monthly["month"].tolist() == months
    after = plain.monthly.query("month > 0").reset_index(drop=True)
    assert economy.monthly.equals(after)
    assert np.array_equal(economy.measured, plain.measured, equal_nan=True)
