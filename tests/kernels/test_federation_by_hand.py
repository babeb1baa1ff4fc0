"""Who exchanges hours across a few workplaces, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels.federation import (
    balance,
    balance_across_workplaces,
    end_some_exchanges,
    farthest_first,
    mean_job_index,
    willing_to_exchange,
)
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few
from tests.kernels.producing import producing
from tests.kernels.worlds import World

NOBODY = np.empty(0, np.int64)


def two_exchanges() -> World:
    """Return two workplaces of three, the first two members of which exchange hours crosswise."""
    world = few(3, 3)
    world.person = np.array([5, 0, 1, 2, 4, 3])
    world.row_of = np.argsort(world.person)
    for row, partner in ((0, 4), (4, 0), (1, 3), (3, 1)):
        world.outside_partner[row] = world.person[partner]
        world.outside_workplace[row] = 1 if row < 3 else 0
        world.outside_task[row], world.outside_hours[row] = row % 2, 0.25
        world.hours[row, (row + 1) % 2] -= 0.25
    return world


def ended(rate: float) -> tuple[EconomyState, list[int]]:
    """Return the economy after exchanges have ended at a rate, and whose."""
    economy = economy_of(two_exchanges(), exchange_renewal=rate)
    return economy, end_some_exchanges(economy).tolist()


def test_exchanges_end_at_their_rate_by_the_draw_of_the_lower_number() -> None:
    economy, partners = ended(0.0)
    assert partners == []
    assert economy.workplaces.incoming_offsets.tolist() == [0, 2, 4]
    key = economy.key(Stream.EXCHANGE_RENEWAL)
    # Rows 1 and 4 have the lower person numbers of the two pairs, 0 and 4.
    first, second = sorted([(uniform(key, 0), [1, 3]), (uniform(key, 4), [4, 0])])
    assert ended(first[0])[1] == []
    economy, partners = ended(0.5 * (first[0] + second[0]))
    assert partners == first[1]
    assert economy.people.outside_hours[first[1]].tolist() == [0.0, 0.0]
    assert economy.people.outside_hours[second[1]].tolist() == [0.25, 0.25]
    assert economy.workplaces.incoming_offsets.tolist() == [0, 1, 2]


def test_all_end_at_a_rate_of_one() -> None:
    economy, partners = ended(1.0)
    assert partners == [4, 0, 1, 3]  # in the order of who comes to the first, then the second
    assert economy.workplaces.incoming_offsets.tolist() == [0, 0, 0]
    assert economy.people.outside_partner.tolist() == [-1] * 6
    # Each worked .25 less in one task of the other workplace's choosing, and takes that back.
    assert economy.people.hours.sum(axis=1).tolist() == pytest.approx([1.0] * 6)


def test_means_and_spreads_of_members() -> None:
    economy = economy_of(few(2, 0, 4, 1), {"job_index": [0.2, 0.6, 0.1, 0.1, 0.5, 0.5, 0.7]})
    economy.workplaces.job_index_spread[:], mean = 9.0, np.full(4, 9.0)
    mean_job_index(0, 4, economy, mean)
    assert mean.tolist() == pytest.approx([0.4, 0.0, 0.3, 0.7])
    assert economy.workplaces.job_index_spread.tolist() == pytest.approx([0.2, 0.0, 0.2, 0.0])


def test_members_of_balanced_workplaces_are_willing() -> None:
    spreads = {"job_index_spread": [0.01, 0.02, 0.0]}

    def willing(rate: float, *renewing: int) -> list[int]:
        economy = economy_of(
            few(2, 2, 2),
            workplaces=spreads,
            federation_rate=rate,
            federation_tolerance=0.02,
        )
        rows: list[int] = willing_to_exchange(economy, np.array(renewing, np.int64)).tolist()
        return rows

    assert willing(1.0) == [0, 1, 4, 5]
    assert willing(0.0) == []
    # Who has just ended an exchange begins another one at once, but not in the second workplace.
    assert willing(0.0, 5, 2) == [5]
    key = economy_of(few(2, 2, 2)).key(Stream.FEDERATION)
    own = [uniform(key, row) for row in range(6)]
    assert willing(own[4]) == [row for row in (0, 1, 4, 5) if own[row] < own[4]]
    assert willing(own[4], 4) == [row for row in (0, 1, 4, 5) if own[row] < own[4] or row == 4]


def test_the_farthest_of_each_federation_come_first_and_of_equals_the_lower_number() -> None:
    world = few(3, 2, 2)
    world.person = np.array([6, 5, 4, 3, 2, 1, 0])
    economy = economy_of(world, {"job_index": [0.375, 0.6, 0.9, 0.2, 0.7, 0.5, 0.125]})
    federation, mean = np.array([1, 0, 1]), np.array([0.5, 0.25])
    # Of the first federation .3 and .2 away; of the second .125, .35, .65, and .25 and .125.
    rows = np.arange(7)
    assert farthest_first(economy, rows, federation, mean).tolist() == [3, 4, 2, 1, 5, 6, 0]
    economy.people.job_index[:3] = 0.5
    found = farthest_first(economy, rows[:6], federation, mean).tolist()
    assert found == [3, 4, 5, 2, 1, 0]
    assert farthest_first(economy, np.array([1, 0]), federation, mean).tolist() == [1, 0]
    assert farthest_first(economy, NOBODY, federation, mean).tolist() == []


def federated(*index: float, outside: bool = False, **parameters: Any) -> EconomyState:
    """Return workplaces of two who do tasks of index 1 and 0, so much of the first in each.

    If asked, the first member of the first one already exchanges hours with one of the last.
    """
    world = few(*[2] * len(index))
    world.task_index[:, :2] = [1.0, 0.0]
    world.hours[:, 0] = np.repeat(index, 2)
    world.hours[:, 1] = 1.0 - world.hours[:, 0]
    if outside:
        last = world.people - 1
        world.outside_partner[[0, last]] = [last, 0]
    given = {
        "federation_hours": 0.1,
        "outside_work_limit": 0.5,
        "society_tolerance": 0.05,
        "wide_exchanges": 0.0,
        "federation_rate": 1.0,
        "federation_tolerance": 0.02,
        **parameters,
    }
    return producing(world, people={"job_index": np.repeat(index, 2)}, **given)


def balanced(
    economy: EconomyState, federation: list[int], willing: list[int] | None = None
) -> tuple[float, list[int]]:
    """Return the hours moved inside federations, and everybody's partner."""
    mean = economy.people.job_index[::2].copy()
    rows = np.arange(len(economy.people)) if willing is None else np.array(willing)
    done = np.zeros((len(federation), 8))
    moved = balance(economy, np.array(federation), max(federation) + 1, mean, rows, done)
    return moved, economy.people.outside_partner.tolist()


