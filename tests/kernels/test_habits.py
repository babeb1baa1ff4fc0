"""Competence that work builds, habits, and what they do to effort."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.habits import felt_alienation, follow_jobs, get_accustomed
from sim.kernels.psychology import discipline
from tests.kernels import reference_people as reference
from tests.kernels.test_psychology import INERT, Motives, effort_table, efforts
from tests.kernels.worlds import (
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)
from tests.reference import equations

EMPLOYED, UNEMPLOYED, IN_TRAINING = 0, 1, 2


@few_examples
@given(seeds, shares)
def test_competence_agrees_with_the_reference(seed, adjustment):
    rng = np.random.default_rng(seed)
    status = rng.integers(0, 3, 40).astype(np.int8)
    empowerment, before = rng.uniform(0.0, 1.0, (2, 40))
    schooling = rng.uniform(0.0, 6.0, 40)
    competence = before.copy()
    follow_jobs(0, 40, status, empowerment, schooling, adjustment, 0.05, competence)
    for row in range(40):
        target = min(empowerment[row] + 0.05 * schooling[row], 1.0)
        expected = {
            EMPLOYED: equations.competence(before[row], target, adjustment),
            UNEMPLOYED: equations.competence(before[row], 0.0, adjustment),
            IN_TRAINING: before[row],
        }[int(status[row])]
        assert competence[row] == pytest.approx(expected, rel=1e-12, abs=1e-15)
    assert ((competence >= 0.0) & (competence <= 1.0)).all()


@few_examples
@given(seeds)
def test_competence_that_follows_at_once_is_the_empowerment_of_the_job_to_the_last_bit(seed):
    rng = np.random.default_rng(seed)
    empowerment, competence = rng.uniform(0.0, 1.0, (2, 30))
    status = np.zeros(30, np.int8)
    follow_jobs(0, 30, status, empowerment, np.zeros(30), 1.0, 0.02, competence)
    np.testing.assert_array_equal(competence, empowerment)


def test_half_of_a_gap_in_competence_closes_in_its_half_life():
    competence = np.array([0.2])
    empowerment = np.array([0.8])
    months = round(np.log(0.5) / np.log(1.0 - 0.02))
    for _ in range(months):
        follow_jobs(0, 1, np.zeros(1, np.int8), empowerment, np.zeros(1), 0.02, 0.0, competence)
    assert competence[0] == pytest.approx(0.5, abs=0.005)


@few_examples
@given(shares, shares, shares)
def test_felt_alienation_agrees_with_the_reference_and_stays_between_0_and_1(now, used_to, share):
    felt = felt_alienation(now, used_to, share)
    assert felt == pytest.approx(equations.felt_alienation(now, used_to, share), rel=1e-12)
    assert 0.0 <= felt <= 1.0
    assert felt_alienation(now, used_to, 0.0) == now


@few_examples
@given(st.floats(0.3, 0.6), st.floats(-0.2, 0.2), shares)
def test_a_change_is_felt_whole_at_first_and_in_part_in_the_end(before, change, share):
    at_first = felt_alienation(before + change, before, share)
    in_the_end = felt_alienation(before + change, before + change, share)
    usual = felt_alienation(before, before, share)
    assert at_first - usual == pytest.approx(change, abs=1e-12)
    assert in_the_end - usual == pytest.approx((1.0 - share) * change, abs=1e-12)


def test_half_of_a_change_becomes_usual_in_the_half_life():
    accustomed = np.array([0.2])
    for _ in range(24):
        get_accustomed(0, 1, np.array([0.8]), 1.0 - 0.5 ** (1 / 24), accustomed)
    assert accustomed[0] == pytest.approx(0.5, rel=1e-12)


@few_examples
@given(seeds, shares)
def test_effort_responds_to_felt_alienation(seed, share):
    world = make_world(seed)
    motives = replace(INERT, intrinsic_motivation=0.3, crowding=0.0, peer_norm=0.0, adjustment=1.0)
    motives = replace(motives, habituation=share)
    table = effort_table(world, motives)
    expected = [
        0.45 + 0.3 * (1.0 - equations.felt_alienation(now, used_to, share))
        for now, used_to in zip(table[1], table[-4], strict=True)
    ]
    found = efforts(world, table, motives)
    np.testing.assert_allclose(found, np.array(expected)[: world.employed], rtol=1e-12)


@few_examples
@given(seeds, shares)
def test_effort_for_others_follows_mean_voice_and_fairness_of_the_workplace(seed, solidarity):
    world = make_world(seed)
    motives = replace(INERT, peer_norm=0.0, adjustment=1.0, solidarity=0.3 * solidarity)
    table = effort_table(world, motives)
    voice, unfair = (reference.workplace_means(world, values) for values in table[-3:-1])
    expected = 0.45 + 0.3 * solidarity * voice * (1.0 - unfair)
    found = efforts(world, table, motives)
    np.testing.assert_allclose(found, expected[world.workplace[: world.employed]], rtol=1e-12)


@few_examples
@given(shares, shares, st.floats(0.0, 0.3), st.floats(0.0, 24.0))
def test_what_being_caught_costs_is_the_larger_of_job_loss_and_sanction(
    fallback, watched, sanction, months
):
    lost = equations.cost_of_job_loss(1.0, fallback, months)
    cost = equations.cost_of_being_caught(1.0, lost, sanction)
    found = discipline(1.0, fallback, months, watched, 0.7, sanction)
    assert found == pytest.approx(0.7 * watched * cost, rel=1e-12, abs=1e-15)
    assert discipline(1.0, fallback, 0.0, watched, 0.7, 0.0) == 0.0
    assert discipline(0.0, fallback, months, watched, 0.7, sanction) == 0.0


@few_examples
@given(seeds, shares, shares)
def test_peers_observe_beside_supervisors_and_crowd_nothing_out(seed, monitoring, peers):
    world = make_world(seed)
    motives = Motives(
        monitoring=monitoring,
        peer_monitoring=peers,
        sanction_cost=0.3,
        spell_months=0.0,
        gift_response=0.0,
        peer_norm=0.0,
        adjustment=1.0,
        extrinsic=0.0,
    )
    table = effort_table(world, motives)
    crowded = 0.3 * (1.0 - table[1][: world.employed]) * (1.0 - 0.3 * monitoring)
    expected = 0.45 + crowded + 0.7 * min(monitoring + peers, 1.0) * 0.3
    found = efforts(world, table, motives)
    np.testing.assert_allclose(found, np.minimum(expected, 1.0), rtol=1e-12)


@few_examples
@given(seeds)
def test_habits_do_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    status = world.rng.integers(0, 3, world.people).astype(np.int8)
    empowerment, schooling, competence = world.rng.uniform(0.0, 1.0, (3, world.people))
    table = (status, empowerment, schooling, 0.1, 0.02, competence)
    assert_same_bytes_however_cut(follow_jobs, world.people, table)
    assert_same_bytes_however_cut(get_accustomed, world.people, (empowerment, 0.1, competence))
