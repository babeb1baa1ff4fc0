"""Votes and voice in the workplace (model sections 5.4 and 10.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import power
from sim.kernels.meetings import (
    attendance,
    draw_proposer,
    hold_meetings,
    mean_of_members,
    weight_in_meeting,
)
from sim.kernels.random import normal
from sim.kernels.ranking import largest_workplace
from sim.kernels.streams import Stream, key_in
from sim.kernels.sums import mean, totals_of_columns

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState
    from sim.state.proposal import Proposal

SUBSTANTIAL_FALL = 1e-6
"""Fall of the spread of job indices from which there is something to decide."""

AT_OWN_COST, FOR_OTHERS, PROPOSED, FROM_BELOW = range(4)
BALLOT_COLUMNS = 4
"""Columns of what `vote_on_swaps` fills."""


@compiled
def vote_on_swaps(
    first: int,
    last: int,
    economy: EconomyState,
    proposal: Proposal,
    memory: float,
    passed: NDArray[np.bool_],
    ballots: NDArray[np.int64],
) -> None:
    """Let the members of workplaces propose a round of swaps, vote on it and remember the vote.

    Model sections 5.4, 10.6 and 10.8. Nothing happens where there is nothing to decide.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.heard` is changed in place where there is a vote.
    proposal : Proposal
    memory : float
        Share of what is remembered that the latest vote makes up.
    passed : (workplaces,) bool
        Filled: whether more than `majority` of the votes are in favour.
    ballots : (workplaces, 4) int64
        Filled with the number of votes of members whose own index would fall; of those in favour;
        of proposers; and of those whose job was once disempowering.
    """
    offsets = economy.workplaces.offsets
    votes = key_in(economy, Stream.VOTE, economy.month)
    proposers = key_in(economy, Stream.PROPOSER, economy.month)
    wish = np.empty(largest_workplace(first, last, offsets), np.int8)
    for j in range(first, last):
        passed[j] = False
        for column in range(BALLOT_COLUMNS):
            ballots[j, column] = 0
        if not is_substantial(proposal, j):
            continue
        passed[j] = yes_share(economy, j, proposal, votes, wish) > economy.parameters.majority
        hear_members(economy, j, proposal, passed[j], memory, wish, ballots)
        proposer = draw_proposer(economy, j, proposers)
        ballots[j, PROPOSED] = proposer >= 0
        ballots[j, FROM_BELOW] = proposer == 1


@compiled
def is_substantial(proposal: Proposal, j: int) -> bool:
    """Return whether a workplace has something to decide."""
    fall: bool = proposal.spread_before[j] - proposal.spread_after[j] > SUBSTANTIAL_FALL
    return fall


@compiled
def yes_share(
    economy: EconomyState, j: int, proposal: Proposal, key: np.uint64, wish: NDArray[np.int8]
) -> float:
    """Return the share of votes for the swaps proposed in workplace j; 0 without members.

    A vote weighs attendance times ``1 + dominance * (C_i - mean C) / mean C``, at least zero: with
    unequal competence the competent carry more of a formally equal meeting.

    Parameters
    ----------
    economy : EconomyState
    j : int
    proposal : Proposal
    key : uint64
        Random key of the month's votes.
    wish : (members,) int8
        Filled from the start: 1 for a vote in favour, 0 for one against.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    competence, start, stop = people.competence, offsets[j], offsets[j + 1]
    fall = proposal.spread_before[j] - proposal.spread_after[j]
    average = mean_of_members(start, stop, competence)
    yes, total = 0.0, 0.0
    for row in range(start, stop):
        weight = weight_in_meeting(
            competence[row], average, parameters.dominance, parameters.attendance_least
        )
        gain = (
            parameters.vote_own_interest * proposal.index_change[row]
            + parameters.vote_solidarity * fall
            + parameters.vote_output * proposal.output_change[j]
            + parameters.vote_noise * normal(key, people.person[row])
        )
        total += weight
        wish[row - start] = 1 if gain > 0.0 else 0
        if gain > 0.0:
            yes += weight
    return yes / total if total > 0.0 else 0.0


@compiled
def hear_members(
    economy: EconomyState,
    j: int,
    proposal: Proposal,
    passed: bool,
    memory: float,
    wish: NDArray[np.int8],
    ballots: NDArray[np.int64],
) -> None:
    """Note whose wish came true, and who voted for others at a cost (sections 10.6 and 10.8).

    Parameters
    ----------
    economy : EconomyState
        `people.heard` moves towards 1 if the vote went as the person wished, and to 0 if not.
    j : int
    proposal : Proposal
    passed : bool
    memory : float
        Share of what is remembered that the latest vote makes up.
    wish : (members,) int8
        As `yes_share` fills it.
    ballots : (workplaces, 4) int64
        Added to: votes of members whose own index would fall, and those of them in favour.
    """
    start, heard = economy.workplaces.offsets[j], economy.people.heard
    for row in range(start, economy.workplaces.offsets[j + 1]):
        favours = wish[row - start] == 1
        came_true = 1.0 if favours == passed else 0.0
        heard[row] += memory * (came_true - heard[row])
        if proposal.index_change[row] < 0.0:
            ballots[j, AT_OWN_COST] += 1
            ballots[j, FOR_OTHERS] += favours


@compiled
def count_ballots(economy: EconomyState, ballots: NDArray[np.int64]) -> None:
    """Add up the ballots of all workplaces, (workplaces, 4), in `flows`."""
    of_all, flows = totals_of_columns(ballots), economy.flows
    flows.votes_at_own_cost, flows.solidary_votes = of_all[AT_OWN_COST], of_all[FOR_OTHERS]
    flows.proposals, flows.proposals_from_below = of_all[PROPOSED], of_all[FROM_BELOW]


@compiled
def count_votes(economy: EconomyState, proposal: Proposal, approved: NDArray[np.bool_]) -> None:
    """Count in `flows` the votes that were held, and those passed; (workplaces,) bool."""
    votes, passed = 0, 0
    for j in range(approved.shape[0]):
        if is_substantial(proposal, j):
            votes += 1
            passed += approved[j]
    economy.flows.votes, economy.flows.votes_passed = float(votes), float(passed)


@compiled
def voice_by_rank(first: int, last: int, economy: EconomyState) -> None:
    """Fill voice under a manager: it rises with the empowerment of the job (model section 5.4).

    From nothing at `voice_low` to full say at `voice_high`; `consultation` gives voice to who takes
    part in it.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.voice` of the members is filled, in [0, 1].
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    low, high = parameters.voice_low, parameters.voice_high
    consultation, attendance_least = parameters.consultation, parameters.attendance_least
    empowerment, competence, voice = people.empowerment, people.competence, people.voice
    for row in range(offsets[first], offsets[last]):
        least = consultation * attendance(competence[row], attendance_least)
        voice[row] = min(max((empowerment[row] - low) / (high - low), least), 1.0)


