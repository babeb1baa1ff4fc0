"""What a rule of each of the six institutions has to offer (model section 6).

A rule is an object without state of its own: it reads and writes the `EconomyState` that it is
given. `enter` is called once when the rule comes into force in an economy that already exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.people import Floats


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round of swaps that waits for a decision.

    Attributes
    ----------
    given_task, taken_task : (people,) int8
        Task whose hours a person hands over, and gets; -1 for none.
    amount : (people,) float64
        Hours, share of a full-time month.
    index_change : (people,) float64
        Change of the own job index.
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

    @property
    def substantial(self) -> NDArray[np.bool_]:
        """Return which workplaces have something to decide, shape (workplaces,)."""
        return self.spread_before - self.spread_after > 1e-6


@dataclass(frozen=True, slots=True)
class OverheadRates:
    """Shares of working time lost, before switching.

    Attributes
    ----------
    supervision : float
        Of everyone's time.
    meetings : float
        Of everyone's time.
    meetings_of_empowering_tasks : float
        Further share per hour in empowering tasks.
    """

    supervision: float
    meetings: float
    meetings_of_empowering_tasks: float


class Division(Protocol):
    """Division of labour (model sections 5.3 and 5.5)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt the jobs that exist to the rule."""

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return a change of jobs to be decided on, or None."""

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Set the hours matrix of every workplace, carrying out what was approved."""


class Decisions(Protocol):
    """Who decides in the workplace (model sections 5.4 and 5.6)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def approve(self, state: EconomyState, proposal: Proposal) -> NDArray[np.bool_]:
        """Return which workplaces carry the proposal out, shape (workplaces,)."""

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice` of everyone at work."""

    def monitoring(self, parameters: Parameters) -> float:
        """Return the probability of being observed, in [0, 1]."""

    def overheads(self, parameters: Parameters) -> OverheadRates:
        """Return the shares of time lost to supervision and meetings."""

    def solidarity(self, parameters: Parameters) -> float:
        """Return the effort that comes from deciding together."""

    def uptake(self, parameters: Parameters) -> tuple[float, float]:
        """Return the shares of ideas taken up from people without and with full voice."""


class Pay(Protocol):
    """How income is distributed (model section 5.8)."""

    hides_talent: bool
    """Whether the able gain nothing from showing it (model section 5.12)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt ownership to the rule."""

    def distribute(self, state: EconomyState) -> None:
        """Pay, tax, transfer, consume and save; output = consumption + investment."""

    def effort_incentive(self, parameters: Parameters) -> float:
        """Return the effort that the link of pay to effort draws."""


class Employment(Protocol):
    """Who works where, and for how long (model section 5.7)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def allocate(self, state: EconomyState, monitoring: float) -> None:
        """Carry out separations, placements and moves of the month; set the hours factor."""

    def insecurity(self, state: EconomyState) -> float:
        """Return the probability that a worker loses the job within a year."""

    def spell_months(self, state: EconomyState) -> float:
        """Return the expected months without work after losing a job."""

    def discipline_response(self, parameters: Parameters) -> float:
        """Return effort per unit of monitoring times cost of job loss."""


class Education(Protocol):
    """Who is trained as an expert (model section 5.12)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def endow(self, state: EconomyState) -> None:
        """Make the experts that an economy starts with."""

    def train(self, state: EconomyState, talent_hidden: bool) -> None:
        """Advance those in training and admit new ones."""

    def places(self, parameters: Parameters) -> float:
        """Return the share of people who are to be experts."""


class Innovation(Protocol):
    """How ideas arise and spread (model section 5.13)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def advance(self, state: EconomyState, uptake: tuple[float, float]) -> None:
        """Raise technology by the ideas of the month and by diffusion."""
