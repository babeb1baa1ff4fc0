"""Placement under the job guarantee, trading of places, and how many places there are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.headcount import count_members, labour_force, whole_numbers
from sim.kernels.job_guarantee import movers_by_likeness, swap_places, wish_to_move
from sim.kernels.moves import lose_specific_skill
from sim.kernels.random import uniform
from sim.kernels.streams import Stream
from tests.kernels import reference_people as reference
from tests.kernels.economies import economy_of
from tests.kernels.test_labour_market import key, place, separation, shortage
from tests.kernels.worlds import few_examples, make_world, seeds, shares


@few_examples
@given(seeds, shares, st.floats(0.0, 2.0))
def test_the_more_alienated_wish_to_move_more_often(seed, rate, response):
    world = make_world(seed)
    economy, _ = separation(world, (0.0, response, 0.0, 0.0), voluntary_move_rate=rate)
    found, half = np.zeros(world.people, np.bool_), world.people // 3
    for start, stop in ((half, world.people), (0, half)):
        wish_to_move(start, stop, economy, found)
    drawn = np.array([uniform(key(Stream.VOLUNTARY_MOVE), person) for person in world.person])
    chance = rate * (1.0 + response * (economy.people.alienation_total - 0.5))
    assert found.tolist() == ((drawn < chance) & (economy.destination >= 0)).tolist()


@few_examples
@given(seeds, shares)
def test_movers_stand_by_sector_and_training_and_there_at_random(seed, fit):
    world = make_world(seed)
    wishes = world.rng.uniform(size=world.people) < 0.7
    economy = economy_of(world, placement_fit=fit)
    rows = np.flatnonzero(wishes)
    order, training = (
        np.array([uniform(key(stream), person) for person in world.person[rows]])
        for stream in (Stream.MOVE_PARTNER, Stream.PLACEMENT_FIT)
    )
    like = np.where(training < fit, world.expert[rows], -2)
    expected = rows[np.lexsort((order, like, world.home_sector[rows]))]
    assert movers_by_likeness(economy, wishes).tolist() == expected.tolist()


@few_examples
@given(seeds)
def test_members_are_counted_by_workplace(seed):
    world = make_world(seed)
    economy, _ = separation(world, (0.0, 0.0, 0.0, 0.0))
    staying = economy.destination[economy.destination >= 0]
    counted = np.bincount(staying, minlength=world.workplaces)
    assert count_members(economy).tolist() == counted.tolist()


@few_examples
@given(seeds)
def test_people_in_training_are_not_of_the_labour_force(seed):
    world = make_world(seed)
    left = world.rng.integers(0, 3, world.people)
    assert labour_force(economy_of(world, {"training_left": left})) == np.count_nonzero(left == 0)


@few_examples
@given(st.lists(st.floats(0.0, 50.0) | st.sampled_from([0.5, 1.5, 2.0]), min_size=1, max_size=200))
def test_whole_numbers_keep_the_sum_and_round_the_largest_remainders_up(exact):
    values = np.array(exact)
    whole = whole_numbers(values)
    up = whole - np.floor(values)
    assert set(up.tolist()) <= {0.0, 1.0}
    assert abs(whole.sum() - values.sum()) <= 0.5 + 1e-9
    rest = values - np.floor(values)
    # Largest remainder first, of equal ones the first.
    ranked = sorted(range(len(exact)), key=lambda j: (-rest[j], j))
    assert set(ranked[: int(up.sum())]) == set(np.flatnonzero(up).tolist())


@few_examples
@given(seeds)
def test_placement_agrees_with_the_reference(seed):
    world = make_world(seed)
    seekers, target, members = shortage(world, 3)
    target = np.maximum(target, 0)
    destination, expected = world.workplace.copy(), world.workplace.copy()
    for row, j in reference.placed(world, seekers, target, members).items():
        expected[row] = j
    placed = place(world, seekers, target, members, destination)
    np.testing.assert_array_equal(destination, expected)
    assert placed == (destination != world.workplace).sum()


@few_examples
@given(seeds)
def test_placement_fills_up_as_long_as_there_is_room(seed):
    world = make_world(seed)
    for most in (1, 8):
        seekers, target, members = shortage(world, most)
        target = np.maximum(target, 0)
        destination = world.workplace.copy()
        room = np.maximum(target - members, 0)
        placed = place(world, seekers, target, members, destination)
        assert placed == min(len(seekers), room.sum())
        arrived = destination[seekers][destination[seekers] >= 0]
        assert (np.bincount(arrived, minlength=world.workplaces) <= room).all()


def test_placement_prefers_the_sector_for_which_the_person_is_fit():
    seed = next(s for s in range(100) if len(make_world(s).task_count) > 1)
    world = make_world(seed, workplaces=2, smallest=3)
    world.sector[:] = [0, 1]
    world.complexity = np.where(world.hours_share > 0.0, 1.0, 0.0)
    world.untrained_efficiency[:] = 1.0
    world.domain[0], world.domain[1] = 0, 1
    world.skill[0], world.skill[1] = [2.0, 1.0, 1, 1, 1, 1], [1.0, 2.0, 1, 1, 1, 1]
    destination = np.full(world.people, -1, dtype=np.int32)
    target, members = np.array([10, 10]), np.array([5, 5])
    assert place(world, np.array([0, 1]), target, members, destination) == 2
    assert destination[:2].tolist() == [0, 1]


@few_examples
@given(seeds)
def test_trading_places_preserves_the_size_of_every_workplace(seed):
    world = make_world(seed)
    movers = np.flatnonzero(world.rng.uniform(size=world.employed) < 0.7)
    shuffled = world.rng.uniform(size=len(movers))
    movers = movers[np.lexsort((shuffled, world.home_sector[movers]))]
    destination = world.workplace.copy()
    moved = swap_places(movers, economy_of(world, state={"destination": destination}))
    np.testing.assert_array_equal(np.sort(destination), np.sort(world.workplace))
    assert moved == (destination != world.workplace).sum()
    kept = world.workplace[: world.employed], destination[: world.employed]
    np.testing.assert_array_equal(world.sector[kept[0]], world.sector[kept[1]])
    others = np.setdiff1d(np.arange(world.people), movers)
    np.testing.assert_array_equal(destination[others], world.workplace[others])


@few_examples
@given(seeds)
def test_movers_of_a_sector_are_paired_in_their_order(seed):
    world = make_world(seed)
    movers = world.rng.permutation(world.employed).astype(np.int64)
    movers = movers[np.argsort(world.home_sector[movers], kind="stable")]
    expected, destination = world.workplace.copy(), world.workplace.copy()
    for s in range(len(world.task_count)):
        ours = movers[world.home_sector[movers] == s]
        for one, other in zip(ours[0::2], ours[1::2], strict=False):
            expected[[one, other]] = expected[[other, one]]
    swap_places(movers, economy_of(world, state={"destination": destination}))
    np.testing.assert_array_equal(destination, expected)


@few_examples
@given(seeds, shares)
def test_changing_sector_keeps_a_share_of_the_skill_above_the_floor(seed, kept):
    world = make_world(seed)
    rows = np.flatnonzero(world.rng.uniform(size=world.people) < 0.5)
    floor = 0.55 * world.aptitude
    expected = world.skill.copy()
    above = np.maximum(world.skill - floor, 0.0)[rows]
    expected[rows] = np.where(above > 0.0, floor[rows] + kept * above, world.skill[rows])
    economy = economy_of(world, transferability=kept, untrained_skill=0.55)
    for row in rows:
        lose_specific_skill(row, economy)
    np.testing.assert_allclose(economy.people.skill, expected, rtol=1e-12)
    assert (economy.people.skill <= world.skill * (1.0 + 1e-15)).all()
