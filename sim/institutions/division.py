"""Division of labour: `hierarchical`, `balanced` and `rotation` (model section 5.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.building_blocks import end_exchanges, everywhere, reserve_licensed
from sim.institutions.federation import exchange_across_workplaces
from sim.institutions.improvement import ROUNDS_AFTER_SORTING
from sim.institutions.protocols import Proposal
from sim.institutions.registry import register
from sim.kernels.division import divide_by_skill, improve_balanced_jobs, propose_round
from sim.kernels.hierarchy import rotate
from sim.kernels.swaps import apply_swaps
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState


class Hierarchical:
    """The most demanding tasks go to the most skilled; sorted again when membership changes."""

    def enter(self, state: EconomyState) -> None:
        """End exchanges across workplaces; sort all workplaces and improve what sorting misses."""
        end_exchanges(state)
        for_workplaces(divide_by_skill, state, everywhere(state), ROUNDS_AFTER_SORTING)

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return None: there is nothing to decide on."""
        return None

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Sort the workplaces whose membership changed, then improve what sorting misses."""
        for_workplaces(divide_by_skill, state, state.workplaces.changed, ROUNDS_AFTER_SORTING)


class Balanced:
    """Jobs start from what is there and are made equally empowering by swaps that are decided on.

    Once jobs are balanced inside workplaces, federations balance them across workplaces.
    """

    def enter(self, state: EconomyState) -> None:
        """Change nothing: balance is gradual."""

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return one round of swaps in every workplace."""
        proposal = state.room_for_proposal()
        for_workplaces(propose_round, state, proposal)
        return proposal

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Carry out the approved swaps, exchange hours across workplaces, then improve."""
        if proposal is None or approved is None:
            return
        for_workplaces(apply_swaps, state, proposal, approved)
        exchange_across_workplaces(state, approved)
        for_workplaces(improve_balanced_jobs, state)


class Rotation:
    """Everyone takes each task in turn, in proportion to its share of the work.

    Licensed tasks are for the licensed, whose other work the others take over.
    """

    def enter(self, state: EconomyState) -> None:
        """End exchanges across workplaces."""
        end_exchanges(state)

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return None: there is nothing to decide on."""
        return None

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Give every member the mean mix of tasks, but licensed work to the licensed alone."""
        for_workplaces(rotate, state)
        reserve_licensed(state, everywhere(state))


register("division", "hierarchical", Hierarchical)
register("division", "balanced", Balanced)
register("division", "rotation", Rotation)
