"""Who attends, speaks, proposes and is heard in the meetings of a council."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.meetings import (
    MEETING_COLUMNS,
    attendance,
    count_attendance,
    draw_proposer,
    hold_meetings,
    mean_of_members,
    weight_in_meeting,
)
from sim.kernels.random import stream_key
from sim.kernels.voting import (
    AT_OWN_COST,
    FOR_OTHERS,
    FROM_BELOW,
    PROPOSED,
    count_ballots,
    count_votes,
    vote_on_swaps,
    yes_share,
)
from sim.state import EconomyState, Stream
from sim.state.proposal import Proposal
from tests.kernels.economies import assert_same_state_however_cut, economy_of
from tests.kernels.producing import nothing_proposed
from tests.kernels.test_voting import council_voice
from tests.kernels.worlds import World, few_examples, make_world, only_first, seeds, shares
from tests.reference import equations

KEY = stream_key(1, 2, 3, 4)


def origins(world: World) -> np.ndarray:
    """Return a random half of people as once disempowered."""
    return world.rng.integers(0, 2, world.people).astype(np.int8)


def voice(world: World, competence: np.ndarray, **terms: float) -> np.ndarray:
    """Return voice of the employed with terms that do nothing unless they are given."""
    inert = {
        "dominance": 0.0,
        "society_reference": 0.0,
        "attendance_least": 1.0,
        "assembly_size": 50.0,
        "delegation_loss": 0.0,
        "outvoted_loss": 0.0,
    }
    heard = np.full(world.people, terms.pop("heard", 1.0))
    mean_of_all = terms.pop("mean_of_all", 0.5)
    filled = council_voice(world, competence, heard, mean_of_all, **{**inert, **terms})
    return filled[: world.employed]


def round_of_swaps(world: World) -> Proposal:
    """Return a round of swaps that is put to the vote in about half of the workplaces."""
    proposal = nothing_proposed(world)
    proposal.index_change[:] = world.rng.normal(size=world.people)
    proposal.spread_before[:] = world.rng.integers(0, 2, world.workplaces)
    return proposal


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
    state = economy_of(
        world,
        people={"competence": competence, "once_disempowered": below},
        dominance=dominance,
        attendance_least=least,
    )
    hold_meetings(0, world.workplaces, state, held)
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
    count_attendance(state, held)
    flows, whole = state.flows, held.sum(axis=0)
    counted = (flows.attending, flows.speaking, flows.speaking_from_below, flows.invited_from_below)
    assert counted == pytest.approx(whole, rel=1e-12)
    assert flows.invited == world.employed


def test_proposers_are_drawn_by_weight():
    world = make_world(1, workplaces=1, smallest=20)
    competence, below = np.full(world.people, 0.25), np.ones(world.people, np.int8)
    competence[:5], below[:5] = 0.75, 0
    members = int(world.members[0])
    mean = competence[:members].mean()
    weight = 1.0 + (competence[:members] - mean) / mean
    expected = weight[5:].sum() / weight.sum()
    state = economy_of(
        world,
        people={"competence": competence, "once_disempowered": below},
        dominance=1.0,
        attendance_least=1.0,
    )
    drawn = [draw_proposer(state, 0, stream_key(1, 2, 3, month)) for month in range(4_000)]
    # The standard error of a share of 4,000 draws is below .008.
    assert np.mean(drawn) == pytest.approx(expected, abs=0.03)


@few_examples
@given(seeds)
def test_nobody_proposes_where_nothing_is_decided_or_nobody_counts(seed):
    world = make_world(seed)
    proposal = round_of_swaps(world)
    for competence, least in ((0.5, 1.0), (0.0, 0.0)):
        state = economy_of(
            world,
            people={"competence": competence, "once_disempowered": origins(world)},
            dominance=0.5,
            attendance_least=least,
        )
        passed = np.ones(world.workplaces, np.bool_)
        ballots = np.full((world.workplaces, 4), -1)
        vote_on_swaps(0, world.workplaces, state, proposal, 0.1, passed, ballots)
        proposing = proposal.substantial & (world.members > 0) & (competence > 0.0)
        np.testing.assert_array_equal(ballots[:, PROPOSED] == 1, proposing)
        assert (ballots[:, FROM_BELOW] <= ballots[:, PROPOSED]).all()
        assert not passed[~proposal.substantial].any()
        assert (ballots[~proposal.substantial] == 0).all()


@few_examples
@given(seeds, st.floats(min_value=0.01, max_value=1.0))
def test_people_remember_whether_votes_went_as_they_wished(seed, memory):
    world = make_world(seed)
    proposal, before = round_of_swaps(world), world.rng.uniform(0.0, 1.0, world.people)
    change, deciding = proposal.index_change, proposal.substantial
    state = economy_of(world, people={"heard": before, "competence": 0.5})
    passed, ballots = np.zeros(world.workplaces, np.bool_), np.zeros((world.workplaces, 4), int)
    vote_on_swaps(0, world.workplaces, state, proposal, memory, passed, ballots)
    heard, key = state.people.heard, state.key(Stream.VOTE)
    for j in range(world.workplaces):
        rows = world.rows(j)
        if not deciding[j]:
            np.testing.assert_array_equal(heard[rows], before[rows])
            continue
        wish = np.zeros(world.members[j], np.int8)
        share = yes_share(state, j, proposal, key, wish)
        assert passed[j] == (share > state.parameters.majority)
        came_true = (wish == 1) == passed[j]
        expected = (1.0 - memory) * before[rows] + memory * came_true
        np.testing.assert_allclose(heard[rows], expected, rtol=1e-12, atol=1e-15)
        giving = change[rows] < 0.0
        assert ballots[j, AT_OWN_COST] == np.count_nonzero(giving)
        assert ballots[j, FOR_OTHERS] == np.count_nonzero(giving & (wish == 1))
    np.testing.assert_array_equal(heard[world.employed :], before[world.employed :])
    count_ballots(state, ballots)
    count_votes(state, proposal, passed)
    flows = state.flows
    counted = (
        flows.votes_at_own_cost,
        flows.solidary_votes,
        flows.proposals,
        flows.proposals_from_below,
    )
    assert counted == tuple(ballots.sum(axis=0))
    assert (flows.votes, flows.votes_passed) == (deciding.sum(), passed.sum())


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
    state = economy_of(
        world,
        people={
            "competence": world.rng.uniform(0.0, 1.0, world.people),
            "once_disempowered": origins(world),
        },
        dominance=0.5,
        attendance_least=0.6,
    )
    held = np.zeros((world.workplaces, 4))
    assert_same_state_however_cut(hold_meetings, world.workplaces, state, held)
    passed, ballots = np.zeros(world.workplaces, np.bool_), np.zeros((world.workplaces, 4), int)
    rest = (round_of_swaps(world), 0.1, passed, ballots)
    assert_same_state_however_cut(vote_on_swaps, world.workplaces, state, *rest)


def test_nobody_has_no_mean_and_who_is_alone_has_the_own() -> None:
    assert mean_of_members(1, 1, np.array([0.3, 0.5])) == 0.0
    assert mean_of_members(1, 2, np.array([0.3, 0.5])) == 0.5


def test_where_nobody_is_competent_attendance_is_all_that_weighs() -> None:
    assert weight_in_meeting(0.0, 0.0, 1.0, 0.6) == 0.6
    assert weight_in_meeting(0.6, 0.4, 1.0, 0.5) == pytest.approx(0.8 * 1.5, rel=1e-15)


def of_two(competence: list[float], least: float, dominance: float = 0.0) -> EconomyState:
    """Return a council of two, of whom the second was once disempowered."""
    world = make_world(1, workplaces=1, smallest=2)
    only_first(world, 2)
    people = {"competence": competence, "once_disempowered": [0, 1]}
    return economy_of(world, people=people, attendance_least=least, dominance=dominance)


def test_meetings_of_two_add_up_attendance_and_weight() -> None:
    held = np.full((1, MEETING_COLUMNS), np.nan)
    hold_meetings(0, 1, of_two([0.6, 0.2], 0.5, 1.0), held)
    # Mean .4: attendance .8 and .6, weights 1.5 and .5 of that.
    assert held[0].tolist() == pytest.approx([1.4, 1.2 + 0.3, 0.3, 1.0], rel=1e-14)


@pytest.mark.parametrize(
    ("competence", "from_below"), [([0.5, 0.5], 0.5), ([0.75, 0.25], 0.25), ([0.0, 1.0], 1.0)]
)
def test_who_proposes_is_drawn_by_weight(competence: list[float], from_below: float) -> None:
    economy = of_two(competence, 0.0)
    draws = [draw_proposer(economy, 0, stream_key(1, 2, 3, month)) for month in range(600)]
    assert np.mean(draws) == pytest.approx(from_below, abs=0.08)


def test_nobody_proposes_where_nobody_attends() -> None:
    assert draw_proposer(of_two([0.0, 0.0], 0.0), 0, KEY) == -1
