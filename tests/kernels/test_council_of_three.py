"""A council of three, and what it decides, by numbers that can be checked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.kernels.random import stream_key
from sim.kernels.voting import (
    AT_OWN_COST,
    BALLOT_COLUMNS,
    FOR_OTHERS,
    FROM_BELOW,
    PROPOSED,
    SUBSTANTIAL_FALL,
    count_ballots,
    count_votes,
    hear_members,
    is_substantial,
    mean_competence,
    voice_by_rank,
    voice_in_council,
    vote_on_swaps,
    yes_share,
)
from sim.state import EconomyState
from sim.state.proposal import Proposal
from tests.kernels.economies import economy_of
from tests.kernels.producing import nothing_proposed
from tests.kernels.worlds import World, make_world, only_first

FALL = 0.25
OWN_INTEREST = {
    "vote_own_interest": 1.0,
    "vote_solidarity": 0.0,
    "vote_output": 0.0,
    "vote_noise": 0.0,
    "dominance": 0.0,
    "attendance_least": 1.0,
}


def members(count: int) -> World:
    """Return a world with one workplace, in which everybody works."""
    world = make_world(1, workplaces=1, smallest=count)
    only_first(world, count)
    return world


def council(
    changes: list[float], people: dict[str, Any] | None = None, **parameters: float
) -> tuple[EconomyState, Proposal]:
    """Return a council whose members' job indices a proposal changes, and the proposal."""
    world = members(len(changes))
    proposal = nothing_proposed(world)
    proposal.index_change[:] = changes
    proposal.spread_before[:] = FALL
    everybody = {"competence": 0.5, "heard": 0.5, "once_disempowered": 0} | (people or {})
    return economy_of(world, people=everybody, **(OWN_INTEREST | parameters)), proposal


def hold(economy: EconomyState, proposal: Proposal, memory: float = 0.1) -> tuple[bool, list[int]]:
    """Return whether a vote passes, and the ballots."""
    passed, ballots = np.array([True]), np.full((1, BALLOT_COLUMNS), -1)
    vote_on_swaps(0, 1, economy, proposal, memory, passed, ballots)
    return bool(passed[0]), ballots[0].tolist()


@pytest.mark.parametrize(("gaining", "passes"), [(0, False), (1, False), (2, True), (3, True)])
def test_three_members_pass_what_two_of_them_gain_from(gaining: int, passes: bool) -> None:
    changes = [1.0] * gaining + [-1.0] * (3 - gaining)
    assert hold(*council(changes, majority=0.5))[0] is passes


@pytest.mark.parametrize(
    ("members_in_favour", "majority", "passes"),
    [(2, 0.5, False), (3, 0.5, True), (3, 0.75, False), (4, 0.75, True), (4, 1.0, False)],
)
def test_exactly_the_majority_is_not_more_than_the_majority(
    members_in_favour: int, majority: float, passes: bool
) -> None:
    changes = [1.0] * members_in_favour + [-1.0] * (4 - members_in_favour)
    assert hold(*council(changes, majority=majority))[0] is passes


def test_who_is_indifferent_votes_against() -> None:
    assert hold(*council([1.0, 0.0, 0.0], majority=0.5))[0] is False
    wish = np.full(3, -1, np.int8)
    assert yes_share(*_asked(council([0.5, 0.0, -0.5])), wish) == pytest.approx(1 / 3)
    assert wish.tolist() == [1, 0, 0]


def _asked(made: tuple[EconomyState, Proposal]) -> tuple[EconomyState, int, Proposal, np.uint64]:
    economy, proposal = made
    return economy, 0, proposal, stream_key(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("weights", "share"),
    [
        # Gains of the three: own change -.3, -.1, .2; spread falls by .25; output falls by .04.
        ((1.0, 0.0, 0.0), 1 / 3),
        ((1.0, 0.5, 0.0), 2 / 3),  # .125 more: -.175, .025, .325
        ((1.0, 1.5, 0.0), 1.0),  # .375 more
        ((1.0, 0.5, 1.0), 1 / 3),  # .04 less of that: -.215, -.015, .285
        ((1.0, 0.5, -1.0), 2 / 3),  # .04 more: -.135, .065, .365
        ((0.0, 1.0, 0.0), 1.0),
        ((0.0, 0.0, 1.0), 0.0),
        ((0.5, 0.5, 0.0), 2 / 3),  # -.15, -.05, .1 and .125: -.025, .075, .225
    ],
)
def test_a_vote_adds_up_own_interest_solidarity_and_output(
    weights: tuple[float, float, float], share: float
) -> None:
    names = ("vote_own_interest", "vote_solidarity", "vote_output")
    economy, proposal = council([-0.3, -0.1, 0.2], **dict(zip(names, weights, strict=True)))
    proposal.output_change[:] = -0.04
    found = yes_share(*_asked((economy, proposal)), np.zeros(3, np.int8))
    assert found == pytest.approx(share, rel=1e-15)


