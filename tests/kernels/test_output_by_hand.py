"""Output of a few workplaces and people, by numbers that can be checked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.kernels.aggregation import (
    aggregate,
    fill_products,
    marginal_products,
    substitution_exponent,
)
from sim.kernels.enclave import note_used_skill, wish_to_exit
from sim.kernels.inequality import gini, gini_of_ordered, quantile_of_ordered
from sim.kernels.production import person_output, produce
from sim.kernels.random import uniform
from sim.state import EconomyState, Stream
from tests.kernels.economies import economy_of
from tests.kernels.few import few


@pytest.mark.parametrize(("substitution", "rho"), [(2.0, 0.5), (1.0, 0.0), (0.5, -1.0)])
def test_the_exponent_of_substitution(substitution: float, rho: float) -> None:
    assert substitution_exponent(substitution) == rho
    assert -math.inf < substitution_exponent(0.0) < -1e13


def plants(substitution: float, count: int = 1) -> EconomyState:
    """Return an idle workplace and so many with an hour of labour in one task, and 1.5 in another.

    Those take a quarter and three quarters of the work: 4 and 2 hours a share. The second workplace
    has a technology of 2, the others of 1.
    """
    world = few(*[1] * (count + 1))
    world.hours_share[0, :2] = [0.25, 0.75]
    world.technology[1] = 2.0
    economy = economy_of(world, substitution_elasticity=substitution)
    economy.workplaces.effective_labour[1:, :2] = [1.0, 1.5]
    economy.workplaces.effective_labour[0, :2] = [1.0, 0.0]
    economy.workplaces.output[:] = 9.0
    return economy


MEANS = {
    1.0: 4.0**0.25 * 2.0**0.75,
    0.5: 1.0 / (0.25 / 4.0 + 0.75 / 2.0),
    0.25: (0.25 / 4.0**3 + 0.75 / 2.0**3) ** (-1.0 / 3.0),
    1.0 / 1.04: (0.25 * 4.0**-0.04 + 0.75 * 2.0**-0.04) ** -25,
    1.0 / 1.06: (0.25 * 4.0**-0.06 + 0.75 * 2.0**-0.06) ** (-1.0 / 0.06),
}
"""Mean of 4 and 2 by elasticity of substitution; near one both ways of computing it."""


@pytest.mark.parametrize("count", [1, 70])
@pytest.mark.parametrize("substitution", MEANS)
def test_output_is_a_mean_of_labour_by_task(substitution: float, count: int) -> None:
    economy = plants(substitution, count)
    aggregate(0, count + 1, economy)
    mean = MEANS[substitution]
    assert economy.workplaces.output.tolist() == pytest.approx(
        [0.0, 2.0 * mean, *[mean] * (count - 1)], rel=1e-12
    )


def test_without_substitution_the_scarcest_task_decides() -> None:
    economy = plants(0.0)
    aggregate(0, 2, economy)
    assert economy.workplaces.output.tolist() == pytest.approx([0.0, 4.0])


@pytest.mark.parametrize("count", [1, 70])
@pytest.mark.parametrize("substitution", MEANS)
def test_a_further_hour_adds_the_slope_of_the_mean(substitution: float, count: int) -> None:
    economy, rho = plants(substitution, count), (substitution - 1.0) / substitution
    aggregate(0, count + 1, economy)
    # alpha * (L / alpha) ** rho over their sum, times output per hour.
    parts = np.array([0.25 * 4.0**rho, 0.75 * 2.0**rho])
    mean = MEANS[substitution]
    expected = parts / parts.sum() * mean / [1.0, 1.5]
    found = np.full((count + 1, 8), 9.0)
    marginal_products(0, count + 1, economy, found)
    assert found[0].tolist() == [0.0] * 8
    assert found[1, :2].tolist() == pytest.approx((2.0 * expected).tolist())
    assert np.allclose(found[2:, :2], expected, rtol=1e-9)
    assert not found[:, 2:].any()
    # By Euler's theorem products exhaust output.
    assert found[1, :2] @ [1.0, 1.5] == pytest.approx(2.0 * mean)
    alone = np.full(8, 9.0)
    fill_products(economy, 1, alone)
    assert alone.tolist() == pytest.approx(found[1].tolist())
    fill_products(economy, 0, alone)
    assert alone.tolist() == [0.0] * 8


def two_workplaces() -> EconomyState:
    """Return two workplaces of two, the first of which works nine tenths of the hours.

    The first task takes skill. The second person works for a quarter of a month in it elsewhere.
    """
    world = few(2, 2)
    world.complexity[0, 0], world.domain[0, 0] = 1.0, 3
    world.skill[:, 3] = [0.5, 2.0, 1.0, 1.0]
    world.effort[0], world.productive_time[1] = 0.8, 0.9
    world.hours_factor[0] = 0.9
    world.hours[1, :2] = [0.25, 0.5]
    world.outside_partner[1], world.outside_workplace[1] = 2, 1
    world.outside_task[1], world.outside_hours[1] = 0, 0.25
    return economy_of(world, substitution_elasticity=1.0)


def test_labour_is_hours_times_efficiency() -> None:
    economy = two_workplaces()
    produce(0, 2, economy)
    # .4 * .5 and .9 * .25 * 2 of the first task at home, .4 and .45 of the second, times .9.
    first = [0.9 * (0.8 * 0.5 * 0.5 + 0.9 * 0.25 * 2.0), 0.9 * (0.8 * 0.5 + 0.9 * 0.5)]
    second = [0.5 + 0.5 + 0.9 * 0.25 * 2.0, 1.0]
    labour = economy.workplaces.effective_labour
    assert labour[:, :2].ravel().tolist() == pytest.approx([*first, *second])
    output = [2.0 * math.sqrt(first[0] * first[1]), 2.0 * math.sqrt(second[0])]
    assert economy.workplaces.output.tolist() == pytest.approx(output)
    by_person = np.full(4, 9.0)
    person_output(0, 2, economy, by_person)
    # Half of output is due to each task, in proportion to labour.
    share = [
        0.5 * output[0] * (0.9 * 0.2 / first[0] + 0.9 * 0.4 / first[1]),
        0.5 * output[0] * (0.9 * 0.45 / first[0] + 0.9 * 0.45 / first[1])
        + 0.5 * output[1] * 0.45 / second[0],
        0.5 * output[1] * (0.5 / second[0] + 0.5),
    ]
    assert by_person.tolist() == pytest.approx([*share, share[2]])
    assert by_person.sum() == pytest.approx(sum(output))


@pytest.mark.parametrize(
    ("values", "coefficient"),
    [([1.0, 1.0, 1.0], 0.0), ([0.0, 0.0, 3.0], 2.0 / 3.0), ([3.0, 1.0], 0.25), ([5.0], 0.0)],
)
def test_gini_coefficients(values: list[float], coefficient: float) -> None:
    assert gini(np.array(values)) == pytest.approx(coefficient)


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [-1.0, -2.0]])
def test_no_gini_coefficient_of_nothing(values: list[float]) -> None:
    assert math.isnan(gini_of_ordered(np.array(values)))


@pytest.mark.parametrize(
    ("share", "quantile"),
    [
        (0.0, 1.0),
        (0.1, 1.4),
        (0.2, 1.8),
        (0.25, 2.0),
        (0.5, 3.0),
        (0.7, 5.4),
        (0.9, 9.6),
        (1.0, 12.0),
    ],
)
def test_quantiles_lie_between_two_values(share: float, quantile: float) -> None:
    ordered = np.array([1.0, 2.0, 3.0, 6.0, 12.0])
    assert quantile_of_ordered(ordered, share) == pytest.approx(quantile)


def test_quantiles_of_one_and_none() -> None:
    assert quantile_of_ordered(np.array([7.0]), 0.9) == 7.0
    assert quantile_of_ordered(np.empty(0), 0.9) == 0.0


def test_skill_in_use_is_that_of_an_hour_at_home() -> None:
    economy, used = two_workplaces(), np.full(4, 9.0)
    economy.people.outside_hours[3] = 1.0
    note_used_skill(0, 2, economy, used)
    # The logarithm of one plus skills of .5, 2 and 1, in half a month, in a quarter of three
    # quarters, and in half a month.
    expected = [0.5 * math.log(1.5), 0.25 * math.log(3.0) / 0.75, 0.5 * math.log(2.0)]
    assert used[:3].tolist() == pytest.approx(expected)
    assert used[3] > 1e8


def leaving(response: float, **pay: Any) -> list[int]:
    """Return who leaves of four whose jobs use skills of 1, 2, 2 and 3."""
    economy = economy_of(
        few(4, outside=1),
        {"hourly_pay": pay.get("pay", [1.0, 1.0, 2.0, 0.0, 9.0])},
        exit_response=response,
        skill_premium=0.5,
    )
    rows: list[int] = wish_to_exit(economy, np.array([1.0, 2.0, 2.0, 3.0])).tolist()
    return rows


def test_who_would_earn_more_elsewhere_leaves() -> None:
    # Mean pay is 1 and mean use 2: half a log point less and nothing more for the first two, .69
    # less for the third, and the last has not been paid yet.
    assert leaving(1e9) == []
    pay = [0.5, 0.5, 1.0, 2.0, 9.0]
    gains = [math.log(2.0) - 0.5, math.log(2.0), 0.0, 0.5 - math.log(2.0)]
    assert leaving(1e9, pay=pay) == [0, 1]
    key = economy_of(few(1)).key(Stream.EXIT)
    for row in (0, 1):
        own = uniform(key, row) / gains[row]
        assert row in leaving(1.001 * own, pay=pay)
        assert row not in leaving(0.999 * own, pay=pay)
    assert leaving(1e9, pay=[0.0] * 5) == []
