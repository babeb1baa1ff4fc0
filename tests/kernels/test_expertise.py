"""Who is trained for the work, and where the trained are missing (model sections 10.1, 10.3)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels import DOMAINS
from sim.kernels.expertise import (
    LOOKED_AT,
    count_staff,
    hours_by_training,
    need_of,
    position_that_fits,
    workplace_that_fits,
)
from sim.kernels.production import produce
from sim.kernels.swaps import task_product
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.test_hierarchy import arguments as sorting
from tests.kernels.test_hierarchy import assign_by_skill
from tests.kernels.test_labour_market import FIT, market, match, place, reservation, shortage
from tests.kernels.test_production import economy_at, produced
from tests.kernels.test_staffing import handed_over, moves
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

EXACT = 1e-12


def busy_world(seed: int) -> World:
    """Return a staffed world with exchanges in which training counts in every task for experts."""
    world = make_world(seed, staffed=True, smallest=2)
    add_exchanges(world)
    left = world.rng.uniform(0.1, 0.9, world.complexity.shape)
    world.untrained_efficiency = np.where(world.for_experts, left, 1.0)
    return world


def counted(world: World) -> np.ndarray:
    """Return what `hours_by_training` fills, after a check of how workplaces are cut."""
    economy, sums = economy_of(world), np.full((world.workplaces, 6), np.nan)
    economy.sectors.licensed[:] = licensed(world)
    assert_same_bytes_however_cut(hours_by_training, world.workplaces, (economy, sums))
    hours_by_training(0, world.workplaces, economy, sums)
    return sums


def licensed(world: World) -> np.ndarray:
    """Return which tasks are licensed: those for experts in the first three columns."""
    return world.for_experts & (np.arange(8) < 3)


@few_examples
@given(seeds)
def test_hours_by_training_are_those_of_whole_arrays(seed: int) -> None:
    world = busy_world(seed)
    expected = np.zeros((world.workplaces, 6))
    for row in range(world.employed):
        j = world.workplace[row]
        spots = [(world.sector[j], k, world.hours[row, k]) for k in range(8)]
        if world.outside_workplace[row] >= 0:
            there = world.sector[world.outside_workplace[row]]
            spots.append((there, world.outside_task[row], world.outside_hours[row]))
        for kind, k, hours in spots:
            fits = world.domain[kind, k] == world.expert[row]
            for_experts, reserved = world.for_experts[kind, k], licensed(world)[kind, k]
            trained = world.expert[row] >= 0
            expected[j] += hours * np.array(
                [
                    for_experts,
                    for_experts and not fits,
                    reserved,
                    reserved and not fits,
                    trained,
                    trained and not (for_experts and fits),
                ]
            )
    np.testing.assert_allclose(counted(world), expected, rtol=EXACT, atol=1e-14)


@few_examples
@given(seeds)
def test_nobody_is_untrained_where_everyone_is_trained_in_the_only_domain(seed: int) -> None:
    world = busy_world(seed)
    world.domain[:], world.expert[:] = 3, 3
    expert_work, untrained, _, unlicensed, of_trained, elsewhere = counted(world).sum(axis=0)
    assert untrained == unlicensed == 0.0
    assert of_trained == pytest.approx(world.employed)
    assert elsewhere == pytest.approx(of_trained - expert_work)


@few_examples
@given(seeds, shares)
def test_labour_of_the_untrained_is_that_of_the_trained_times_what_is_left(
    seed: int, left: float
) -> None:
    world = busy_world(seed)
    world.domain[:], world.untrained_efficiency[:] = 2, left
    world.expert[:] = 2
    trained, _ = produced(world)
    world.expert[:] = 1
    untrained, _ = produced(world)
    np.testing.assert_allclose(untrained, left * trained, rtol=1e-11)


@few_examples
@given(seeds)
def test_where_training_makes_no_difference_it_changes_not_a_byte(seed: int) -> None:
    world = busy_world(seed)
    world.untrained_efficiency[:] = 1.0
    results = []
    for trained in (-1, 0, 5):
        world.expert[:] = trained
        labour, output = produced(world)
        results.append(labour.tobytes() + output.tobytes())
    assert len(set(results)) == 1


@few_examples
@given(seeds)
def test_output_of_scarce_experts_does_not_depend_on_how_workplaces_are_cut(seed: int) -> None:
    world = busy_world(seed)
    assert_same_state_however_cut(produce, world.workplaces, economy_at(world, 0.5))


@few_examples
@given(seeds)
def test_more_training_never_lowers_output(seed: int) -> None:
    world = busy_world(seed)
    world.domain[:] = 4
    before = produced(world)[1]
    world.expert[world.rng.uniform(size=world.people) < 0.5] = 4
    assert (produced(world)[1] >= before * (1.0 - EXACT)).all()


def test_what_is_missed_without_training_grows_with_complexity() -> None:
    world = busy_world(3)
    world.complexity[0] = np.linspace(1.0, 2.5, 8)
    world.skill[:], world.domain[0] = 1.0, 0
    world.untrained_efficiency = 0.6**world.complexity
    world.expert[0] = -1
    products = [
        task_product(
            0,
            k,
            0,
            1.0,
            1.0,
            world.skill,
            world.domain,
            world.complexity,
            world.expert,
            world.untrained_efficiency,
        )
        for k in range(8)
    ]
    np.testing.assert_allclose(products, 0.6 ** np.linspace(1.0, 2.5, 8), rtol=EXACT)


@few_examples
@given(seeds)
def test_the_trained_come_first_where_little_is_left_without_training(seed: int) -> None:
    world = busy_world(seed)
    world.untrained_efficiency = np.where(world.for_experts, 1e-6, 1.0)
    everywhere = np.ones(world.workplaces, dtype=np.bool_)
    assign_by_skill(0, world.workplaces, *sorting(world, everywhere))
    for j in range(world.workplaces):
        kind, hours = world.sector[j], world.hours[world.rows(j)]
        left = np.ones(len(hours))
        for k in world.task_order[kind, : world.task_count[kind] - 1]:
            trained = world.expert[world.rows(j)] == world.domain[kind, k]
            if world.for_experts[kind, k] and (hours[~trained, k] > 1e-9).any():
                # Nobody who is trained has time left.
                assert (left - hours[:, k])[trained] == pytest.approx(0.0, abs=1e-9)
            left = left - hours[:, k]


@few_examples
@given(seeds)
def test_staff_is_counted_by_training(seed: int) -> None:
    world = make_world(seed)
    staff = np.full((world.workplaces, DOMAINS + 1), 9, dtype=np.int64)
    count_staff(world.workplace, world.expert, staff)
    np.testing.assert_array_equal(staff, world.staff(world.workplace))


@few_examples
@given(seeds)
def test_need_agrees_with_the_reference(seed: int) -> None:
    world = make_world(seed, smallest=1)
    staff = world.staff(world.workplace)
    for row in range(world.people):
        for j in range(world.workplaces):
            kind, trained = int(world.sector[j]), int(world.expert[row])
            found = need_of(j, kind, trained, world.expert_hours, staff)
            assert found == pytest.approx(reference.need(world, staff, row, j), abs=EXACT)


@few_examples
@given(seeds, st.integers(1, 30))
def test_of_the_next_ten_positions_the_one_that_needs_most_is_found(seed: int, count: int) -> None:
    world = make_world(seed, smallest=1)
    slots = world.rng.integers(0, world.workplaces, count)
    taken = world.rng.uniform(size=count) < 0.3
    taken[0] = False
    staff = world.staff(world.workplace)
    kind = int(world.sector[slots[0]])
    for sector in (kind, -1):
        counts = ~taken & ((world.sector[slots] == sector) | (sector < 0))
        ahead = np.flatnonzero(counts)[:LOOKED_AT]
        needs = [
            need_of(j, int(world.sector[j]), 2, world.expert_hours, staff) for j in slots[ahead]
        ]
        found = position_that_fits(
            0, sector, 2, slots, taken, world.sector, world.expert_hours, staff
        )
        assert found == ahead[int(np.argmax(needs))]


def test_workplaces_are_looked_at_in_a_circle() -> None:
    sector, missing = np.zeros(3, dtype=np.int64), np.array([1, 0, 1])
    expert_hours, staff = np.zeros((1, DOMAINS)), np.zeros((3, DOMAINS + 1), dtype=np.int64)
    found = [
        workplace_that_fits(start, 0, -1, missing, sector, expert_hours, staff)
        for start in range(3)
    ]
    assert found == [0, 2, 2]


@few_examples
@given(seeds, shares, st.booleans())
def test_matching_by_training_agrees_with_the_reference(
    seed: int, fit: float, across: bool
) -> None:
    world = make_world(seed)
    seekers, slots, pay = market(world)
    if not across:
        seekers = world.rng.permutation(world.people).astype(np.int64)
    for probability in (fit, 1.0):
        taken = np.zeros(len(slots), dtype=np.bool_)
        destination, expected = world.workplace.copy(), world.workplace.copy()
        got = reference.matched(
            world,
            seekers,
            slots,
            across,
            pay,
            reservation(world, pay),
            world.workplace,
            taken,
            FIT,
            probability,
        )
        for row, position in got.items():
            expected[row] = slots[position]
        hires = match(world, seekers, slots, pay, taken, destination, across, probability)
        assert hires == len(got) == taken.sum()
        np.testing.assert_array_equal(destination, expected)


@few_examples
@given(seeds, shares, st.integers(1, 6))
def test_placement_by_training_agrees_with_the_reference(seed: int, fit: float, most: int) -> None:
    world = make_world(seed)
    seekers, target, members = shortage(world, most)
    target = np.maximum(target, 0)
    room = np.maximum(target - members, 0).sum()
    for share in (fit, 1.0):
        destination, expected = world.workplace.copy(), world.workplace.copy()
        for row, j in reference.placed(world, seekers, target, members, FIT, share).items():
            expected[row] = j
        placed = place(world, seekers, target, members, destination, share)
        assert placed == min(len(seekers), room)
        np.testing.assert_array_equal(destination, expected)


def test_an_expert_goes_where_experts_of_the_domain_are_missing() -> None:
    world = make_world(2, workplaces=2, smallest=4)
    world.sector[:], world.domain[:] = 0, 0
    world.complexity[:] = 2.0
    world.home_sector[:] = 0
    world.expert[:] = np.where(world.workplace == 0, 0, -1)
    seeker = np.array([world.employed])
    for trained, better in ((0, 1), (-1, 0)):
        world.expert[seeker] = trained
        slots, pay = np.array([0, 1]) if better else np.array([1, 0]), np.ones(2)
        for fit, where in ((0.0, slots[0]), (1.0, better)):
            destination = world.workplace.copy()
            match(world, seeker, slots, pay, np.zeros(2, np.bool_), destination, True, fit)
            assert destination[seeker] == where


def test_a_joiner_takes_over_the_hours_that_suit_the_training() -> None:
    world = make_world(5, workplaces=1, smallest=6)
    world.task_count[:], world.hours[:] = 8, 0.0
    world.complexity[:], world.complexity[:, 2:] = 2.0, 0.0
    world.domain[:] = 0
    world.domain[:, 1] = 1
    first, second, third = 0, 1, 2
    world.hours[first, 3], world.hours[second, 1], world.hours[third, 0] = 1.0, 1.0, 1.0
    joiner = world.people - 1
    world.workplace[joiner] = -1
    destination = world.workplace.copy()
    destination[[first, second, third]] = -1
    destination[joiner] = 0
    before = world.hours.copy()
    for trained, from_whom in ((0, third), (1, second), (-1, first), (4, first)):
        world.hours, world.expert[joiner] = before.copy(), trained
        handed_over(world, destination, 1.0)
        np.testing.assert_array_equal(world.hours[joiner], before[from_whom])


@few_examples
@given(seeds, shares)
def test_hand_over_by_training_gives_everyone_hours_of_the_workplace(seed: int, fit: float) -> None:
    world = make_world(seed)
    destination = moves(world)
    handed_over(world, destination, fit)
    np.testing.assert_allclose(world.hours[destination >= 0].sum(axis=1), 1.0, rtol=1e-9)
    assert (world.hours[destination < 0] == 0.0).all()
