"""Where a few seekers are placed, by numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.placement import place_where_short, queue_by_shortage
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World


def placed(
    world: World, target: list[int], members: list[int], fit: float = 0.0
) -> tuple[list[int], int, np.ndarray]:
    """Return where those without work are placed in the order of rows, how many, and the staff."""
    economy = economy_of(world, placement_fit=fit)
    seekers = np.arange(world.employed, world.people)
    staff = world.staff(world.workplace)
    count = place_where_short(seekers, np.array(target), np.array(members), staff, economy)
    return economy.destination[world.employed :].tolist(), count, staff


def test_the_workplace_that_is_shortest_of_staff_comes_first() -> None:
    # Half, a quarter and all of the staff is missing; of equals the first.
    found, count, staff = placed(few(0, 0, 0, outside=6), [4, 4, 2], [2, 3, 0])
    assert found == [2, 0, 2, 0, 1, -1]
    assert count == 5
    assert not staff.any()


def test_nobody_is_placed_where_nobody_is_missing() -> None:
    assert placed(few(0, 0, outside=2), [3, 3], [4, 2])[:2] == ([1, -1], 1)
    assert placed(few(0, outside=1), [3], [3])[:2] == ([-1], 0)


@pytest.mark.parametrize("seed", range(8))
def test_a_long_queue_keeps_its_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    target, count = rng.integers(1, 7, 12), 30
    members = rng.integers(0, target + 1)
    missing, expected = target - members, []
    for _ in range(min(count, int(missing.sum()))):
        expected.append(int(np.argmax(missing / target)))
        missing[expected[-1]] -= 1
    expected += [-1] * (count - len(expected))
    world = few(*[0] * 12, outside=count)
    assert placed(world, target.tolist(), members.tolist())[0] == expected
    # And so does one after that of a sector in which nobody is able to do anything.
    world = few(*[0] * 24, outside=count)
    world.sector[1::2], world.skill[:, 3] = 1, 0.0
    world.complexity[0, :2], world.domain[0, :2] = 1.0, 3
    found = placed(world, np.repeat(target, 2).tolist(), np.repeat(members, 2).tolist())[0]
    assert found == [2 * j + 1 if j >= 0 else -1 for j in expected]


def test_a_queue_of_each_sector_begins_with_the_largest_gap() -> None:
    sector, missing = np.array([1, 0, 1, 1, 0, 1]), np.array([1, 0, 3, 2, 2, 0])
    begins, queue, gap = queue_by_shortage(sector, 3, missing, np.array([4, 4, 4, 4, 4, 4]))
    assert begins.tolist() == [0, 1, 4, 4]
    assert queue.tolist() == [4, 2, 0, 3]
    assert gap.tolist() == [0.25, 0.0, 0.75, 0.5, 0.5, 0.0]


def two_sectors(outside: int, skill: float) -> World:
    """Return two workplaces of two sectors; seekers have a skill for the tasks of the second."""
    world = few(0, 0, outside=outside)
    world.sector[:] = [0, 1]
    world.complexity[1, :2], world.domain[1, :2] = 1.0, 3
    world.skill[:, 3] = skill
    return world


@pytest.mark.parametrize(
    ("skill", "expected"),
    [
        (1.0, [1, 0, 0]),  # a half is missing in the second sector, at first, then nothing
        (0.51, [1, 0, 0]),  # 0.5 * 0.51 against 0.25, which is once more there
        (0.49, [0, 1, 0]),  # 0.5 * 0.49 against 0.25, then against 0.125
    ],
)
def test_shortage_and_fit_of_a_sector_are_weighed(skill: float, expected: list[int]) -> None:
    assert placed(two_sectors(3, skill), [8, 2], [6, 1])[:2] == (expected, 3)


def test_a_sector_that_lacks_nobody_is_passed_over() -> None:
    assert placed(two_sectors(1, 0.5), [4, 2], [4, 1])[:2] == ([1], 1)


def test_fit_is_weighted_by_hours() -> None:
    world = two_sectors(1, 0.1)
    world.hours_share[1, :2], world.complexity[1, 1] = [0.9, 0.1], 0.0
    # A fit of 0.19 at half of the staff missing, against a full fit at a quarter.
    assert placed(world, [4, 2], [3, 1])[0] == [0]


def test_sectors_count_all_of_their_workplaces() -> None:
    world = few(0, 0, 0, outside=2)
    world.sector[:] = [0, 1, 1]
    # Two of four are missing in the first sector, two of six in the second.
    assert placed(world, [4, 2, 4], [2, 0, 4])[0] == [0, 1]


def test_who_can_do_nothing_stays_without_a_place() -> None:
    assert placed(two_sectors(1, 0.0), [1, 2], [1, 1])[:2] == ([-1], 0)


def trained(*experts: int) -> World:
    """Return three workplaces, the first with an expert among two, and seekers of some training.

    Half of the work is for experts of domain 2.
    """
    world = few(2, 2, 2, outside=len(experts))
    world.complexity[0, 0], world.domain[0, 0], world.domain[0, 1] = 1.0, 2, 0
    world.expert[0] = 2
    world.expert[6:] = experts
    return world


TARGET, MEMBERS = [6, 4, 4], [2, 2, 2]


def draw(world: World, row: int) -> float:
    """Return the draw that decides whether training decides."""
    economy: EconomyState = economy_of(world)
    return uniform(economy.key(Stream.PLACEMENT_FIT), int(world.person[row]))


def test_the_trained_go_where_their_training_is_missing_most() -> None:
    # The first workplace is the shortest of staff, but has an expert; then each has one.
    found, count, staff = placed(trained(2, 2, 2), TARGET, MEMBERS, fit=1e9)
    # An expert of two members, then of three: the lack is .5 - 1/3 in both others.
    assert found[:2] == [1, 2]
    assert found[2] in (1, 2)
    assert count == 3
    assert staff[:, -1].sum() == 9
    assert staff[:, 2].tolist()[0] == 1
    assert staff[:, 2].sum() == 4


def test_the_untrained_go_where_no_training_is_missing() -> None:
    assert placed(trained(-1), TARGET, MEMBERS, fit=1e9)[0] == [0]
    assert placed(trained(-1), [2, 4, 4], MEMBERS, fit=1e9)[0] == [1]


def test_training_decides_for_a_share_of_people() -> None:
    world = trained(2)
    own = draw(world, 6)
    assert placed(world, TARGET, MEMBERS, fit=own)[0] == [0]
    # A draw of a half looks from the second workplace on, one of .9 from the third.
    assert placed(world, TARGET, MEMBERS, fit=own / 0.5)[0] == [1]
    assert placed(world, TARGET, MEMBERS, fit=own / 0.9)[0] == [2]


def test_staff_is_noted_where_training_decides_for_some_alone() -> None:
    world = trained(2)
    found, _, staff = placed(world, TARGET, MEMBERS, fit=draw(world, 6))
    assert found == [0]
    assert staff[:, 2].tolist() == [2, 0, 0]
    assert staff[:, -1].tolist() == [3, 2, 2]
