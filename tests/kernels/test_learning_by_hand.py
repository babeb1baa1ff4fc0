"""What two people learn and forget in a month, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels import DOMAINS, IN_TRAINING, UNEMPLOYED
from sim.kernels.learning import MONTHS_PER_YEAR, TILE, forget_without_practice, update_skill
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few

RATES = {
    "learning": 0.5,
    "forgetting": 0.1,
    "maintenance": 0.4,
    "progress_ratio": 0.8,
    "untrained_skill": 0.3,
    "schooling_return": 0.05,
}


def pair(practice: float, complexity: float = 1.0, **values: float) -> EconomyState:
    """Return an empty workplace and one of two, whose talents are 2 and 1.

    Both do so much of a task of this complexity in domain 3, and else what takes no skill.
    """
    world = few(0, 2, outside=2)
    world.complexity[0, 0], world.domain[0, 0] = complexity, 3
    world.hours[:2, :2] = [practice, 1.0 - practice]
    world.aptitude[:] = 1.0
    world.aptitude[0] = 2.0
    world.skill[:] = 0.5
    return economy_of(world, {"schooling": 0.0}, **{**RATES, **values})


def learnt(economy: EconomyState, schooling: float = 0.0) -> list[float]:
    """Return the skill of both in domain 3 after a step."""
    update_skill(0, 2, economy, schooling)
    return economy.people.skill[:2, 3].tolist()


def test_a_year_has_twelve_months_and_people_come_in_tiles() -> None:
    assert (MONTHS_PER_YEAR, TILE) == (12, 128)


def test_practice_is_learnt_up_to_what_it_sustains() -> None:
    # Full practice sustains the whole aptitude, and half of the gap of 1.5 and .5 is closed.
    assert learnt(pair(1.0)) == pytest.approx([0.5 + 0.5 * 1.5, 0.5 + 0.5 * 0.5])
    # Half practice sustains four fifths, and learns at half the pace.
    assert learnt(pair(0.5)) == pytest.approx([0.5 + 0.25 * 1.1, 0.5 + 0.25 * 0.3])


def test_simpler_tasks_are_practised_less_and_sustain_more() -> None:
    # Half complexity counts half as practice, .5; its mean demand is .5, so the exponent is
    # that of the progress ratio times .5 / max(.5, .25), the whole.
    assert learnt(pair(1.0, complexity=0.5)) == pytest.approx([0.5 + 0.25 * 1.1, 0.5 + 0.25 * 0.3])
    # Double complexity is full practice and demands twice as much: half the exponent.
    level = 0.8**0.5
    expected = [0.5 + 0.25 * (2.0 * level - 0.5), 0.5 + 0.25 * (level - 0.5)]
    assert learnt(pair(0.5, complexity=2.0)) == pytest.approx(expected)


def test_what_is_not_practised_is_forgotten_down_to_a_floor() -> None:
    # A quarter of what maintenance takes is missing: .1 * .25, towards the level of .3 practice.
    level = 0.3 ** -math.log2(0.8)
    economy = pair(0.3)
    economy.people.skill[:, 3] = 1.8
    expected = [1.8 + 0.025 * (2.0 * level - 1.8), 1.8 + 0.025 * (level - 1.8)]
    assert learnt(economy) == pytest.approx(expected)
    # Without practice all of it is forgotten, a tenth of the gap to .3 times talent.
    economy = pair(0.0)
    economy.people.skill[:, 3] = 1.0
    assert learnt(economy) == pytest.approx([1.0 - 0.1 * 0.4, 1.0 - 0.1 * 0.7])
    # More than maintenance takes keeps what is known.
    economy = pair(0.5)
    economy.people.skill[:, 3] = 1.9
    assert learnt(economy) == [1.9, 1.9]


def test_who_knows_less_than_the_floor_learns_by_practice_alone() -> None:
    economy = pair(0.0)
    economy.people.skill[:, 3] = 0.1
    assert learnt(economy) == [0.1, 0.1]
    economy = pair(0.1, untrained_skill=0.9)
    economy.people.skill[:, 3] = 0.1
    assert learnt(economy) == pytest.approx([0.1 + 0.05 * 1.7, 0.1 + 0.05 * 0.8])


@pytest.mark.parametrize("months", [1, 3])
def test_courses_raise_what_practice_sustains(months: int) -> None:
    economy = pair(1.0)
    economy.people.schooling[:2], economy.months_per_step = [1.0, 3.0], months
    # Half of the time, a month or a quarter of a year; each year of education is 5 % more.
    years = [1.0 + months / 24.0, 3.0 + months / 24.0]
    levels = [2.0 * (1.0 + 0.05 * years[0]), 1.0 + 0.05 * years[1]]
    assert learnt(economy, schooling=0.5) == pytest.approx(
        [0.5 + 0.5 * (levels[0] - 0.5), 0.5 + 0.5 * (levels[1] - 0.5)]
    )
    assert economy.people.schooling.tolist() == pytest.approx([*years, 0.0, 0.0])


def test_other_domains_are_not_practised() -> None:
    economy = pair(1.0)
    update_skill(0, 2, economy, 0.0)
    others = np.delete(np.arange(DOMAINS), 3)
    # Talents of 2 and 1 have floors of .6 and .3: who is below one stays, who is above forgets.
    assert economy.people.skill[0, others].tolist() == [0.5] * 5
    assert economy.people.skill[1, others].tolist() == pytest.approx([0.48] * 5)
    assert economy.people.skill[2:].tolist() == [[0.5] * DOMAINS] * 2


def test_two_tasks_of_a_domain_are_practised_together() -> None:
    economy = pair(0.5, complexity=2.0)
    economy.sectors.domain[0, 1], economy.sectors.complexity[0, 1] = 3, 0.5
    # Practice .5 and .25, demand 1 and .125: the exponent is .75 / 1.125 of the whole one.
    level = 0.75 ** (-math.log2(0.8) * 0.75 / 1.125)
    expected = [0.5 + 0.375 * (2.0 * level - 0.5), 0.5 + 0.375 * (level - 0.5)]
    assert learnt(economy) == pytest.approx(expected)


@pytest.mark.parametrize(("task", "domain", "skill"), [(1, 4, 0.5175), (0, 3, None)])
def test_work_elsewhere_is_practice_of_what_is_done_there(
    task: int, domain: int, skill: float | None
) -> None:
    world = few(1, 2)
    world.sector[:] = [1, 0]
    world.complexity[1, :2], world.domain[1, :2] = [2.0, 0.5], [3, 4]
    world.skill[:] = 0.5
    world.hours[2, :2] = [0.25, 0.25]
    world.outside_partner[2], world.outside_workplace[2] = 0, 0
    world.outside_task[2], world.outside_hours[2] = task, 0.5
    economy = economy_of(world, {"schooling": 0.0}, **RATES)
    update_skill(1, 2, economy, 0.0)
    # A quarter of practice of the simple task sustains .64, and learning is .5 * .25. Half of the
    # time in a task of twice the demand has half the exponent.
    expected = 0.5 + 0.25 * (0.8**0.5 - 0.5) if skill is None else skill
    assert economy.people.skill[2, domain] == pytest.approx(expected)
    # Who is beside them practises nothing.
    assert economy.people.skill[1, domain] == pytest.approx(0.48)


def test_more_people_than_a_tile_learn_alike_in_all_domains() -> None:
    world = few(TILE + 2)
    world.task_count[:] = DOMAINS
    world.complexity[0, :DOMAINS], world.domain[0, :DOMAINS] = 1.0, np.arange(DOMAINS)
    world.hours[:, :DOMAINS] = 0.5  # a long day, for round numbers
    world.skill[:] = 0.5
    economy = economy_of(world, {"schooling": np.arange(TILE + 2.0)}, **RATES)
    update_skill(0, 1, economy, 0.0)
    levels = 0.8 * (1.0 + 0.05 * np.arange(TILE + 2.0))
    expected = np.repeat(0.5 + 0.25 * (levels - 0.5), DOMAINS).reshape(-1, DOMAINS)
    np.testing.assert_allclose(economy.people.skill, expected)


def test_the_unemployed_forget_and_those_in_training_do_not() -> None:
    world = few(1, outside=4)
    world.aptitude[3], world.skill[1:] = 2.0, 0.5
    status = [0, UNEMPLOYED, IN_TRAINING, UNEMPLOYED, UNEMPLOYED]
    economy = economy_of(world, {"status": status}, **RATES)
    forget_without_practice(0, 5, economy)
    # The floors are .3 and, of the fourth, .6.
    expected = [1.0, 0.48, 0.5, 0.5, 0.48]
    for domain in range(DOMAINS):
        assert economy.people.skill[:, domain].tolist() == pytest.approx(expected)


def test_parts_of_all_people_have_their_parts_of_those_without_work() -> None:
    world = few(1, 1, outside=4)
    world.skill[:] = 0.5
    before = economy_of(world, {"status": [0, 0, *[UNEMPLOYED] * 4]}, **RATES)
    forgetting = []
    for first, last in ((0, 3), (3, 6)):
        economy = before.copy()
        forget_without_practice(first, last, economy)
        forgetting.append(np.flatnonzero(economy.people.skill[:, 0] < 0.5).tolist())
    # Half of four are two.
    assert forgetting == [[2, 3], [4, 5]]
