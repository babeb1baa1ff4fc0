"""Output of every workplace (model section 5.1)."""

from __future__ import annotations

from sim.kernels.production import produce
from sim.kernels.threads import over_workplaces
from sim.state.economy_state import EconomyState


def advance(state: EconomyState) -> None:
    """Fill effective labour by task and output of each workplace.

    Parameters
    ----------
    state : EconomyState
        `workplaces.effective_labour` and `workplaces.output` are changed in place. Output is in
        units of one full-time month of a fully trained, average person at full effort.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    over_workplaces(
        produce,
        workplaces.offsets,
        workplaces.offsets,
        workplaces.sector,
        workplaces.technology,
        workplaces.hours_factor,
        people.hours,
        people.productive_time,
        people.effort,
        people.skill,
        sectors.domain,
        sectors.complexity,
        people.expert,
        sectors.untrained_efficiency,
        sectors.hours_share,
        state.parameters.substitution_elasticity,
        workplaces.incoming_offsets,
        workplaces.incoming_rows,
        people.outside_task,
        people.outside_hours,
        workplaces.effective_labour,
        workplaces.output,
        threads=state.threads,
    )
