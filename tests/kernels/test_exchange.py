"""Exchanges of hours between members of two workplaces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.exchange import LEAST_HOURS, arrange_exchanges
from sim.kernels.federation import (
    end_some_exchanges,
    farthest_first,
    mean_job_index,
    willing_to_exchange,
)
from sim.kernels.random import uniform
from sim.kernels.wide_exchange import arrange_wide_exchanges
from sim.state import Stream
from tests.kernels import reference_hours as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.producing import keep, producing
from tests.kernels.worlds import World, add_exchanges, few_examples, make_world, seeds

EXACT = 1e-9
LIMIT = 0.5
limits = st.floats(min_value=0.03, max_value=0.5)


def federations(world: World, by_sector: bool) -> tuple:
    """Return givers, receivers, and the federation and its mean index for each row.

    Rows that already work elsewhere take no part; the rest is sorted farthest from the mean first.
    """
    index, own = world.job_index, world.workplace[: world.employed]
    group = np.full(world.people, -1, dtype=np.int64)
    group[: world.employed] = world.sector[own] if by_sector else 0
    mean = np.zeros(world.people)
    for g in np.unique(group[: world.employed]):
        mean[group == g] = index[group == g].mean()
    sides = []
    for sign in (1.0, -1.0):
        lead = sign * (index - mean)
        rows = np.flatnonzero((group >= 0) & (lead > 0.0) & (world.outside_partner < 0))
        sides.append(rows[np.lexsort((-lead[rows], group[rows]))].astype(np.int64))
    return (*sides, group, mean)


def outside_work(world: World) -> np.ndarray:
    """Return the hours that people of other workplaces do, shape (workplaces, tasks)."""
    own = np.zeros((world.workplaces, 8))
    np.add.at(own, world.workplace[: world.employed], world.hours[: world.employed])
    return world.work() - own


def arranged(
    world: World,
    most: float,
    by_sector: bool = False,
    sides: tuple | None = None,
    index=None,
    limit: float = LIMIT,
    wide: bool = False,
) -> float:
    """Arrange exchanges in the world and return the hours moved."""
    arrange = arrange_wide_exchanges if wide else arrange_exchanges
    givers, receivers, group, mean = sides or federations(world, by_sector)
    of_workplace = world.sector if by_sector else np.zeros(world.workplaces, dtype=np.int64)
    of_federation = np.zeros(of_workplace.max() + 1)
    of_federation[group[: world.employed]] = mean[: world.employed]
    state = producing(
        world,
        people={"job_index": world.job_index if index is None else index},
        federation_hours=most,
        outside_work_limit=limit,
    )
    sides = (givers.astype(np.int64), receivers.astype(np.int64))
    moved = arrange(*sides, state, of_workplace, of_federation, outside_work(world))
    keep(world, state)
    return moved


def busy_world(seed: int) -> World:
    """Return a staffed world with several workplaces, some exchanges already under way."""
    world = make_world(seed, workplaces=5, staffed=True, smallest=2)
    add_exchanges(world, attempts=3)
    return world


@few_examples
@given(seeds)
def test_means_and_spreads_by_workplace_are_those_of_numpy(seed):
    world = make_world(seed)
    index = world.rng.uniform(0.0, 1.0, world.people)
    state, mean = economy_of(world, people={"job_index": index}), np.full(world.workplaces, np.nan)
    mean_job_index(0, world.workplaces, state, mean)
    spread = state.workplaces.job_index_spread
    for j in range(world.workplaces):
        block = index[world.rows(j)]
        assert mean[j] == pytest.approx(block.mean() if len(block) else 0.0, rel=1e-12)
        assert spread[j] == pytest.approx(block.std() if len(block) else 0.0, rel=1e-12, abs=1e-15)
    assert_same_state_however_cut(mean_job_index, world.workplaces, state, mean)


@few_examples
@given(seeds, limits, st.booleans(), st.sampled_from([0.2, 0.5, 0.9]))
def test_exchanges_agree_with_the_reference(seed, most, by_sector, limit):
    world = busy_world(seed)
    before = world.hours.copy()
    partner, away = world.outside_partner.copy(), world.outside_workplace.copy()
    task, time = world.outside_task.copy(), world.outside_hours.copy()
    found, hours = reference.arrange_exchanges(
        world, *federations(world, by_sector), most, outside_work(world), limit
    )
    moved = arranged(world, most, by_sector, limit=limit)
    for row, (other, there, work, amount) in found.items():
        partner[row], away[row] = world.person[other], there
        task[row], time[row] = work, amount
        before[row, found[other][2]] -= amount
    np.testing.assert_array_equal(world.outside_partner, partner)
    np.testing.assert_array_equal(world.outside_workplace, away)
    np.testing.assert_array_equal(world.outside_task, task)
    np.testing.assert_allclose(world.outside_hours, time, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(world.hours, before, rtol=1e-12, atol=1e-14)
    assert moved == pytest.approx(hours, rel=1e-12)


@few_examples
@given(seeds, st.floats(min_value=0.0, max_value=1.0))
def test_only_members_of_balanced_workplaces_are_willing_at_the_rate_or_since_theirs_ended(
    seed, rate
):
    world = make_world(seed, workplaces=5, smallest=1)
    balanced = world.rng.uniform(size=world.workplaces) < 0.6
    state = economy_of(
        world,
        workplaces={"job_index_spread": np.where(balanced, 0.01, 0.03)},
        federation_rate=rate,
        federation_tolerance=0.02,
    )
    renewing = world.rng.choice(world.employed, 3, replace=False)
    key = state.key(Stream.FEDERATION)
    drawn = np.array([uniform(key, person) for person in world.person[: world.employed]])
    ready = drawn < rate
    ready[renewing] = True
    willing = ready & balanced[world.workplace[: world.employed]]
    assert willing_to_exchange(state, renewing).tolist() == np.flatnonzero(willing).tolist()


@few_examples
@given(seeds, st.booleans())
def test_the_farthest_of_a_federation_come_first_and_then_the_lower_identifier(seed, by_sector):
    world = make_world(seed, workplaces=5, smallest=2)
    index = np.round(world.rng.uniform(0.0, 1.0, world.people), 1)  # many are equally far
    state = economy_of(world, people={"job_index": index})
    group = world.sector if by_sector else np.zeros(world.workplaces, dtype=np.int64)
    mean = world.rng.uniform(0.0, 1.0, len(world.task_count))
    rows = np.flatnonzero(world.rng.uniform(size=world.employed) < 0.7)
    own = group[world.workplace[rows]]
    order = np.lexsort((world.person[rows], -np.abs(index[rows] - mean[own]), own))
    np.testing.assert_array_equal(farthest_first(state, rows, group, mean), rows[order])


@few_examples
@given(seeds)
def test_some_exchanges_end_at_the_rate_and_both_partners_take_their_work_back(seed):
    world = make_world(seed, workplaces=4, staffed=True, smallest=3)
    add_exchanges(world, attempts=20)
    state = economy_of(world, exchange_renewal=0.5)
    key, pairs = state.key(Stream.EXCHANGE_RENEWAL), []
    for row in range(world.employed):
        partner = world.outside_partner[row]
        if partner > world.person[row] and uniform(key, world.person[row]) < 0.5:
            pairs += [row, int(world.row_of[partner])]
    ends = np.isin(np.arange(world.people), pairs)
    expected = reference.dissolve_exchanges(world, ends)
    assert sorted(end_some_exchanges(state).tolist()) == sorted(pairs)
    people = state.people
    np.testing.assert_allclose(people.hours, expected[0], rtol=1e-12, atol=0.0)
    np.testing.assert_array_equal(people.outside_partner, expected[1])
    np.testing.assert_array_equal(people.outside_hours, expected[4])


@few_examples
@given(seeds, limits)
def test_exchanges_conserve_the_work_of_each_task_and_everyones_full_time(seed, most):
    world = busy_world(seed)
    work = world.work()
    for by_sector in (True, False):
        arranged(world, most, by_sector)
    np.testing.assert_allclose(world.work(), work, rtol=0.0, atol=EXACT)
    time = world.hours.sum(axis=1) + world.outside_hours
    np.testing.assert_allclose(time[: world.employed], 1.0, rtol=0.0, atol=EXACT)
    assert (world.hours >= 0.0).all()


@few_examples
@given(seeds, limits, st.booleans())
def test_nobody_crosses_the_mean_of_the_federation_and_distances_shrink(seed, most, by_sector):
    world = busy_world(seed)
    before = world.job_index
    givers, receivers, _, mean = federations(world, by_sector)
    earlier = world.outside_partner.copy()
    arranged(world, most, by_sector)
    after, new = world.job_index, world.outside_partner != earlier
    for row in givers[new[givers]]:
        assert mean[row] - 1e-12 <= after[row] < before[row]
    for row in receivers[new[receivers]]:
        assert before[row] < after[row] <= mean[row] + 1e-12
    np.testing.assert_allclose(after[~new], before[~new], rtol=0.0, atol=1e-15)


@few_examples
@given(seeds, limits)
def test_everyone_has_at_most_one_second_workplace_and_it_is_mutual(seed, most):
    world = busy_world(seed)
    earlier = world.outside_partner.copy()
    for by_sector in (True, False):
        arranged(world, most, by_sector)
    held = np.flatnonzero(earlier >= 0)
    np.testing.assert_array_equal(world.outside_partner[held], earlier[held])
    rows = np.flatnonzero(world.outside_partner >= 0)
    partners = world.row_of[world.outside_partner[rows]]
    assert len(np.unique(partners)) == len(rows)
    np.testing.assert_array_equal(world.outside_partner[partners], world.person[rows])
    np.testing.assert_array_equal(world.outside_workplace[rows], world.workplace[partners])
    np.testing.assert_array_equal(world.outside_hours[rows], world.outside_hours[partners])
    assert (world.workplace[rows] != world.workplace[partners]).all()


@few_examples
@given(seeds, limits)
def test_exchanges_keep_within_their_limits(seed, most):
    world = busy_world(seed)
    earlier = world.outside_partner >= 0
    arranged(world, most)
    new = (world.outside_partner >= 0) & ~earlier
    assert (world.outside_hours[new] <= most).all()
    assert (world.outside_hours[new] >= LEAST_HOURS).all()
    most_outside = LIMIT * world.full_work() + EXACT
    assert (outside_work(world) <= most_outside).all()


@few_examples
@given(seeds, limits)
def test_a_federation_of_a_sector_keeps_exchanges_inside_the_sector(seed, most):
    world = busy_world(seed)
    earlier = world.outside_partner >= 0
    arranged(world, most, by_sector=True)
    new = np.flatnonzero((world.outside_partner >= 0) & ~earlier)
    there = world.sector[world.outside_workplace[new]]
    np.testing.assert_array_equal(there, world.sector[world.workplace[new]])


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_people_of_other_workplaces_do_at_most_half_of_the_work_of_a_task(share):
    world = make_world(1, workplaces=2, smallest=12)
    # Everybody does a good task and a bad one; only the good against the bad is an exchange.
    world.sector[:] = 0
    world.hours_share[0] = [share, 1.0 - share, 0, 0, 0, 0, 0, 0]
    world.task_count[0], world.task_index[0, :2] = 2, [1.0, 0.0]
    world.reserved[:] = False
    world.hours[: world.employed] = world.hours_share[0]
    far = np.where(world.workplace == 0, 9.0, -9.0)
    sides = (np.arange(12), np.arange(12, 24), np.zeros(world.people, int), np.zeros(world.people))
    moved = arranged(world, 0.2, sides=sides, index=far)
    # The scarcer task has 0.2 * 12 hours: six people may exchange 0.2 of them.
    assert moved == pytest.approx(2.0 * 1.2, rel=1e-12)
    assert (world.outside_partner >= 0).sum() == 12
    scarce = (0, 0) if share < 0.5 else (1, 1)
    assert outside_work(world)[scarce] == pytest.approx(1.2, rel=1e-12)


def test_some_exchange_is_arranged_in_most_worlds():
    moved = [arranged(busy_world(seed), 0.2) for seed in range(20)]
    assert np.count_nonzero(moved) > 10


def test_nothing_is_exchanged_inside_a_single_workplace():
    world = make_world(3, workplaces=1, staffed=True, smallest=6)
    assert arranged(world, 0.2) == 0.0
    assert (world.outside_partner == -1).all()
