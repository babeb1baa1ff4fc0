"""Decision rules: `manager` and `council` (model sections 5.4, 5.6 and 10.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.protocols import OverheadRates, Proposal
from sim.institutions.registry import register
from sim.kernels.meetings import draw_proposers, hear_members, hold_meetings
from sim.kernels.streams import Stream
from sim.kernels.summary import mean_of
from sim.kernels.threads import over_rows, over_workplaces
from sim.kernels.voting import count_votes, voice_by_rank, voice_in_council
from sim.parameters import Parameters
from sim.parameters.time_step import share_per_step
from sim.state.economy_state import EconomyState

MEMORY_MONTHS = 12.0
"""Months over which people average whether votes went as they wished."""


class Manager:
    """Managers decide: no vote, voice by rank, full supervision."""

    holds_votes = False

    def enter(self, state: EconomyState) -> None:
        """Change nothing: managers take jobs as they find them."""

    def approve(self, state: EconomyState, proposal: Proposal) -> NDArray[np.bool_]:
        """Return that everything proposed is ordered from above, shape (workplaces,)."""
        return np.ones(len(state.workplaces), dtype=np.bool_)

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice`: what consultation gives to who takes part, more with empowerment."""
        over_rows(
            voice_by_rank,
            int(state.workplaces.offsets[-1]),
            state.people.empowerment,
            state.people.competence,
            state.parameters.voice_low,
            state.parameters.voice_high,
            state.parameters.consultation,
            state.parameters.attendance_least,
            state.people.voice,
            threads=state.threads,
        )

    def monitoring(self, parameters: Parameters) -> float:
        """Return the probability of being observed, in [0, 1]."""
        return parameters.monitoring

    def overheads(self, parameters: Parameters) -> OverheadRates:
        """Return the shares of time lost to supervision and meetings under managers."""
        return OverheadRates(
            supervision=parameters.supervision_cost * parameters.monitoring,
            meetings=parameters.hierarchy_meetings,
            meetings_of_empowering_tasks=parameters.manager_meetings,
        )

    def solidarity(self, parameters: Parameters) -> float:
        """Return 0: no effort is taken for granted."""
        return 0.0

    def uptake(self, parameters: Parameters) -> tuple[float, float]:
        """Return low uptake for those without voice and a higher one for the empowered."""
        return parameters.uptake_low, max(parameters.uptake_high, parameters.uptake_low)


