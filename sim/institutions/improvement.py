"""Improving who does what, under managers and councils alike (model section 10.2)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.kernels.improvement import improve_assignment
from sim.kernels.threads import for_workplaces
from sim.state.economy_state import EconomyState

ROUNDS_AFTER_SORTING: Final = 12
"""Rounds of examination of a workplace whose hours have just been assigned from the start: what
was found in the course of a year is found again, since most of the people are the same."""


def improve(
    state: EconomyState, *, hold_index: bool, sorted_again: NDArray[np.bool_] | None = None
) -> None:
    """Let members exchange hours where that raises output.

    Parameters
    ----------
    state : EconomyState
        The hours of members in their own workplaces are changed in place. Job indices are not
        updated.
    hold_index : bool
        Whether everyone's job index stays as it is.
    sorted_again : (workplaces,) bool, optional
        Workplaces whose hours have been assigned from the start this month; by default none.
    """
    if sorted_again is None:
        sorted_again = np.zeros(len(state.workplaces), dtype=np.bool_)
    for_workplaces(improve_assignment, state, hold_index, sorted_again, ROUNDS_AFTER_SORTING)
