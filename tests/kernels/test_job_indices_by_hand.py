"""What two jobs are like, by numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.job_indices import clear_jobs_of_others, describe_jobs, job_indices
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few

HOURS = np.array([0.05, 0.1, 0.15, 0.2, 0.08, 0.12, 0.14, 0.16])
"""Of a job with eight tasks."""

EMPOWERING = np.array([0.9, 0.1, 0.7, 0.3, 0.5, 0.8, 0.2, 0.6])
DESIRABLE = np.array([0.2, 0.8, 0.4, 0.9, 0.1, 0.3, 0.7, 0.5])
CREATIVE = np.array([0.6, 0.5, 0.1, 0.8, 0.9, 0.2, 0.4, 0.3])

NUMBERS = ("empowerment", "desirability", "creativity", "concentration", "variety", "job_index")


def eight_tasks(hours: np.ndarray, elsewhere: float = 0.0) -> EconomyState:
    """Return a workplace of one and one of two of another sector, and somebody without work.

    The first has a job of eight tasks and works for so long in the second task of the other sector,
    whose scores are .25, .75 and .35. Two tasks of a sector differ by an eighth of the distance of
    their numbers, and from that of the other sector by half a tenth per number, beginning with one.
    """
    world = few(1, 2, outside=1)
    world.sector[:] = [0, 1]
    world.task_count[0] = 8
    for name, scores in (
        ("empowerment_score", EMPOWERING),
        ("desirability_score", DESIRABLE),
        ("creativity_score", CREATIVE),
    ):
        getattr(world, name)[0] = scores
    world.empowerment_score[1, :2] = [1.0, 0.25]
    world.desirability_score[1, :2] = [0.5, 0.75]
    world.creativity_score[1, :2] = [0.0, 0.35]
    world.hours[0] = hours
    if elsewhere > 0.0:
        world.outside_partner[0], world.outside_workplace[0] = 1, 1
        world.outside_task[0], world.outside_hours[0] = 1, elsewhere
    stale = dict.fromkeys((*NUMBERS, "voice", "unfairness"), 9.0)
    economy = economy_of(world, stale, empowerment_weight=0.7)
    number = np.arange(8)
    economy.sectors.difference[0, :, 0, :] = np.abs(number[:, None] - number) / 8.0
    economy.sectors.difference[0, :, 1, 1] = (number + 1) / 20.0
    economy.sectors.difference[1, 0, 1, 1] = economy.sectors.difference[1, 1, 1, 0] = 0.6
    return economy


def described(economy: EconomyState, row: int) -> list[float]:
    """Return what the job of somebody is like."""
    job_indices(0, 2, economy, np.ones(2, np.bool_))
    return [float(getattr(economy.people, name)[row]) for name in NUMBERS]


def pairs(hours: np.ndarray) -> float:
    """Return the sum over pairs of tasks of both hours and what they differ by."""
    return sum(hours[k] * hours[m] * (k - m) / 8.0 for k in range(8) for m in range(k))


@pytest.mark.parametrize("part", [1.0, 0.5])
def test_scores_are_means_over_hours(part: float) -> None:
    found = described(eight_tasks(part * HOURS), 0)
    means = [float(HOURS @ scores) for scores in (EMPOWERING, DESIRABLE, CREATIVE)]
    expected = [*means, float(HOURS @ HOURS), 2.0 * pairs(HOURS)]
    assert found == pytest.approx([*expected, 0.7 * means[0] + 0.3 * means[1]])


def test_a_task_elsewhere_is_one_more() -> None:
    here = 0.75 * HOURS
    found = described(eight_tasks(here, elsewhere=0.25), 0)
    there = (0.25, 0.75, 0.35)
    means = [
        float(here @ scores) + 0.25 * score
        for scores, score in zip((EMPOWERING, DESIRABLE, CREATIVE), there, strict=True)
    ]
    apart = pairs(here) + 0.25 * float(here @ np.arange(1, 9)) / 20.0
    expected = [*means, float(here @ here) + 0.0625, 2.0 * apart]
    assert found == pytest.approx([*expected, 0.7 * means[0] + 0.3 * means[1]])


def test_a_task_of_the_first_workplace_is_one_more_too() -> None:
    economy = eight_tasks(HOURS)
    people = economy.people
    people.hours[2, :2] = [0.25, 0.25]
    people.outside_workplace[2], people.outside_task[2], people.outside_hours[2] = 0, 4, 0.5
    economy.sectors.difference[1, :2, 0, 4] = [0.2, 0.4]
    # Scores of .5, .1 and .9 there, and of .625, .625 and .175 in half of the time.
    variety = 2.0 * (0.0625 * 0.6 + 0.5 * 0.25 * 0.6)
    expected = [0.5625, 0.3625, 0.5375, 0.375, variety, 0.7 * 0.5625 + 0.3 * 0.3625]
    assert described(economy, 2) == pytest.approx(expected)


def test_two_equal_tasks_are_half_as_concentrated_and_vary_by_half_of_what_they_differ() -> None:
    # Means of 1 and .25, of .5 and .75, of 0 and .35.
    expected = [0.625, 0.625, 0.175, 0.5, 2.0 * 0.25 * 0.6, 0.625]
    assert described(eight_tasks(HOURS), 1) == pytest.approx(expected)


def test_who_does_nothing_has_a_job_of_nothing() -> None:
    assert described(eight_tasks(0.0 * HOURS), 0) == [0.0] * 6


def test_only_what_has_changed_is_looked_at() -> None:
    economy = eight_tasks(HOURS)
    job_indices(0, 2, economy, np.array([False, True]))
    assert economy.people.job_index.tolist() == pytest.approx([9.0, 0.625, 0.625, 9.0])


def test_who_has_no_job_has_none_described() -> None:
    economy = eight_tasks(HOURS)
    describe_jobs(0, 1, economy)
    assert economy.people.job_index[1:].tolist() == [9.0] * 3
    assert economy.people.job_index[0] < 1.0
    describe_jobs(1, 2, economy)
    assert economy.people.job_index[1:].tolist() == pytest.approx([0.625, 0.625, 0.0])
    for name in (*NUMBERS, "voice", "unfairness"):
        assert getattr(economy.people, name)[3] == 0.0
    assert economy.people.voice[:3].tolist() == [9.0] * 3
    clear_jobs_of_others(economy)
    assert economy.people.job_index[0] > 0.0