def test_solidarity_counts_the_fall_of_the_spread_and_not_the_spread() -> None:
    economy, proposal = council([-0.1] * 3, vote_solidarity=1.0)
    proposal.spread_before[:], proposal.spread_after[:] = 0.5, 0.45
    assert yes_share(*_asked((economy, proposal)), np.zeros(3, np.int8)) == 0.0
    proposal.spread_after[:] = 0.35
    assert yes_share(*_asked((economy, proposal)), np.zeros(3, np.int8)) == 1.0


def test_noise_decides_where_nothing_else_does() -> None:
    economy, proposal = council([0.0] * 400, vote_noise=0.3)
    share = yes_share(*_asked((economy, proposal)), np.zeros(400, np.int8))
    assert share == pytest.approx(0.5, abs=0.1)
    # A sure gain of three standard deviations: one in 740 votes against it.
    economy, proposal = council([0.9] * 400, vote_noise=0.3)
    assert yes_share(*_asked((economy, proposal)), np.zeros(400, np.int8)) > 0.98


def test_the_competent_decide_where_they_dominate_and_the_others_stay_away() -> None:
    # Mean .5. With dominance 1 the weights are 1.8 and twice .6, times attendance.
    people = {"competence": [0.9, 0.3, 0.3]}
    for least, share in ((1.0, 1.8 / 3.0), (0.0, 0.9 * 1.8 / (0.9 * 1.8 + 2 * 0.3 * 0.6))):
        made = council([1.0, -1.0, -1.0], people, dominance=1.0, attendance_least=least)
        found = yes_share(*_asked(made), np.zeros(3, np.int8))
        assert found == pytest.approx(share, rel=1e-14)


def test_ballots_count_votes_at_own_cost_and_for_others() -> None:
    # Two lose; the spread is worth .2 to each, so that one of them votes in favour.
    economy, proposal = council([-0.1, -0.4, 0.3], vote_solidarity=0.8, majority=0.5)
    passed, ballots = hold(economy, proposal)
    assert passed
    assert ballots[AT_OWN_COST] == 2
    assert ballots[FOR_OTHERS] == 1
    assert ballots[PROPOSED] == 1
    assert ballots[FROM_BELOW] == 0


def test_a_proposal_from_below_is_counted_as_one() -> None:
    made = council([1.0, 1.0, 1.0], {"once_disempowered": 1}, majority=0.5)
    assert hold(*made)[1] == [0, 0, 1, 1]


def test_nobody_proposes_where_nobody_attends() -> None:
    made = council([1.0] * 3, {"competence": 0.0}, attendance_least=0.0, majority=0.5)
    assert hold(*made) == (False, [0, 0, 0, 0])


def test_a_member_who_loses_nothing_does_not_vote_at_own_cost() -> None:
    assert hold(*council([0.0, 0.0, 0.0], majority=0.5))[1][AT_OWN_COST] == 0


def test_the_heard_are_those_whose_vote_came_true() -> None:
    economy, proposal = council([1.0, 1.0, -1.0], {"heard": [0.5, 0.0, 0.5]}, majority=0.5)
    assert hold(economy, proposal, memory=0.1)[0]
    np.testing.assert_allclose(economy.people.heard, [0.55, 0.1, 0.45], rtol=1e-15)
    economy, proposal = council([1.0, -1.0, -1.0], {"heard": [0.5, 1.0, 0.5]}, majority=0.5)
    assert not hold(economy, proposal, memory=0.2)[0]
    np.testing.assert_allclose(economy.people.heard, [0.4, 1.0, 0.6], rtol=1e-15)


