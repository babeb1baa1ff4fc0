"""What the rules of the division of labour do in the smallest workplaces, and when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.institutions import federation, improvement
from sim.institutions.division import Balanced, Hierarchical, Rotation
from sim.institutions.federation import NO_ONE, exchange_across_workplaces
from sim.institutions.improvement import ROUNDS_AFTER_SORTING, improve
from sim.kernels.exchange import LEAST_HOURS
from sim.state import EconomyState
from tests.kernels.producing import producing
from tests.kernels.worlds import make_world, only_first


def two_jobs(**values: float) -> EconomyState:
    """Return a workplace of two: the second is better at the first task, which empowers.

    Each does one of the two tasks, the first the one that empowers.
    """
    world = make_world(1, workplaces=1, smallest=2)
    only_first(world, 2)
    world.sector[:] = 0
    for name in ("hours_share", "complexity", "empowerment_score", "desirability_score"):
        getattr(world, name)[:] = 0.0
    world.task_count[:], world.task_order[:, :2] = 2, [0, 1]
    world.hours_share[:, :2] = 0.5
    world.complexity[:, :2] = [0.9, 0.1]
    world.empowerment_score[:, 0], world.task_index[:], world.domain[:] = 1.0, 0.0, 0
    world.task_index[:, 0] = 1.0
    world.untrained_efficiency[:], world.reserved[:] = 1.0, False
    world.skill[:] = np.array([[0.5], [1.5]])
    world.marginal_product[:] = 1.0
    world.hours[:] = 0.0
    world.hours[0, 0], world.hours[1, 1] = 1.0, 1.0
    given = {"swap_hours": 0.1, "federation_hours": 0.0, "assignment_improvement": 0.0}
    return producing(world, empowerment_weight=1.0, **{**given, **values})


def hours_of(state: EconomyState) -> list[list[float]]:
    """Return the hours of both people in both tasks."""
    return np.round(state.people.hours[:2, :2], 12).tolist()


def test_managers_sort_by_skill_where_membership_changed() -> None:
    state, rule = two_jobs(), Hierarchical()
    assert rule.propose(state) is None
    state.workplaces.changed[:] = False
    rule.divide(state, None, None)
    assert hours_of(state) == [[1.0, 0.0], [0.0, 1.0]]
    state.workplaces.changed[:] = True
    rule.divide(state, None, None)
    assert hours_of(state) == [[0.0, 1.0], [1.0, 0.0]]


def test_managers_sort_everything_when_they_come() -> None:
    state = two_jobs()
    Hierarchical().enter(state)
    assert hours_of(state) == [[0.0, 1.0], [1.0, 0.0]]


def test_everyone_takes_each_task_in_turn() -> None:
    state = two_jobs()
    Rotation().enter(state)
    assert Rotation().propose(state) is None
    assert hours_of(state) == [[1.0, 0.0], [0.0, 1.0]]
    Rotation().divide(state, None, None)
    assert hours_of(state) == [[0.5, 0.5], [0.5, 0.5]]


@pytest.mark.parametrize("approved", [True, False])
def test_two_swap_hours_where_that_is_approved(approved: bool) -> None:
    state, rule = two_jobs(), Balanced()
    rule.enter(state)
    proposal = rule.propose(state)
    assert proposal is not None
    assert proposal.amount[:2].tolist() == pytest.approx([0.1, 0.1])
    rule.divide(state, proposal, np.array([approved]))
    assert hours_of(state) == ([[0.9, 0.1], [0.1, 0.9]] if approved else [[1.0, 0.0], [0.0, 1.0]])


def test_without_a_proposal_or_a_decision_nothing_is_swapped() -> None:
    state, rule = two_jobs(), Balanced()
    proposal = rule.propose(state)
    rule.divide(state, proposal, None)
    rule.divide(state, None, np.array([True]))
    rule.divide(state, None, None)
    assert hours_of(state) == [[1.0, 0.0], [0.0, 1.0]]


class Federation:
    """What a federation is asked to do, noted in place of being done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, ended: list[int]) -> None:
        self.looked: tuple[bool, list[bool]] | None = None
        self.renewing: list[int] | None = None
        self._ended = np.array(ended, dtype=np.int64)
        monkeypatch.setattr(federation, "end_some_exchanges", lambda state: self._ended)
        monkeypatch.setattr(federation, "for_workplaces", self._look)
        monkeypatch.setattr(federation, "balance_across_workplaces", self._balance)

    def _look(self, _: Any, state: EconomyState, ends: bool, changed: Any, mean: Any) -> None:
        assert len(mean) == len(state.workplaces)
        self.looked = ends, changed.tolist()

    def _balance(self, state: EconomyState, mean: Any, renewing: Any) -> None:
        assert len(mean) == len(state.workplaces)
        self.renewing = renewing.tolist()


def federated(exchanging: int, **values: float) -> EconomyState:
    """Return an economy of two workplaces, to the second of which some come from the other."""
    world = make_world(2, workplaces=2, smallest=2)
    given = {"federation_hours": 0.1, "federation_rate": 0.5, "exchange_renewal": 0.0}
    state = producing(world, **{**given, **values})
    state.workplaces.incoming_offsets[:] = [0, 0, exchanging]
    return state


APPROVED = np.array([True, False])


@pytest.mark.parametrize(
    ("hours", "rate", "asked"),
    [(LEAST_HOURS, 0.5, True), (0.1, 0.0, False), (0.0, 0.5, False), (0.0, 0.0, False)],
)
def test_a_federation_is_asked_where_hours_may_move(
    hours: float, rate: float, asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = Federation(monkeypatch, [])
    state = federated(0, federation_hours=hours, federation_rate=rate)
    exchange_across_workplaces(state, APPROVED)
    assert (noted.renewing is not None) is asked
    assert (noted.looked is not None) is asked


@pytest.mark.parametrize(
    ("exchanging", "renewal", "ended", "looked", "renewing"),
    [
        (0, 0.5, [3], (False, [True, False]), []),
        (1, 0.0, [3], (False, [True, False]), []),
        (1, 0.5, [], (True, [True, False]), []),
        (1, 0.5, [3], (True, [True, True]), [3]),
    ],
)
def test_exchanges_end_where_there_are_any_and_jobs_are_looked_at_again(
    exchanging: int,
    renewal: float,
    ended: list[int],
    looked: tuple[bool, list[bool]],
    renewing: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted = Federation(monkeypatch, ended)
    exchange_across_workplaces(federated(exchanging, exchange_renewal=renewal), APPROVED)
    assert noted.looked == looked
    assert noted.renewing == renewing
    assert NO_ONE.tolist() == []


def test_what_was_just_sorted_is_improved_for_twelve_rounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[bool, list[bool], int]] = []

    def noting(_: Any, state: EconomyState, hold: bool, again: Any, rounds: int) -> None:
        asked.append((hold, again.tolist(), rounds))

    monkeypatch.setattr(improvement, "for_workplaces", noting)
    state = federated(0)
    improve(state, hold_index=True)
    improve(state, hold_index=False, sorted_again=APPROVED)
    assert ROUNDS_AFTER_SORTING == 12
    assert asked == [(True, [False, False], 12), (False, [True, False], 12)]
