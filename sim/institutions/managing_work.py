"""Managing takes as much work as the rule of decisions makes it take (model section 10.14)."""

from __future__ import annotations

import numpy as np

from sim.institutions.building_blocks import everywhere, restore_staffing
from sim.institutions.registry import Rules
from sim.sectors import SectorTable
from sim.state.economy_state import EconomyState
from sim.state.tasks import task_tables


def fit_tasks(state: EconomyState, table: SectorTable, rules: Rules) -> bool:
    """Fill the task tables; return whether the tasks take other shares of the work than before.

    Parameters
    ----------
    state : EconomyState
        `sectors` is replaced.
    table : SectorTable
        Tasks as they are under a manager.
    rules : Rules
        The rule of decisions in force, which monitors, counts.
    """
    before = state.sectors.hours_share
    monitoring = rules.decisions.monitoring(state.parameters)
    state.sectors = task_tables(table, state.parameters, monitoring)
    return not np.array_equal(before, state.sectors.hours_share)


def staff_again(state: EconomyState, rules: Rules) -> None:
    """Divide labour so that each task gets the share of the work that it takes now.

    Parameters
    ----------
    state : EconomyState
        Hours and job indices are changed in place.
    rules : Rules
        The rule of the division of labour adapts jobs as when it comes into force.
    """
    rules.division.enter(state)
    restore_staffing(state, everywhere(state))
