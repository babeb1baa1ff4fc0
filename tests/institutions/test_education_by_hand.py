"""Who is chosen for expert training, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.institutions.education import MONTHS_PER_YEAR, ClassSelected, Open
from sim.kernels import IN_TRAINING
from sim.parameters import Parameters
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.worlds import make_world, only_first

DISPERSION = 0.5
YOUNG, OLD = 20 * 12, 50 * 12


def able(*talent: float, people: dict[str, Any] | None = None, **values: float) -> EconomyState:
    """Return an economy of untrained young people whose talent a test shows without error.

    All domains have the same talent, in standard deviations; the first task of the only sector is
    for experts of domain 2.
    """
    count = len(talent)
    world = make_world(1, workplaces=1, smallest=count)
    only_first(world, count)
    world.expert[:] = -1
    world.aptitude[:] = np.exp(DISPERSION * np.array(talent))[:, None]
    world.sector[:] = 0
    world.domain[:], world.complexity[:] = 2, 0.5
    world.complexity[:, 0] = 1.5
    known = {"selection_validity": 1.0, "aptitude_dispersion": DISPERSION, "hidden_talent": 0.0}
    limits = {"training_age_limit": 40.0, "training_capacity": 1.0}
    return economy_of(world, {"age": YOUNG, **(people or {})}, **{**known, **limits, **values})


def places(**by_domain: int) -> np.ndarray:
    """Return places to fill by domain, given as ``d2=1``."""
    found = np.zeros(6, dtype=np.int64)
    for domain, count in by_domain.items():
        found[int(domain[1:])] = count
    return found


def chosen(
    state: EconomyState, rule: ClassSelected | Open, *, hidden: bool = False, **by_domain: int
) -> list[tuple[int, list[int]]]:
    """Return who is chosen for the places of each domain."""
    found = rule.choose(state, places(**by_domain), hidden)
    return [(domain, rows.tolist()) for domain, rows in found]


def test_the_best_are_chosen_first_where_most_places_are_free() -> None:
    state = able(0.1, 0.5, 0.3, -0.2)
    assert chosen(state, Open(), d2=1, d4=2) == [(4, [1, 2]), (2, [0])]
    assert chosen(state, Open(), d2=1, d4=1) == [(2, [1]), (4, [2])]
    assert chosen(state, Open()) == []


def test_there_may_be_more_places_than_people() -> None:
    assert chosen(able(0.1, 0.5), Open(), d1=3, d3=1) == [(1, [1, 0])]


def test_of_equals_the_one_with_the_lower_number_is_chosen() -> None:
    state = able(0.3, 0.3, 0.3)
    state.people.person[:] = [2, 0, 1]
    assert chosen(state, Open(), d0=2) == [(0, [1, 2])]


def test_only_young_and_untrained_people_are_chosen_for_training() -> None:
    state = able(0.5, 0.4, 0.3, people={"age": [OLD, YOUNG, YOUNG], "expert": [-1, 5, -1]})
    assert chosen(state, Open(), d2=3) == [(2, [2])]
    at_any_age = Open().choose(state, places(d2=3), talent_hidden=False, at_any_age=True)
    assert [(domain, rows.tolist()) for domain, rows in at_any_age] == [(2, [0, 2])]


def test_who_hides_a_talent_is_not_chosen() -> None:
    state = able(0.9, -0.5, 0.4, -0.1, hidden_talent=1.0)
    assert chosen(state, Open(), d2=2) == [(2, [0, 2])]
    assert chosen(state, Open(), hidden=True, d2=3) == [(2, [3, 1])]


def test_background_counts_beside_the_signal_of_aptitude() -> None:
    state = able(0.0, 0.0, people={"background": [3.0, -1.0]}, background_weight=0.25)
    rows, signal = np.array([0, 1]), np.array([1.0, 2.0])
    score = ClassSelected().score(state, rows, signal)
    assert score == pytest.approx([0.75 * 1.0 + 0.25 * 3.0, 0.75 * 2.0 - 0.25 * 1.0])
    assert Open().score(state, rows, signal).tolist() == [1.0, 2.0]


def test_a_share_of_families_has_access() -> None:
    state = able(0.0, 0.0, 0.0, people={"background": [-0.1, 0.0, 0.9]}, access_share=0.5)
    rows = np.arange(3)
    assert ClassSelected().has_chance(state, rows).tolist() == [False, True, True]
    assert Open().has_chance(state, rows).tolist() == [True, True, True]
    # A fifth of a normal distribution lies above 0.84.
    state = able(0.0, 0.0, 0.0, people={"background": [0.0, 0.83, 0.85]}, access_share=0.2)
    assert ClassSelected().has_chance(state, rows).tolist() == [False, False, True]
    assert chosen(state, ClassSelected(), d2=3) == [(2, [2])]


def test_each_rule_has_its_places_and_its_schooling() -> None:
    values = {"class_places": 0.1, "class_schooling": 0.02, "open_places": 0.3}
    parameters = Parameters.unchecked({**values, "open_schooling": 0.05})
    assert MONTHS_PER_YEAR == 12
    assert (ClassSelected().places(parameters), ClassSelected().schooling(parameters)) == (
        0.1,
        0.02,
    )
    assert (Open().places(parameters), Open().schooling(parameters)) == (0.3, 0.05)


@pytest.mark.parametrize(("hidden", "trained"), [(False, [1, 3]), (True, [0, 2])])
def test_training_takes_people_out_of_work(hidden: bool, trained: list[int]) -> None:
    state = able(-0.1, 0.5, -0.3, 0.4, open_places=0.5, train_months=24.0, hidden_talent=1.0)
    Open().train(state, hidden)
    people = state.people
    assert np.flatnonzero(people.status == IN_TRAINING).tolist() == trained
    assert people.training_domain[trained].tolist() == [2, 2]
    assert people.training_left[trained].tolist() == [24, 24]
    assert np.flatnonzero(state.destination == -1).tolist() == trained
    assert (people.expert == -1).all()


def test_experts_of_the_beginning_are_of_any_age_and_hide_nothing() -> None:
    ages = [OLD, YOUNG, YOUNG, YOUNG]
    state = able(0.9, 0.5, 0.1, -0.2, people={"age": ages}, open_places=0.5, hidden_talent=1.0)
    Open().endow(state)
    assert state.people.expert.tolist() == [2, 2, -1, -1]
    assert (state.people.status == 0).all()
