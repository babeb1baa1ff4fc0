"""Votes of the council, and voice under managers and councils."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.random import stream_key
from sim.kernels.voting import mean_competence, voice_by_rank, voice_in_council, yes_share
from tests.kernels import reference_people as reference
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.producing import nothing_proposed
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares

KEY = stream_key(1, 2, 3, 4)
motives = st.tuples(*[st.floats(min_value=0.0, max_value=5.0)] * 3)
dominances = st.floats(min_value=0.0, max_value=3.0)


def ballot(world: World) -> tuple:
    """Return competence, index changes, falls of the spread and changes of log output."""
    return (
        world.rng.uniform(0.0, 1.0, world.people),
        world.rng.normal(0.0, 0.05, world.people),
        world.rng.normal(0.0, 0.05, world.workplaces),
        world.rng.normal(0.0, 0.05, world.workplaces),
    )


def yes_shares(
    world: World, sheet: tuple, weights: tuple, noise: float, dominance: float, least: float = 1.0
):
    """Return the share of votes in favour in each workplace."""
    competence, change, fall, output = sheet
    proposal = nothing_proposed(world)
    proposal.index_change[:], proposal.output_change[:] = change, output
    proposal.spread_before[:], proposal.spread_after[:] = fall, 0.0
    state = economy_of(
        world,
        people={"competence": competence},
        vote_own_interest=weights[0],
        vote_solidarity=weights[1],
        vote_output=weights[2],
        vote_noise=noise,
        dominance=dominance,
        attendance_least=least,
    )
    wish = np.zeros(world.people, np.int8)
    return np.array([yes_share(state, j, proposal, KEY, wish) for j in range(world.workplaces)])


@few_examples
@given(seeds, motives, dominances, shares)
def test_votes_agree_with_the_reference(seed, weights, dominance, least):
    world = make_world(seed)
    sheet = ballot(world)
    found = yes_shares(world, sheet, weights, 0.02, dominance, least)
    expected = reference.yes_shares(world, KEY, *sheet, weights, 0.02, dominance, least)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)


@few_examples
@given(seeds)
def test_without_dominance_everyone_has_one_vote(seed):
    world = make_world(seed, smallest=1)
    sheet = ballot(world)
    found = yes_shares(world, sheet, (1.0, 0.0, 0.0), 0.0, 0.0)
    gaining = [np.mean(sheet[1][world.rows(j)] > 0.0) for j in range(world.workplaces)]
    np.testing.assert_allclose(found, gaining, rtol=1e-15)


@few_examples
@given(seeds, dominances)
def test_what_everybody_gains_from_gets_all_votes_and_what_nobody_does_none(seed, dominance):
    world = make_world(seed, smallest=1)
    competence, change, fall, output = ballot(world)
    gain = (competence, np.abs(change) + 1e-6, fall, output)
    loss = (competence, -np.abs(change), fall, output)
    assert (yes_shares(world, gain, (1.0, 0.0, 0.0), 0.0, dominance) == 1.0).all()
    assert (yes_shares(world, loss, (1.0, 0.0, 0.0), 0.0, dominance) == 0.0).all()
    # Who is indifferent does not vote for a change.
    assert (yes_shares(world, gain, (0.0, 0.0, 0.0), 0.0, dominance) == 0.0).all()


def test_votes_weigh_more_in_proportion_to_relative_competence():
    world = make_world(1, workplaces=1, smallest=12)
    competence, change = np.full(world.people, 0.25), np.full(world.people, -1.0)
    competence[:4], change[:4] = 1.0, 1.0
    sheet = (competence, change, np.zeros(1), np.zeros(1))
    # Mean 0.5: weights are 1 + d for four people and 1 - d / 2 for eight.
    for dominance in (0.0, 0.5, 1.0, 2.0):
        share = yes_shares(world, sheet, (1.0, 0.0, 0.0), 0.0, dominance)[0]
        assert share == pytest.approx(4 * (1 + dominance) / 12, rel=1e-12)
    # Beyond 2 the others have no vote left, but never a negative one.
    assert yes_shares(world, sheet, (1.0, 0.0, 0.0), 0.0, 3.0)[0] == 1.0


@few_examples
@given(seeds)
def test_solidarity_and_output_move_the_vote_of_everyone_alike(seed):
    world = make_world(seed, smallest=1)
    sheet = ballot(world)
    falling = yes_shares(world, sheet, (0.0, 1.0, 0.0), 0.0, 0.5)
    np.testing.assert_array_equal(falling, (sheet[2] > 0.0).astype(float))
    producing = yes_shares(world, sheet, (0.0, 0.0, 1.0), 0.0, 0.5)
    np.testing.assert_array_equal(producing, (sheet[3] > 0.0).astype(float))


@few_examples
@given(seeds)
def test_a_vote_depends_on_the_person_and_not_on_the_row(seed):
    world = make_world(seed, smallest=2)
    sheet = ballot(world)
    before = yes_shares(world, sheet, (1.0, 1.0, 1.0), 0.5, 0.0)
    order = np.arange(world.people)
    for j in range(world.workplaces):
        order[world.rows(j)] = order[world.rows(j)][::-1]
    world.person = world.person[order]
    shuffled = (sheet[0][order], sheet[1][order], *sheet[2:])
    np.testing.assert_array_equal(yes_shares(world, shuffled, (1.0, 1.0, 1.0), 0.5, 0.0), before)


def test_a_workplace_without_members_casts_no_votes():
    world = make_world(1, workplaces=2, smallest=3)
    world.offsets = np.array([0, 0, world.employed])
    assert yes_shares(world, ballot(world), (1.0, 1.0, 1.0), 0.1, 0.5)[0] == 0.0


@few_examples
@given(seeds, st.sampled_from([0.0, 0.3, 1.0]))
def test_voice_under_a_manager_rises_from_the_least_to_full_say(seed, least):
    world = make_world(seed, smallest=1)
    empowerment = np.sort(world.rng.uniform(0.0, 1.0, world.people))
    competence = world.rng.uniform(0.0, 1.0, world.people)
    state = economy_of(
        world,
        people={"empowerment": empowerment, "competence": competence, "voice": np.nan},
        voice_low=0.2,
        voice_high=0.9,
        consultation=least,
        attendance_least=1.0,
    )
    voice_by_rank(0, world.workplaces, state)
    voice = state.people.voice[: world.employed]
    expected = np.maximum(np.interp(empowerment, [0.2, 0.9], [0.0, 1.0]), least)
    np.testing.assert_allclose(voice, expected[: world.employed], rtol=1e-12, atol=1e-15)
    assert (np.diff(voice) >= 0.0).all()
    assert np.isnan(state.people.voice[world.employed :]).all()


terms = st.tuples(shares, shares, shares, st.floats(1.0, 20.0), shares, shares)
TERMS = (
    "dominance",
    "society_reference",
    "attendance_least",
    "assembly_size",
    "delegation_loss",
    "outvoted_loss",
)


def council_voice(
    world: World, competence: np.ndarray, heard: np.ndarray, mean_of_all: float, **terms: float
) -> np.ndarray:
    """Return voice under a council, NaN outside employment."""
    people = {"competence": competence, "heard": heard, "voice": np.nan}
    state = economy_of(world, people=people, **terms)
    voice_in_council(0, world.workplaces, state, mean_of_all)
    return state.people.voice


@few_examples
@given(seeds)
def test_the_mean_competence_is_that_of_those_at_work(seed):
    world = make_world(seed)
    competence = world.rng.uniform(0.0, 1.0, world.people)
    found = mean_competence(economy_of(world, people={"competence": competence}))
    at_work = competence[: world.employed]
    assert found == pytest.approx(at_work.mean() if len(at_work) else 0.0, rel=1e-12)


@few_examples
@given(seeds, terms)
def test_voice_in_a_council_agrees_with_the_reference_and_stays_between_0_and_1(seed, given_terms):
    world = make_world(seed)
    competence, heard = world.rng.uniform(0.0, 1.0, (2, world.people))
    named = dict(zip(TERMS, given_terms, strict=True))
    voice = council_voice(world, competence, heard, 0.4, **named)
    expected = reference.voice_in_council(world, competence, heard, 0.4, given_terms)
    employed = voice[: world.employed]
    np.testing.assert_allclose(employed, expected, rtol=1e-12)
    assert ((employed >= 0.0) & (employed <= 1.0)).all()
    assert np.isnan(voice[world.employed :]).all()


@few_examples
@given(seeds, shares)
def test_voice_in_a_council_is_full_with_equal_jobs_or_without_dominance(seed, dominance):
    world = make_world(seed)
    equal, unequal = np.full(world.people, 0.5), world.rng.uniform(0.1, 1.0, world.people)
    for competence, weight in ((equal, dominance), (unequal, 0.0), (0.0 * equal, dominance)):
        plain = dict(zip(TERMS, (weight, 0.0, 1.0, 50.0, 0.0, 0.0), strict=True))
        voice = council_voice(world, competence, np.ones(world.people), 0.5, **plain)
        np.testing.assert_allclose(voice[: world.employed], 1.0, rtol=0.0, atol=1e-14)


@few_examples
@given(seeds)
def test_voice_does_not_depend_on_how_the_range_is_cut(seed):
    world = make_world(seed)
    competence, empowerment, heard = world.rng.uniform(0.0, 1.0, (3, world.people))
    people = {"competence": competence, "empowerment": empowerment, "heard": heard}
    loss = dict(zip(TERMS, (0.5, 0.5, 0.6, 5.0, 0.3, 0.2), strict=True))
    state = economy_of(world, people=people, consultation=0.1, **loss)
    assert_same_state_however_cut(voice_in_council, world.workplaces, state, 0.5)
    assert_same_state_however_cut(voice_by_rank, world.workplaces, state)
