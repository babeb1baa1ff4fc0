"""What follows for people and workplaces when people move."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.job_guarantee import place_everyone, trade_and_share
from sim.kernels.labour_market import hire, memory_steps
from sim.kernels.moves import settle_in
from sim.kernels.separations import COLUMNS, DESIRED, LAYOFFS, VACANCIES, plan_employment, separate
from sim.parameters.time_step import share_per_step
from sim.state import EconomyState
from tests.kernels import reference_hours as reference
from tests.kernels.economies import arrays_of, economy_of
from tests.kernels.test_staffing import moves
from tests.kernels.worlds import World, add_exchanges, few_examples, make_world, seeds, shares


def on_the_move(world: World, **parameters: float) -> EconomyState:
    """Return an economy in which people of every status are sent to other workplaces."""
    status = np.where(np.arange(world.people) < world.employed, 0, 1)
    # Entrants whose seat had work, and people who go into training.
    status[world.rng.uniform(size=world.people) < 0.2] = 1
    training = world.rng.uniform(size=world.people) < 0.1
    status[training] = 2
    destination = moves(world)
    destination[training] = -1
    return economy_of(
        world, {"status": status, "tenure": 7}, state={"destination": destination}, **parameters
    )


@few_examples
@given(seeds)
def test_moves_are_carried_out_as_the_destinations_say(seed):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    economy = on_the_move(world, transferability=0.5, untrained_skill=0.0)
    before, destination = economy.copy().people, economy.destination.copy()
    moved = settle_in(economy)
    people = economy.people
    assert moved == np.count_nonzero(destination != before.workplace)
    assert destination.tolist() == people.workplace.tolist() == economy.destination.tolist()
    arriving = (destination >= 0) & ((before.status != 0) | (destination != before.workplace))
    kinds = np.where(arriving, world.sector[destination], before.home_sector)
    assert people.home_sector.tolist() == kinds.tolist()
    expected = np.where(before.status == 2, 2, np.where(destination >= 0, 0, 1))
    assert people.status.tolist() == expected.tolist()
    assert people.tenure.tolist() == np.where(destination != before.workplace, 0, 7).tolist()
    crossing = kinds != before.home_sector
    kept = np.where(crossing[:, None], 0.5, 1.0) * before.skill
    np.testing.assert_allclose(people.skill, kept, rtol=1e-12)
    changed = reference.changed_workplaces(before.workplace, destination, world.workplaces)
    changed[destination[arriving]] = True
    assert economy.workplaces.changed.tolist() == changed.tolist()
    # Who has moved has no exchange, nor has a partner of theirs.
    gone = set(world.person[destination != before.workplace].tolist())
    left = [partner for partner in before.outside_partner.tolist() if partner not in gone]
    assert (people.outside_partner[destination != before.workplace] == -1).all()
    assert set(people.outside_partner.tolist()) <= {*left, -1}


@few_examples
@given(seeds)
def test_where_nobody_moves_only_the_seats_of_entrants_change(seed):
    world = make_world(seed, smallest=1)
    economy = economy_of(world, workplaces={"changed": True})
    before = arrays_of(economy)
    assert settle_in(economy) == 0
    after = arrays_of(economy)
    assert not after.pop("workplaces.changed").any()
    for name, array in after.items():
        assert array.tobytes() == before[name].tobytes(), name
    economy.people.status[0] = 1
    assert settle_in(economy) == 0
    assert np.flatnonzero(economy.workplaces.changed).tolist() == [world.workplace[0]]
    assert economy.people.status[0] == 0


@few_examples
@given(seeds, shares, shares)
def test_positions_of_the_labour_market_add_up(seed, quits, ending):
    world = make_world(seed, workplaces=6, smallest=2)
    pay = world.rng.uniform(0.5, 2.0, world.workplaces)
    economy = economy_of(
        world, workplaces={"pay_level": pay, "hours_factor": 0.7}, quit_rate=quits,
        layoff_rate=0.3 * ending, job_to_job_rate=0.5, matching_efficiency=0.8,
    )  # fmt: skip
    plan = plan_employment(economy)
    assert plan.shape == (6, COLUMNS)
    assert (plan[:, DESIRED] >= 1).all()
    separate(0, world.workplaces, economy, 0.5, plan)
    lost = economy.destination.copy()
    hire(economy, plan, np.ones(world.people, np.bool_))
    flows, destination = economy.flows, economy.destination
    assert flows.separations_into_unemployment == np.count_nonzero(
        (lost < 0) & (world.workplace >= 0)
    )
    assert flows.vacancies == plan[:, VACANCIES].sum()
    assert flows.hires == np.count_nonzero((lost < 0) & (destination >= 0))
    assert flows.job_to_job == np.count_nonzero((lost >= 0) & (destination != lost))
    assert flows.hires + flows.job_to_job <= flows.vacancies
    better = (lost >= 0) & (destination != lost)
    assert (world.sector[destination[better]] == world.sector[lost[better]]).all()
    staying = np.bincount(lost[lost >= 0], minlength=6)
    arrived = np.bincount(destination[(destination != lost)], minlength=6)
    assert (arrived <= plan[:, VACANCIES]).all()
    assert (staying <= np.maximum(plan[:, DESIRED], staying - plan[:, LAYOFFS])).all()
    assert (economy.workplaces.hours_factor == 1.0).all()


@few_examples
@given(seeds)
def test_under_the_guarantee_everyone_is_placed_and_places_are_only_traded(seed):
    world = make_world(seed, workplaces=5, smallest=3)
    economy = economy_of(world, workplaces={"demand": 2.0}, work_sharing_limit=0.1)
    before = economy.destination.copy()
    economy.destination[world.rng.uniform(size=world.people) < 0.2] = -1
    place_everyone(economy, before)
    placed = economy.destination.copy()
    room = np.bincount(placed[placed >= 0], minlength=5)
    assert economy.flows.unemployed_before_hiring == np.count_nonzero(before < 0)
    assert economy.flows.hires == np.count_nonzero((before < 0) & (placed >= 0))
    trade_and_share(economy, (placed >= 0) & (placed == before), before)
    assert (
        np.bincount(economy.destination[economy.destination >= 0], minlength=5).tolist()
        == room.tolist()
    )
    moved = (before >= 0) & (economy.destination >= 0) & (before != economy.destination)
    assert economy.flows.job_to_job == np.count_nonzero(moved)
    np.testing.assert_allclose(economy.workplaces.hours_factor, 1.1)


@pytest.mark.parametrize("months", [1, 3, 12])
def test_people_remember_a_year_whatever_the_step(months):
    economy = economy_of(make_world(1), state={"months_per_step": months})
    assert memory_steps(economy) == pytest.approx(1.0 / share_per_step(1.0 / 12.0, months))


@few_examples
@given(seeds, st.sampled_from([0.9, 1.0, 1.1]))
def test_without_shocks_workplaces_want_their_share_of_all_jobs(seed, jobs):
    world = make_world(seed, smallest=2)
    economy = economy_of(
        world, jobs_per_worker=jobs, demand_volatility=0.0, business_cycle_volatility=0.0
    )
    exact = jobs * world.people * economy.workplaces.share
    desired = plan_employment(economy)[:, DESIRED]
    assert (abs(desired - np.maximum(exact, 1.0)) < 1.0 + 1e-9).all()
