"""Everything that an economy remembers between two months, and how it is forked."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernels.moves import change_workplaces
from sim.kernels.ordering import PARTS, index_incoming, index_rows, move_rows, plan_moves
from sim.kernels.records import Constants, Record, record
from sim.kernels.streams import Stream, key_of
from sim.kernels.threads import for_parts
from sim.parameters import Parameters
from sim.parameters.groups import shipped
from sim.state.indicators import Indicators
from sim.state.people import Floats, People
from sim.state.proposal import Proposal, empty_proposal
from sim.state.tasks import TaskTables
from sim.state.workplaces import Workplaces


@record
class Flows(Record):
    """What happened in the latest step, counted by the phases and read by data collection.

    People are counted in persons, those who look for work once for each month of the step; money in
    units of output a month.
    """

    quits: float = 0.0
    layoffs: float = 0.0
    dismissals: float = 0.0
    hires: float = 0.0
    job_to_job: float = 0.0
    vacancies: float = 0.0
    separations_into_unemployment: float = 0.0
    unemployed_before_hiring: float = 0.0
    votes: float = 0.0
    votes_passed: float = 0.0
    votes_at_own_cost: float = 0.0
    solidary_votes: float = 0.0
    proposals: float = 0.0
    proposals_from_below: float = 0.0
    invited: float = 0.0
    attending: float = 0.0
    speaking: float = 0.0
    invited_from_below: float = 0.0
    speaking_from_below: float = 0.0
    swapped_hours: float = 0.0
    exchanged_hours: float = 0.0
    ideas: float = 0.0
    consumption: float = 0.0
    investment: float = 0.0
    labour_income: float = 0.0
    meeting_time: float = 0.0
    supervision_time: float = 0.0
    switching_time: float = 0.0
    newcomer_time: float = 0.0
    exits: float = 0.0
    aptitude_of_exits: float = 0.0
    schooling_time: float = 0.0


@record
class EconomyState(Record):
    """The whole state of one economy; phases and institutions read and write it.

    Attributes
    ----------
    parameters : Parameters
        Parameter values in force, those per month put for a step.
    sectors : TaskTables
        Task tables as arrays.
    people, workplaces
        The two populations.
    seed, replicate : int
        With the month and an identifier they fix every random draw (model section 8).
    destination : (people,) int32
        Where each row will work after the month's labour allocation; -1 for nowhere.
    month : int
        Months since the start, burn-in included; 0 before the first step.
    months_per_step : int
        Months that a step covers.
    threads : int
        Threads used by kernels; the numbers do not depend on it.
    business_cycle : float
        Logarithm of the economy-wide part of demand.
    job_loss_rate, job_finding_rate : float
        Involuntary job loss per worker and month, and hires per unemployed person and month,
        each a moving average over about a year.
    fallback_income : float
        Monthly income of a person without work.
    median_pay : float
        Median hourly pay of the employed in the latest month.
    ordered_pay : (employed,) float64
        Hourly pay of the employed in the latest month, ascending; rebuilt every month.
    public_capital : float
        Capital owned in common, in units of output.
    reference_creativity : float
        Creative effort that is taken up, times the incentive, mean by hours over the last year of
        the burn-in; 0 before the first month (model section 10.12).
    in_burn_in : bool
        Whether the burn-in is still going on.
    flows : Flows
        Counts of the latest month.
    indicators : Indicators
        What the latest month is like.
    memory : dict of str to ndarray
        What rules of one's own remember from month to month, by a name of their choice. Arrays by
        person are indexed by `People.person`, since rows change; a fork gets copies.
    """

    parameters: Parameters
    sectors: TaskTables
    people: People
    workplaces: Workplaces
    seed: int
    replicate: int
    destination: NDArray[np.int32]
    month: int = 0
    months_per_step: int = 1
    threads: int = 1
    business_cycle: float = 0.0
    job_loss_rate: float = 0.0
    job_finding_rate: float = 0.25
    fallback_income: float = 0.0
    median_pay: float = 0.0
    ordered_pay: Floats = field(default_factory=lambda: np.empty(0))
    public_capital: float = 0.0
    reference_creativity: float = 0.0
    in_burn_in: bool = True
    flows: Flows = field(default_factory=Flows)
    indicators: Indicators = field(default_factory=Indicators)
    memory: dict[str, NDArray[Any]] = field(default_factory=dict)
    _constants: Constants | None = None
    _proposal: Proposal | None = None

    def _note(self, place: int, name: str, value: Any) -> Any:
        """Hand compiled functions the numbers of the parameters."""
        if name == "_proposal":
            return None
        if name != "parameters":
            return Record._note(self, place, name, value)
        numbers = {each: value[each] for each in shipped()}
        self._constants = Constants("Parameters", numbers)  # kept as long as they are in force
        return Record._note(self, place, name, self._constants)

    def key(self, stream: Stream, month: int | None = None) -> np.uint64:
        """Return the key of a random stream, by default for the current month."""
        return key_of(self.seed, self.replicate, stream, self.month if month is None else month)

    def room_for_proposal(self) -> Proposal:
        """Return a round of swaps in which nobody exchanges anything, the same object each time."""
        if self._proposal is None:
            self._proposal = empty_proposal(len(self.people), len(self.workplaces))
        self._proposal.withdraw()
        return self._proposal

    def copy(self) -> EconomyState:
        """Return an independent copy: the fork of model section 7."""
        return replace(
            self,
            people=self.people.copy(),
            workplaces=self.workplaces.copy(),
            destination=self.destination.copy(),
            ordered_pay=self.ordered_pay.copy(),
            flows=replace(self.flows),
            indicators=replace(self.indicators),
            memory={name: array.copy() for name, array in self.memory.items()},
            _proposal=None,
        )

    @property
    def labour_force(self) -> int:
        """Return the number of people employed or unemployed, without those in training."""
        return int(np.count_nonzero(self.people.training_left == 0))

    def reassign(self, destination: NDArray[np.int32]) -> None:
        """Move people to other workplaces and restore the order of the rows.

        Exchanges of hours across workplaces end when one of the two people moves. Who joins takes
        over the hours of one who left, those that suit the training best where fit decides, or the
        mix of the sector's tasks when nobody did.

        Parameters
        ----------
        destination : (people,) int32
            Workplace of each row from now on, or -1.
        """
        if change_workplaces(self, destination):
            self.restore_order()

    def restore_order(self) -> None:
        """Sort the rows by workplace again and index who works where.

        People without a workplace come last; ties stay as they are.

        Raises
        ------
        ValueError
            If somebody's workplace does not exist.
        """
        for_parts(move_rows, PARTS, self, *plan_moves(self))
        index_rows(self)

    def index_exchanges(self) -> None:
        """Index the people who spend hours in a workplace other than their own."""
        index_incoming(self)
