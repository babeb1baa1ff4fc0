"""Exchanges of hours between members of two workplaces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.exchange import (
    LEAST_HOURS,
    arrange_exchanges,
    mean_job_index,
    willing_to_exchange,
)
from sim.kernels.random import stream_key, uniform
from sim.kernels.wide_exchange import arrange_wide_exchanges
from tests.kernels import reference_hours as reference
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
)

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
    return arrange(
        givers,
        receivers,
        of_workplace,
        of_federation,
        world.person,
        world.workplace,
        world.offsets if wide else world.members,
        world.sector,
        world.task_count,
        world.hours_share,
        world.task_index,
        world.domain,
        world.complexity,
        world.expert,
        world.untrained_efficiency,
        world.reserved,
        world.marginal_product,
        world.job_index if index is None else index,
        world.productive_time * world.effort,
        world.skill,
        most,
        limit,
        world.hours,
        world.outside_partner,
        world.outside_workplace,
        world.outside_task,
        world.outside_hours,
        outside_work(world),
    )


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
    mean, spread = np.full(world.workplaces, np.nan), np.full(world.workplaces, np.nan)
    mean_job_index(0, world.workplaces, world.offsets, index, mean, spread)
    for j in range(world.workplaces):
        block = index[world.rows(j)]
        assert mean[j] == pytest.approx(block.mean() if len(block) else 0.0, rel=1e-12)
        assert spread[j] == pytest.approx(block.std() if len(block) else 0.0, rel=1e-12, abs=1e-15)
    table = (world.offsets, index, mean, spread)
    assert_same_bytes_however_cut(mean_job_index, world.workplaces, table)


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
def test_only_members_of_workplaces_that_take_part_are_willing_at_the_rate(seed, rate):
    world = make_world(seed, workplaces=5, smallest=1)
    takes_part = world.rng.uniform(size=world.workplaces) < 0.6
    key, rows = stream_key(1, 0, 2, 3), np.empty(world.employed, dtype=np.int64)
    count = willing_to_exchange(key, rate, world.person, world.workplace, takes_part, rows)
    drawn = np.array([uniform(key, person) for person in world.person[: world.employed]])
    willing = (drawn < rate) & takes_part[world.workplace[: world.employed]]
    assert rows[:count].tolist() == np.flatnonzero(willing).tolist()


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
