"""How a few who look for work are matched to vacancies, by numbers that can be checked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.kernels import DOMAINS, EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.labour_market import (
    hear_of_offers,
    hires_in_step,
    in_random_order,
    list_vacancies,
    match_to_vacancies,
    memory_steps,
    note_separations,
    people_without_work,
    reservation,
    searching_on_the_job,
)
from sim.kernels.random import normal, uniform
from sim.kernels.separations import COLUMNS, DISMISSALS, ENDED, LAYOFFS, QUITS, VACANCIES
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few


def plan_of(places: int, **columns: list[int]) -> np.ndarray:
    """Return a plan of employment with these columns."""
    plan = np.zeros((places, COLUMNS), np.int64)
    numbers = {"quits": QUITS, "dismissals": DISMISSALS, "ended": ENDED}
    numbers |= {"layoffs": LAYOFFS, "vacancies": VACANCIES}
    for name, values in columns.items():
        plan[:, numbers[name]] = values
    return plan


@pytest.mark.parametrize(("months", "steps"), [(1, 12.0), (2, 1.0 / (1.0 - 121.0 / 144.0))])
def test_people_remember_a_year(months: int, steps: float) -> None:
    economy = economy_of(few(1), state={"months_per_step": months})
    assert memory_steps(economy) == pytest.approx(steps)


@pytest.mark.parametrize(("alienation", "factor"), [(0.5, 1.0), (1.0, 1.8), (0.25, 0.6)])
def test_the_alienated_hear_of_more_offers(alienation: float, factor: float) -> None:
    def hears(rate: float) -> list[bool]:
        economy = economy_of(
            few(3),
            {"alienation_total": [0.5, alienation, 0.5]},
            job_to_job_rate=rate,
            moves_by_alienation=0.8,
            turnover_response=2.0,
        )
        heard = np.ones(3, np.bool_)
        hear_of_offers(1, 3, economy, heard)
        assert heard[0]
        found: list[bool] = heard.tolist()
        return found

    own = uniform(economy_of(few(3)).key(Stream.JOB_OFFER), 1)
    assert hears(1.001 * own / factor)[1]
    assert not hears(0.999 * own / factor)[1]
    assert hears(0.0)[1:] == [False, False]


@pytest.mark.parametrize(
    ("efficiency", "searching", "positions", "hires"),
    [
        (0.5, 4, 9, 3.0),  # half of the root of 36
        (9.0, 4, 9, 4.0),  # all who look
        (9.0, 9, 4, 4.0),  # all positions
        (0.5, 0, 9, 0.0),
        (0.5, 4, 0, 0.0),
    ],
)
def test_a_month_matches_by_the_root_of_both_sides(
    efficiency: float, searching: int, positions: int, hires: float
) -> None:
    # In a single month leavers look from the next one on, but their positions are open.
    found = hires_in_step(efficiency, searching, 5, positions, 3, 1)
    assert found == pytest.approx((hires, searching))


def test_two_months_match_one_after_the_other() -> None:
    # 4 look for 6 - 1 positions; then 4 + 1 and all 6, both less those who have met.
    first = 0.5 * math.sqrt(4.0 * 5.0)
    second = 0.5 * math.sqrt((5.0 - first) * (6.0 - first))
    found = hires_in_step(0.5, 4, 2, 6, 2, 2)
    assert found == pytest.approx((first + second, 4.0 + 5.0 - first))


def test_no_position_is_filled_before_it_is_vacated() -> None:
    # One position less half of four vacated ones: none in the first month, one in the second.
    assert hires_in_step(9.0, 4, 0, 1, 4, 2) == pytest.approx((1.0, 8.0))
    # Half a seeker and one position in the second month.
    assert hires_in_step(0.5, 0, 1, 1, 1, 2) == pytest.approx((0.5 * math.sqrt(0.5), 0.5))


def test_draws_decide_who_comes_first() -> None:
    economy = economy_of(few(0, 0, outside=6))
    rows, key = np.array([4, 1, 5, 0]), economy.key(Stream.HIRING_ORDER)
    draws = [uniform(key, row) for row in rows]
    expected = [int(row) for _, row in sorted(zip(draws, rows, strict=True))]
    assert in_random_order(rows, key, economy.people.person).tolist() == expected
    plan, key = plan_of(3, vacancies=[3, 4, 2]), economy.key(Stream.VACANCY_ORDER)
    places = [(j, number) for j, count in enumerate([3, 4, 2]) for number in range(count)]
    lots = [(uniform(key, np.int64(100_003 * j + number)), j) for j, number in places]
    assert list_vacancies(plan, economy).tolist() == [j for _, j in sorted(lots)]


def test_separations_are_counted_and_remembered() -> None:
    economy = economy_of(few(10, 10), state={"job_loss_rate": 0.12})
    plan = plan_of(
        2, quits=[1, 2], dismissals=[1, 0], ended=[0, 2], layoffs=[1, 3], vacancies=[4, 1]
    )
    assert note_separations(economy, plan) == 4
    flows = economy.flows
    assert (flows.quits, flows.dismissals, flows.layoffs) == (3, 1, 6)
    assert flows.vacancies == 5
    assert flows.separations_into_unemployment == 10
    # Seven of twenty lost the job; a twelfth of the difference is taken over.
    assert economy.job_loss_rate == pytest.approx(0.12 + (0.35 - 0.12) / 12.0)
    economy = economy_of(few(10, 10), state={"job_loss_rate": 0.12, "months_per_step": 2})
    note_separations(economy, plan)
    expected = 0.12 + (0.175 - 0.12) * (1.0 - 121.0 / 144.0)
    assert economy.job_loss_rate == pytest.approx(expected)


def test_nobody_loses_a_job_where_nobody_has_one() -> None:
    economy = economy_of(few(0, outside=1), state={"job_loss_rate": 0.12})
    assert note_separations(economy, plan_of(1)) == 0
    assert economy.job_loss_rate == pytest.approx(0.11)
    # The only one who has a job loses it.
    economy = economy_of(few(1), state={"job_loss_rate": 0.12})
    note_separations(economy, plan_of(1, dismissals=[1]))
    assert economy.job_loss_rate == pytest.approx(0.12 + 0.88 / 12.0)


def test_who_is_without_work_and_who_is_just_leaving() -> None:
    world = few(3, outside=4)
    status = [EMPLOYED, EMPLOYED, IN_TRAINING, UNEMPLOYED, UNEMPLOYED, IN_TRAINING, EMPLOYED]
    economy = economy_of(world, {"status": status})
    # The second loses the job, the third begins a training; the fifth has found work.
    economy.destination[:] = [0, -1, -1, -1, 0, -1, -1]
    unemployed, leaving, left = people_without_work(economy)
    assert (unemployed.tolist(), leaving.tolist(), left) == ([3], [1], 2)


def test_who_stays_looks_for_a_better_job_and_who_heard_first_comes_first() -> None:
    economy = economy_of(few(3, 2, outside=1))
    economy.destination[:] = [0, 0, -1, 1, 0, -1]
    hears = np.array([True, True, True, False, True, True])
    key = economy.key(Stream.JOB_OFFER)
    expected = sorted([0, 1], key=lambda row: uniform(key, row))
    assert searching_on_the_job(economy, hears).tolist() == expected
    hears[3] = True
    expected = sorted([0, 1, 3], key=lambda row: uniform(key, row))
    assert searching_on_the_job(economy, hears).tolist() == expected


def test_a_job_is_kept_for_its_pay_and_by_taste() -> None:
    economy = economy_of(few(1, 1), workplaces={"pay_level": [2.0, 3.0]}, job_taste_dispersion=0.5)
    key = economy.key(Stream.JOB_TASTE)
    for row, pay in ((0, 2.0), (1, 3.0)):
        expected = pay * math.exp(0.5 * normal(key, row))
        assert reservation(row, economy, key) == pytest.approx(expected)


def market(*members: int, outside: int, pay: tuple[float, ...], **parameters: Any) -> EconomyState:
    """Return workplaces with so many members, of the first sector but for the second workplace."""
    world = few(*members, outside=outside)
    world.sector[1] = 1
    world.home_sector[: world.employed] = world.sector[world.workplace[: world.employed]]
    given = {"job_taste_dispersion": 0.0, "placement_fit": 0.0, **parameters}
    return economy_of(world, workplaces={"pay_level": pay}, **given)


def matched(
    economy: EconomyState, seekers: list[int], slots: list[int], across: bool = False
) -> tuple[int, list[int], list[bool]]:
    """Return hires, where seekers go, and which positions are taken."""
    taken, staff = np.zeros(len(slots), np.bool_), staff_of(economy)
    hires = match_to_vacancies(np.array(seekers), across, np.array(slots), taken, staff, economy)
    if economy.parameters.placement_fit > 0.0:
        assert staff.tolist() == staff_of(economy).tolist()
    return hires, economy.destination[seekers].tolist(), taken.tolist()


def staff_of(economy: EconomyState) -> np.ndarray:
    """Return the trained by domain and all members of each workplace."""
    staff = np.zeros((len(economy.workplaces), DOMAINS + 1), np.int64)
    for there, trained in zip(economy.destination, economy.people.expert, strict=True):
        if there >= 0:
            staff[there, DOMAINS] += 1
            staff[there, trained] += trained >= 0
    return staff


def test_seekers_take_the_next_position_of_their_own_sector() -> None:
    economy = market(0, 0, 0, outside=4, pay=(1.0, 1.0, 1.0))
    economy.people.home_sector[:] = [0, 0, 1, 0]
    found = matched(economy, [0, 1, 2, 3], [1, 2, 0])
    assert found == (3, [2, 0, 1, -1], [True] * 3)


def test_who_finds_none_there_takes_one_elsewhere() -> None:
    slots = [1, 0, 1, 1]
    economy = market(0, 0, 0, outside=4, pay=(1.0, 1.0, 1.0))
    economy.people.home_sector[:] = [0, 0, 1, 0]
    assert matched(economy, [0, 1, 2, 3], slots, True) == (4, [0, 1, 1, 1], [True] * 4)
    economy = market(0, 0, 0, outside=4, pay=(1.0, 1.0, 1.0))
    economy.people.home_sector[:] = [0, 0, 1, 0]
    # The first position went to the third seeker; one is left, and the fourth comes too late.
    assert matched(economy, [0, 1, 2, 3], [1, 0, 1], True) == (3, [0, 1, 1, -1], [True] * 3)


@pytest.mark.parametrize(("pay", "moves"), [(1.0, False), (1.1, True)])
def test_who_has_a_job_moves_for_more_pay_alone(pay: float, moves: bool) -> None:
    economy = market(2, 0, 0, outside=0, pay=(1.0, 9.0, pay))
    # The first declines the first position; the second hears of the next one.
    assert matched(economy, [0, 1], [2, 2]) == (
        (2, [2, 2], [True, True]) if moves else (0, [0, 0], [False, False])
    )
    economy = market(1, 0, 1, outside=0, pay=(1.0, 9.0, pay))
    # Who works there already is not hired again, whatever the taste.
    assert matched(economy, [1], [2, 0])[0] == 0


def test_the_next_in_line_hears_of_another_position() -> None:
    economy = market(1, 0, 1, 0, outside=0, pay=(2.0, 9.0, 1.0, 1.5))
    assert matched(economy, [0, 1], [3, 3, 3]) == (1, [0, 3], [False, True, False])
    economy = market(1, 0, 1, 0, outside=1, pay=(2.0, 9.0, 1.0, 1.5))
    economy.people.home_sector[2] = 0
    found = matched(economy, [2, 0, 1], [3, 3, 3])
    assert found == (2, [3, 0, 3], [True, False, True])


def test_nobody_is_hired_where_he_works_however_little_he_likes_it() -> None:
    key = market(4, 0, outside=0, pay=(1.0, 1.0)).key(Stream.JOB_TASTE)
    row = min(range(4), key=lambda one: normal(key, one))
    economy = market(4, 0, outside=0, pay=(1.0, 1.0), job_taste_dispersion=1.0)
    assert reservation(row, economy, key) < 1.0
    assert matched(economy, [row], [0]) == (0, [0], [False])


def test_who_has_just_lost_the_job_takes_any() -> None:
    economy = market(1, 0, 0, outside=0, pay=(2.0, 9.0, 1.0))
    economy.destination[0] = -1
    assert matched(economy, [0], [2]) == (1, [2], [True])
    economy = market(1, 0, 0, outside=0, pay=(2.0, 9.0, 1.0))
    economy.destination[0] = -1
    economy.workplaces.pay_level[1] = 1.0
    assert matched(economy, [0], [1], True) == (1, [1], [True])


@pytest.mark.parametrize(("pay", "hires"), [(2.0, 0), (2.1, 1)])
def test_a_job_is_also_given_up_for_one_of_another_sector(pay: float, hires: int) -> None:
    economy = market(1, 0, outside=0, pay=(2.0, pay))
    assert matched(economy, [0], [1], True)[0] == hires
    economy = market(1, 0, 1, outside=0, pay=(2.0, pay, 1.0))
    # The next one takes what the first declines.
    assert matched(economy, [0, 1], [1, 1], True)[0] == 1 + hires
    economy = market(0, 0, outside=1, pay=(1.0, 1.0))
    economy.people.home_sector[:] = 0
    assert matched(economy, [0], [1, 1], True)[2] == [True, False]


LAW = 3


def lawyers(*experts: int, pay: tuple[float, ...] = (1.0, 1.0, 1.0)) -> EconomyState:
    """Return a market in which fit decides; half of the work of the first sector is law.

    A lawyer already works in the first workplace, and somebody untrained in the third.
    """
    economy = market(1, 0, 1, outside=len(experts), pay=pay, placement_fit=1.0)
    economy.people.expert[0], economy.people.expert[2:] = LAW, experts
    economy.sectors.expert_hours[0, LAW] = 0.5
    return economy


def test_fit_looks_for_the_position_that_lacks_the_training_most() -> None:
    # The third workplace has no lawyer; then one of two, and the first one of one.
    assert matched(lawyers(LAW, LAW), [2, 3], [0, 2, 2])[1:] == ([2, 2], [False, True, True])
    assert matched(lawyers(-1, LAW), [2, 3], [2, 0, 2])[1:] == ([0, 2], [True, True, False])


def test_fit_also_decides_elsewhere() -> None:
    economy = lawyers(LAW, -1)
    economy.people.home_sector[2:] = 1
    assert matched(economy, [2, 3], [0, 2], True) == (2, [2, 0], [True, True])

    economy = lawyers(LAW)
    economy.workplaces.sector[:], economy.people.home_sector[2] = [0, 1, 1], 0
    economy.people.expert[1], economy.sectors.expert_hours[1, LAW] = LAW, 0.5
    assert matched(economy, [2], [2, 1], True) == (1, [1], [False, True])


@pytest.mark.parametrize("home", [0, 1])
def test_fit_decides_for_a_share_of_seekers(home: int) -> None:
    key = lawyers(LAW).key(Stream.PLACEMENT_FIT)
    for share, there in ((uniform(key, 2), 0), (1.001 * uniform(key, 2), 2)):
        economy = lawyers(LAW)
        economy.parameters = economy.parameters.unchecked({"placement_fit": share})
        economy.people.home_sector[2] = home
        assert matched(economy, [2], [0, 2], True)[1] == [there]


def test_who_moves_is_no_longer_counted_where_he_was() -> None:
    economy = lawyers(LAW, pay=(1.0, 1.0, 1.5))
    # The lawyer of the first workplace leaves for the third, where none is; the next one follows
    # to the first, which now lacks all of the half, as against a half less one of two.
    assert matched(economy, [0, 2], [0, 2, 2]) == (2, [2, 0], [True, True, False])


def test_a_position_that_somebody_declines_for_another_is_offered_again() -> None:
    economy = lawyers(-1, pay=(1.0, 1.0, 0.5))
    # The lawyer hears of the third workplace and declines; the first position is still the next.
    assert matched(economy, [0, 2], [0, 2]) == (1, [0, 0], [True, False])
