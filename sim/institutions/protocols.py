"""What a rule of each of the six institutions has to offer (model section 6).

A rule is a class that is called without arguments, whose objects keep nothing in themselves: the
methods read and write the `EconomyState` that they are given, in place. What a rule has to remember
from month to month belongs in `EconomyState.memory`.

The month calls them in this order (`Economy.step`): `Education.train`, `Employment.allocate` (given
`Decisions.monitoring`), `Division.propose`, `Decisions.approve`, `Division.divide`,
`Decisions.update_voice`, `Decisions.overheads`, `Education.schooling`, production,
`Pay.distribute`, then alienation and effort (`Employment.insecurity`, `Employment.spell_months`,
`Employment.discipline_response`, `Decisions.monitoring`, `Decisions.solidarity`,
`Pay.performance_link`), skill (`Education.schooling` once more), and
`Innovation.advance` (given `Decisions.uptake`). `enter` is called once, before the month in which
the rule comes into force, in an economy that has run under other rules until then; that of the
division of labour again where tasks come to take other shares of the work (model section 10.14).

Every rule may write to some arrays only: `sim.testing.permissions` lists them, and
`sim.testing.check_institution` checks that a rule keeps to them. Arrays keep shape and type: a rule
writes into them and never replaces them.

What a method is said to fill, it fills every time and does not read before. What follows from it is
derived by the phases (`sim.phases`): job indices from hours, median pay and unfairness from hourly
pay, status and the order of rows from where people go, votes from what was approved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.proposal import Proposal

__all__ = [
    "Decisions",
    "Division",
    "Education",
    "Employment",
    "Innovation",
    "OverheadRates",
    "Pay",
    "Proposal",
    "peer_monitoring",
]


@dataclass(frozen=True, slots=True)
class OverheadRates:
    """Shares of working time lost, before switching; each in [0, 1].

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
    """Division of labour (model sections 5.3 and 5.5).

    After `divide` everyone at work has hours that sum to 1, those in a second workplace included,
    and each task of a workplace gets its share of the hours of all members. Job indices are derived
    from the hours afterwards.
    """

    def enter(self, state: EconomyState) -> None:
        """Adapt the jobs that exist to the rule."""

    def propose(self, state: EconomyState) -> Proposal | None:
        """Return a change of jobs to be decided on, or None where nothing is to be decided.

        A rule that leaves jobs as they are restores full staffing here or in `divide`, where
        membership has changed (`state.workplaces.changed`). Who proposes something sees to it that
        job indices fit the hours (`restore_staffing` and `update_job_indices` of
        `sim.institutions.building_blocks`): those who decide look at them.
        """

    def divide(
        self, state: EconomyState, proposal: Proposal | None, approved: NDArray[np.bool_] | None
    ) -> None:
        """Set the hours of everyone, carrying out what was approved.

        Parameters
        ----------
        state : EconomyState
            `people.hours` is changed in place, (people, tasks), shares of a full-time month; hours
            in a second workplace stand in `people.outside_hours`. Job indices need not be filled.
        proposal : Proposal or None
            What `propose` returned.
        approved : (workplaces,) bool or None
            Where it is carried out; None without a proposal.
        """


