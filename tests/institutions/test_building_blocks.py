"""What rules are built of, by numbers that can be checked by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import pytest

from sim.institutions import building_blocks
from sim.institutions.building_blocks import (
    assign_by_skill,
    end_exchanges,
    everywhere,
    mean_by_workplace,
    mean_mix,
    members_of,
    pay_for_work,
    reserve_licensed,
    restore_staffing,
    uniform_draws,
)
from sim.institutions.managing_work import fit_tasks
from sim.institutions.registry import rules_of
from sim.kernels.random import stream_key, uniform
from sim.kernels.staffing import dissolve_exchanges
from sim.parameters import Parameters
from sim.scenario import Institutions, load_scenario
from sim.sectors import load_scenario_sectors
from sim.state import EconomyState
from sim.state.people import Integers
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world, only_first


def two_none_and_one() -> EconomyState:
    """Return workplaces of two, no and one member, and one person without work."""
    world = make_world(1, workplaces=3, smallest=2)
    only_first(world, 4)
    world.offsets = np.array([0, 2, 2, 3])
    world.workplace[:] = [0, 0, 2, -1]
    world.sector[:] = 0
    world.hours_factor[:] = [0.5, 1.0, 0.8]
    return economy_of(world)


def test_members_and_their_means_by_workplace() -> None:
    state = two_none_and_one()
    assert everywhere(state).tolist() == [True, True, True]
    assert members_of(state, np.array([True, True, False])).tolist() == [0, 1]
    assert members_of(state, np.array([False, True, True])).tolist() == [2]
    assert mean_by_workplace(state, np.array([1.0, 4.0, 7.0, 100.0])).tolist() == [2.5, 0.0, 7.0]


def test_a_bit_of_everything_is_the_mix_of_the_sector() -> None:
    state = two_none_and_one()
    mix = mean_mix(state, np.array([0, 2]))
    assert mix.tolist() == [state.sectors.hours_share[0].tolist()] * 2


def test_pay_is_what_is_earned_in_a_full_month() -> None:
    state = two_none_and_one()
    pay_for_work(state, np.array([1.0, 2.0, 4.0]))
    assert state.people.hourly_pay[:3].tolist() == [2.0, 4.0, 5.0]


def test_draws_depend_on_purpose_person_and_month_alone() -> None:
    state = two_none_and_one()
    rows = np.array([3, 1])
    number = int(hashlib.sha256(b"who is chosen").hexdigest()[:12], 16)
    key = stream_key(state.seed, state.replicate, 2**56 + number, state.month)
    expected = [uniform(key, int(state.people.person[row])) for row in rows]
    assert uniform_draws(state, "who is chosen", rows).tolist() == expected
    assert uniform_draws(state, "who is asked", rows).tolist() != expected


def test_all_exchanges_end_and_everybody_takes_the_own_work_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state, ends = two_none_and_one(), []

    def noting(rows: Integers, state: EconomyState) -> None:
        ends.append(rows.tolist())
        dissolve_exchanges(rows, state)

    monkeypatch.setattr(building_blocks, "dissolve_exchanges", noting)
    people = state.people
    people.hours[:] = 0.0
    people.hours[0, 0], people.hours[1, 0], people.hours[2, 1] = 0.75, 1.0, 0.75
    people.outside_partner[:] = [2, -1, 0, -1]
    people.outside_workplace[:] = [2, -1, 0, -1]
    people.outside_task[:], people.outside_hours[:] = [1, -1, 0, -1], [0.25, 0.0, 0.25, 0.0]
    state.index_exchanges()
    assert state.workplaces.incoming_offsets.tolist() == [0, 1, 1, 2]
    end_exchanges(state)
    assert ends == [[0, 2]]
    assert people.outside_partner.tolist() == [-1] * 4
    assert people.outside_hours.tolist() == [0.0] * 4
    assert people.hours[:3, :2].tolist() == [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    assert state.workplaces.incoming_offsets.tolist() == [0, 0, 0, 0]


def licensed() -> EconomyState:
    """Return a workplace of two, of whom the second alone is licensed for the first task."""
    world = make_world(1, workplaces=1, smallest=2)
    only_first(world, 2)
    world.sector[:], world.task_count[:] = 0, 2
    world.hours_share[:] = 0.0
    world.hours_share[:, :2] = 0.5
    world.domain[:], world.task_order[:, :2] = 1, [0, 1]
    world.domain[:, 0] = 0
    world.complexity[:] = 0.0
    world.complexity[:, 0] = 1.0
    world.reserved[:] = False
    world.reserved[:, 0] = True
    world.untrained_efficiency[:] = 1.0
    world.skill[:] = np.array([[2.0], [1.0]])
    world.expert[:] = [-1, 0]
    world.hours[:] = 0.0
    world.hours[0, 0], world.hours[1, 1] = 1.0, 1.0
    return economy_of(world)


@pytest.mark.parametrize("block", [assign_by_skill, reserve_licensed, restore_staffing])
def test_licensed_work_comes_to_the_licensed(block: Callable[..., None]) -> None:
    state = licensed()
    block(state, np.array([False]))
    assert state.people.hours[:, 0].tolist() == [1.0, 0.0]
    block(state, np.array([True]))
    np.testing.assert_allclose(state.people.hours[:, 0], [0.0, 1.0], atol=1e-12)


def test_tasks_are_fitted_to_monitoring_once() -> None:
    table = load_scenario_sectors(load_scenario("capitalism"))
    state = two_none_and_one()
    state.parameters = Parameters(supervision_part=0.4)
    rules = rules_of(Institutions(decisions="council"))
    assert fit_tasks(state, table, rules)
    assert not fit_tasks(state, table, rules)