@pytest.mark.parametrize("wide", [0.0, 0.5])
def test_members_of_better_workplaces_meet_those_of_worse_ones(wide: float) -> None:
    economy = federated(0.7, 0.5, 0.3, wide_exchanges=wide)
    moved, partners = balanced(economy, [0, 0, 0])
    assert moved == pytest.approx(0.4)
    assert partners == [4, 5, -1, -1, 0, 1]
    assert economy.people.outside_hours.tolist() == pytest.approx([0.1, 0.1, 0, 0, 0.1, 0.1])


@pytest.mark.parametrize(("wide", "first"), [(0.0, 0.05), (0.49, 0.05), (0.5, 0.1), (1.0, 0.1)])
def test_colleagues_make_room_in_wide_exchanges(wide: float, first: float) -> None:
    economy = federated(0.7, 0.3, wide_exchanges=wide)
    economy.people.hours[:2, :2] = [[0.05, 0.95], [0.95, 0.05]]
    moved, _ = balanced(economy, [0, 0])
    assert moved == pytest.approx(2.0 * (first + 0.1))


def test_nobody_exchanges_hours_with_another_federation() -> None:
    moved, partners = balanced(federated(0.7, 0.5, 0.3), [1, 0, 0])
    assert (moved, partners) == (pytest.approx(0.4), [-1, -1, 4, 5, 2, 3])


@pytest.mark.parametrize(("tolerance", "moves"), [(0.19, True), (0.21, False)])
def test_nothing_moves_among_workplaces_that_are_nearly_equal(
    tolerance: float, moves: bool
) -> None:
    economy = federated(0.7, 0.3, society_tolerance=tolerance)
    assert (balanced(economy, [0, 0])[0] > 0.0) == moves


