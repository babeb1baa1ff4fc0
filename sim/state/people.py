"""The people of an economy as arrays, sorted by workplace (model section 2)."""

from __future__ import annotations

from dataclasses import fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, MAX_TASKS
from sim.kernels.records import Record, record

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ALIENATION_DIMENSIONS = ("powerlessness", "meaninglessness", "self_estrangement", "isolation")
"""Column order of `People.alienation`, after Seeman (1959) and Blauner (1964)."""

NOBODY = -1
"""Value of a workplace, partner, task or domain field that refers to nothing."""


class Status(IntEnum):
    """Employment status of a person."""

    EMPLOYED = 0
    UNEMPLOYED = 1
    IN_TRAINING = 2


@record
class People(Record):
    """One array per attribute; row ``i`` of every array is the same person.

    Rows are sorted by workplace, people without a workplace last, so that a kernel reads the
    members of a workplace as one contiguous block. Row numbers change whenever membership does;
    `person` is the lasting identifier and `row_of` its inverse.

    Attributes
    ----------
    person : (people,) int64
        Lasting identifier, 0 to people - 1: a seat in the population. When its holder retires, an
        entrant takes the seat, so the same seat has common random numbers under every regime.
    workplace : (people,) int32
        Index of the workplace, or -1 outside employment.
    home_sector : (people,) int8
        Sector of the current or latest workplace; where an unemployed person looks first.
    status : (people,) int8
        A `Status`.
    age, entry_month, tenure : (people,) int32
        Age in months; month in which the holder of the seat began; months in the workplace.
    expert : (people,) int8
        Domain of completed expert training, or -1.
    training_domain : (people,) int8
        Domain being trained in, or -1.
    training_left : (people,) int32
        Months of training still to do.
    background : (people,) float64
        Family background, standard normal.
    need : (people,) float64
        Need weight, mean about 1 (dependants, health).
    diligence : (people,) float64
        Effort made without any other motive, as a deviation from the mean.
    pay_premium : (people,) float64
        Log points of pay under a market that neither job, skill nor workplace explains.
    wealth, income : (people,) float64
        Wealth, and income of the month, in units of output (1 = a month of a fully trained,
        average person at full effort).
    hourly_pay : (people,) float64
        Income from work per full-time month of hours, before taxes and transfers.
    aptitude, skill : (people, domains) float64
        Talent, and current skill; 1 = the fully trained, average person.
    effort : (people,) float64
        Effort in [0, 1].
    alienation : (people, 4) float64
        Dimensions of `ALIENATION_DIMENSIONS`, each in [0, 1].
    alienation_total : (people,) float64
        Weighted mean of the four dimensions.
    hours : (people, tasks) float64
        Share of a full-time month given to each task of the person's own workplace.
    outside_partner : (people,) int64
        Person with whom hours are exchanged across workplaces, or -1 (model section 5.5).
    outside_workplace : (people,) int32
        Second workplace, or -1.
    outside_task : (people,) int8
        Task done there, or -1.
    outside_hours : (people,) float64
        Share of a full-time month spent there.
    empowerment, desirability, creativity, concentration : (people,) float64
        Job indices of model section 5.2; concentration is the sum of squared hours.
    job_index : (people,) float64
        Weighted mean of empowerment and desirability.
    productive_time : (people,) float64
        Share of working time left after overheads.
    voice : (people,) float64
        Say in the decisions of the workplace, in [0, 1] (model section 5.4).
    unfairness : (people,) float64
        Shortfall of pay below what is fair, in [0, 1].
    fair_pay : (people,) float64
        Hourly pay that would be fair in the person's workplace (model section 10.9).
    variety : (people,) float64
        Diversity of what the tasks of the job demand, in [0, 1) (model section 10.5).
    competence : (people,) float64
        Competence to take part in decisions, in [0, 1]: built by empowering work (model 10.6).
    accustomed_alienation : (people,) float64
        Alienation that the person has got used to, in [0, 1] (model section 10.6).
    heard : (people,) float64
        Share of the votes of about a year that went as the person wished (model section 10.6).
    schooling : (people,) float64
        Years of general education taken during the working life (model section 10.1).
    once_disempowered : (people,) int8
        1 where the job, when the institutions of the scenario came in, was less empowering than the
        mean; entrants since then count as 1 (model section 10.8).
    """

    person: Integers
    workplace: NDArray[np.int32]
    home_sector: NDArray[np.int8]
    status: NDArray[np.int8]
    age: NDArray[np.int32]
    entry_month: NDArray[np.int32]
    tenure: NDArray[np.int32]
    expert: NDArray[np.int8]
    training_domain: NDArray[np.int8]
    training_left: NDArray[np.int32]
    background: Floats
    need: Floats
    diligence: Floats
    pay_premium: Floats
    wealth: Floats
    income: Floats
    hourly_pay: Floats
    aptitude: Floats
    skill: Floats
    effort: Floats
    alienation: Floats
    alienation_total: Floats
    hours: Floats
    outside_partner: Integers
    outside_workplace: NDArray[np.int32]
    outside_task: NDArray[np.int8]
    outside_hours: Floats
    empowerment: Floats
    desirability: Floats
    creativity: Floats
    concentration: Floats
    job_index: Floats
    productive_time: Floats
    voice: Floats
    unfairness: Floats
    fair_pay: Floats
    variety: Floats
    competence: Floats
    accustomed_alienation: Floats
    heard: Floats
    schooling: Floats
    once_disempowered: NDArray[np.int8]
    row_of: Integers

    @classmethod
    def allocate(cls, count: int) -> People:
        """Return `count` people with no workplace, no job and every number at zero."""
        wide = {
            "aptitude": DOMAINS,
            "skill": DOMAINS,
            "alienation": len(ALIENATION_DIMENSIONS),
            "hours": MAX_TASKS,
        }
        small: dict[str, type[np.generic]] = {
            "person": np.int64,
            "row_of": np.int64,
            "outside_partner": np.int64,
            "workplace": np.int32,
            "outside_workplace": np.int32,
            "age": np.int32,
            "entry_month": np.int32,
            "tenure": np.int32,
            "training_left": np.int32,
            "home_sector": np.int8,
            "status": np.int8,
            "expert": np.int8,
            "training_domain": np.int8,
            "outside_task": np.int8,
            "once_disempowered": np.int8,
        }
        arrays = {
            field.name: np.zeros(
                (count, wide[field.name]) if field.name in wide else count,
                dtype=small.get(field.name, np.float64),
            )
            for field in fields(cls)
        }
        people = cls(**arrays)
        people.person[:] = np.arange(count)
        people.row_of[:] = people.person
        for reference in (
            people.workplace,
            people.outside_partner,
            people.outside_workplace,
            people.outside_task,
            people.expert,
            people.training_domain,
        ):
            reference[...] = NOBODY
        people.status[:] = Status.UNEMPLOYED
        return people

    def __len__(self) -> int:
        """Return the number of people."""
        return len(self.person)

    def copy(self) -> People:
        """Return an independent copy."""
        return People(*(getattr(self, field.name).copy() for field in fields(self)))