class Council:
    """The members decide: votes weighted by competence, less supervision, more meetings."""

    holds_votes = True

    def enter(self, state: EconomyState) -> None:
        """Change nothing: councils start from the jobs they find."""

    def approve(self, state: EconomyState, proposal: Proposal) -> NDArray[np.bool_]:
        """Return which workplaces vote for the proposal, shape (workplaces,)."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        yes_share = np.zeros(len(workplaces))
        wish = state.scratch.take("wishes", len(people), np.int8)
        over_workplaces(
            count_votes,
            workplaces.offsets,
            workplaces.offsets,
            state.key(Stream.VOTE),
            people.person,
            people.competence,
            proposal.index_change,
            proposal.spread_before - proposal.spread_after,
            proposal.output_change,
            parameters.vote_own_interest,
            parameters.vote_solidarity,
            parameters.vote_output,
            parameters.vote_noise,
            parameters.dominance,
            parameters.attendance_least,
            wish,
            yes_share,
            threads=state.threads,
        )
        deciding = proposal.substantial
        passed = deciding & (yes_share > parameters.majority)
        self._note_votes(state, proposal, deciding, passed, wish)
        self._note_proposers(state, deciding)
        return passed

    def _note_votes(
        self,
        state: EconomyState,
        proposal: Proposal,
        deciding: NDArray[np.bool_],
        passed: NDArray[np.bool_],
        wish: NDArray[np.int8],
    ) -> None:
        """Let members remember whether they were heard; count votes at one's own cost."""
        people, workplaces = state.people, state.workplaces
        at_own_cost, for_others = np.zeros((2, len(workplaces)))
        over_workplaces(
            hear_members,
            workplaces.offsets,
            workplaces.offsets,
            deciding,
            passed,
            wish,
            proposal.index_change,
            share_per_step(1.0 / MEMORY_MONTHS, state.months_per_step),
            people.heard,
            at_own_cost,
            for_others,
            threads=state.threads,
        )
        state.flows.votes_at_own_cost = float(at_own_cost.sum())
        state.flows.solidary_votes = float(for_others.sum())

    def _note_proposers(self, state: EconomyState, deciding: NDArray[np.bool_]) -> None:
        """Draw who proposes each round and count those whose job was once disempowering."""
        workplaces, parameters = state.workplaces, state.parameters
        proposed = np.empty(len(workplaces), dtype=np.int8)
        over_workplaces(
            draw_proposers,
            workplaces.offsets,
            workplaces.offsets,
            state.key(Stream.PROPOSER),
            deciding,
            state.people.competence,
            state.people.once_disempowered,
            parameters.dominance,
            parameters.attendance_least,
            proposed,
            threads=state.threads,
        )
        state.flows.proposals = float(np.count_nonzero(proposed >= 0))
        state.flows.proposals_from_below = float(np.count_nonzero(proposed == 1))

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice`: what attendance, dominance, delegation and lost votes leave."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        employed = int(workplaces.offsets[-1])
        over_workplaces(
            voice_in_council,
            workplaces.offsets,
            workplaces.offsets,
            people.competence,
            people.heard,
            mean_of(employed, people.competence) if employed else 0.0,
            parameters.dominance,
            parameters.society_reference,
            parameters.attendance_least,
            parameters.assembly_size,
            parameters.delegation_loss,
            parameters.outvoted_loss,
            people.voice,
            threads=state.threads,
        )
        self._note_meetings(state)

    def _note_meetings(self, state: EconomyState) -> None:
        """Count who attends the meetings of the month, and who speaks."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        held = np.zeros((len(workplaces), 4))
        over_workplaces(
            hold_meetings,
            workplaces.offsets,
            workplaces.offsets,
            people.competence,
            people.once_disempowered,
            parameters.dominance,
            parameters.attendance_least,
            held,
            threads=state.threads,
        )
        flows = state.flows
        flows.invited = float(workplaces.offsets[-1])
        flows.attending, flows.speaking, flows.speaking_from_below, flows.invited_from_below = (
            held.sum(axis=0).tolist()
        )

    def monitoring(self, parameters: Parameters) -> float:
        """Return the probability of being observed by supervisors, in [0, 1]."""
        return parameters.monitoring * parameters.council_monitoring

    def peer_monitoring(self, parameters: Parameters) -> float:
        """Return the probability of being observed by peers who act on it, in [0, 1]."""
        return parameters.peer_monitoring

    def overheads(self, parameters: Parameters) -> OverheadRates:
        """Return the shares of time lost to supervision and meetings under a council.

        Council meetings replace a part of the meetings that a hierarchy holds. Peers who watch one
        another lose as much time per unit of monitoring as supervisors take.
        """
        remaining = 1.0 - parameters.meetings_replaced
        return OverheadRates(
            supervision=parameters.supervision_cost * self.monitoring(parameters)
            + parameters.supervision_cost * parameters.peer_monitoring,
            meetings=parameters.meeting_hours + remaining * parameters.hierarchy_meetings,
            meetings_of_empowering_tasks=remaining * parameters.manager_meetings,
        )

    def solidarity(self, parameters: Parameters) -> float:
        """Return solidarity by decree, and the diligence that those who chose to join bring."""
        decreed = parameters.solidarity_by_decree * parameters.solidarity
        return decreed + parameters.joining_selection * parameters.diligence_dispersion

    def uptake(self, parameters: Parameters) -> tuple[float, float]:
        """Return one uptake for all, or less for those without voice (model section 10.12)."""
        most, by_voice = parameters.uptake_council, parameters.uptake_by_voice
        least = min(parameters.uptake_low, most)
        return (1.0 - by_voice) * most + by_voice * least, most


register("decisions", "manager", Manager)
register("decisions", "council", Council)
