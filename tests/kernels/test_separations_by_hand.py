"""Who leaves a workplace of a few, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels.random import uniform
from sim.kernels.separations import (
    COLUMNS,
    DESIRED,
    DISMISSALS,
    ENDED,
    LAYOFFS,
    NO_WORKPLACE,
    QUITS,
    VACANCIES,
    end_jobs,
    lay_off,
    plan_employment,
    quits_and_dismissals,
    separate,
)
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few

RATES = {
    "quit_rate": 0.0,
    "turnover_response": 0.0,
    "dismissal_rate": 0.0,
    "dismissal_threshold": 0.5,
    "layoff_rate": 0.0,
}


def plan(*desired: int) -> np.ndarray:
    """Return a plan of so many members in each workplace."""
    found = np.zeros((len(desired), COLUMNS), np.int64)
    found[:, DESIRED] = desired
    return found


def team(*effort: float, **values: float) -> EconomyState:
    """Return an empty workplace, one whose members show these efforts, and one of one member."""
    world = few(0, len(effort), 1)
    world.effort[: len(effort)] = effort
    return economy_of(world, {"alienation_total": 0.5}, **{**RATES, **values})


def left(economy: EconomyState, monitoring: float = 1.0) -> tuple[list[int], list[int], list[int]]:
    """Return where everybody is after quits and dismissals, and both by workplace."""
    made = plan(0, 0, 0)
    quits_and_dismissals(0, 3, economy, monitoring, made)
    return economy.destination.tolist(), made[:, QUITS].tolist(), made[:, DISMISSALS].tolist()


def draw(economy: EconomyState, stream: Stream, person: int) -> float:
    """Return the draw of somebody in the month."""
    return uniform(economy.key(stream), person)


def test_columns_of_a_plan_are_six() -> None:
    columns = (DESIRED, QUITS, DISMISSALS, ENDED, LAYOFFS, VACANCIES)
    assert columns == tuple(range(6))
    assert (COLUMNS, NO_WORKPLACE) == (6, -1)


def test_workplaces_want_their_share_of_all_jobs_times_demand() -> None:
    people = {"training_left": [0, 0, 0, 0, 7]}
    jobs = {"share": [0.25, 0.75, 0.0], "demand": [math.log(2.0), 0.0, 0.0]}
    rates = {"demand_volatility": 0.0, "business_cycle_volatility": 0.0, "jobs_per_worker": 2.0}
    economy = economy_of(few(2, 1, 1, outside=1), people, jobs, **rates)
    # Four in the labour force, eight jobs: a quarter of them doubled, three quarters, at least one.
    made = plan_employment(economy)
    assert made[:, DESIRED].tolist() == [4, 6, 1]
    assert made.shape == (3, 6)
    assert not made[:, DESIRED + 1 :].any()


def test_who_quits_at_usual_alienation_does_so_at_the_rate() -> None:
    draws = [draw(team(1.0, 1.0), Stream.QUIT, person) for person in (0, 1)]
    low, high = min(draws), max(draws)
    first = draws.index(low)
    found = left(team(1.0, 1.0, quit_rate=high))
    expected = [1, 1, 2]
    expected[first] = -1
    if draw(team(1.0), Stream.QUIT, 2) < high:
        expected[2] = -1
    assert found == (expected, [0, 1, int(expected[2] == -1)], [0, 0, 0])
    assert left(team(1.0, 1.0, quit_rate=0.0))[0] == [1, 1, 2]


@pytest.mark.parametrize(("alienation", "chance"), [(0.5, 0.4), (1.0, 0.8), (0.25, 0.2)])
def test_more_quit_where_work_alienates_more(alienation: float, chance: float) -> None:
    many = 400
    economy = team(*[1.0] * many, quit_rate=0.4, turnover_response=2.0)
    economy.people.alienation_total[:] = alienation
    gone = [draw(economy, Stream.QUIT, person) < chance for person in range(many)]
    destination, quits, dismissals = left(economy)
    assert destination[:many] == [-1 if one else 1 for one in gone]
    assert quits[:2] == [0, sum(gone)]
    assert dismissals == [0, 0, 0]


def test_whose_effort_is_low_is_dismissed_when_seen() -> None:
    # Half of the mean of .5 is .25; who works alone is as good as the mean.
    seen = {"dismissal_rate": 1.0}
    assert left(team(0.2, 0.8, **seen)) == ([-1, 1, 2], [0, 0, 0], [0, 1, 0])
    assert left(team(0.25, 0.75, **seen)) == ([1, 1, 2], [0, 0, 0], [0, 0, 0])
    assert left(team(0.2, 0.8, **seen), monitoring=0.0)[0] == [1, 1, 2]
    chance = draw(team(0.2, 0.8), Stream.DISMISSAL, 0)
    assert left(team(0.2, 0.8, dismissal_rate=chance))[0] == [1, 1, 2]
    assert left(team(0.2, 0.8, dismissal_rate=chance), monitoring=1.01)[0] == [-1, 1, 2]
    assert left(team(0.2, 0.8, dismissal_rate=2.0 * chance), monitoring=0.49)[0] == [1, 1, 2]


def test_who_has_left_does_not_leave_again_but_counts_for_the_mean() -> None:
    economy = team(0.2, 0.2, 1.4, quit_rate=0.0, dismissal_rate=1.0)
    economy.destination[0] = -1
    assert left(economy) == ([-1, -1, 1, 2], [0, 0, 0], [0, 1, 0])
    economy = team(1.0, 1.0, quit_rate=1.0)
    economy.destination[0] = -1
    assert left(economy) == ([-1, -1, -1], [0, 1, 1], [0, 0, 0])


def test_jobs_end_for_those_who_have_one() -> None:
    economy = team(1.0, 1.0)
    economy.destination[0] = -1
    made = plan(0, 0, 0)
    end_jobs(0, 3, economy, 0.0, made)
    end_jobs(0, 3, economy, -1.0, made)
    assert economy.destination.tolist() == [-1, 1, 2]
    end_jobs(0, 3, economy, 1.0, made)
    assert economy.destination.tolist() == [-1, -1, -1]
    assert made[:, ENDED].tolist() == [0, 1, 1]


def test_a_job_whose_draw_is_the_rate_does_not_end() -> None:
    economy = team(1.0)
    rate = draw(economy, Stream.LAYOFF, 0)
    end_jobs(1, 2, economy, rate, plan(0, 0, 0))
    assert economy.destination.tolist() == [1, 2]
    end_jobs(1, 2, economy, rate * 1.001, plan(0, 0, 0))
    assert economy.destination.tolist() == [-1, 2]


def laid_off(*desired: int) -> tuple[list[int], list[int], list[int]]:
    """Return where four people and one alone are after layoffs, with layoffs and vacancies.

    Skill times effort is 1, .9, 1.2 and .5 of the four, of whom the last has left.
    """
    economy = team(1.0, 0.9, 0.6, 0.5)
    economy.people.skill[2] = 2.0
    economy.people.skill[0, 0], economy.people.skill[0, 5] = 0.5, 1.5
    economy.destination[3] = -1
    made = plan(*desired)
    lay_off(0, 3, economy, made)
    return economy.destination.tolist(), made[:, LAYOFFS].tolist(), made[:, VACANCIES].tolist()


def test_the_least_valuable_are_laid_off_above_what_is_wanted() -> None:
    assert laid_off(1, 3, 1) == ([1, 1, 1, -1, 2], [0, 0, 0], [1, 0, 0])
    assert laid_off(2, 2, 3) == ([1, -1, 1, -1, 2], [0, 1, 0], [2, 0, 2])
    assert laid_off(1, 1, 1) == ([-1, -1, 1, -1, 2], [0, 2, 0], [1, 0, 0])
    assert laid_off(1, 5, 1) == ([1, 1, 1, -1, 2], [0, 0, 0], [1, 2, 0])


def test_who_has_left_already_is_not_laid_off_once_more() -> None:
    economy = team(0.1, 0.9, 0.6)
    economy.destination[0] = -1
    lay_off(0, 3, economy, plan(0, 1, 0))
    assert economy.destination.tolist() == [-1, 1, -1, -1]


@pytest.mark.parametrize(("skill", "laid_off"), [(1.0 / 6.0, 1), (0.25, 0)])
def test_value_is_mean_skill_times_effort(skill: float, laid_off: int) -> None:
    # A skill of 1 at an effort of 0.2 against full effort at little skill.
    economy = team(0.2, 1.0)
    economy.people.skill[1] = skill
    lay_off(0, 3, economy, plan(0, 1, 1))
    assert np.flatnonzero(economy.destination == -1).tolist() == [laid_off]


def test_half_of_a_large_workplace_is_laid_off() -> None:
    effort = (0.1 + 0.8 * ((np.arange(200) * 77) % 200) / 200.0).tolist()
    economy = team(*effort)
    lay_off(0, 3, economy, plan(0, 100, 1))
    assert np.flatnonzero(economy.destination == -1).tolist() == sorted(
        np.argsort(effort)[:100].tolist()
    )


def test_quits_come_before_jobs_end_and_jobs_end_before_layoffs() -> None:
    made = plan(0, 1, 1)
    separate(0, 3, team(1.0, 1.0, quit_rate=1.0, layoff_rate=1.0), 0.0, made)
    assert made[1].tolist() == [1, 2, 0, 0, 0, 1]
    made = plan(0, 1, 1)
    separate(0, 3, team(1.0, 1.0, layoff_rate=1.0), 0.0, made)
    assert made[1].tolist() == [1, 0, 0, 2, 0, 1]
    made = plan(0, 1, 1)
    separate(0, 3, team(0.1, 1.9, dismissal_rate=1.0), 1.0, made)
    assert made[1].tolist() == [1, 0, 1, 0, 0, 0]
    made = plan(0, 1, 1)
    economy = team(0.5, 1.0)
    separate(0, 3, economy, 1.0, made)
    assert made[1].tolist() == [1, 0, 0, 0, 1, 0]
    assert economy.destination.tolist() == [-1, 1, 2]
