"""What jobs are worth to those who hold them and to output (model sections 5.1, 5.2, 5.12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.exchange import incoming_hours
from sim.kernels.job_indices import job_indices
from sim.kernels.production import marginal_products as marginal_products_kernel
from sim.kernels.random import fill_uniform
from sim.kernels.streams import Stream
from sim.kernels.summary import mean_rows
from sim.kernels.sums import mean, total, totals_of_columns
from sim.kernels.threads import at_once, elementwise, over_workplaces
from sim.state.economy_state import EconomyState
from sim.state.people import Floats, Integers


def update_job_indices(state: EconomyState, changed: NDArray[np.bool_] | None = None) -> None:
    """Fill the indices of the jobs of the employed: empowerment to variety, and the job index.

    Parameters
    ----------
    state : EconomyState
        The six arrays of `people` are changed in place; zero outside employment.
    changed : (workplaces,) bool, optional
        Workplaces whose jobs have changed since the last call; all by default.
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    over_workplaces(
        job_indices,
        workplaces.offsets,
        workplaces.offsets,
        np.ones(len(workplaces), dtype=np.bool_) if changed is None else changed,
        workplaces.sector,
        sectors.task_count,
        people.hours,
        people.outside_workplace,
        people.outside_task,
        people.outside_hours,
        sectors.empowerment,
        sectors.desirability,
        sectors.creativity,
        sectors.difference,
        state.parameters.empowerment_weight,
        people.empowerment,
        people.desirability,
        people.creativity,
        people.concentration,
        people.variety,
        people.job_index,
        threads=state.threads,
    )
    if changed is not None:
        return
    employed = int(workplaces.offsets[-1])
    for array in (
        people.empowerment,
        people.desirability,
        people.creativity,
        people.concentration,
        people.variety,
        people.job_index,
        people.voice,
        people.unfairness,
    ):
        array[employed:] = 0.0


def marginal_products(state: EconomyState) -> Floats:
    """Return output per unit of effective labour of each task, shape (workplaces, tasks)."""
    workplaces, sectors = state.workplaces, state.sectors
    products = np.zeros_like(workplaces.effective_labour)
    over_workplaces(
        marginal_products_kernel,
        workplaces.offsets,
        workplaces.sector,
        workplaces.technology,
        sectors.hours_share,
        state.parameters.substitution_elasticity,
        workplaces.effective_labour,
        workplaces.output,
        products,
        threads=state.threads,
    )
    return products


def hours_of_members(state: EconomyState) -> Floats:
    """Return the hours of each employed row relative to full time, shape (employed,)."""
    workplaces = state.workplaces
    return np.repeat(workplaces.hours_factor, workplaces.members)


def effective_time(state: EconomyState) -> Floats:
    """Return productive time times effort, shape (people,); overwritten by the next call."""
    people = state.people
    time: Floats = state.scratch.take("numbers", len(people))
    elementwise(np.multiply, people.productive_time, people.effort, out=time, threads=state.threads)
    return time


def hours_from_outside(state: EconomyState) -> Floats:
    """Return the hours of each task done by people of other workplaces, (workplaces, tasks)."""
    people, workplaces = state.people, state.workplaces
    hours = np.zeros_like(workplaces.effective_labour)
    over_workplaces(
        incoming_hours,
        workplaces.offsets,
        workplaces.incoming_offsets,
        workplaces.incoming_rows,
        people.outside_task,
        people.outside_hours,
        hours,
        threads=state.threads,
    )
    return hours


def expert_need(state: EconomyState) -> Floats:
    """Return where experts are needed as shares of all expert hours, (sectors, domains)."""
    sectors, domains = state.sectors, state.people.skill.shape[1]
    share_of_jobs = np.bincount(
        state.workplaces.sector,
        weights=state.workplaces.share,
        minlength=len(sectors.task_count),
    )
    expert_hours = np.where(sectors.for_experts, sectors.hours_share, 0.0) * share_of_jobs[:, None]
    need = np.zeros((len(share_of_jobs), domains))
    np.add.at(need, (np.arange(len(share_of_jobs))[:, None], sectors.domain), expert_hours)
    whole = total(need.reshape(-1))
    return need / whole if whole > 0.0 else need


def home_sector_of_experts(state: EconomyState, rows: Integers) -> Integers:
    """Return the sector in which each of the experts in `rows` looks for work, shape (rows,).

    Sectors are drawn in proportion to their need of the expert's domain.
    """
    if not len(rows):
        return np.empty(0, dtype=np.int64)
    need = expert_need(state)
    reached = np.cumsum(need, axis=0) / np.maximum(totals_of_columns(need), 1e-300)
    draws = np.empty(len(rows))
    fill_uniform(state.key(Stream.INITIAL_TRAINING), state.people.person[rows], draws)
    beyond = draws[:, None] > reached[:, state.people.expert[rows]].T
    drawn: Integers = np.minimum(beyond.sum(axis=1), need.shape[0] - 1)
    return drawn


def adopt_typical_attitudes(state: EconomyState, rows: Integers) -> None:
    """Give people who enter, or come back from training, the attitudes of those at work.

    Parameters
    ----------
    state : EconomyState
        Effort and alienation of `rows` become the means of the employed.
    rows : (n,) int64
    """
    people, employed = state.people, int(state.workplaces.offsets[-1])
    if not employed or not len(rows):
        return
    alienation, (effort, alienated) = at_once(
        lambda: mean_rows(employed, people.alienation),
        lambda: (mean(people.effort[:employed]), mean(people.alienation_total[:employed])),
        employed,
        threads=state.threads,
    )
    people.effort[rows] = effort
    people.alienation[rows] = alienation
    people.alienation_total[rows] = alienated
