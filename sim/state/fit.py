"""Who is trained for what, as placement sees it (model section 10.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS
from sim.kernels.expertise import COLUMNS, count_staff
from sim.kernels.expertise import hours_by_training as hours_by_training_kernel
from sim.kernels.expertise import training_that_decides as training_that_decides_kernel
from sim.state.economy_state import EconomyState
from sim.state.people import Floats, Integers


def hours_by_training(state: EconomyState) -> Floats:
    """Return hours in tasks for experts and how far training and task meet, (workplaces, 6).

    Columns are those of `sim.kernels.expertise.hours_by_training`, in full-time months. Without
    threads: it runs beside other indicators.
    """
    sums = np.empty((len(state.workplaces), COLUMNS))
    hours_by_training_kernel(0, len(sums), state, sums)
    return sums


def staff_by_training(state: EconomyState, destination: NDArray[np.int32]) -> Integers:
    """Return the trained by domain and all members, (workplaces, domains + 1); see `count_staff`.

    Zeros where training never decides on placement, since nobody reads them then.
    """
    staff = np.zeros((len(state.workplaces), DOMAINS + 1), dtype=np.int64)
    if state.parameters.placement_fit > 0.0:
        count_staff(destination, state.people.expert, staff)
    return staff


def training_that_decides(state: EconomyState, rows: Integers) -> Integers:
    """Return the domain of training of people in whose placement it decides, else -2; (rows,)."""
    return training_that_decides_kernel(state, rows)