@compiled
def mean_competence(economy: EconomyState) -> float:
    """Return the mean competence of all at work, 0 if nobody is."""
    employed = economy.workplaces.offsets[-1]
    return mean(economy.people.competence[:employed]) if employed > 0 else 0.0


@compiled
def meet_in_council(
    first: int, last: int, economy: EconomyState, mean_of_all: float, held: NDArray[np.float64]
) -> None:
    """Let councils meet: what voice their members have, and what the meetings are like.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.voice` of the members is filled.
    mean_of_all : float
        Mean competence of all at work.
    held : (workplaces, 4) float64
        As `sim.kernels.meetings.hold_meetings` fills it.
    """
    voice_in_council(first, last, economy, mean_of_all)
    hold_meetings(first, last, economy, held)


@compiled
def voice_in_council(first: int, last: int, economy: EconomyState, mean_of_all: float) -> None:
    """Fill voice under a council: what attendance, dominance, delegation and votes leave of it.

    ``attendance * (1 - dominance * max(0, 1 - C_i / reference)) * delegation
    * (1 - outvoted_loss * (1 - heard_i))``, where the reference mixes the mean competence of the
    workplace with that of all at work, and delegation is
    ``min(1, (assembly_size / n) ** delegation_loss)`` (model section 10.6).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.voice` of the members is filled, in [0, 1].
    mean_of_all : float
        Mean competence of all at work.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    competence, heard, voice = people.competence, people.heard, people.voice
    society, dominance = parameters.society_reference, parameters.dominance
    least, outvoted_loss = parameters.attendance_least, parameters.outvoted_loss
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        average = mean_of_members(start, stop, competence)
        reference = (1.0 - society) * average + society * mean_of_all
        size = max(stop - start, 1)
        delegation = min(power(parameters.assembly_size / size, parameters.delegation_loss), 1.0)
        for row in range(start, stop):
            shortfall = max(1.0 - competence[row] / reference, 0.0) if reference > 0.0 else 0.0
            voice[row] = (
                attendance(competence[row], least)
                * (1.0 - dominance * shortfall)
                * delegation
                * (1.0 - outvoted_loss * (1.0 - heard[row]))
            )
