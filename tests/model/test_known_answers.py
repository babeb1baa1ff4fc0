"""Limits of the model with known answers (model section 9)."""

from __future__ import annotations

import numpy as np
import pytest

from sim.economy import Economy
from sim.kernels.psychology import discipline
from sim.parameters import Parameters
from sim.sectors import load_scenario_sectors
from sim.state.tasks import task_tables


def beyond_ranges(economy: Economy, **values: float) -> None:
    """Put parameters in force that no scenario file may set, to reach a limit."""
    given = {**economy.state.parameters.to_dict(), **values}
    economy.state.parameters = Parameters.unchecked(given)
    economy.state.sectors = task_tables(
        load_scenario_sectors(economy.scenario), economy.state.parameters
    )


def stepped(economy: Economy, months: int) -> Economy:
    for _ in range(months):
        economy.step()
    return economy


def test_without_motives_effort_tends_to_the_norm() -> None:
    economy = Economy("capitalism", seed=1, workers=200, burn_in=0, months=200, agent_interval=0)
    beyond_ranges(
        economy,
        intrinsic_motivation=0.0,
        discipline_response=0.0,
        gift_response=0.0,
        effort_pay_response=0.0,
        solidarity=0.0,
        effort_norm=0.5,
        diligence_dispersion=0.0,
    )
    economy.state.people.diligence[:] = 0.0
    stepped(economy, 120)
    employed = int(economy.state.workplaces.offsets[-1])
    settled = economy.state.people.tenure[:employed] > 80
    np.testing.assert_allclose(economy.state.people.effort[:employed][settled], 0.5, atol=1e-6)


@pytest.mark.parametrize("division", ["hierarchical", "rotation", "balanced"])
def test_when_tasks_need_no_skill_the_division_of_labour_does_not_change_output(
    division: str,
) -> None:
    economy = Economy(
        "capitalism",
        seed=1,
        workers=300,
        burn_in=0,
        months=20,
        agent_interval=0,
        **{"institutions.division": division},
    )
    beyond_ranges(
        economy,
        complexity_scale=0.0,
        untrained_ceiling=1.0,
        licensing=0.0,
        class_schooling=0.0,
        newcomer_cost=0.0,
        switching_cost=0.0,
        supervision_cost=0.0,
        hierarchy_meetings=0.0,
        manager_meetings=0.0,
        idea_rate=0.0,
        effort_adjustment=0.0,
        progress=0.0,
        private_diffusion=0.0,
    )
    economy.state.people.effort[:] = 0.6
    economy.state.workplaces.technology[:] = 1.0
    stepped(economy, 12)
    assert economy.indicators["output_per_hour"] == pytest.approx(0.6, rel=1e-9)


@pytest.mark.slow
def test_unemployment_without_demand_shocks_is_where_flows_balance() -> None:
    economy = Economy(
        "capitalism",
        seed=2,
        workers=4000,
        burn_in=0,
        months=400,
        agent_interval=0,
        demand_volatility=0.0,
        business_cycle_volatility=0.0,
    )
    stepped(economy, 300)
    last = economy.monthly.tail(150).mean()
    into = last["separation_rate"] * (1.0 - last["unemployment_rate"])
    # Entrants and people back from training come into unemployment as well.
    force = 1.0 - last["training_share"]
    into += (1.0 / (45 * 12)) * (1.0 - 0.36) / force + last["training_share"] / 47 / force
    balance = into / last["job_finding_rate"]
    assert last["unemployment_rate"] == pytest.approx(balance, rel=0.1)


def test_without_learning_and_forgetting_skills_are_constant() -> None:
    economy = Economy("capitalism", seed=1, workers=200, burn_in=0, months=40, agent_interval=0)
    beyond_ranges(economy, learning=0.0, forgetting=0.0, transferability=1.0, class_places=0.0)
    before = economy.state.people.skill[economy.state.people.row_of].copy()
    stepped(economy, 24)
    people = economy.state.people
    stayed = (people.entry_month <= 0)[people.row_of]
    np.testing.assert_array_equal(people.skill[people.row_of][stayed], before[stayed])


def test_more_monitoring_never_lowers_discipline() -> None:
    shares = np.linspace(0, 1, 21)
    terms = [discipline(1.0, 0.4, 4.0, monitoring, 0.7, 0.15) for monitoring in shares]
    assert (np.diff(terms) > 0.0).all()


def test_more_alienation_never_raises_effort() -> None:
    efforts = []
    for alienation in (0.2, 0.5, 0.8):
        economy = Economy("capitalism", seed=1, workers=200, burn_in=0, months=9, agent_interval=0)
        beyond_ranges(economy, alienation_adjustment=0.0)
        economy.state.people.alienation[:] = alienation
        economy.state.people.alienation_total[:] = alienation
        stepped(economy, 1)
        employed = int(economy.state.workplaces.offsets[-1])
        people = economy.state.people
        order = np.argsort(people.person[:employed])
        efforts.append(people.effort[:employed][order])
    assert len(efforts[0]) == len(efforts[1]) == len(efforts[2])
    assert (efforts[0] >= efforts[1]).all()
    assert (efforts[1] >= efforts[2]).all()


def test_more_places_mean_less_able_experts() -> None:
    talent = []
    for places in (0.29, 0.43):
        economy = Economy(
            "capitalism", seed=1, workers=2000, burn_in=0, months=2, class_places=places
        )
        talent.append(stepped(economy, 1).indicators["expert_aptitude"])
    assert talent[0] > talent[1]