def test_workplaces_count_by_their_members() -> None:
    # Means of .5, of one against three: the mean of all is .4, and the spread .1 * sqrt(3).
    world = few(1, 3)
    world.task_index[:, :2] = [1.0, 0.0]
    index = np.array([0.7, 0.3, 0.3, 0.3])
    world.hours[:, 0], world.hours[:, 1] = index, 1.0 - index
    for tolerance, moves in ((0.173, True), (0.174, False)):
        economy = producing(
            world,
            people={"job_index": index},
            society_tolerance=tolerance,
            federation_hours=0.5,
            outside_work_limit=0.9,
        )
        mean, done = np.array([0.7, 0.3]), np.zeros((2, 8))
        moved = balance(economy, np.zeros(2, np.int64), 1, mean, np.arange(4), done)
        # The partner with the lower index moves by .1 up to the mean, and as many hours.
        assert moved == pytest.approx(0.2 if moves else 0.0)


def test_who_already_exchanges_or_stands_on_the_other_side_of_the_mean_does_not() -> None:
    moved, partners = balanced(federated(0.7, 0.3, outside=True), [0, 0])
    assert moved == pytest.approx(0.2)
    assert partners == [3, 2, 1, 0]
    economy = federated(0.7, 0.3)
    economy.people.job_index[[0, 3]] = [0.4, 0.6]
    mean, done = np.array([0.7, 0.3]), np.zeros((2, 8))
    balance(economy, np.zeros(2, np.int64), 1, mean, np.arange(4), done)
    assert economy.people.outside_partner.tolist() == [-1, 2, 1, -1]


def test_who_is_at_the_mean_does_not() -> None:
    economy = federated(0.75, 0.25)
    economy.people.job_index[[0, 2]] = 0.5
    mean, done = np.array([0.75, 0.25]), np.zeros((2, 8))
    balance(economy, np.zeros(2, np.int64), 1, mean, np.arange(4), done)
    assert economy.people.outside_partner.tolist() == [-1, 3, -1, 1]


def test_a_workplace_at_the_mean_takes_no_part() -> None:
    for willing in ([2, 3, 4, 5], [0, 1, 2, 3]):
        economy = federated(0.75, 0.5, 0.25)
        economy.people.job_index[2:4] = [0.75, 0.25]
        mean, done = np.array([0.75, 0.5, 0.25]), np.zeros((3, 8))
        federation = np.zeros(3, np.int64)
        assert balance(economy, federation, 1, mean, np.array(willing), done) == 0.0


@pytest.mark.parametrize(
    ("index", "partners"),
    [
        ([0.1, 0.75, 0.25, 0.25], [-1, 2, 1, -1]),
        ([0.75, 0.75, 0.9, 0.25], [3, -1, -1, 0]),
    ],
)
def test_whose_own_job_is_on_the_other_side_takes_no_part(
    index: list[float], partners: list[int]
) -> None:
    economy = federated(0.75, 0.25)
    economy.people.job_index[:] = index
    mean, done = np.array([0.75, 0.25]), np.zeros((2, 8))
    balance(economy, np.zeros(2, np.int64), 1, mean, np.arange(4), done)
    assert economy.people.outside_partner.tolist() == partners


def three_of_four(wide: float = 1.0, **outside: Any) -> EconomyState:
    """Return three workplaces of four, of which the first two are of one sector.

    Others may do .15 of a month of each task.
    """
    world = few(4, 4, 4)
    world.sector[:] = [0, 0, 1]
    world.task_index[:, :2] = [1.0, 0.0]
    index = np.repeat([0.8, 0.6, 0.2], 4)
    world.hours[:, 0], world.hours[:, 1] = index, 1.0 - index
    for name, value in outside.items():
        getattr(world, name)[[3, 11]] = value
    return producing(
        world,
        people={"job_index": index},
        federation_hours=0.1,
        outside_work_limit=0.075,
        society_tolerance=0.05,
        wide_exchanges=wide,
        federation_rate=0.0,
        federation_tolerance=0.02,
    )