def test_members_are_heard_in_their_own_workplace_alone() -> None:
    world = make_world(1, workplaces=2, smallest=3)
    offsets = world.offsets
    economy = economy_of(world, people={"heard": 0.5})
    proposal, ballots = nothing_proposed(world), np.zeros((2, BALLOT_COLUMNS), np.int64)
    proposal.index_change[:] = -1.0
    wish = np.array([1, 0] * world.people, np.int8)
    hear_members(economy, 1, proposal, True, 0.5, wish, ballots)
    assert (economy.people.heard[: offsets[1]] == 0.5).all()
    own = economy.people.heard[offsets[1] : offsets[2]]
    assert own[:3].tolist() == [0.75, 0.25, 0.75]
    size = int(offsets[2] - offsets[1])
    assert ballots.tolist() == [[0, 0, 0, 0], [size, (size + 1) // 2, 0, 0]]


@pytest.mark.parametrize(
    ("before", "after", "something"),
    [
        (0.25, 0.0, True),
        (0.25, 0.25, False),
        (0.25, 0.5, False),
        (SUBSTANTIAL_FALL, 0.0, False),
        (1.01 * SUBSTANTIAL_FALL, 0.0, True),
    ],
)
def test_there_is_something_to_decide_where_the_spread_falls(
    before: float, after: float, something: bool
) -> None:
    economy, proposal = council([1.0, 1.0, 1.0], majority=0.5)
    proposal.spread_before[:], proposal.spread_after[:] = before, after
    assert SUBSTANTIAL_FALL == 1e-6
    assert bool(is_substantial(proposal, 0)) is something
    assert bool(proposal.substantial[0]) is something
    assert hold(economy, proposal)[0] is something
    assert (economy.people.heard[0] != 0.5) == something


def test_a_workplace_with_nothing_to_decide_does_not_keep_others_from_voting() -> None:
    world = make_world(1, workplaces=3, smallest=3)
    proposal = nothing_proposed(world)
    proposal.index_change[:] = 1.0
    proposal.spread_before[[0, 2]] = FALL
    economy = economy_of(world, people={"competence": 0.5}, **OWN_INTEREST, majority=0.5)
    passed, ballots = np.full(3, True), np.full((3, BALLOT_COLUMNS), -1)
    vote_on_swaps(0, 3, economy, proposal, 0.1, passed, ballots)
    assert passed.tolist() == [True, False, True]
    assert ballots[:, PROPOSED].tolist() == [1, 0, 1]
    assert ballots[1].tolist() == [0, 0, 0, 0]
    count_votes(economy, proposal, passed)
    assert (economy.flows.votes, economy.flows.votes_passed) == (2.0, 2.0)
    count_votes(economy, proposal, np.array([False, False, True]))
    assert (economy.flows.votes, economy.flows.votes_passed) == (2.0, 1.0)


def test_the_ballots_of_all_workplaces_are_added_up() -> None:
    economy, _ = council([1.0, 1.0, 1.0])
    count_ballots(economy, np.array([[1, 2, 3, 4], [10, 20, 30, 40]]))
    flows = economy.flows
    assert (flows.votes_at_own_cost, flows.solidary_votes) == (11.0, 22.0)
    assert (flows.proposals, flows.proposals_from_below) == (33.0, 44.0)


def voice_of(fill: Any, *more: float, people: dict[str, Any], **parameters: float) -> list[float]:
    """Return the voice of three members as a rule fills it."""
    economy = economy_of(members(3), people=people, **parameters)
    fill(0, 1, economy, *more)
    return [float(one) for one in economy.people.voice]


def test_voice_by_rank_of_three() -> None:
    # Two thirds of the way from .2 to .8, all of it, and what consultation gives: .5 * (.4 + .3).
    found = voice_of(
        voice_by_rank,
        people={"empowerment": [0.6, 0.95, 0.1], "competence": 0.5},
        voice_low=0.2,
        voice_high=0.8,
        consultation=0.5,
        attendance_least=0.4,
    )
    assert found == pytest.approx([2 / 3, 1.0, 0.35], rel=1e-14)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [1.0, 1.0, 1.0]),
        # Competence .8, .5, .2 beside a mean of .5.
        ({"attendance_least": 0.5}, [0.9, 0.75, 0.6]),
        ({"dominance": 0.5}, [1.0, 1.0, 0.7]),
        # Beside .5 * .5 + .5 * .8 = .65.
        ({"dominance": 1.0, "society_reference": 0.5}, [1.0, 0.5 / 0.65, 0.2 / 0.65]),
        ({"outvoted_loss": 0.5}, [1.0, 0.75, 0.5]),
        ({"assembly_size": 1.5, "delegation_loss": 1.0}, [0.5, 0.5, 0.5]),
        ({"assembly_size": 0.75, "delegation_loss": 0.5}, [0.5, 0.5, 0.5]),
        ({"assembly_size": 30.0, "delegation_loss": 1.0}, [1.0, 1.0, 1.0]),
    ],
)
def test_voice_in_a_council_of_three(changed: dict[str, float], expected: list[float]) -> None:
    plain = {
        "dominance": 0.0,
        "society_reference": 0.0,
        "attendance_least": 1.0,
        "assembly_size": 50.0,
        "delegation_loss": 0.0,
        "outvoted_loss": 0.0,
    }
    people = {"competence": [0.8, 0.5, 0.2], "heard": [1.0, 0.5, 0.0]}
    found = voice_of(voice_in_council, 0.8, people=people, **(plain | changed))
    assert found == pytest.approx(expected, rel=1e-14)


def test_a_member_alone_delegates_nothing() -> None:
    economy = economy_of(
        members(1),
        people={"competence": 0.5, "heard": 1.0},
        dominance=0.0,
        attendance_least=1.0,
        assembly_size=1.0,
        delegation_loss=1.0,
        outvoted_loss=0.0,
    )
    voice_in_council(0, 1, economy, 0.5)
    assert economy.people.voice.tolist() == [1.0]


def test_nobody_is_short_of_a_reference_of_nothing() -> None:
    people = {"competence": 0.0, "heard": 1.0}
    found = voice_of(
        voice_in_council,
        0.0,
        people=people,
        dominance=1.0,
        society_reference=0.5,
        attendance_least=0.6,
        assembly_size=50.0,
        delegation_loss=0.0,
        outvoted_loss=0.0,
    )
    assert found == pytest.approx([0.6] * 3, rel=1e-15)


def test_the_mean_competence_of_one_at_work_is_the_own_and_of_nobody_is_nothing() -> None:
    assert mean_competence(economy_of(members(1), people={"competence": 0.7})) == 0.7
    world = members(3)
    world.offsets = np.array([0, 0])
    assert mean_competence(economy_of(world, people={"competence": 0.7})) == 0.0
