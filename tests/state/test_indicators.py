"""The record of indicators that compiled functions fill."""

from __future__ import annotations

from sim.economy import Economy
from sim.phases.indicators import INDICATORS
from sim.state.indicators import NAMES, Indicators


def test_every_field_is_an_indicator_with_a_meaning_in_the_same_order() -> None:
    assert tuple(INDICATORS) == NAMES


def test_indicators_are_told_by_name_and_are_unknown_at_first() -> None:
    indicators = Indicators()
    assert all(value != value for value in indicators.by_name().values())
    indicators.effort = 0.25
    named = indicators.by_name()
    assert list(named) == list(NAMES)
    assert named["effort"] == 0.25
    assert indicators.values()[NAMES.index("effort")] == 0.25


def test_a_fork_has_indicators_of_its_own() -> None:
    economy = Economy("capitalism", seed=1, workers=300, burn_in=1, months=3, agent_interval=0)
    economy.step()
    fork, before = economy.fork(), economy.state.indicators.by_name()
    assert fork.state.indicators.effort == economy.indicators["effort"]
    fork.step()
    assert fork.indicators["effort"] != before["effort"]
    assert economy.state.indicators.effort == before["effort"]
