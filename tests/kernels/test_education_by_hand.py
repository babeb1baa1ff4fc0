"""Places, selection and training of a few people, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels import DOMAINS, EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.education import (
    advance_training,
    applicants,
    begin_training,
    expert_need,
    look_where_experts_are_needed,
    make_experts,
    open_places,
    places_within_capacity,
    signal_aptitude,
)
from sim.kernels.random import normal, uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.worlds import World

NURSING, LAW = 2, 5
"""Domains in which experts are needed; only the second sector needs those of the second one."""


def nurses_and_lawyers(outside: int = 8) -> World:
    """Return two at work in a first sector, and one in each of two workplaces of a second one.

    Half of the work of the first sector is nursing. Of that of the second one a quarter is nursing
    and the rest law.
    """
    world = few(2, 1, 1, outside=outside)
    world.sector[:] = [0, 1, 1]
    world.hours_share[1, :2] = [0.25, 0.75]
    world.complexity[0, 0], world.domain[0, 0] = 1.0, NURSING
    world.complexity[1, :2], world.domain[1, :2] = [1.0, 2.0], [NURSING, LAW]
    return world


def test_need_is_the_share_of_hours_for_experts() -> None:
    # A quarter of all hours, an eighth and three eighths, of three quarters altogether.
    need = expert_need(economy_of(nurses_and_lawyers()))
    assert need[0].tolist() == pytest.approx([0.0, 0.0, 1 / 3, 0.0, 0.0, 0.0])
    assert need[1].tolist() == pytest.approx([0.0, 0.0, 1 / 6, 0.0, 0.0, 1 / 2])


def test_need_counts_the_jobs_of_each_sector() -> None:
    world = nurses_and_lawyers()
    world.sector[:] = [0, 0, 1]
    # Three of four jobs are in the first sector: .375, .0625 and .1875 of .625.
    need = expert_need(economy_of(world))
    assert need[:, NURSING].tolist() == pytest.approx([0.6, 0.1])
    assert need[:, LAW].tolist() == pytest.approx([0.0, 0.3])


def test_nobody_is_needed_where_no_task_is_for_experts() -> None:
    assert expert_need(economy_of(few(2, 1))).tolist() == [[0.0] * DOMAINS] * 2


def some_trained(**parameters: float) -> EconomyState:
    """Return twelve people: a nurse, one who becomes one, and four lawyers."""
    expert, training = np.full(12, -1), np.full(12, -1)
    expert[[0, 4, 5, 6, 7]], training[8] = [NURSING, LAW, LAW, LAW, LAW], NURSING
    people = {"expert": expert, "training_domain": training}
    return economy_of(nurses_and_lawyers(), people, **parameters)


def test_places_are_what_is_wanted_without_those_that_are_there() -> None:
    # Half of twelve are to be experts, half of them nurses: one is lacking, and no lawyer.
    assert open_places(some_trained(), 0.5).tolist() == [0, 0, 1, 0, 0, 0]
    # Of ten, five each. Of 10.8, 5.4 each, which is five; of 11.4 it is six.
    assert open_places(some_trained(), 10 / 12).tolist() == [0, 0, 3, 0, 0, 1]
    assert open_places(some_trained(), 0.9).tolist() == [0, 0, 3, 0, 0, 1]
    assert open_places(some_trained(), 0.95).tolist() == [0, 0, 4, 0, 0, 2]


@pytest.mark.parametrize(
    ("in_training", "places"),
    [
        (0, [4, 2]),  # room for 6 of 12 people, and 6 are lacking
        (1, [3, 1]),  # room for 5: 4 * 5 / 6 and 2 * 5 / 6
        (3, [2, 1]),
        (5, [0, 0]),  # room for one: two thirds and one third of a place
        (6, [0, 0]),
        (9, [0, 0]),
    ],
)
def test_places_are_cut_in_proportion_to_the_capacity(in_training: int, places: list[int]) -> None:
    economy = some_trained(training_capacity=0.55)
    found = places_within_capacity(economy, 0.95, in_training)
    assert found[[NURSING, LAW]].tolist() == places
    assert found.sum() == sum(places)


def test_the_last_room_is_given_to_the_one_who_is_lacking() -> None:
    economy = some_trained(training_capacity=0.5)
    assert places_within_capacity(economy, 0.5, 5).tolist() == [0, 0, 1, 0, 0, 0]


def test_the_young_apply_who_are_not_trained_nor_in_training() -> None:
    economy = some_trained(training_age_limit=40.0)
    people = economy.people
    people.age[:] = 479
    people.age[[1, 9]] = [480, 481]
    people.training_left[8] = 1
    assert applicants(economy, False).tolist() == [2, 3, 10, 11]
    assert applicants(economy, True).tolist() == [1, 2, 3, 9, 10, 11]
    assert applicants(economy_of(few(2, outside=1)), True).tolist() == [0, 1, 2]


def told(hidden_talent: float | None, count: int = 300) -> tuple[EconomyState, list, list]:
    """Return an economy of so many without work, and what a test in law tells of every other one.

    Logarithms of their talents are 0, a quarter and minus a quarter in turn.
    """
    world = few(0, outside=count)
    world.aptitude[:, LAW] = np.exp(np.array([0.0, 0.25, -0.25])[np.arange(count) % 3])
    share = 0.0 if hidden_talent is None else hidden_talent
    parameters = {
        "aptitude_dispersion": 0.5,
        "selection_validity": 0.6,
        "hidden_talent": share,
    }
    economy = economy_of(world, {"entry_month": np.arange(count) % 2}, **parameters)
    rows = np.arange(0, count, 2)
    signal, shows = np.full(len(rows), np.nan), np.zeros(len(rows), np.bool_)
    arguments = (economy, rows, LAW, hidden_talent is not None, signal, shows)
    # Two parts of all people: the first third and the rest.
    signal_aptitude(count // 3, count, *arguments)
    assert np.isnan(signal[: count // 6]).all()
    signal_aptitude(0, count // 3, *arguments)
    return economy, signal.tolist(), shows.tolist()


@pytest.mark.parametrize("count", [12, 600])
def test_the_test_tells_six_tenths_of_talent_and_eight_of_an_error(count: int) -> None:
    economy, signal, shows = told(None, count)
    key, hidden = economy.key(Stream.SELECTION, LAW), economy.key(Stream.HIDDEN_TALENT, 0)
    assert key != hidden
    # Log talent in standard deviations of a half. Who came in another month has another error.
    for place in {0, 1, 2, 3, len(signal) - 1, len(signal) // 2}:
        row = 2 * place
        able = [0.0, 0.5, -0.5][row % 3]
        error = normal(key, np.int64(row + count * (row % 2)))
        assert signal[place] == pytest.approx(0.6 * able + 0.8 * error)
    assert all(shows)


def test_an_entrant_has_another_error_than_who_had_the_seat_before() -> None:
    world = few(0, outside=4)
    economy = economy_of(world, {"entry_month": [0, 0, 3, 0]}, selection_validity=0.0)
    signal, shows = np.empty(4), np.empty(4, np.bool_)
    signal_aptitude(0, 4, economy, np.arange(4), LAW, False, signal, shows)
    key = economy.key(Stream.SELECTION, LAW)
    expected = [normal(key, np.int64(holder)) for holder in (0, 1, 2 + 4 * 3, 3)]
    assert signal.tolist() == pytest.approx(expected)


def test_the_able_alone_keep_their_talent_hidden() -> None:
    able = [row % 3 == 1 for row in range(0, 12, 2)]
    assert told(0.0, 12)[2] == [True] * 6
    assert told(1.0, 12)[2] == [not one for one in able]
    # A share as large as the draw of the person in row 4 is the first that lets her apply.
    economy = told(None, 12)[0]
    own = uniform(economy.key(Stream.HIDDEN_TALENT, 0), np.int64(4))
    assert told(own, 12)[2][2]
    assert not told(own + 1e-9, 12)[2][2]


def training(left: list[int], months: int = 1) -> EconomyState:
    """Return two at work and people outside with so many months of training in law left.

    Their talent is 2 and their skill .4, those at work have efforts of .2 and .6.
    """
    world = nurses_and_lawyers(outside=len(left))
    count = world.people
    world.aptitude[:, LAW], world.skill[:, LAW] = 2.0, 0.4
    months_left = np.concatenate([np.zeros(4, np.int64), left])
    status = np.where(months_left > 0, IN_TRAINING, UNEMPLOYED)
    status[:4] = EMPLOYED
    people = {
        "training_left": months_left,
        "training_domain": np.where(months_left > 0, LAW, -1),
        "status": status,
        "effort": np.where(np.arange(count) < 2, 0.2, 0.6),
        "alienation_total": np.where(np.arange(count) < 1, 0.8, 0.4),
        "alienation": np.where(np.arange(count) < 1, 0.8, 0.4)[:, None] * [1.0, 0.5, 0.25, 0.0],
        "home_sector": 0,
    }
    economy = economy_of(world, people, train_level=1.2)
    economy.people.effort[4:], economy.months_per_step = 0.9, months
    return economy


def test_each_month_closes_an_equal_part_of_the_gap() -> None:
    economy = training([0, 1, 2, 4])
    people = economy.people
    assert advance_training(economy) == 2
    # The gap to 1.2 times talent is 2; nothing, all, a half and a quarter of it.
    assert people.skill[4:, LAW].tolist() == pytest.approx([0.4, 2.4, 1.4, 0.9])
    assert people.training_left[4:].tolist() == [0, 0, 1, 3]
    assert people.expert[4:].tolist() == [-1, LAW, -1, -1]
    assert people.training_domain[4:].tolist() == [-1, -1, LAW, LAW]
    assert people.status.tolist() == [EMPLOYED] * 4 + [UNEMPLOYED] * 2 + [IN_TRAINING] * 2
    # Who has finished has the mean attitudes of those at work, and looks where lawyers are needed.
    assert people.effort[4:].tolist() == pytest.approx([0.9, 0.4, 0.9, 0.9])
    assert people.alienation_total[5] == pytest.approx(0.5)
    assert people.alienation[5].tolist() == pytest.approx([0.5, 0.25, 0.125, 0.0])
    assert people.home_sector.tolist() == [0, 0, 0, 0, 0, 1, 0, 0]
    assert advance_training(economy) == 1
    assert people.skill[4:, LAW].tolist() == pytest.approx([0.4, 2.4, 2.4, 1.4])


def test_a_step_of_three_months_ends_what_is_left_of_two() -> None:
    economy = training([2, 3, 4], months=3)
    assert advance_training(economy) == 1
    assert economy.people.skill[4:, LAW].tolist() == pytest.approx([2.4, 2.4, 0.4 + 2.0 * 0.75])
    assert economy.people.training_left[4:].tolist() == [0, 0, 1]


def test_nobody_unlearns_what_is_known_beyond_the_level_of_training() -> None:
    economy = training([1, 2])
    economy.people.skill[4:, LAW] = 2.5
    advance_training(economy)
    assert economy.people.skill[4:, LAW].tolist() == [2.5, 2.5]


def test_experts_look_in_proportion_to_the_need_of_their_domain() -> None:
    economy = economy_of(nurses_and_lawyers(outside=40), {"expert": NURSING, "home_sector": -1})
    rows = np.arange(4, 44)
    look_where_experts_are_needed(economy, rows)
    key = economy.key(Stream.INITIAL_TRAINING)
    draws = np.array([uniform(key, row) for row in rows])
    # Two thirds of nursing is in the first sector.
    assert ((draws > 1 / 3) & (draws < 2 / 3)).any()
    assert economy.people.home_sector[4:].tolist() == np.where(draws <= 2 / 3, 0, 1).tolist()
    assert (economy.people.home_sector[:4] == -1).all()


def test_who_is_admitted_leaves_the_workforce() -> None:
    economy = economy_of(few(2, outside=2), train_months=40.6)
    begin_training(economy, LAW, np.array([0, 3]))
    people = economy.people
    assert people.status.tolist() == [IN_TRAINING, EMPLOYED, UNEMPLOYED, IN_TRAINING]
    assert people.training_domain.tolist() == [LAW, -1, -1, LAW]
    assert people.training_left.tolist() == [41, 0, 0, 41]
    assert economy.destination.tolist() == [-1, 0, -1, -1]


def test_experts_of_the_first_month_know_at_least_the_level_of_training() -> None:
    world = nurses_and_lawyers()
    world.aptitude[:3, LAW], world.skill[:3, LAW] = [0.5, 2.0, 2.0], [0.5, 2.6, 2.1]
    economy = economy_of(world, {"home_sector": 0}, train_level=1.2)
    make_experts(economy, LAW, np.array([0, 1]))
    people = economy.people
    assert people.skill[:3, LAW].tolist() == pytest.approx([0.6, 2.6, 2.1])
    assert people.expert[:3].tolist() == [LAW, LAW, -1]
    assert people.home_sector[:3].tolist() == [1, 1, 0]
    assert math.isclose(people.skill[0, NURSING], 1.0)
