"""Time lost to supervision, meetings and switching."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.newcomers import time_with_newcomer
from sim.kernels.overheads import LOSSES, charge_overheads, note_lost_time
from sim.state import EconomyState
from tests.kernels import reference_hours as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.worlds import (
    World,
    add_exchanges,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

RATES = (0.05, 0.08, 0.35, 0.02, 0.01)
"""Supervision, meetings of all, meetings of empowering tasks, switching, courses."""


def economy_with(
    world: World, cut: float = 0.5, newcomer_cost: float = 0.0, **people: np.ndarray
) -> EconomyState:
    """Return an economy of people with varied jobs, some of them newcomers."""
    variety = world.rng.uniform(0.0, 0.9, world.people)
    variety[::5] = 0.0
    arrays = {
        "variety": variety,
        "tenure": world.rng.integers(0, 6, world.people),
        "productive_time": np.nan,
    }
    return economy_of(world, arrays | people, empowered_cut=cut, newcomer_cost=newcomer_cost)


def charged(economy: EconomyState, rates: tuple) -> tuple[np.ndarray, np.ndarray]:
    """Return productive time, and time in meetings, switching and with newcomers by workplace."""
    lost = np.full((len(economy.workplaces), LOSSES), np.nan)
    charge_overheads(0, len(lost), economy, *rates, lost)
    return economy.people.productive_time, lost


def empowering_hours(world: World, cut: float) -> np.ndarray:
    """Return everyone's hours in empowering tasks, as productive time tells them."""
    time, _ = charged(economy_with(world, cut), (0.0, 0.0, 0.5, 0.0, 0.0))
    return 2.0 * (1.0 - time)


@few_examples
@given(seeds, shares)
def test_empowering_hours_agree_with_the_reference(seed, cut):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    add_exchanges(world)
    found = empowering_hours(world, cut)
    expected = reference.empowering_hours(world, cut)[: world.employed]
    np.testing.assert_allclose(found[: world.employed], expected, rtol=1e-12, atol=1e-15)
    assert np.isnan(found[world.employed :]).all()


@few_examples
@given(seeds)
def test_every_hour_is_empowering_at_a_cut_of_0_and_none_above_1(seed):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    for cut, hours in ((0.0, 1.0), (1.1, 0.0)):
        found = empowering_hours(world, cut)[: world.employed]
        np.testing.assert_allclose(found, hours, rtol=0.0, atol=1e-12)


def test_a_score_equal_to_the_cut_counts():
    world = make_world(1, workplaces=1, smallest=3)
    world.empowerment_score[:] = 0.8
    np.testing.assert_allclose(empowering_hours(world, 0.8)[: world.employed], 1.0, rtol=1e-12)


@few_examples
@given(seeds, shares, shares, shares)
def test_overheads_agree_with_the_reference(seed, supervision, meetings, schooling):
    world = make_world(seed)
    rates = (supervision, meetings, 0.35, 0.02, schooling)
    economy = economy_with(world)
    time, lost = charged(economy, rates)
    in_meetings = meetings + 0.35 * reference.empowering_hours(world, 0.5)
    in_switching = 0.02 * economy.people.variety / (1.0 - economy.people.variety)
    left = 1.0 - supervision - in_meetings - in_switching - schooling
    expected = np.maximum(left, 0.0)[: world.employed]
    np.testing.assert_allclose(time[: world.employed], expected, rtol=1e-12, atol=1e-15)
    for j in range(world.workplaces):
        rows = world.rows(j)
        sums = [in_meetings[rows].sum(), in_switching[rows].sum(), 0.0]
        np.testing.assert_allclose(lost[j], sums, rtol=1e-12, atol=1e-15)
    note_lost_time(economy, supervision, schooling, lost)
    flows = economy.flows
    found = [flows.meeting_time, flows.switching_time, flows.newcomer_time]
    np.testing.assert_allclose(found, lost.sum(axis=0), rtol=1e-12, atol=1e-15)
    assert flows.supervision_time == pytest.approx(supervision * world.employed)
    assert flows.schooling_time == pytest.approx(schooling * world.employed)


@few_examples
@given(seeds)
def test_time_is_fully_productive_without_overheads_and_never_negative(seed):
    world = make_world(seed)
    for share, left in ((0.0, 1.0), (0.9, 0.0)):
        time, _ = charged(economy_with(world), (share,) * 5)
        assert (time[: world.employed] == left).all()


@few_examples
@given(seeds)
def test_n_equal_tasks_cost_n_minus_1_switches_and_one_task_none(seed):
    world = make_world(seed, workplaces=1, smallest=4)
    variety = np.zeros(world.people)
    variety[:4] = 1.0 - 1.0 / np.arange(1.0, 5.0)
    time, _ = charged(economy_with(world, variety=variety), (0.0, 0.0, 0.0, 0.02, 0.0))
    np.testing.assert_allclose(time[:4], 1.0 - 0.02 * np.arange(4.0), rtol=1e-12)


@few_examples
@given(seeds, shares)
def test_only_the_first_three_months_cost_time(seed, cost):
    world = make_world(seed)
    economy = economy_with(world, newcomer_cost=cost, variety=np.zeros(world.people))
    time, lost = charged(economy, (0.05, 0.08, 0.0, 0.0, 0.01))
    new = economy.people.tenure[: world.employed] < 3
    less = np.where(new, np.minimum(cost, 0.86), 0.0)
    np.testing.assert_allclose(time[: world.employed], 0.86 - less, rtol=1e-12, atol=1e-15)
    home = world.workplace[: world.employed]
    expected = np.bincount(home, weights=less, minlength=world.workplaces)
    np.testing.assert_allclose(lost[:, 2], expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("months", [1, 2, 3, 4, 12])
def test_a_newcomer_costs_as_many_months_whatever_the_step(months):
    cost = 0.2
    lost = [time_with_newcomer(tenure, months, cost, 1.0) for tenure in range(0, 24, months)]
    assert months * sum(lost) == pytest.approx(3 * cost, rel=1e-12)


@few_examples
@given(seeds)
def test_overheads_do_not_depend_on_how_workplaces_are_cut(seed):
    world = make_world(seed, staffed=True)
    add_exchanges(world)
    economy, lost = economy_with(world, newcomer_cost=0.3), np.zeros((world.workplaces, LOSSES))
    assert_same_state_however_cut(charge_overheads, world.workplaces, economy, *RATES, lost)
    cut = (economy, *RATES, lost)
    assert_same_bytes_however_cut(charge_overheads, world.workplaces, cut)
