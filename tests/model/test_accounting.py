"""What must be conserved in every month, whatever the regime (model section 9)."""

from __future__ import annotations

import numpy as np
import pytest

from sim.economy import Economy
from sim.state import Status

REGIMES = {
    "capitalism": {},
    "parecon": {},
    "cooperative": {},
    "coordinatorism": {},
    "rotation": {},
    "balanced_only": {},
}


def advanced(name: str, months: int = 30, **changes: object) -> Economy:
    economy = Economy(name, seed=3, workers=400, burn_in=6, months=60, agent_interval=0, **changes)
    for _ in range(6 + months):
        economy.step()
    return economy


@pytest.fixture(scope="module", params=sorted(REGIMES))
def economy(request: pytest.FixtureRequest) -> Economy:
    eager = {"federation_tolerance": 0.2, "federation_rate": 0.2}
    return advanced(request.param, **eager)


def test_everyone_at_work_has_a_full_month(economy: Economy) -> None:
    people, employed = economy.state.people, int(economy.state.workplaces.offsets[-1])
    total = people.hours.sum(axis=1) + people.outside_hours
    np.testing.assert_allclose(total[:employed], 1.0, atol=1e-9)
    np.testing.assert_array_equal(total[employed:], 0.0)
    assert (people.hours >= -1e-12).all()


def test_the_work_of_every_task_is_staffed(economy: Economy) -> None:
    state = economy.state
    done = np.zeros((len(state.workplaces), 8))
    employed = int(state.workplaces.offsets[-1])
    np.add.at(done, state.people.workplace[:employed], state.people.hours[:employed])
    away = np.flatnonzero(state.people.outside_workplace >= 0)
    np.add.at(
        done,
        (state.people.outside_workplace[away], state.people.outside_task[away]),
        state.people.outside_hours[away],
    )
    required = state.sectors.hours_share[state.workplaces.sector]
    required = required * state.workplaces.members[:, None]
    np.testing.assert_allclose(done, required, atol=1e-7)


def test_exchanges_across_workplaces_are_mutual(economy: Economy) -> None:
    people = economy.state.people
    away = np.flatnonzero(people.outside_partner >= 0)
    partner = people.row_of[people.outside_partner[away]]
    np.testing.assert_array_equal(people.outside_partner[partner], people.person[away])
    np.testing.assert_array_equal(people.outside_workplace[away], people.workplace[partner])
    np.testing.assert_array_equal(people.outside_hours[away], people.outside_hours[partner])


def test_parecon_balances_across_workplaces() -> None:
    economy = advanced("parecon", federation_tolerance=0.2, federation_rate=0.2)
    assert (economy.state.people.outside_partner >= 0).sum() > 20


def test_output_is_consumption_plus_investment(economy: Economy) -> None:
    flows = economy.state.flows
    output = economy.state.workplaces.output.sum()
    assert flows.consumption + flows.investment == pytest.approx(output, rel=1e-9)


@pytest.mark.parametrize("pay", ["market", "effort_and_need", "equal"])
@pytest.mark.parametrize("employment", ["labour_market", "job_guarantee"])
def test_money_is_conserved_under_every_pay_rule(pay: str, employment: str) -> None:
    changes = {"institutions.pay": pay, "institutions.employment": employment}
    economy = Economy(
        "capitalism", seed=5, workers=300, burn_in=3, months=9, agent_interval=0, **changes
    )
    for _ in range(12):
        economy.step()
        output = economy.state.workplaces.output.sum()
        flows = economy.state.flows
        assert flows.consumption + flows.investment == pytest.approx(output, rel=1e-9)


def test_the_population_is_constant_and_ordered(economy: Economy) -> None:
    people, workplaces = economy.state.people, economy.state.workplaces
    assert len(people) == 400
    np.testing.assert_array_equal(np.sort(people.person), np.arange(400))
    np.testing.assert_array_equal(people.person[people.row_of], np.arange(400))
    for j in range(len(workplaces)):
        block = slice(*workplaces.offsets[j : j + 2])
        assert (people.workplace[block] == j).all()
        assert (people.status[block] == Status.EMPLOYED).all()


def test_scores_stay_in_their_range(economy: Economy) -> None:
    people = economy.state.people
    for values in (people.effort, people.alienation, people.voice, people.unfairness):
        assert (values >= 0.0).all()
        assert (values <= 1.0).all()
    assert (people.skill > 0.0).all()
    assert (people.wealth >= 0.0).all()


def test_wealth_is_conserved_when_estates_are_passed_on() -> None:
    from sim.phases import demography

    economy = advanced("capitalism", months=2)
    state = economy.state
    state.people.age[:20] = 65 * 12 - 1
    before = state.people.wealth.sum()
    state.month += 1
    demography.advance(state)
    assert np.count_nonzero(state.people.entry_month == state.month) >= 20
    assert state.people.wealth.sum() == pytest.approx(before, rel=1e-12)
