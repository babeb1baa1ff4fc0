"""Jobs that end for reasons of the workplace (model section 10.10)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.separations import end_jobs as end_jobs_kernel
from sim.kernels.streams import Stream
from sim.kernels.threads import over_workplaces
from sim.state.economy_state import EconomyState


def end_jobs(state: EconomyState, rate: float, destination: NDArray[np.int32]) -> int:
    """End a share of all jobs and return how many.

    Parameters
    ----------
    state : EconomyState
    rate : float
        Probability that a job ends in the step.
    destination : (people,) int32
        Set to -1 for those who held them.
    """
    if rate <= 0.0:
        return 0
    workplaces, ended = state.workplaces, np.zeros(len(state.workplaces), dtype=np.int64)
    over_workplaces(
        end_jobs_kernel,
        workplaces.offsets,
        workplaces.offsets,
        state.key(Stream.LAYOFF),
        rate,
        state.people.person,
        destination,
        ended,
        threads=state.threads,
    )
    return int(ended.sum())
