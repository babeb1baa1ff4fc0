"""Economies put together from parts of two, as the productivity kernel reads them (section 7).

They hold what that kernel reads and nothing else, so that making one costs little.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.records import Record, record
from sim.state.people import Floats, Integers


@record
class Sides(Record):
    """What either of two snapshots says of people, in the rows of one of them.

    Attributes
    ----------
    skill : (2, people, domains) float64
    expert : (2, people) int8
    effort, productive_time : (2, people) float64
    """

    skill: Floats
    expert: NDArray[np.int8]
    effort: Floats
    productive_time: Floats


@record
class MixedPeople(Record):
    """What the productivity kernel reads of people; names and shapes are those of `People`."""

    hours: Floats
    outside_workplace: NDArray[np.int32]
    outside_task: NDArray[np.int8]
    outside_hours: Floats
    skill: Floats
    expert: NDArray[np.int8]
    effort: Floats
    productive_time: Floats


@record
class MixedWorkplaces(Record):
    """What the productivity kernel reads and fills of workplaces, as in `Workplaces`."""

    sector: Integers
    offsets: Integers
    incoming_offsets: Integers
    incoming_rows: Integers
    hours_factor: Floats
    technology: Floats
    effective_labour: Floats
    output: Floats


@record
class MixedTasks(Record):
    """What the productivity kernel reads of tasks, as in `TaskTables`."""

    hours_share: Floats
    domain: Integers
    complexity: Floats
    untrained_efficiency: Floats


@record
class MixedParameters(Record):
    """The parameter of the productivity kernel."""

    substitution_elasticity: float


@record
class MixedEconomy(Record):
    """An economy put together from parts of two, as the productivity kernel reads it."""

    people: MixedPeople
    workplaces: MixedWorkplaces
    sectors: MixedTasks
    parameters: MixedParameters
