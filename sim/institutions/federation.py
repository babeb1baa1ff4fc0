"""Balancing across workplaces by federations of a sector, then of all (model 5.5, 10.11)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.institutions.building_blocks import everywhere, reserve_licensed
from sim.kernels.exchange import (
    LEAST_HOURS,
    arrange_exchanges,
    mean_job_index,
    willing_to_exchange,
)
from sim.kernels.random import fill_uniform
from sim.kernels.staffing import dissolve_exchanges
from sim.kernels.streams import Stream
from sim.kernels.threads import over_workplaces
from sim.kernels.wide_exchange import arrange_wide_exchanges
from sim.state.economy_state import EconomyState
from sim.state.jobs import (
    effective_time,
    hours_from_outside,
    marginal_products,
    update_job_indices,
)
from sim.state.people import Floats, Integers


def exchange_across_workplaces(state: EconomyState, approved: NDArray[np.bool_]) -> None:
    """Arrange exchanges of hours between better-off and worse-off workplaces.

    Only workplaces whose own jobs are balanced, up to `federation_tolerance`, take part; first
    inside each sector, then across all.

    Parameters
    ----------
    state : EconomyState
        Hours and outside work are changed in place.
    approved : (workplaces,) bool
        Workplaces whose jobs have changed since the job indices were filled.
    """
    if state.parameters.federation_hours < LEAST_HOURS or state.parameters.federation_rate <= 0.0:
        return
    people, workplaces = state.people, state.workplaces
    renewing = _renew(state)
    update_job_indices(state, None if len(renewing) else approved)
    mean = np.zeros(len(workplaces))
    over_workplaces(
        mean_job_index,
        workplaces.offsets,
        workplaces.offsets,
        state.people.job_index,
        mean,
        workplaces.job_index_spread,
        threads=state.threads,
    )
    balanced = workplaces.job_index_spread < state.parameters.federation_tolerance
    if not balanced.any():
        return
    willing = np.union1d(_willing(state, balanced), renewing[balanced[people.workplace[renewing]]])
    of_all = np.zeros(len(workplaces), dtype=np.int64)
    moved = 0.0
    products, time = marginal_products(state), effective_time(state)
    from_outside = hours_from_outside(state)
    wide = state.parameters.wide_exchanges >= 0.5
    for federation in (workplaces.sector, of_all):
        help_so_far = from_outside if wide else from_outside.copy()
        moved += _balance(state, federation, mean, willing, products, time, help_so_far)
    state.flows.exchanged_hours = moved
    if moved > 0.0:
        state.index_exchanges()


def _renew(state: EconomyState) -> Integers:
    """End some exchanges and return the rows of the partners, who can begin others at once."""
    people, rate = state.people, state.parameters.exchange_renewal
    rows = np.flatnonzero(people.outside_partner > people.person)
    if rate <= 0.0 or not len(rows):
        return np.empty(0, dtype=np.int64)
    draws = np.empty(len(rows))
    fill_uniform(state.key(Stream.EXCHANGE_RENEWAL), people.person[rows], draws)
    ending = rows[draws < rate]
    partners = people.row_of[people.outside_partner[ending]]
    dissolve_exchanges(ending, state)
    state.index_exchanges()
    reserve_licensed(state, everywhere(state))
    return np.concatenate([ending, partners])


def _willing(state: EconomyState, balanced: NDArray[np.bool_]) -> Integers:
    """Return the rows of those who could begin an exchange this month, ascending."""
    people = state.people
    rows = state.scratch.take("rows", int(state.workplaces.offsets[-1]), np.int64)
    count = willing_to_exchange(
        state.key(Stream.FEDERATION),
        state.parameters.federation_rate,
        people.person,
        people.workplace,
        balanced,
        rows,
    )
    return rows[:count]


def _balance(
    state: EconomyState,
    federation_of_workplace: Integers,
    mean: NDArray[np.float64],
    willing: Integers,
    products: Floats,
    time: Floats,
    from_outside: Floats,
) -> float:
    """Exchange hours inside each federation and return the hours moved."""
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    federations = int(federation_of_workplace.max()) + 1
    members = workplaces.members
    total = np.bincount(federation_of_workplace, weights=mean * members, minlength=federations)
    people_in = np.bincount(federation_of_workplace, weights=members, minlength=federations)
    federation_mean = total / np.maximum(people_in, 1.0)
    squares = (mean - federation_mean[federation_of_workplace]) ** 2 * members
    variance = np.bincount(federation_of_workplace, weights=squares, minlength=federations)
    spread = np.sqrt(variance / np.maximum(people_in, 1.0))
    unequal = spread > state.parameters.society_tolerance

    candidates = willing[people.outside_partner[willing] < 0]
    home = people.workplace[candidates]
    group = federation_of_workplace[home]
    distance = people.job_index[candidates] - federation_mean[group]
    lead = mean[home] - federation_mean[group]
    giving = (lead > 0.0) & (distance > 0.0) & unequal[group]
    receiving = (lead < 0.0) & (distance < 0.0) & unequal[group]

    def farthest_first(chosen: NDArray[np.bool_]) -> Integers:
        rows = candidates[chosen]
        order = np.lexsort((people.person[rows], -np.abs(distance[chosen]), group[chosen]))
        return np.ascontiguousarray(rows[order])

    wide = state.parameters.wide_exchanges >= 0.5
    arrange = arrange_wide_exchanges if wide else arrange_exchanges
    moved: float = arrange(
        farthest_first(giving),
        farthest_first(receiving),
        federation_of_workplace,
        federation_mean,
        people.person,
        people.workplace,
        workplaces.offsets if wide else members,
        workplaces.sector,
        sectors.task_count,
        sectors.hours_share,
        sectors.job_index,
        sectors.domain,
        sectors.complexity,
        people.expert,
        sectors.untrained_efficiency,
        sectors.reserved,
        products,
        people.job_index,
        time,
        people.skill,
        state.parameters.federation_hours,
        state.parameters.outside_work_limit,
        people.hours,
        people.outside_partner,
        people.outside_workplace,
        people.outside_task,
        people.outside_hours,
        from_outside,
    )
    return moved
