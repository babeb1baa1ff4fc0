"""How far training and task meet (model sections 10.1 and 10.3)."""

from __future__ import annotations

import numpy as np

from sim.kernels.expertise import COLUMNS
from sim.kernels.expertise import hours_by_training as hours_by_training_kernel
from sim.state.economy_state import EconomyState
from sim.state.people import Floats


def hours_by_training(state: EconomyState) -> Floats:
    """Return hours in tasks for experts and how far training and task meet, (workplaces, 6).

    Columns are those of `sim.kernels.expertise.hours_by_training`, in full-time months. Without
    threads: it runs beside other indicators.
    """
    sums = np.empty((len(state.workplaces), COLUMNS))
    hours_by_training_kernel(0, len(sums), state, sums)
    return sums
