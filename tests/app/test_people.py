"""What the page shows of people: jobs, members of workplaces, moves."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.app.mobility import REMEMBERED, MoveLog
from sim.app.people import FEW_HOURS, job_of, members_of, workplace_names
from sim.app.session import Session
from sim.app.settings import Settings
from sim.state import Status


@cache
def finished() -> Session:
    """Return a session at its end; tests only read it."""
    session = Session(Settings(workers=300, months=30, burn_in=6))
    while not session.finished:
        session.step()
    return session


@pytest.mark.parametrize("order", [0, 1])
def test_every_member_of_every_workplace_is_shown_once(order: int) -> None:
    economy = finished().economies[order]
    shown = [
        int(person)
        for place in range(len(economy.state.workplaces))
        for person in members_of(economy, place).person
    ]
    people = economy.state.people
    assert sorted(shown) == sorted(people.person[people.status == Status.EMPLOYED])


def test_members_stand_in_the_order_of_empowerment_with_their_own_numbers() -> None:
    economy = finished().economies[0]
    members = members_of(economy, 0)
    assert (np.diff(members.empowerment) >= 0).all()
    for k, person in enumerate(members.person):
        worker = economy.worker(int(person))
        assert members.alienation[k] == worker.alienation
        assert members.effort[k] == worker.effort
        assert members.tenure[k] == worker.tenure
        task = max(worker.job, key=lambda name: worker.job[name])
        assert members.main_task[k].startswith(task)


@pytest.mark.parametrize("order", [0, 1])
def test_experts_and_expert_work_without_training_are_those_of_the_indicators(order: int) -> None:
    economy = finished().economies[order]
    state = economy.state
    everyone = [members_of(economy, place) for place in range(len(state.workplaces))]
    at_work = state.people.status == Status.EMPLOYED
    trained = sum(int(members.trained.sum()) for members in everyone)
    assert trained == np.count_nonzero(state.people.expert[at_work] >= 0) > 0
    for members in everyone:
        for k, words in enumerate(members.training):
            assert words.startswith("expert in") == members.trained[k]
            assert ("without training" in words) == (members.untrained_hours[k] > FEW_HOURS)
            assert job_of(economy, int(members.person[k])).training in words
    if order == 0:  # nobody has a second workplace, whose hours this count leaves out
        sector = state.workplaces.sector[state.people.workplace[at_work]]
        expert_work = (state.people.hours[at_work] * state.sectors.for_experts[sector]).sum()
        shown = sum(float(members.untrained_hours.sum()) for members in everyone) / expert_work
        assert shown == pytest.approx(economy.monthly["untrained_share"].iloc[-1])


@pytest.mark.parametrize("order", [0, 1])
def test_the_bars_of_a_job_fill_a_month(order: int) -> None:
    economy = finished().economies[order]
    seconds = 0
    for person in range(len(economy.state.people)):
        job = job_of(economy, person)
        worker = economy.worker(person)
        if worker.workplace is None:
            assert (job.tasks, job.shares) == ((), ())
            assert job.place in ("looking for work", "in expert training")
            continue
        assert sum(job.shares) == pytest.approx(1.0, abs=1e-9)
        assert job.place == workplace_names(economy)[worker.workplace.index]
        seconds += len(job.tasks) > len(worker.workplace.task_names)
    assert order == 0 or seconds > 0


def test_workplaces_have_names_of_their_own() -> None:
    names = workplace_names(finished().economies[0])
    assert len(set(names)) == len(names) == len(finished().economies[0].state.workplaces)
    assert "Hospital 1" in names


@pytest.mark.parametrize("order", [0, 1])
def test_moves_lead_from_where_people_were_to_where_they_are(order: int) -> None:
    session = finished()
    economy = session.economies[order]
    assert session.moves is not None
    log = session.moves[order]
    moves = log.recent()
    assert moves
    assert {move.month for move in moves} <= set(range(30 - REMEMBERED + 1, 31))
    assert [move.month for move in moves] == sorted((move.month for move in moves), reverse=True)
    latest = {}
    for move in reversed(moves):
        if move.person in latest:
            assert move.origin == latest[move.person].destination
        latest[move.person] = move
    people = economy.state.people
    for person, move in latest.items():
        assert people.workplace[people.row_of[person]] == move.destination
        assert people.status[people.row_of[person]] == move.status
        assert people.entry_month[people.row_of[person]] == move.entered
        assert move.entrant == (move.entered_before < move.entered)


def test_moves_of_a_workplace_are_those_that_touch_it() -> None:
    log = finished().moves[0]  # type: ignore[index]
    here = log.recent(0)
    assert here == [move for move in log.recent() if 0 in (move.origin, move.destination)]


def test_totals_count_each_kind_of_move() -> None:
    log = finished().moves[0]  # type: ignore[index]
    moves = log.recent()
    totals = log.totals()
    assert totals["moved"] == len(
        [move for move in moves if move.origin >= 0 and move.destination >= 0]
    )
    assert totals["hired"] > 0
    assert totals["left"] > 0


def test_nobody_has_moved_before_the_first_month() -> None:
    session = Session(Settings(workers=300, months=1, burn_in=0))
    session.step()
    log = MoveLog(session.economies[0])
    assert log.recent() == []
    assert set(log.totals().values()) == {0}
