"""What a few people take along when they move, by numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels import EMPLOYED, IN_TRAINING, UNEMPLOYED
from sim.kernels.moves import change_workplaces, lose_specific_skill, settle_in
from sim.state import EconomyState
from tests.kernels.economies import economy_of
from tests.kernels.few import few


def moving(*destination: int, status: tuple[int, ...] | None = None) -> EconomyState:
    """Return two workplaces of two, of two sectors, one of one, and two without work.

    The last works in the second workplace before and is in training. All know .9, where .3 is what
    the untrained know.
    """
    world = few(2, 2, 1, outside=2)
    world.sector[:] = [0, 1, 0]
    world.home_sector[:] = [0, 0, 1, 1, 0, 1, 0]
    world.skill[:] = 0.9
    world.hours[:5, :2] = [[0.5, 0.5], [0.4, 0.6], [0.3, 0.7], [0.2, 0.8], [0.1, 0.9]]
    given = status or (EMPLOYED,) * 5 + (UNEMPLOYED, IN_TRAINING)
    economy = economy_of(
        world,
        {"tenure": 7, "status": given},
        {"changed": True},
        transferability=0.5,
        untrained_skill=0.3,
    )
    economy.destination[:] = destination
    return economy


def test_a_part_of_what_only_the_sector_needs_is_lost() -> None:
    world = few(2)
    world.aptitude[0], world.skill[0] = 2.0, [0.6, 0.7, 0.5, 2.6, 0.61, 0.6]
    economy = economy_of(world, transferability=0.25, untrained_skill=0.3)
    lose_specific_skill(0, economy)
    # A quarter is kept of what is above .6.
    expected = [0.6, 0.625, 0.5, 1.1, 0.6025, 0.6]
    assert economy.people.skill[0].tolist() == pytest.approx(expected)
    assert economy.people.skill[1].tolist() == [1.0] * 6


def test_nothing_changes_where_all_stay() -> None:
    economy = moving(0, 0, 1, 1, 2, -1, -1)
    economy.people.home_sector[0] = 1
    before = economy.copy().people
    assert settle_in(economy) == 0
    people = economy.people
    assert people.status.tolist() == before.status.tolist()
    assert people.home_sector.tolist() == before.home_sector.tolist()
    assert people.tenure.tolist() == [7] * 7
    assert people.hours.tobytes() == before.hours.tobytes()
    assert (people.skill == 0.9).all()
    assert economy.workplaces.changed.tolist() == [False] * 3


def test_who_moves_takes_over_the_work_of_who_left() -> None:
    # The first and the third trade places, the fifth loses the job, and the sixth finds the one.
    economy = moving(1, 0, 0, 1, -1, 2, -1)
    assert settle_in(economy) == 4
    people = economy.people
    assert people.workplace.tolist() == [1, 0, 0, 1, -1, 2, -1]
    assert people.status.tolist() == [EMPLOYED] * 4 + [UNEMPLOYED, EMPLOYED, IN_TRAINING]
    assert people.tenure.tolist() == [0, 7, 0, 7, 0, 0, 7]
    assert people.hours[:, 0].tolist() == [0.3, 0.4, 0.5, 0.2, 0.0, 0.1, 0.0]
    assert economy.workplaces.changed.tolist() == [True] * 3
    # Sectors change for the first, the third and the sixth, who keep half of the .6 above .3.
    assert people.home_sector.tolist() == [1, 0, 0, 1, 0, 0, 0]
    assert people.skill[:, 0].tolist() == pytest.approx([0.6, 0.9, 0.6, 0.9, 0.9, 0.6, 0.9])


def test_an_entrant_may_take_the_very_place_of_who_retired() -> None:
    status = (EMPLOYED, UNEMPLOYED, EMPLOYED, EMPLOYED, EMPLOYED, UNEMPLOYED, IN_TRAINING)
    economy = moving(0, 0, 1, 1, 2, -1, -1, status=status)
    economy.people.home_sector[1] = 1
    assert settle_in(economy) == 0
    assert economy.people.status[1] == EMPLOYED
    assert economy.people.home_sector[1] == 0
    assert economy.people.skill[:2, 0].tolist() == pytest.approx([0.9, 0.6])
    assert economy.workplaces.changed.tolist() == [True, False, False]


def test_who_is_in_training_stays_so() -> None:
    status = (EMPLOYED, EMPLOYED, EMPLOYED, IN_TRAINING, EMPLOYED, UNEMPLOYED, IN_TRAINING)
    economy = moving(0, 0, 1, -1, 2, -1, -1, status=status)
    assert settle_in(economy) == 1
    assert economy.people.status.tolist() == list(status)


def test_exchanges_of_who_moves_end() -> None:
    economy = moving(0, 0, 1, 1, 2, -1, -1)
    people = economy.people
    for row, partner in ((0, 2), (2, 0), (1, 3), (3, 1)):
        people.outside_partner[row] = partner
        people.outside_workplace[row] = 1 if row < 2 else 0
        people.outside_task[row], people.outside_hours[row] = 0, 0.1
    destination = np.array([0, 0, -1, 1, 2, -1, -1], np.int32)
    assert change_workplaces(economy, destination) == 1
    assert people.outside_partner.tolist() == [-1, 3, -1, 1, -1, -1, -1]
    assert people.workplace.tolist() == destination.tolist()
    assert people.hours[[0, 2], 0].tolist() == pytest.approx([0.6, 0.0])
    assert economy.workplaces.changed.tolist() == [False, True, False]
