"""Where the time of two people goes, by numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.newcomers import time_with_newcomer
from sim.kernels.overheads import LOSSES, charge_overheads, note_lost_time
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few


@pytest.mark.parametrize(
    ("tenure", "months", "time", "lost"),
    [
        (0, 1, 1.0, 0.2),
        (2, 1, 1.0, 0.2),
        (3, 1, 1.0, 0.0),
        (0, 6, 1.0, 0.1),  # three of six months
        (2, 4, 1.0, 0.05),  # one of four
        (1, 2, 1.0, 0.2),
        (0, 1, 0.15, 0.15),  # all that is left
    ],
)
def test_three_months_are_those_of_a_newcomer(
    tenure: int, months: int, time: float, lost: float
) -> None:
    assert time_with_newcomer(tenure, months, 0.2, time) == pytest.approx(lost)


def at_work(newcomer_cost: float = 0.0, months: int = 1) -> EconomyState:
    """Return a workplace of one and one of two of another sector, whose first task is empowering.

    Scores of the first tasks are .5 and .9, of the others .4 and .1, against a cut of .5. The
    second person works for a quarter of a month in the first task of the other workplace.
    """
    world = few(1, 2, outside=1)
    world.sector[:] = [0, 1]
    world.empowerment_score[:, :2] = [[0.5, 0.4], [0.9, 0.1]]
    world.hours[:3, :2] = [[0.25, 0.75], [0.5, 0.25], [0.75, 0.25]]
    world.outside_partner[1], world.outside_workplace[1] = 0, 0
    world.outside_task[1], world.outside_hours[1] = 0, 0.25
    people = {
        "variety": [0.0, 0.5, 0.75, 0.0],
        "tenure": [5, 0, 2, 0],
        "productive_time": 9.0,
    }
    state = {"months_per_step": months}
    return economy_of(world, people, state=state, empowered_cut=0.5, newcomer_cost=newcomer_cost)


def charged(economy: EconomyState, *rates: float) -> tuple[list[float], np.ndarray]:
    """Return productive time, and what was lost in each workplace."""
    lost = np.full((2, LOSSES), 9.0)
    charge_overheads(0, 2, economy, *rates, lost)
    found: list[float] = economy.people.productive_time.tolist()
    return found, lost


def test_time_goes_to_supervision_meetings_switching_and_courses() -> None:
    economy = at_work()
    time, lost = charged(economy, 0.05, 0.1, 0.2, 0.03, 0.02)
    # Empowering hours of .25, .75 and .75; as diverse as 0, 1 and 3 further tasks.
    meetings, switching = [0.15, 0.25, 0.25], [0.0, 0.03, 0.09]
    expected = [0.93 - one - other for one, other in zip(meetings, switching, strict=True)]
    assert time == pytest.approx([*expected, 9.0])
    assert lost.ravel().tolist() == pytest.approx([0.15, 0.0, 0.0, 0.5, 0.12, 0.0])
    note_lost_time(economy, 0.05, 0.02, lost)
    flows = economy.flows
    assert (flows.meeting_time, flows.switching_time) == pytest.approx((0.65, 0.12))
    assert (flows.supervision_time, flows.schooling_time) == pytest.approx((0.15, 0.06))
    assert flows.newcomer_time == 0.0


def test_an_hour_elsewhere_counts_by_the_score_of_the_task_there() -> None:
    economy = at_work()
    economy.people.outside_task[1] = 1
    time, _ = charged(economy, 0.0, 0.0, 0.2, 0.0, 0.0)
    assert time[:3] == pytest.approx([0.95, 0.9, 0.85])
    economy.people.outside_task[1] = 0
    economy.sectors.empowerment[0, 0] = 0.49
    time, _ = charged(economy, 0.0, 0.0, 0.2, 0.0, 0.0)
    assert time[:3] == pytest.approx([1.0, 0.9, 0.85])


def test_no_time_is_left_where_more_is_lost_than_there_is() -> None:
    time, lost = charged(at_work(), 0.9, 0.3, 0.0, 0.0, 0.0)
    assert time[:3] == [0.0, 0.0, 0.0]
    assert lost[:, 0].tolist() == pytest.approx([0.3, 0.6])


@pytest.mark.parametrize(("months", "lost"), [(1, [0.0, 0.1, 0.1]), (4, [0.0, 0.075, 0.025])])
def test_newcomers_cost_time(months: int, lost: list[float]) -> None:
    economy = at_work(newcomer_cost=0.1, months=months)
    time, sums = charged(economy, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert time[:3] == pytest.approx([1.0 - one for one in lost])
    assert sums[:, 2].tolist() == pytest.approx([lost[0], lost[1] + lost[2]])
    note_lost_time(economy, 0.0, 0.0, sums)
    assert economy.flows.newcomer_time == pytest.approx(sum(lost))
