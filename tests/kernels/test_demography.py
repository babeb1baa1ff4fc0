"""Ageing, and what happens to a seat when somebody else takes it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.demography import grow_older, replace
from sim.kernels.enclave import note_used_skill
from sim.state import EconomyState
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares
from tests.reference import equations


def aged(world: World, **parameters: float) -> EconomyState:
    """Return an economy of people of 60 and more, some of whom have come to the end at 65."""
    people = {
        "age": world.rng.integers(60 * 12, 66 * 12, world.people),
        "tenure": world.rng.integers(0, 99, world.people),
        "wealth": world.rng.uniform(0.0, 9.0, world.people),
        "competence": world.rng.uniform(0.0, 1.0, world.people),
        "alienation_total": world.rng.uniform(0.0, 1.0, world.people),
        "training_left": 5,
        "schooling": 1.5,
        "status": 2,
    }
    return economy_of(world, people, retirement_age=65.0, entry_age=20.0, **parameters)


@few_examples
@given(seeds)
def test_who_comes_to_the_age_or_exits_leaves_and_only_the_others_count_as_exits(seed):
    world = make_world(seed)
    economy = aged(world)
    economy.months_per_step = 3
    age, tenure = economy.people.age.copy() + 3, economy.people.tenure.copy() + 3
    exits = np.flatnonzero(world.rng.uniform(size=world.people) < 0.3)
    found = grow_older(economy, exits)
    retiring = np.flatnonzero(age >= 65 * 12)
    assert found.tolist() == np.union1d(retiring, exits).tolist()
    assert economy.people.age.tolist() == age.tolist()
    assert economy.people.tenure.tolist() == tenure.tolist()
    early = np.setdiff1d(exits, retiring)
    assert economy.flows.exits == len(early)
    talent = np.log(world.aptitude[early]).mean(axis=1).sum()
    assert economy.flows.aptitude_of_exits == pytest.approx(talent, rel=1e-12, abs=1e-14)


@few_examples
@given(seeds, shares)
def test_a_share_of_an_estate_stays_in_the_seat_and_the_rest_goes_to_all(seed, inheritance):
    world = make_world(seed, smallest=1)
    economy = aged(world, inheritance=inheritance)
    wealth, leaving = economy.people.wealth.copy(), np.arange(0, world.people, 3)
    replace(economy, leaving)
    expected = wealth.copy()
    expected[leaving] *= inheritance
    expected += (1.0 - inheritance) * wealth[leaving].sum() / world.people
    np.testing.assert_allclose(economy.people.wealth, expected, rtol=1e-12)
    assert economy.people.wealth.sum() == pytest.approx(wealth.sum(), rel=1e-12)


@few_examples
@given(seeds)
def test_an_entrant_is_young_unskilled_and_without_work_and_the_others_are_as_before(seed):
    world = make_world(seed, smallest=1)
    economy = aged(world, untrained_skill=0.4)
    economy.month = 17
    before, leaving = economy.copy(), np.arange(0, world.people, 3)
    replace(economy, leaving)
    people = economy.people
    for name, value in {
        "age": 240, "entry_month": 17, "tenure": 0, "status": 1, "expert": -1, "schooling": 0.0,
        "training_domain": -1, "training_left": 0, "heard": 1.0, "once_disempowered": 1,
    }.items():  # fmt: skip
        found, kept = getattr(people, name), np.setdiff1d(np.arange(world.people), leaving)
        assert (found[leaving] == value).all(), name
        assert found[kept].tobytes() == getattr(before.people, name)[kept].tobytes(), name
    assert (economy.destination[leaving] == -1).all()
    assert (economy.destination == before.destination)[kept].all()
    assert people.person.tobytes() == world.person.tobytes()
    np.testing.assert_allclose(people.skill[leaving], 0.4 * people.aptitude[leaving], rtol=1e-12)
    assert (people.aptitude[leaving] != before.people.aptitude[leaving]).all()


@few_examples
@given(seeds)
def test_used_skill_is_that_of_an_hour_at_home(seed):
    world = make_world(seed)
    economy = economy_of(world, {"outside_hours": world.rng.uniform(0.0, 0.5, world.people)})
    used = np.full(world.employed, np.nan)
    assert_same_state_however_cut(note_used_skill, world.workplaces, economy, used)
    used[:] = np.nan
    for first in reversed(range(world.workplaces)):
        note_used_skill(first, first + 1, economy, used)
    for row in range(world.employed):
        kind = world.sector[world.workplace[row]]
        work = zip(
            world.hours[row],
            world.complexity[kind],
            world.skill[row, world.domain[kind]],
            strict=True,
        )
        in_use = equations.skill_in_use(work)
        assert used[row] == pytest.approx(in_use / (1.0 - economy.people.outside_hours[row]))
