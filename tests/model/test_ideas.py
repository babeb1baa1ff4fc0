"""Growth and the spread of ideas favour neither regime by construction (model section 10.12)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.economy import Economy
from sim.institutions.decisions import Council, Manager
from sim.parameters import Parameters
from sim.scenario import load_scenario

NEW = {"progress_by_growth": 1.0, "knowledge_pool": 1.0, "recombination": 0.0}
ALIKE = {
    **NEW,
    "profit_incentive": 0.9,
    "commons_incentive": 0.9,
    "private_diffusion": 0.02,
    "commons_diffusion": 0.02,
    "recombination": 0.05,
}


def burned_in(scenario: str, workers: int, months: int, **changes: Any) -> Economy:
    economy = Economy(
        scenario, seed=4, workers=workers, burn_in=60, months=months, agent_interval=0, **changes
    )
    for _ in range(60):
        economy.step()
    return economy


def with_common_ideas(economy: Economy, **changes: Any) -> Economy:
    """Return a fork of an economy that goes on with ideas that belong to all."""
    size = {"workers": len(economy.state.people), "burn_in": 60}
    size["months"] = economy.scenario.months
    return economy.fork(
        load_scenario("capitalism", **size, **changes, **{"institutions.innovation": "commons"})
    )


def log_technology(economy: Economy) -> float:
    return economy.indicators["technology"]


def test_private_ideas_and_common_ones_are_the_same_when_their_parameters_are() -> None:
    first = burned_in("capitalism", 400, 36, **ALIKE)
    second = with_common_ideas(first, **ALIKE)
    for _ in range(36):
        first.step()
        second.step()
    assert second.rules.innovation is not first.rules.innovation
    assert log_technology(first) > 0.0
    for name in ("technology", "backlog"):
        one, other = (getattr(each.state.workplaces, name) for each in (first, second))
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize(
    ("workers", "tolerance"), [(300, 0.5), pytest.param(5_000, 0.15, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("recombination", [0.0, 0.1])
def test_capitalism_grows_by_progress_at_any_size(
    workers: int, tolerance: float, recombination: float
) -> None:
    years, step = 10, 0.005
    changes = {**NEW, "progress": 0.012, "idea_step": step, "recombination": recombination}
    economy = burned_in("capitalism", workers, 12 * years, **changes)
    before = log_technology(economy)
    for _ in range(12 * years):
        economy.step()
    growth = (log_technology(economy) - before) / years
    assert growth == pytest.approx(0.012, rel=tolerance)


def test_faster_adoption_is_worth_a_level_that_is_known_and_no_growth() -> None:
    """The backlog falls to its new stationary level; nothing else is gained (10.12)."""
    changes = {"private_diffusion": 0.01, "commons_diffusion": 0.05, "idea_spillover": 0.6, **NEW}
    same = {"profit_incentive": 1.0, "commons_incentive": 1.0}
    slow = burned_in("capitalism", 300, 240, **changes, **same)
    fast = with_common_ideas(slow, **changes, **same)
    gains = []
    for month in range(240):
        slow.step()
        fast.step()
        if month in (119, 239):
            gains.append(log_technology(fast) - log_technology(slow))
    known = 0.6 * 0.01 / 12.0
    level = known / 0.01 - known / 0.05
    assert gains[0] == pytest.approx(level, rel=0.3)
    assert gains[1] == pytest.approx(level, rel=0.3)


def test_the_gain_from_adoption_does_not_depend_on_the_number_of_workplaces() -> None:
    gaps = []
    for workers in (300, 1_500):
        changes = {"private_diffusion": 0.01, "commons_diffusion": 0.05, **NEW}
        same = {"profit_incentive": 1.0, "commons_incentive": 1.0}
        slow = burned_in("capitalism", workers, 60, **changes, **same)
        fast = with_common_ideas(slow, **changes, **same)
        for _ in range(60):
            slow.step()
            fast.step()
        gaps.append(log_technology(fast) - log_technology(slow))
    assert gaps[0] > 0.01
    assert gaps[0] == pytest.approx(gaps[1], abs=0.005)


def test_the_reference_is_frozen_when_the_burn_in_is_over() -> None:
    economy = burned_in("parecon", 300, 6, **NEW)
    before = economy.state.reference_creativity
    economy.step()
    assert economy.state.reference_creativity == before > 0.0
    assert economy.state.in_burn_in is False


def test_uptake_rises_with_voice_under_managers_and_if_wanted_under_councils() -> None:
    council, manager = Council(), Manager()
    assert manager.uptake(Parameters(uptake_high=0.5)) == (0.22, 0.5)
    assert manager.uptake(Parameters(uptake_high=0.3, uptake_low=0.5)) == (0.5, 0.5)
    assert council.uptake(Parameters(uptake_by_voice=0.0)) == (0.5, 0.5)
    assert council.uptake(Parameters(uptake_by_voice=1.0)) == (0.22, 0.5)
    assert council.uptake(Parameters(uptake_by_voice=1.0, uptake_low=0.6)) == (0.5, 0.5)


def test_managers_and_councils_with_the_same_voice_take_up_the_same() -> None:
    same = Parameters(uptake_high=0.5, uptake_council=0.5, uptake_by_voice=1.0)
    assert Manager().uptake(same) == Council().uptake(same)


def test_ideas_of_others_that_are_not_known_hinder_ideas() -> None:
    effort = []
    for recombination in (0.0, 0.1):
        economy = burned_in("capitalism", 300, 2, **{**NEW, "recombination": recombination})
        workplaces = economy.state.workplaces
        workplaces.backlog[:] = 0.2
        economy.state.parameters = Parameters.unchecked(
            {**economy.state.parameters.to_dict(), "idea_step": 1e-3, "recombination": 0.0}
        )
        if recombination:
            economy.state.parameters = Parameters.unchecked(
                {**economy.state.parameters.to_dict(), "recombination": recombination}
            )
        economy.step()
        effort.append(economy.state.flows.ideas)
    assert effort[1] < 0.1 * effort[0]
    assert np.isfinite(effort).all()
