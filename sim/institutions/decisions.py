"""Decision rules: `manager` and `council` (model sections 5.4 and 5.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.protocols import OverheadRates, Proposal
from sim.institutions.registry import register
from sim.kernels.threads import over_rows, over_workplaces
from sim.kernels.voting import count_votes, voice_by_rank, voice_in_council
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.streams import Stream


class Manager:
    """Managers decide: no vote, voice by rank, full supervision."""

    holds_votes = False

    def enter(self, state: EconomyState) -> None:
        """Change nothing: managers take jobs as they find them."""

    def approve(self, state: EconomyState, proposal: Proposal) -> NDArray[np.bool_]:
        """Return that everything proposed is ordered from above, shape (workplaces,)."""
        return np.ones(len(state.workplaces), dtype=np.bool_)

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice`: at least what consultation gives, more with empowerment."""
        over_rows(
            voice_by_rank,
            int(state.workplaces.offsets[-1]),
            state.people.empowerment,
            state.parameters.voice_low,
            state.parameters.voice_high,
            state.parameters.consultation,
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
        """Return 0: nobody decides together."""
        return 0.0

    def uptake(self, parameters: Parameters) -> tuple[float, float]:
        """Return low uptake for those without voice and a higher one for the empowered."""
        return parameters.uptake_low, max(parameters.uptake_high, parameters.uptake_low)


class Council:
    """The members decide: votes weighted by dominance, less supervision, more meetings."""

    holds_votes = True

    def enter(self, state: EconomyState) -> None:
        """Change nothing: councils start from the jobs they find."""

    def approve(self, state: EconomyState, proposal: Proposal) -> NDArray[np.bool_]:
        """Return which workplaces vote for the proposal, shape (workplaces,)."""
        people, workplaces, parameters = state.people, state.workplaces, state.parameters
        yes_share = np.zeros(len(workplaces))
        over_workplaces(
            count_votes,
            workplaces.offsets,
            workplaces.offsets,
            state.key(Stream.VOTE),
            people.person,
            people.empowerment,
            proposal.index_change,
            proposal.spread_before - proposal.spread_after,
            proposal.output_change,
            parameters.vote_own_interest,
            parameters.vote_solidarity,
            parameters.vote_output,
            parameters.vote_noise,
            parameters.dominance,
            yes_share,
            threads=state.threads,
        )
        return proposal.substantial & (yes_share > parameters.majority)

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice`: full but for those dominated by more empowered members."""
        over_workplaces(
            voice_in_council,
            state.workplaces.offsets,
            state.workplaces.offsets,
            state.people.empowerment,
            state.parameters.dominance,
            state.people.voice,
            threads=state.threads,
        )

    def monitoring(self, parameters: Parameters) -> float:
        """Return the probability of being observed, in [0, 1]."""
        return parameters.monitoring * parameters.council_monitoring

    def overheads(self, parameters: Parameters) -> OverheadRates:
        """Return the shares of time lost to supervision and meetings under a council.

        Council meetings replace a part of the meetings that a hierarchy holds.
        """
        remaining = 1.0 - parameters.meetings_replaced
        return OverheadRates(
            supervision=parameters.supervision_cost * self.monitoring(parameters),
            meetings=parameters.meeting_hours + remaining * parameters.hierarchy_meetings,
            meetings_of_empowering_tasks=remaining * parameters.manager_meetings,
        )

    def solidarity(self, parameters: Parameters) -> float:
        """Return the effort that comes from deciding together."""
        return parameters.solidarity

    def uptake(self, parameters: Parameters) -> tuple[float, float]:
        """Return one uptake for all, or less for those without voice (model section 10.12)."""
        most, by_voice = parameters.uptake_council, parameters.uptake_by_voice
        least = min(parameters.uptake_low, most)
        return (1.0 - by_voice) * most + by_voice * least, most


register("decisions", "manager", Manager)
register("decisions", "council", Council)
