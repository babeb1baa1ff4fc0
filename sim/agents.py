"""Workers and workplaces as Mesa agents: views on the arrays, which are the one truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import mesa
from mesa.agentset import AgentSet

from sim.kernels.elementary import exp
from sim.state.people import NOBODY, Floats, Status

if TYPE_CHECKING:
    from sim.economy import Economy


class _PersonNumber:
    """A number of a person, read from and written to the array of the same name."""

    def __init__(self, meaning: str, array: str = "") -> None:
        self.__doc__ = meaning
        self._array = array

    def __set_name__(self, owner: type, name: str) -> None:
        self._array = self._array or name

    @overload
    def __get__(self, worker: None, owner: type) -> _PersonNumber: ...
    @overload
    def __get__(self, worker: Worker, owner: type) -> float: ...
    def __get__(self, worker: Worker | None, owner: type) -> float | _PersonNumber:
        if worker is None:
            return self
        number: float = getattr(worker.model.state.people, self._array)[worker.row].item()
        return number

    def __set__(self, worker: Worker, value: float) -> None:
        getattr(worker.model.state.people, self._array)[worker.row] = value


class _PersonRow:
    """A row of a matrix of a person: an array that writes through to the state."""

    def __init__(self, meaning: str) -> None:
        self.__doc__ = meaning
        self._array = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._array = name

    @overload
    def __get__(self, worker: None, owner: type) -> _PersonRow: ...
    @overload
    def __get__(self, worker: Worker, owner: type) -> Floats: ...
    def __get__(self, worker: Worker | None, owner: type) -> Floats | _PersonRow:
        if worker is None:
            return self
        row: Floats = getattr(worker.model.state.people, self._array)[worker.row]
        return row

    def __set__(self, worker: Worker, value: Floats) -> None:
        getattr(worker.model.state.people, self._array)[worker.row] = value


class Worker(mesa.Agent):  # type: ignore[misc]
    """A seat in the population: the person who holds it works, is unemployed or in training.

    Parameters
    ----------
    model : Economy
    person : int
        Lasting identifier of the seat.
    """

    model: Economy

    effort = _PersonNumber("Effort in [0, 1].")
    alienation = _PersonNumber("Weighted mean of the four dimensions.", "alienation_total")
    income = _PersonNumber("Income of the month, units of output.")
    wealth = _PersonNumber("Wealth, units of output.")
    hourly_pay = _PersonNumber("Income from work per full-time month of hours.")
    need = _PersonNumber("Need weight.")
    pay_premium = _PersonNumber("Pay under a market that nothing else explains, log points.")
    diligence = _PersonNumber("Effort made without any other motive, as a deviation from the mean.")
    background = _PersonNumber("Family background, standard normal.")
    empowerment = _PersonNumber("Empowerment of the job, 0 to 1.")
    desirability = _PersonNumber("Desirability of the job, 0 to 1.")
    creativity = _PersonNumber("Creativity of the job, 0 to 1.")
    concentration = _PersonNumber("Sum of squared task shares of the job.")
    variety = _PersonNumber("Difference of what two hours of the job demand, 0 to 1.")
    job_index = _PersonNumber("Weighted mean of empowerment and desirability.")
    productive_time = _PersonNumber("Share of working time left after overheads.")
    voice = _PersonNumber("Say in the decisions of the workplace, 0 to 1.")
    fair_pay = _PersonNumber("Hourly pay that would be fair, given what the workplace pays.")
    unfairness = _PersonNumber("Shortfall of pay below what is fair.")
    outside_hours = _PersonNumber("Share of a full-time month worked in a second workplace.")
    tenure = _PersonNumber("Months in the workplace.")

    skill = _PersonRow("Skill by domain, shape (domains,).")
    aptitude = _PersonRow("Aptitude by domain, shape (domains,).")
    hours = _PersonRow("Share of a full-time month by task of the workplace, shape (tasks,).")
    alienation_dimensions = property(
        lambda self: self.model.state.people.alienation[self.row],
        doc="Powerlessness, meaninglessness, self-estrangement, isolation, shape (4,).",
    )

    def __init__(self, model: Economy, person: int) -> None:
        super().__init__(model)
        self.person = person

    @property
    def row(self) -> int:
        """Return the present row of the person in the arrays."""
        return int(self.model.state.people.row_of[self.person])

    @property
    def age(self) -> float:
        """Return the age in years."""
        return float(self.model.state.people.age[self.row]) / 12.0

    @property
    def status(self) -> str:
        """Return `employed`, `unemployed` or `in_training`."""
        return Status(int(self.model.state.people.status[self.row])).name.lower()

    @property
    def workplace(self) -> Workplace | None:
        """Return the workplace, or None outside employment; assign one to move there."""
        index = int(self.model.state.people.workplace[self.row])
        return None if index == NOBODY else self.model.workplace(index)

    @workplace.setter
    def workplace(self, workplace: Workplace | None) -> None:
        state, row = self.model.state, self.row
        destination = state.people.workplace.copy()
        destination[row] = NOBODY if workplace is None else workplace.index
        state.people.status[row] = Status.UNEMPLOYED if workplace is None else Status.EMPLOYED
        state.people.training_left[row] = 0
        state.people.training_domain[row] = NOBODY
        if workplace is not None:
            state.people.home_sector[row] = state.workplaces.sector[workplace.index]
        state.reassign(destination)
        state.destination[:] = state.people.workplace

    @property
    def second_workplace(self) -> Workplace | None:
        """Return the workplace of hours worked across workplaces, or None."""
        index = int(self.model.state.people.outside_workplace[self.row])
        return None if index == NOBODY else self.model.workplace(index)

    @property
    def job(self) -> dict[str, float]:
        """Return the tasks of the job with their share of a full-time month."""
        workplace = self.workplace
        if workplace is None:
            return {}
        own = self.hours
        return {task: float(own[k]) for k, task in enumerate(workplace.task_names) if own[k] > 1e-9}


class Workplace(mesa.Agent):  # type: ignore[misc]
    """A production unit of one sector.

    Parameters
    ----------
    model : Economy
    index : int
        Index of the workplace.
    """

    model: Economy

    def __init__(self, model: Economy, index: int) -> None:
        super().__init__(model)
        self.index = index

    @property
    def members(self) -> AgentSet:
        """Return the members as an AgentSet of workers."""
        state = self.model.state
        start, stop = state.workplaces.offsets[self.index : self.index + 2]
        people = state.people.person[start:stop]
        return AgentSet(
            [self.model.worker(int(person)) for person in people], random=self.model.random
        )

    @property
    def size(self) -> int:
        """Return the number of members."""
        start, stop = self.model.state.workplaces.offsets[self.index : self.index + 2]
        return int(stop - start)

    @property
    def sector(self) -> str:
        """Return the name of the sector."""
        return self.model.sector_names[self._sector]

    @property
    def task_names(self) -> tuple[str, ...]:
        """Return the names of the sector's tasks."""
        return self.model.task_names[self._sector]

    @property
    def _sector(self) -> int:
        return int(self.model.state.workplaces.sector[self.index])

    @property
    def technology(self) -> float:
        """Return the technology level, 1 at the start; it can be set."""
        return float(self.model.state.workplaces.technology[self.index])

    @technology.setter
    def technology(self, level: float) -> None:
        self.model.state.workplaces.technology[self.index] = level

    @property
    def output(self) -> float:
        """Return the output of the latest month."""
        return float(self.model.state.workplaces.output[self.index])

    @property
    def output_per_hour(self) -> float:
        """Return output per full-time month worked, NaN without members."""
        hours = self.size * self.hours_factor
        return self.output / hours if hours > 0.0 else float("nan")

    @property
    def hours_factor(self) -> float:
        """Return the hours of the month relative to full time."""
        return float(self.model.state.workplaces.hours_factor[self.index])

    @property
    def demand(self) -> float:
        """Return the demand index, 1 = normal."""
        state = self.model.state
        return exp(state.workplaces.demand[self.index] + state.business_cycle)

    def mean(self, attribute: str) -> float:
        """Return the mean of an attribute over the members, NaN without members.

        Parameters
        ----------
        attribute : str
            Name of a one-dimensional array of `People`, such as ``"effort"``.
        """
        state = self.model.state
        start, stop = state.workplaces.offsets[self.index : self.index + 2]
        values = getattr(state.people, attribute)[start:stop]
        return float(values.mean()) if stop > start else float("nan")
