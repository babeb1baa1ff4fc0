"""Output of every workplace (model section 5.1)."""

from __future__ import annotations

from sim.kernels.production import produce
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState


def advance(state: EconomyState) -> None:
    """Fill effective labour by task and output of each workplace.

    Parameters
    ----------
    state : EconomyState
        `workplaces.effective_labour` and `workplaces.output` are changed in place. Output is in
        units of one full-time month of a fully trained, average person at full effort.
    """
    for_workplaces(produce, state)
