"""Decisions on jobs, and the jobs that come of them (model sections 5.2 to 5.5 and 10.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.protocols import Decisions, Division, Proposal
from sim.kernels.swaps import count_swapped_hours
from sim.kernels.voting import count_votes
from sim.phases import participation
from sim.state.economy_state import EconomyState
from sim.state.jobs import update_job_indices


def decide(
    state: EconomyState, division: Division, decisions: Decisions
) -> tuple[Proposal | None, NDArray[np.bool_] | None]:
    """Return what is proposed, and which workplaces carry it out; None where there is nothing.

    Parameters
    ----------
    state : EconomyState
        `flows.votes` and `votes_passed` are counted where the rule of decisions holds votes.
    division, decisions
        The one proposes, the other decides.
    """
    proposal = division.propose(state)
    if proposal is None:
        return None, None
    participation.advance(state, only_at_once=True)
    approved = decisions.approve(state, proposal)
    if decisions.holds_votes:
        count_votes(state, proposal, approved)
    return proposal, approved


def divide(
    state: EconomyState,
    proposal: Proposal | None,
    approved: NDArray[np.bool_] | None,
    division: Division,
    decisions: Decisions,
) -> None:
    """Let the rule set everyone's hours, then derive what jobs are like and who has a say.

    Parameters
    ----------
    state : EconomyState
        Changed in place: the hours, the job indices, `people.competence`, `people.voice`, and
        `flows.swapped_hours`.
    proposal, approved
        What `decide` returned.
    division, decisions
        The one sets hours, the other says what voice a job gives.
    """
    division.divide(state, proposal, approved)
    if proposal is not None and approved is not None:
        count_swapped_hours(state, proposal, approved)
    update_job_indices(state)
    participation.advance(state)
    decisions.update_voice(state)
