"""Decision rules: `manager` and `council` (model sections 5.4, 5.6 and 10.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.protocols import OverheadRates, Proposal
from sim.institutions.registry import register
from sim.kernels.meetings import MEETING_COLUMNS, count_attendance
from sim.kernels.threads import for_workplaces
from sim.kernels.voting import (
    BALLOT_COLUMNS,
    count_ballots,
    mean_competence,
    meet_in_council,
    voice_by_rank,
    vote_on_swaps,
)
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
        for_workplaces(voice_by_rank, state)

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
        workplaces = len(state.workplaces)
        passed = np.empty(workplaces, np.bool_)
        ballots = np.empty((workplaces, BALLOT_COLUMNS), np.int64)
        memory = share_per_step(1.0 / MEMORY_MONTHS, state.months_per_step)
        for_workplaces(vote_on_swaps, state, proposal, memory, passed, ballots)
        count_ballots(state, ballots)
        return passed

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice`: what attendance, dominance, delegation and lost votes leave."""
        held = np.empty((len(state.workplaces), MEETING_COLUMNS))
        for_workplaces(meet_in_council, state, mean_competence(state), held)
        count_attendance(state, held)

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