class Decisions(Protocol):
    """Who decides in the workplace (model sections 5.4 and 5.6)."""

    holds_votes: bool
    """Whether members vote on proposals; then what is approved is counted as votes passed."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def approve(self, state: EconomyState, proposal: Proposal) -> NDArray[np.bool_]:
        """Return which workplaces carry the proposal out, shape (workplaces,).

        A rule that holds votes may note in `people.heard` whether they went as each person wished.
        """

    def update_voice(self, state: EconomyState) -> None:
        """Fill `people.voice`, in [0, 1], of everyone at work."""

    def monitoring(self, parameters: Parameters) -> float:
        """Return the probability of being observed, in [0, 1]."""

    def overheads(self, parameters: Parameters) -> OverheadRates:
        """Return the shares of time lost to supervision and meetings."""

    def solidarity(self, parameters: Parameters) -> float:
        """Return effort that comes with the rule itself, added to the target of effort.

        What people do for one another depends on voice and fairness under every rule, and is not
        part of it.
        """

    def uptake(self, parameters: Parameters) -> tuple[float, float]:
        """Return the shares of ideas taken up from people without and with full voice."""


def peer_monitoring(decisions: Decisions, parameters: Parameters) -> float:
    """Return the probability of being observed by peers, in [0, 1] (model section 10.6).

    A rule of decisions may have a method `peer_monitoring`, which is given the parameters; under
    one without it peers watch nobody.
    """
    method = getattr(decisions, "peer_monitoring", None)
    return 0.0 if method is None else float(method(parameters))


class Pay(Protocol):
    """How income is distributed (model section 5.8).

    Money is conserved: output = consumption + investment, incomes do not exceed output, and wealth
    and common capital grow by what is invested, less what wears out.

    A rule says who gets what. Median pay, the order of pay, the pay level of each workplace,
    unfairness and the sum of labour incomes are derived from hourly pay afterwards; until then
    `state.median_pay` and `workplaces.pay_level` are those of last month.
    """

    hides_talent: bool
    """Whether the able gain nothing from showing it (model section 5.12)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt ownership to the rule; wealth may change hands but is neither made nor lost."""

    def distribute(self, state: EconomyState) -> None:
        """Pay, tax, transfer, consume and save.

        Parameters
        ----------
        state : EconomyState
            Filled: `people.income` of everyone, after taxes and transfers; `people.hourly_pay` of
            the employed, income from work per full-time month of hours, before both
            (`pay_for_work` of `sim.institutions.building_blocks` fills it from the earnings of the
            month); `fallback_income`, the least that a person without work gets; and
            `flows.consumption` and `investment`. Changed in place: `people.wealth` and
            `public_capital`.
        """

    def performance_link(self, parameters: Parameters) -> float:
        """Return how far pay follows effort, in [0, 1].

        1 where a person's pay rises in proportion to effort, 0 where it does not change. What
        effort it draws, and what intrinsic motivation it crowds out, is the same for all rules.
        """


class Employment(Protocol):
    """Who works where, and for how long (model section 5.7)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def allocate(self, state: EconomyState, monitoring: float) -> None:
        """Carry out separations, placements and moves of the month.

        Parameters
        ----------
        state : EconomyState
            `destination` holds where each row works, -1 for those without work, who just retired or
            began training. It is changed in place to where each row is to work; moves are carried
            out afterwards: hours are handed over, rows put in order, skill, status and home sector
            follow. Filled: `workplaces.hours_factor`, hours relative to full time; and
            `flows.quits`, `layoffs` and `dismissals`, the three parts of
            `separations_into_unemployment`; `unemployed_before_hiring`, those of them who are
            `hires`; `job_to_job`; and `vacancies`, open positions before hiring.
        monitoring : float
            Probability of being observed, in [0, 1].
        """

    def insecurity(self, state: EconomyState) -> float:
        """Return the probability that a worker loses the job within a year, in [0, 1]."""

    def spell_months(self, state: EconomyState) -> float:
        """Return the expected months without work after losing a job."""

    def discipline_response(self, parameters: Parameters) -> float:
        """Return effort per unit of being observed times what being caught costs."""


class Education(Protocol):
    """Who is trained as an expert, and how long all go to courses (model sections 5.12, 10.1)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def train(self, state: EconomyState, talent_hidden: bool) -> None:
        """Advance those in training by a month and admit new ones.

        Parameters
        ----------
        state : EconomyState
            Who is admitted gets the status IN_TRAINING, `training_domain`, `training_left` and
            the destination -1. For those in training `training_left` falls and skill in the domain
            rises; who has finished gets the domain as `expert` and the status UNEMPLOYED.
        talent_hidden : bool
            Whether the able gain nothing from showing their talent (`Pay.hides_talent`).
        """

    def schooling(self, parameters: Parameters) -> float:
        """Return the share of everyone's working time in general courses, in [0, 1]."""


class Innovation(Protocol):
    """How ideas arise and spread (model section 5.13)."""

    def enter(self, state: EconomyState) -> None:
        """Adapt what exists to the rule."""

    def advance(self, state: EconomyState, uptake: tuple[float, float]) -> None:
        """Change technology by the ideas of the month and by diffusion.

        Parameters
        ----------
        state : EconomyState
            `workplaces.technology` is changed in place; `flows.ideas` is filled with the number of
            ideas that raised it. `workplaces.backlog` is what is known in the sector and not yet
            adopted.
        uptake : (float, float)
            Shares of ideas taken up from people without and with full voice.
        """
