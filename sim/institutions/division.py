"""Division of labour: `hierarchical`, `balanced` and `rotation` (model section 5.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.building_blocks import (
    assign_by_skill,
    end_exchanges,
    everywhere,
    marginal_products,
    reserve_licensed,
    restore_staffing,
)
from sim.institutions.federation import exchange_across_workplaces
from sim.institutions.improvement import improve
from sim.institutions.protocols import Proposal
from sim.institutions.registry import register
from sim.kernels.hierarchy import rotate
from sim.kernels.swaps import apply_swaps, index_change, propose_swaps
from sim.kernels.threads import over_workplaces
from sim.state.economy_state import EconomyState
from sim.state.jobs import effective_time
from sim.state.people import NOBODY


class Hierarchical:
    """The most demanding tasks go to the most skilled; sorted again when membership changes."""

    def enter(self, state: EconomyState) -> None:
        """End exchanges across workplaces and sort every workplace."""
        end_exchanges(state)
        assign_by_skill(state, everywhere(state))

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return None: there is nothing to decide on."""
        return None

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Sort the workplaces whose membership changed, then improve what sorting misses."""
        assign_by_skill(state, state.workplaces.changed)
        reserve_licensed(state, ~state.workplaces.changed)
        improve(state, hold_index=False, sorted_again=state.workplaces.changed)


class Balanced:
    """Jobs start from what is there and are made equally empowering by swaps that are decided on.

    Once jobs are balanced inside workplaces, federations balance them across workplaces.
    """

    def enter(self, state: EconomyState) -> None:
        """Change nothing: balance is gradual."""

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return one round of swaps in every workplace."""
        people, workplaces, sectors = state.people, state.workplaces, state.sectors
        # Courses end and exchanges are dissolved where membership stays what it is.
        reserve_licensed(state, ~workplaces.changed)
        restore_staffing(state, workplaces.changed)
        proposal = Proposal(
            given_task=np.full(len(people), NOBODY, dtype=np.int8),
            taken_task=np.full(len(people), NOBODY, dtype=np.int8),
            amount=np.zeros(len(people)),
            index_change=np.zeros(len(people)),
            spread_before=np.zeros(len(workplaces)),
            spread_after=np.zeros(len(workplaces)),
            output_change=np.zeros(len(workplaces)),
        )
        over_workplaces(
            propose_swaps,
            workplaces.offsets,
            workplaces.offsets,
            workplaces.sector,
            sectors.task_count,
            sectors.job_index,
            sectors.domain,
            sectors.complexity,
            people.expert,
            sectors.untrained_efficiency,
            sectors.reserved,
            marginal_products(state),
            people.job_index,
            effective_time(state),
            people.skill,
            people.hours,
            state.parameters.swap_hours,
            proposal.given_task,
            proposal.taken_task,
            proposal.amount,
            proposal.output_change,
            threads=state.threads,
        )
        over_workplaces(
            index_change,
            workplaces.offsets,
            workplaces.offsets,
            workplaces.sector,
            sectors.job_index,
            people.job_index,
            proposal.given_task,
            proposal.taken_task,
            proposal.amount,
            proposal.index_change,
            proposal.spread_before,
            proposal.spread_after,
            threads=state.threads,
        )
        # Log points, so that the vote does not depend on the size of the workplace.
        np.divide(
            proposal.output_change,
            workplaces.output,
            out=proposal.output_change,
            where=workplaces.output > 0.0,
        )
        return proposal

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Carry out the approved swaps, exchange hours across workplaces, then improve."""
        if proposal is None or approved is None:
            return
        people, workplaces = state.people, state.workplaces
        over_workplaces(
            apply_swaps,
            workplaces.offsets,
            workplaces.offsets,
            approved,
            proposal.given_task,
            proposal.taken_task,
            proposal.amount,
            people.hours,
            threads=state.threads,
        )
        exchange_across_workplaces(state, approved)
        reserve_licensed(state, everywhere(state))
        improve(state, hold_index=True)


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
        over_workplaces(
            rotate,
            state.workplaces.offsets,
            state.workplaces.offsets,
            state.workplaces.sector,
            state.sectors.hours_share,
            state.people.hours,
            threads=state.threads,
        )
        reserve_licensed(state, everywhere(state))


register("division", "hierarchical", Hierarchical)
register("division", "balanced", Balanced)
register("division", "rotation", Rotation)
