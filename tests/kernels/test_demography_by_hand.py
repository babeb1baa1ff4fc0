"""Who leaves and who enters among a few people, by numbers that can be checked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels import EMPLOYED, UNEMPLOYED
from sim.kernels.demography import MONTHS_PER_YEAR, grow_older, mean_log_aptitude, replace
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few


def ageing(months: int = 1) -> EconomyState:
    """Return five people of whom one is three months, one two and one a month before retirement.

    The mean logarithm of talent is .5 for the third and one for the fourth.
    """
    world = few(3, outside=2)
    world.aptitude[2], world.aptitude[3] = math.exp(0.5), math.e
    world.aptitude[2, :2] = [1.0, math.e]
    end = 65 * MONTHS_PER_YEAR
    people = {"age": [300, end - 3, end - 2, 400, end - 1], "tenure": [0, 5, 7, 9, 11]}
    state = {"months_per_step": months}
    return economy_of(world, people, state=state, retirement_age=65.02)


def test_talent_is_the_mean_of_logarithms() -> None:
    assert mean_log_aptitude(2, ageing()) == pytest.approx(0.5)
    assert mean_log_aptitude(0, ageing()) == 0.0


def test_all_grow_older_and_some_retire() -> None:
    economy = ageing()
    economy.flows.exits = economy.flows.aptitude_of_exits = 9.0
    assert grow_older(economy, np.empty(0, np.int64)).tolist() == [4]
    assert economy.people.age.tolist() == [301, 778, 779, 401, 780]
    assert economy.people.tenure.tolist() == [1, 6, 8, 10, 12]
    assert (economy.flows.exits, economy.flows.aptitude_of_exits) == (0.0, 0.0)
    economy = ageing(months=2)
    assert grow_older(economy, np.empty(0, np.int64)).tolist() == [2, 4]
    assert economy.people.tenure.tolist() == [2, 7, 9, 11, 13]


def test_who_exits_leaves_before_retirement() -> None:
    economy = ageing()
    assert grow_older(economy, np.array([0, 2, 3])).tolist() == [0, 2, 3, 4]
    assert economy.flows.exits == 3.0
    assert economy.flows.aptitude_of_exits == pytest.approx(1.5)
    # Who retires anyway does not exit.
    economy = ageing()
    assert grow_older(economy, np.array([3, 4])).tolist() == [3, 4]
    assert economy.flows.exits == 1.0
    assert economy.flows.aptitude_of_exits == pytest.approx(1.0)


def test_a_family_inherits_a_part_of_an_estate() -> None:
    economy = economy_of(few(3, outside=1), {"wealth": [8.0, 1.0, 4.0, 0.0]}, inheritance=0.25)
    replace(economy, np.array([0, 2]))
    # Three quarters of twelve are divided among four.
    assert economy.people.wealth.tolist() == pytest.approx([4.25, 3.25, 3.25, 2.25])


def test_who_enters_is_young_and_has_learnt_nothing() -> None:
    world = few(3, outside=1)
    people = {
        "age": 700, "tenure": 9, "status": EMPLOYED, "training_domain": 2, "training_left": 4,
        "schooling": 1.5, "entry_month": 0, "effort": [0.2, 0.3, 0.7, 0.9],
    }  # fmt: skip
    world.expert[:], world.effort[:] = 3, [0.2, 0.3, 0.7, 0.9]
    economy = economy_of(world, people, entry_age=20.04, untrained_skill=0.3)
    economy.month = 17
    replace(economy, np.array([1]))
    for name, others, value in (
        ("age", 700, 240), ("tenure", 9, 0), ("status", EMPLOYED, UNEMPLOYED), ("expert", 3, -1),
        ("training_domain", 2, -1), ("training_left", 4, 0), ("schooling", 1.5, 0.0),
        ("entry_month", 0, 17),
    ):  # fmt: skip
        found = getattr(economy.people, name).tolist()
        assert found == [others, value, others, others], name
    assert economy.destination.tolist() == [0, -1, 0, -1]
    aptitude = economy.people.aptitude
    assert aptitude[[0, 2, 3]].tolist() == np.ones((3, 6)).tolist()
    assert economy.people.skill[1].tolist() == pytest.approx((0.3 * aptitude[1]).tolist())
    # Attitudes are the mean of those at work.
    assert economy.people.effort.tolist() == pytest.approx([0.2, 0.4, 0.7, 0.9])
    assert economy.people.heard[1] == 1.0
