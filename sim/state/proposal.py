"""A round of swaps that waits for a decision (model section 5.3)."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from sim.kernels.records import Record, record
from sim.kernels.voting import SUBSTANTIAL_FALL
from sim.state.people import NOBODY, Floats


@record
class Proposal(Record):
    """A round of swaps that waits for a decision.

    Attributes
    ----------
    given_task, taken_task : (people,) int8
        Task whose hours a person hands over, and gets; -1 for none.
    amount : (people,) float64
        Hours, share of a full-time month.
    index_change : (people,) float64
        Change of the person's own job index.
    spread_before, spread_after : (workplaces,) float64
        Standard deviation of the members' job indices.
    output_change : (workplaces,) float64
        Expected change of log output.
    """

    given_task: NDArray[np.int8]
    taken_task: NDArray[np.int8]
    amount: Floats
    index_change: Floats
    spread_before: Floats
    spread_after: Floats
    output_change: Floats

    def __post_init__(self) -> None:
        """Copy arrays whose rows do not follow one another, as compiled functions need them."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray) and not value.flags.c_contiguous:
                setattr(self, each.name, np.ascontiguousarray(value))

    def withdraw(self) -> None:
        """Let nobody exchange anything."""
        self.given_task.fill(NOBODY)
        self.taken_task.fill(NOBODY)
        self.amount.fill(0.0)
        self.index_change.fill(0.0)

    @property
    def substantial(self) -> NDArray[np.bool_]:
        """Return which workplaces have something to decide, shape (workplaces,)."""
        return self.spread_before - self.spread_after > SUBSTANTIAL_FALL


def empty_proposal(people: int, workplaces: int) -> Proposal:
    """Return room for a round of swaps; `Proposal.withdraw` empties it."""
    return Proposal(
        given_task=np.empty(people, np.int8),
        taken_task=np.empty(people, np.int8),
        amount=np.empty(people),
        index_change=np.empty(people),
        spread_before=np.empty(workplaces),
        spread_after=np.empty(workplaces),
        output_change=np.empty(workplaces),
    )
