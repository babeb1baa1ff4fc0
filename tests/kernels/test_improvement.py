"""Improvement of the assignment of tasks inside a workplace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.best_division import output_of
from sim.kernels.improvement import improve_assignment
from sim.kernels.random import stream_key, uniform
from tests.kernels.test_swaps import exchanging_world
from tests.kernels.worlds import (
    World,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
)
from tests.reference.improvement import Team, improve

EXACT = 1e-12
KEY = stream_key(1, 0, 45, 7)
both = st.booleans()
elasticities = st.sampled_from([0.0, 0.2, 0.5, 1.0])


def arguments(world: World, held: bool, share: float = 1.0, rounds: int = 1, sigma: float = 0.5):
    """Return what `improve_assignment` takes after the range of workplaces."""
    again = np.arange(world.workplaces) % 2 == 0
    return (
        KEY,
        share,
        held,
        again,
        rounds,
        world.offsets,
        world.sector,
        world.hours_share,
        world.task_count,
        world.task_index,
        world.domain,
        world.complexity,
        world.expert,
        world.untrained_efficiency,
        world.reserved,
        sigma,
        world.productive_time * world.effort,
        world.skill,
        *world.incoming,
        world.outside_task,
        world.outside_hours,
        world.hours,
    )


def improved(world: World, held: bool, **options: float) -> None:
    improve_assignment(0, world.workplaces, *arguments(world, held, **options))


def worth(world: World, j: int) -> np.ndarray:
    """Return effective labour of an hour of each member in each task of workplace j."""
    kind, rows = world.sector[j], world.rows(j)
    used = slice(world.task_count[kind])
    time = (world.productive_time * world.effort)[rows, None]
    able = world.skill[rows][:, world.domain[kind, used]] ** world.complexity[kind, used]
    trained = world.expert[rows, None] == world.domain[kind, used]
    return time * able * np.where(trained, 1.0, world.untrained_efficiency[kind, used])


def labour_from_outside(world: World, j: int) -> np.ndarray:
    kind = world.sector[j]
    labour = np.zeros(world.task_count[kind])
    for row in np.flatnonzero(world.outside_workplace == j):
        k = world.outside_task[row]
        time = world.productive_time[row] * world.effort[row] * world.outside_hours[row]
        able = world.skill[row, world.domain[kind, k]] ** world.complexity[kind, k]
        if world.expert[row] != world.domain[kind, k]:
            able *= world.untrained_efficiency[kind, k]
        labour[k] += time * able
    return labour


def outputs(world: World, sigma: float = 0.5) -> list[float]:
    """Return the output of each workplace with members, by a formula of its own."""
    found = []
    for j in np.flatnonzero(world.members > 0):
        tasks = world.task_count[world.sector[j]]
        labour = (worth(world, j) * world.hours[world.rows(j), :tasks]).sum(axis=0)
        share = world.hours_share[world.sector[j], :tasks]
        found.append(output_of(labour + labour_from_outside(world, j), share, sigma))
    return found


@few_examples
@given(seeds, both, st.sampled_from([0.3, 1.0]))
def test_improvement_agrees_with_the_reference(seed, held, share):
    world = exchanging_world(seed)
    expected = world.hours.copy()
    for j in np.flatnonzero(world.members > 1):
        kind, rows = world.sector[j], world.rows(j)
        tasks = int(world.task_count[kind])
        value, hours = worth(world, j), world.hours[rows, :tasks]
        labour = labour_from_outside(world, j) + (value * hours).sum(axis=0)
        team = Team(
            hours=hours.tolist(),
            worth=value.tolist(),
            share=world.hours_share[kind, :tasks].tolist(),
            exponent=-2.0,
            labour=labour.tolist(),
            open_to=[
                [world.may(row, j, k) for k in range(tasks)] for row in range(world.people)[rows]
            ],
        )
        index = world.task_index[kind, :tasks].tolist() if held else None
        rounds = 3 if j % 2 == 0 else 1
        improve(team, index, int(j), rounds, lambda number: uniform(KEY, number) < share)
        expected[rows, :tasks] = team.hours
    improved(world, held, share=share, rounds=3)
    np.testing.assert_allclose(world.hours, expected, rtol=0.0, atol=1e-10)


@few_examples
@given(seeds, both, elasticities)
def test_output_never_falls_and_hours_are_conserved(seed, held, sigma):
    world = exchanging_world(seed)
    work, time, before = world.work(), world.hours.sum(axis=1), outputs(world, sigma)
    index = world.job_index
    for _ in range(4):
        improved(world, held, sigma=sigma)
        after = outputs(world, sigma)
        assert (np.array(after) >= np.array(before) * (1.0 - 1e-12)).all()
        before = after
    np.testing.assert_allclose(world.work(), work, rtol=0.0, atol=EXACT)
    np.testing.assert_allclose(world.hours.sum(axis=1), time, rtol=0.0, atol=EXACT)
    assert (world.hours >= 0.0).all()
    if held:
        np.testing.assert_allclose(world.job_index, index, rtol=0.0, atol=EXACT)


@pytest.mark.parametrize("held", [False, True])
def test_output_rises_where_members_differ(held):
    world = make_world(3, workplaces=4, staffed=True, smallest=12)
    before = sum(outputs(world))
    improved(world, held)
    assert sum(outputs(world)) > 1.01 * before


def test_jobs_change_their_index_where_it_is_not_held():
    world = make_world(3, workplaces=4, staffed=True, smallest=12)
    index = world.job_index
    improved(world, held=False)
    assert np.abs(world.job_index - index).max() > 0.01


def test_an_unexamined_direction_is_left_alone():
    world = make_world(3, workplaces=4, staffed=True, smallest=12)
    hours = world.hours.copy()
    improved(world, held=False, share=0.0)
    assert world.hours.tobytes() == hours.tobytes()


def test_two_people_do_what_each_is_comparatively_better_at():
    world = make_world(1, workplaces=1, smallest=12)
    world.offsets, world.workplace = np.array([0, 2]), world.workplace[:2]
    for name in ("effort", "productive_time"):
        setattr(world, name, np.ones(2))
    for name in ("outside_workplace", "outside_task", "outside_hours"):
        setattr(world, name, getattr(world, name)[:2])
    world.sector, world.task_count = np.zeros(1, dtype=np.int64), np.array([2])
    world.hours_share = np.array([[0.5, 0.5, 0, 0, 0, 0, 0, 0]])
    world.complexity = np.ones((1, 8))
    world.reserved = np.zeros((1, 8), dtype=np.bool_)
    world.domain = np.array([[0, 1, 0, 0, 0, 0, 0, 0]])
    world.task_index = np.array([[1.0, 1.0, 0, 0, 0, 0, 0, 0]])
    world.skill = np.array([[2.0, 1.0, 1, 1, 1, 1], [1.0, 2.0, 1, 1, 1, 1]])
    for held in (False, True):  # of equal index: a direction of balanced jobs too
        world.hours = np.array([[0.5, 0.5, 0, 0, 0, 0, 0, 0]] * 2)
        improved(world, held)
        np.testing.assert_allclose(world.hours[:, :2], np.eye(2), rtol=0.0, atol=EXACT)


@few_examples
@given(seeds, both)
def test_improvement_does_not_depend_on_how_workplaces_are_cut(seed, held):
    world = exchanging_world(seed)
    assert_same_bytes_however_cut(
        improve_assignment, world.workplaces, arguments(world, held, share=0.5, rounds=2)
    )
