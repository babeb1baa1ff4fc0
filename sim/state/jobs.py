"""What jobs are worth to those who hold them and to output (model sections 5.1, 5.2, 5.12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.aggregation import marginal_products as marginal_products_kernel
from sim.kernels.effective_labour import effective_time as effective_time_kernel
from sim.kernels.exchange import incoming_hours
from sim.kernels.job_indices import describe_jobs, job_indices
from sim.kernels.threads import for_people, for_workplaces
from sim.state.economy_state import EconomyState
from sim.state.people import Floats


def update_job_indices(state: EconomyState, changed: NDArray[np.bool_] | None = None) -> None:
    """Fill the indices of the jobs of the employed: empowerment to variety, and the job index.

    Parameters
    ----------
    state : EconomyState
        The six arrays of `people` are changed in place; zero outside employment.
    changed : (workplaces,) bool, optional
        Workplaces whose jobs have changed since the last call; all by default.
    """
    if changed is None:
        for_workplaces(describe_jobs, state)
    else:
        for_workplaces(job_indices, state, changed)


def marginal_products(state: EconomyState) -> Floats:
    """Return output per unit of effective labour of each task, shape (workplaces, tasks)."""
    products = np.empty_like(state.workplaces.effective_labour)
    for_workplaces(marginal_products_kernel, state, products)
    return products


def hours_of_members(state: EconomyState) -> Floats:
    """Return the hours of each employed row relative to full time, shape (employed,)."""
    workplaces = state.workplaces
    return np.repeat(workplaces.hours_factor, workplaces.members)


def effective_time(state: EconomyState) -> Floats:
    """Return productive time times effort, shape (people,)."""
    time = np.empty(len(state.people))
    for_people(effective_time_kernel, state, time)
    return time


def hours_from_outside(state: EconomyState) -> Floats:
    """Return the hours of each task done by people of other workplaces, (workplaces, tasks)."""
    hours = np.zeros_like(state.workplaces.effective_labour)
    for_workplaces(incoming_hours, state, hours)
    return hours
