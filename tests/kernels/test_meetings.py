"""Who attends, speaks, proposes and is heard in the meetings of a council."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.meetings import attendance, draw_proposers, hear_members, hold_meetings
from sim.kernels.random import stream_key
from sim.kernels.voting import voice_in_council
from tests.kernels.worlds import (
    World,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)
from tests.reference import equations

KEY = stream_key(1, 2, 3, 4)


def origins(world: World) -> np.ndarray:
    """Return a random half of people as once disempowered."""
    return world.rng.integers(0, 2, world.people).astype(np.int8)


def voice(world: World, competence: np.ndarray, **terms: float) -> np.ndarray:
    """Return voice of the employed with terms that do nothing unless they are given."""
    inert = {
        "mean_of_all": 0.5,
        "dominance": 0.0,
        "society_reference": 0.0,
        "attendance_least": 1.0,
        "assembly_size": 50.0,
        "delegation_loss": 0.0,
        "outvoted_loss": 0.0,
    }
    heard = np.full(world.people, terms.pop("heard", 1.0))
    filled = np.full(world.people, np.nan)
    values = {**inert, **terms}.values()
    voice_in_council(0, world.workplaces, world.offsets, competence, heard, *values, filled)
    return filled[: world.employed]


@few_examples
@given(shares, shares)
def test_attendance_runs_from_the_least_to_all_meetings(competence, least):
    assert attendance(competence, 1.0) == 1.0
    assert attendance(1.0, least) == pytest.approx(1.0, rel=1e-15)
    assert attendance(0.0, least) == least
    assert attendance(competence, least) == pytest.approx(
        equations.attendance(competence, least), rel=1e-15
    )


@few_examples
@given(seeds, shares, shares)
def test_weights_in_meetings_agree_with_the_reference(seed, dominance, least):
    world = make_world(seed)
    competence, below = world.rng.uniform(0.0, 1.0, world.people), origins(world)
    held = np.full((world.workplaces, 4), np.nan)
    hold_meetings(0, world.workplaces, world.offsets, competence, below, dominance, least, held)
    for j in range(world.workplaces):
        own, from_below = competence[world.rows(j)], below[world.rows(j)] == 1
        mean = own.mean() if len(own) else 0.0
        weight = np.array([equations.voting_weight(c, mean, dominance, least) for c in own])
        expected = [
            sum(equations.attendance(c, least) for c in own),
            weight.sum(),
            weight[from_below].sum() if len(own) else 0.0,
            from_below.sum(),
        ]
        np.testing.assert_allclose(held[j], expected, rtol=1e-12, atol=1e-15)


def test_proposers_are_drawn_by_weight():
    world = make_world(1, workplaces=1, smallest=20)
    competence, below = np.full(world.people, 0.25), np.ones(world.people, np.int8)
    competence[:5], below[:5] = 0.75, 0
    members = int(world.members[0])
    mean = competence[:members].mean()
    weight = 1.0 + (competence[:members] - mean) / mean
    expected = weight[5:].sum() / weight.sum()
    table = (world.offsets, np.ones(1, bool), competence, below, 1.0, 1.0)
    drawn = []
    for month in range(4_000):
        proposed = np.zeros(1, np.int8)
        draw_proposers(0, 1, table[0], stream_key(1, 2, 3, month), *table[1:], proposed)
        drawn.append(proposed[0])
    # The standard error of a share of 4,000 draws is below .008.
    assert np.mean(drawn) == pytest.approx(expected, abs=0.03)


@few_examples
@given(seeds)
def test_nobody_proposes_where_nothing_is_decided_or_nobody_counts(seed):
    world = make_world(seed)
    deciding = world.rng.integers(0, 2, world.workplaces).astype(bool)
    proposed = np.zeros(world.workplaces, np.int8)
    competence = np.full(world.people, 0.5)
    terms = (competence, origins(world), 0.5)
    draw_proposers(0, world.workplaces, world.offsets, KEY, deciding, *terms, 1.0, proposed)
    np.testing.assert_array_equal(proposed >= 0, deciding & (world.members > 0))
    competence[:] = 0.0
    draw_proposers(0, world.workplaces, world.offsets, KEY, deciding, *terms, 0.0, proposed)
    assert (proposed == -1).all()


@few_examples
@given(seeds, st.floats(min_value=0.01, max_value=1.0))
def test_people_remember_whether_votes_went_as_they_wished(seed, memory):
    world = make_world(seed)
    deciding, passed = world.rng.integers(0, 2, (2, world.workplaces)).astype(bool)
    wish, change = origins(world), world.rng.normal(size=world.people)
    heard = world.rng.uniform(0.0, 1.0, world.people)
    before = heard.copy()
    giving, for_others = np.full((2, world.workplaces), np.nan)
    table = (deciding, passed, wish, change, memory, heard, giving, for_others)
    hear_members(0, world.workplaces, world.offsets, *table)
    for j in range(world.workplaces):
        rows = world.rows(j)
        if not deciding[j]:
            np.testing.assert_array_equal(heard[rows], before[rows])
            assert giving[j] == for_others[j] == 0.0
            continue
        came_true = (wish[rows] == 1) == passed[j]
        expected = (1.0 - memory) * before[rows] + memory * came_true
        np.testing.assert_allclose(heard[rows], expected, rtol=1e-12, atol=1e-15)
        assert giving[j] == np.count_nonzero(change[rows] < 0.0)
        assert for_others[j] == np.count_nonzero((change[rows] < 0.0) & (wish[rows] == 1))
    np.testing.assert_array_equal(heard[world.employed :], before[world.employed :])


@few_examples
@given(seeds, shares)
def test_voice_falls_with_size_beyond_the_assembly_only(seed, loss):
    world = make_world(seed)
    equal = np.full(world.people, 0.5)
    found = voice(world, equal, delegation_loss=loss, assembly_size=4.0)
    size = world.members[world.workplace[: world.employed]]
    np.testing.assert_allclose(found, np.minimum((4.0 / size) ** loss, 1.0), rtol=1e-12)


@few_examples
@given(seeds, shares, shares)
def test_each_loss_of_voice_takes_the_share_it_says(seed, heard, loss):
    world = make_world(seed)
    competence = world.rng.uniform(0.0, 1.0, world.people)
    outvoted = voice(world, competence, heard=heard, outvoted_loss=loss)
    np.testing.assert_allclose(outvoted, 1.0 - loss * (1.0 - heard), rtol=1e-12, atol=1e-15)
    absent = voice(world, competence, attendance_least=loss)
    expected = loss + (1.0 - loss) * competence[: world.employed]
    np.testing.assert_allclose(absent, expected, rtol=1e-12)


@few_examples
@given(seeds)
def test_equal_jobs_give_full_voice_in_the_workplace_but_not_in_society(seed):
    world = make_world(seed)
    low = np.full(world.people, 0.2)
    np.testing.assert_allclose(voice(world, low, dominance=1.0), 1.0, rtol=1e-12)
    beside_all = voice(world, low, dominance=1.0, society_reference=1.0, mean_of_all=0.5)
    np.testing.assert_allclose(beside_all, 0.4, rtol=1e-12)
    half = voice(world, low, dominance=1.0, society_reference=0.5, mean_of_all=0.5)
    np.testing.assert_allclose(half, 0.2 / 0.35, rtol=1e-12)


@few_examples
@given(seeds)
def test_meetings_do_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    competence, below = world.rng.uniform(0.0, 1.0, world.people), origins(world)
    deciding, passed = world.rng.integers(0, 2, (2, world.workplaces)).astype(bool)
    held = np.zeros((world.workplaces, 4))
    table = (world.offsets, competence, below, 0.5, 0.6, held)
    assert_same_bytes_however_cut(hold_meetings, world.workplaces, table)
    proposed = np.zeros(world.workplaces, np.int8)
    table = (world.offsets, KEY, deciding, competence, below, 0.5, 0.6, proposed)
    assert_same_bytes_however_cut(draw_proposers, world.workplaces, table)
    change, counts = world.rng.normal(size=world.people), np.zeros((2, world.workplaces))
    table = (world.offsets, deciding, passed, below, change, 0.1, competence, *counts)
    assert_same_bytes_however_cut(hear_members, world.workplaces, table)
