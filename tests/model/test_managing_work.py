"""Who supervises less needs fewer hours of managing (model section 10.14)."""

from __future__ import annotations

import numpy as np
import pytest

from sim.economy import Economy
from sim.kernels.production import produce
from sim.parameters import Parameters
from sim.scenario import load_scenario
from sim.sectors import load_scenario_sectors
from sim.state import EconomyState, People
from sim.state.tasks import ORGANISATIONAL, hours_shares, task_tables
from sim.state.workplaces import Workplaces
from sim.testing.invariants import month_problems, staffing_problems

TABLE = load_scenario_sectors(load_scenario("capitalism"))
MANAGING = (TABLE.domain == ORGANISATIONAL) & (TABLE.empowerment >= 0.8)


def test_every_sector_has_managing_work() -> None:
    hours = np.where(MANAGING, TABLE.hours_share, 0.0).sum(axis=1)
    assert (hours > 0.03).all()
    assert (hours < 0.2).all()


def test_supervision_left_out_is_done_by_nobody_and_its_hours_go_to_the_rest() -> None:
    parameters = Parameters(supervision_part=0.4)
    shares = hours_shares(TABLE, parameters, 0.25 * parameters.monitoring)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-12)
    np.testing.assert_allclose(shares[MANAGING], 0.7 * TABLE.hours_share[MANAGING], rtol=1e-12)
    for s in range(len(TABLE.names)):
        others = ~MANAGING[s] & (TABLE.hours_share[s] > 0.0)
        growth = shares[s, others] / TABLE.hours_share[s, others]
        np.testing.assert_allclose(growth, growth[0], rtol=1e-12)
        assert growth[0] > 1.0


@pytest.mark.parametrize(("part", "monitored"), [(0.0, 0.0), (0.5, 1.0)])
def test_as_much_monitoring_or_no_part_of_supervision_changes_nothing(
    part: float, monitored: float
) -> None:
    parameters = Parameters(supervision_part=part)
    shares = hours_shares(TABLE, parameters, monitored * parameters.monitoring)
    assert shares.tobytes() == TABLE.hours_share.tobytes()


def test_no_monitoring_at_all_is_divided_by_nothing() -> None:
    parameters = Parameters(supervision_part=0.5, monitoring=0.0)
    shares = hours_shares(TABLE, parameters, 0.0)
    assert shares.tobytes() == TABLE.hours_share.tobytes()


def test_average_people_who_staff_all_tasks_produce_one_unit_each() -> None:
    """The scaling of model section 5.1 holds for any shares of the work."""
    parameters = Parameters(supervision_part=0.5, untrained_ceiling=1.0, licensing=0.0)
    tables = task_tables(TABLE, parameters, 0.0)
    assert (tables.hours_share[MANAGING] < TABLE.hours_share[MANAGING]).all()
    for s in range(len(TABLE.names)):
        people = 7
        workers = People.allocate(people)
        workers.hours[:], workers.skill[:] = tables.hours_share[s], 1.0
        workers.effort[:], workers.productive_time[:] = 1.0, 1.0
        workplaces = Workplaces.allocate(np.array([s]), np.ones(1), people)
        workplaces.technology[:], workplaces.offsets[1] = 1.3, people
        economy = EconomyState(
            parameters=parameters,
            sectors=tables,
            people=workers,
            workplaces=workplaces,
            seed=1,
            replicate=0,
            destination=workers.workplace,
        )
        produce(0, 1, economy)
        output = workplaces.output
        assert output[0] == pytest.approx(1.3 * people, rel=1e-12)


@pytest.mark.parametrize(
    "scenario", ["parecon", "cooperative", "parecon_no_balance", "coordinatorism", "rotation"]
)
def test_tasks_are_staffed_under_every_regime(scenario: str) -> None:
    economy = Economy(
        scenario, seed=5, workers=300, burn_in=2, months=6, agent_interval=0, supervision_part=0.5
    )
    shares = []
    for _ in range(8):
        economy.step()
        shares.append(economy.state.sectors.hours_share[MANAGING].sum())
        assert not [*staffing_problems(economy.state), *month_problems(economy.state)]
    council = economy.scenario.institutions.decisions == "council"
    assert shares[0] == pytest.approx(TABLE.hours_share[MANAGING].sum())
    assert bool(shares[-1] < 0.95 * shares[0]) is council


def test_a_fork_in_which_managing_takes_less_is_staffed_for_it() -> None:
    economy = Economy(
        "parecon", seed=5, workers=300, burn_in=2, months=6, agent_interval=0, supervision_part=0.0
    )
    for _ in range(5):
        economy.step()
    fork = economy.fork(
        load_scenario("parecon", workers=300, burn_in=2, months=6, supervision_part=0.5)
    )
    assert not list(staffing_problems(fork.state))
    assert fork.state.sectors.hours_share[0, 0] < economy.state.sectors.hours_share[0, 0]
    fork.step()
    assert not [*staffing_problems(fork.state), *month_problems(fork.state)]


def test_fewer_hours_are_spent_on_managing_and_the_empowered_do_other_work() -> None:
    hours = []
    for part in (0.0, 0.5):
        economy = Economy(
            "cooperative", seed=5, workers=400, burn_in=6, months=6, agent_interval=0,
            supervision_part=part,
        )  # fmt: skip
        for _ in range(12):
            economy.step()
        hours.append(economy.indicators["empowerment"])
    assert hours[1] < hours[0]
