"""Who is trained for what, as placement sees it (model section 10.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.expertise import COLUMNS, count_staff
from sim.kernels.expertise import hours_by_training as hours_by_training_kernel
from sim.kernels.random import fill_uniform
from sim.kernels.streams import Stream
from sim.state.economy_state import EconomyState
from sim.state.people import NOBODY, Floats, Integers


def hours_by_training(state: EconomyState) -> Floats:
    """Return hours in tasks for experts and how far training and task meet, (workplaces, 6).

    Columns are those of `sim.kernels.expertise.hours_by_training`, in full-time months.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    sums = np.zeros((len(workplaces), COLUMNS))
    hours_by_training_kernel(
        0,
        len(workplaces),
        workplaces.offsets,
        workplaces.sector,
        sectors.domain,
        sectors.for_experts,
        sectors.licensed,
        people.expert,
        people.hours,
        people.outside_workplace,
        people.outside_task,
        people.outside_hours,
        sums,
    )
    return sums


def staff_by_training(state: EconomyState, destination: NDArray[np.int32]) -> Integers:
    """Return the trained by domain and all members, (workplaces, domains + 1); see `count_staff`.

    Zeros where training never decides on placement, since nobody reads them then.
    """
    staff = np.zeros((len(state.workplaces), state.people.skill.shape[1] + 1), dtype=np.int64)
    if state.parameters.placement_fit > 0.0:
        count_staff(destination, state.people.expert, staff)
    return staff


def training_that_decides(state: EconomyState, rows: Integers) -> Integers:
    """Return the domain of training of people in whose placement it decides, else -2; (rows,)."""
    draws = np.empty(len(rows))
    fill_uniform(state.key(Stream.PLACEMENT_FIT), state.people.person[rows], draws)
    decides = draws < state.parameters.placement_fit
    trained: Integers = np.where(decides, state.people.expert[rows].astype(np.int64), NOBODY - 1)
    return trained
