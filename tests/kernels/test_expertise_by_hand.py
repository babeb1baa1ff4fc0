"""Who is trained for the work of a few, by numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels import DOMAINS
from sim.kernels.expertise import (
    COLUMNS,
    LOOKED_AT,
    count_staff,
    draw_of_fit,
    efficiency_of,
    fit_of_hours,
    hours_by_training,
    is_any_below_one,
    need_of,
    position_that_fits,
    workplace_that_fits,
)
from sim.kernels.random import uniform
from sim.state import Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World

NURSING, LAW = 2, 4


def clinic_and_firm() -> World:
    """Return a clinic of two and a law firm of two, with a task for experts each and a plain one.

    Only the law is licensed. A nurse and a lawyer work in the clinic, and a lawyer and somebody
    untrained in the firm.
    """
    world = few(2, 2)
    world.sector[:] = [0, 1]
    world.complexity[:, 0], world.domain[:, 0] = [1.0, 2.0], [NURSING, LAW]
    world.untrained_efficiency[:, 0] = [0.5, 0.25]
    world.reserved[1, 0] = True
    world.expert[:] = [NURSING, LAW, LAW, -1]
    world.hours[:, :2] = [[0.75, 0.25], [0.5, 0.5], [0.625, 0.125], [0.25, 0.75]]
    return world


def test_efficiency_is_skill_to_the_power_of_complexity() -> None:
    world = clinic_and_firm()
    world.skill[:, NURSING], world.skill[:, LAW] = 0.5, 0.75
    economy = economy_of(world)
    assert efficiency_of(economy, 0, 0, 0) == pytest.approx(0.5)
    assert efficiency_of(economy, 1, 0, 0) == pytest.approx(0.5 * 0.5)
    assert efficiency_of(economy, 2, 0, 1) == pytest.approx(0.75**2)
    assert efficiency_of(economy, 3, 0, 1) == pytest.approx(0.25 * 0.75**2)
    assert efficiency_of(economy, 3, 1, 1) == pytest.approx(1.0)


def test_training_makes_a_difference_where_a_share_is_below_one() -> None:
    shares = np.ones((2, 3))
    assert not is_any_below_one(shares)
    shares[1, 2] = 0.99
    assert is_any_below_one(shares)
    assert not is_any_below_one(np.full((1, 2), 1.5))


def summed(world: World) -> list[list[float]]:
    """Return the hours of both workplaces by training."""
    sums = np.full((2, COLUMNS), 9.0)
    hours_by_training(0, 2, economy_of(world), sums)
    found: list[list[float]] = sums.tolist()
    return found


def test_hours_of_the_trained_and_the_untrained() -> None:
    clinic, firm = summed(clinic_and_firm())
    # Nursing: 1.25, .5 by the lawyer. Two trained work a month each, of which .75 is nursing of the
    # nurse.
    assert clinic == pytest.approx([1.25, 0.5, 0.0, 0.0, 2.0, 1.25])
    # Law: .875, .25 by the untrained. The lawyer does .75 of a month here, .125 of it plain.
    assert firm == pytest.approx([0.875, 0.25, 0.875, 0.25, 0.75, 0.125])


@pytest.mark.parametrize(
    ("row", "there", "task", "change"),
    [
        # The lawyer of the firm does a quarter of nursing in the clinic, or of what is plain there.
        (2, 0, 0, [0.25, 0.25, 0.0, 0.0, 0.25, 0.25]),
        (2, 0, 1, [0.0, 0.0, 0.0, 0.0, 0.25, 0.25]),
        # Who is untrained does that.
        (3, 0, 0, [0.25, 0.25, 0.0, 0.0, 0.0, 0.0]),
        # The lawyer of the clinic does law in the firm, or the nurse.
        (1, 1, 0, [0.25, 0.0, 0.25, 0.0, 0.25, 0.0]),
        (0, 1, 0, [0.25, 0.25, 0.25, 0.25, 0.25, 0.25]),
    ],
)
def test_work_elsewhere_counts_where_the_person_is_at_home(
    row: int, there: int, task: int, change: list[float]
) -> None:
    world = clinic_and_firm()
    before = np.array(summed(world))
    world.outside_workplace[row], world.outside_task[row] = there, task
    world.outside_hours[row] = 0.25
    expected = before.copy()
    expected[row // 2] += change
    assert np.ravel(summed(world)).tolist() == pytest.approx(np.ravel(expected).tolist())


def test_a_plain_task_of_ones_own_domain_is_none_for_experts() -> None:
    world = clinic_and_firm()
    world.domain[:, 1] = NURSING
    assert summed(world)[0] == pytest.approx([1.25, 0.5, 0.0, 0.0, 2.0, 1.25])
    world.outside_workplace[0], world.outside_task[0], world.outside_hours[0] = 1, 1, 0.25
    assert summed(world)[0] == pytest.approx([1.25, 0.5, 0.0, 0.0, 2.25, 1.5])


def test_staff_are_the_trained_by_domain_and_all() -> None:
    staff = np.full((3, DOMAINS + 1), 9)
    experts = np.array([0, -1, 5, 5, 2], np.int8)
    count_staff(np.array([0, 0, 2, 2, -1], np.int32), experts, staff)
    assert staff.tolist() == [[1, 0, 0, 0, 0, 0, 2], [0] * 7, [0, 0, 0, 0, 0, 2, 2]]


def staffed(*people: tuple[int, int, int]) -> np.ndarray:
    """Return the nurses, the lawyers and all members of workplaces."""
    staff = np.zeros((len(people), DOMAINS + 1), np.int64)
    staff[:, [NURSING, LAW, DOMAINS]] = people
    return staff


EXPERT_HOURS = np.zeros((2, DOMAINS))
EXPERT_HOURS[0, [NURSING, LAW]] = [0.5, 0.25]


def test_need_is_the_share_of_work_less_that_of_the_trained() -> None:
    staff = staffed((1, 3, 4), (0, 0, 0), (1, 0, 1))

    def need(workplace: int, trained: int, kind: int = 0) -> float:
        return need_of(workplace, kind, trained, EXPERT_HOURS, staff)

    assert (need(0, NURSING), need(0, LAW), need(0, -1)) == (0.25, -0.5, -0.25)
    assert (need(1, NURSING), need(1, LAW), need(1, -1)) == (0.5, 0.25, -0.75)
    assert (need(2, NURSING), need(2, LAW), need(2, -1)) == (-0.5, 0.25, -0.25)
    assert (need(0, NURSING, 1), need(0, -1, 1)) == (-0.25, 0.0)


SECTOR = np.array([0, 0, 1, 0])
STAFF = staffed((1, 0, 2), (0, 0, 2), (0, 0, 2), (2, 1, 4))
"""Nurses are needed most in the second workplace, then alike in the first and the last."""


def test_the_position_that_needs_the_training_most_is_found() -> None:
    slots = np.array([0, 2, 1, 1, 3])
    taken = np.zeros(5, np.bool_)

    def found(position: int, kind: int, trained: int) -> int:
        return position_that_fits(
            position, kind, trained, slots, taken, SECTOR, EXPERT_HOURS, STAFF
        )

    assert found(0, 0, NURSING) == 2
    assert found(3, 0, NURSING) == 3
    assert found(4, 0, NURSING) == 4
    # Lawyers are lacking by a quarter in both, and of equals the first one counts.
    assert found(0, 0, LAW) == 0
    # The last workplace has all that it needs; across sectors so has the third.
    assert found(0, 0, -1) == 4
    assert found(0, -1, -1) == 1
    taken[2] = True
    assert found(0, 0, NURSING) == 3


def test_only_the_next_ten_positions_are_looked_at() -> None:
    slots = np.array([0] * (LOOKED_AT - 1) + [2, 2, 1, 1])

    def found(position: int) -> int:
        taken = np.zeros(len(slots), np.bool_)
        return position_that_fits(position, 0, NURSING, slots, taken, SECTOR, EXPERT_HOURS, STAFF)

    # Those of another sector are passed over: the tenth is the first of the second workplace.
    assert found(0) == LOOKED_AT + 1
    slots = np.array([0] * LOOKED_AT + [1])
    assert found(0) == 0
    assert found(1) == LOOKED_AT


def test_the_workplace_that_needs_the_training_most_is_found() -> None:
    missing = np.array([1, 1, 1, 1])

    def found(start: int, trained: int) -> int:
        return workplace_that_fits(start, 0, trained, missing, SECTOR, EXPERT_HOURS, STAFF)

    assert [found(start, NURSING) for start in range(4)] == [1, 1, 1, 1]
    # Lawyers are needed alike in the first two, and the first that is looked at counts.
    assert [found(start, LAW) for start in range(4)] == [0, 1, 0, 0]
    assert [found(start, -1) for start in range(4)] == [3, 3, 3, 3]
    missing[1] = 0
    assert [found(start, NURSING) for start in range(4)] == [0, 3, 3, 3]
    missing[:] = [0, 0, 1, 0]
    assert found(0, NURSING) == -1


@pytest.mark.parametrize(("last", "expected"), [(LOOKED_AT, 0), (LOOKED_AT - 1, LOOKED_AT - 1)])
def test_only_the_next_ten_workplaces_are_looked_at(last: int, expected: int) -> None:
    # After one of another sector, where nobody works, all but the last have the nurses they need.
    count = last + 2
    sector, staff = np.zeros(count, np.int64), staffed(*[(1, 0, 2)] * count)
    sector[0], staff[last + 1] = 1, 0
    found = workplace_that_fits(
        0, 0, NURSING, np.ones(count, np.int64), sector, EXPERT_HOURS, staff
    )
    assert found == expected + 1


def test_hours_suit_who_is_trained_for_them() -> None:
    domain = np.array([[NURSING, LAW, NURSING, LAW]])
    for_experts = np.array([[True, True, False, True]])
    hours = np.array([0.125, 0.25, 0.5, 0.0625])
    fits = [fit_of_hours(hours, 0, trained, domain, for_experts) for trained in (NURSING, LAW, 0)]
    assert fits == [0.125, 0.3125, 0.0]
    assert fit_of_hours(hours, 0, -1, domain, for_experts) == -0.4375


def test_fit_decides_for_the_share_of_people_with_low_draws() -> None:
    key = economy_of(few(1)).key(Stream.PLACEMENT_FIT)
    own = uniform(key, 0)
    assert draw_of_fit(key, 0, 0.5) == pytest.approx(own / 0.5)
    assert draw_of_fit(key, 0, 1.0) == own
    assert draw_of_fit(key, 0, own) == 1.0
    assert draw_of_fit(key, 0, 0.0) == np.inf