@pytest.mark.parametrize("wide", [0.5, 1.0])
def test_exchanges_of_the_sector_count_in_those_of_all(wide: float) -> None:
    economy = three_of_four(wide)
    mean = np.array([0.8, 0.6, 0.2])
    # The first exchanges .1 with the fifth; of the same task .05 are left for the second and ninth.
    moved = balance_across_workplaces(economy, mean, np.array([0, 1, 4, 8]))
    assert moved == pytest.approx(0.3)
    assert economy.people.outside_hours[[0, 1, 4, 8]].tolist() == pytest.approx(
        [0.1, 0.05, 0.1, 0.05]
    )


def test_whoever_finds_nobody_is_not_asked_again() -> None:
    economy = three_of_four()
    # The first needs a partner with a licence, whom neither the fifth nor the ninth has. In the
    # second round the fifth meets the tenth, and the sixth, who has a licence, is left alone too.
    economy.sectors.reserved[0, 0], economy.sectors.domain[0, 0] = True, 3
    economy.people.expert[[0, 5, 9]] = 3
    moved = balance_across_workplaces(economy, np.array([0.8, 0.6, 0.2]), np.array([0, 4, 5, 8, 9]))
    # Up to the mean of all it is from .6 to 1.6 / 3.
    assert moved == pytest.approx(0.4 / 3.0)
    assert np.flatnonzero(economy.people.outside_partner >= 0).tolist() == [4, 9]


@pytest.mark.parametrize("hours", [[0.02, 0.12], [0.12, 0.02]])
def test_exchanges_of_earlier_months_count(hours: list[float]) -> None:
    economy = three_of_four(
        outside_partner=[11, 3], outside_workplace=[2, 0], outside_task=[1, 0], outside_hours=hours
    )
    # .12 of the first task of the first workplace, or of the second of the last, are taken.
    moved = balance_across_workplaces(economy, np.array([0.8, 0.6, 0.2]), np.array([0, 8]))
    assert moved == pytest.approx(0.06)


def test_only_the_willing_exchange_hours() -> None:
    assert balanced(federated(0.7, 0.3), [0, 0], [1, 2])[1] == [-1, 2, 1, -1]
    assert balanced(federated(0.7, 0.3), [0, 0], [0, 1])[0] == 0.0


@pytest.mark.parametrize("wide", [0.0, 0.5])
def test_sectors_balance_first_and_then_all(wide: float) -> None:
    economy = federated(0.8, 0.6, 0.2, wide_exchanges=wide)
    economy.workplaces.sector[:] = [0, 0, 1]
    # The mean of the first sector is .7, of all 1.6 / 3. In the first sector four people exchange
    # .1; nobody of the better workplaces is left for the other one, since each has a partner.
    mean = np.array([0.8, 0.6, 0.2])
    moved = balance_across_workplaces(economy, mean, NOBODY)
    assert moved == pytest.approx(0.4)
    assert economy.flows.exchanged_hours == pytest.approx(moved)
    assert economy.people.outside_partner.tolist() == [2, 3, 0, 1, -1, -1]
    assert economy.workplaces.incoming_offsets.tolist() == [0, 2, 4, 4]


def test_workplaces_of_two_sectors_balance_across_all() -> None:
    economy = federated(0.8, 0.2)
    economy.workplaces.sector[:] = [0, 1]
    moved = balance_across_workplaces(economy, np.array([0.8, 0.2]), NOBODY)
    assert moved == pytest.approx(0.4)
    assert economy.people.outside_partner.tolist() == [2, 3, 0, 1]
    assert economy.workplaces.incoming_rows.tolist() == [2, 3, 0, 1]


def test_nothing_moves_where_nobody_is_willing() -> None:
    economy = federated(0.8, 0.2, federation_rate=0.0)
    economy.flows.exchanged_hours = 9.0
    assert balance_across_workplaces(economy, np.array([0.8, 0.2]), NOBODY) == 0.0
    assert economy.flows.exchanged_hours == 0.0
    # One whose exchange has just ended finds a partner in another one.
    moved = balance_across_workplaces(economy, np.array([0.8, 0.2]), np.array([1, 2]))
    assert moved == pytest.approx(0.2)
    assert economy.people.outside_partner.tolist() == [-1, 2, 1, -1]
