"""What rules often need, in words of the model; rules of one's own may use all of it.

Rows of `People` are sorted by workplace: the members of workplace ``j`` are the rows
``offsets[j]:offsets[j + 1]``, and people without work come last. "Where" is a truth value for each
workplace, shape (workplaces,); `state.workplaces.changed` tells where membership has just changed.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.kernels.hierarchy import assign_by_skill as assign_by_skill_kernel
from sim.kernels.licences import reserve_licensed as reserve_licensed_kernel
from sim.kernels.pay import pay_for_hours
from sim.kernels.random import fill_uniform, stream_key
from sim.kernels.staffing import dissolve_exchanges
from sim.kernels.staffing import restore_staffing as restore_staffing_kernel
from sim.kernels.threads import over_workplaces
from sim.state.economy_state import EconomyState
from sim.state.jobs import hours_of_members, marginal_products, update_job_indices
from sim.state.people import Floats, Integers

__all__ = [
    "assign_by_skill",
    "end_exchanges",
    "everywhere",
    "hours_of_members",
    "marginal_products",
    "mean_by_workplace",
    "mean_mix",
    "members_of",
    "pay_for_work",
    "reserve_licensed",
    "restore_staffing",
    "uniform_draws",
    "update_job_indices",
]

_BEYOND_STREAMS: Final = 1 << 56
"""Streams of rules of one's own have numbers from here on; those of the model are far below."""


def everywhere(state: EconomyState) -> NDArray[np.bool_]:
    """Return that every workplace is meant, shape (workplaces,)."""
    return np.ones(len(state.workplaces), dtype=np.bool_)


def members_of(state: EconomyState, where: NDArray[np.bool_]) -> Integers:
    """Return the rows of the members of some workplaces.

    Parameters
    ----------
    state : EconomyState
    where : (workplaces,) bool

    Returns
    -------
    (n,) int64
        Rows, in ascending order.
    """
    return np.flatnonzero(np.repeat(where, state.workplaces.members))


def mean_by_workplace(state: EconomyState, values: Floats) -> Floats:
    """Return the mean of something over the members of each workplace, 0 where there are none.

    Parameters
    ----------
    state : EconomyState
    values : (people,) float64

    Returns
    -------
    (workplaces,) float64
    """
    members = state.workplaces.members
    employed = int(state.workplaces.offsets[-1])
    home = np.repeat(np.arange(len(members)), members)
    total = np.bincount(home, weights=values[:employed], minlength=len(members))
    means: Floats = total / np.maximum(members, 1)
    return means


def mean_mix(state: EconomyState, rows: Integers) -> Floats:
    """Return the hours that people would have if every member did a bit of everything.

    Parameters
    ----------
    state : EconomyState
    rows : (n,) int64
        Rows of people at work.

    Returns
    -------
    (n, tasks) float64
        Shares of a full-time month; each row sums to 1.
    """
    sector = state.workplaces.sector[state.people.workplace[rows]]
    mix: Floats = state.sectors.hours_share[sector]
    return mix


def assign_by_skill(state: EconomyState, where: NDArray[np.bool_]) -> None:
    """Give the tasks of some workplaces, in descending complexity, to those best at them.

    Licensed tasks go to the licensed first (`reserve_licensed`).

    Parameters
    ----------
    state : EconomyState
        The hours of the members are replaced; they must not have hours elsewhere
        (`end_exchanges`).
    where : (workplaces,) bool
    """
    workplaces, sectors = state.workplaces, state.sectors
    over_workplaces(
        assign_by_skill_kernel,
        workplaces.offsets,
        workplaces.offsets,
        where,
        workplaces.sector,
        sectors.hours_share,
        sectors.domain,
        sectors.task_order,
        sectors.task_count,
        state.people.expert,
        sectors.untrained_worth,
        state.people.skill,
        state.people.hours,
        threads=state.threads,
    )
    reserve_licensed(state, where)


def restore_staffing(state: EconomyState, where: NDArray[np.bool_]) -> None:
    """Change hours as little as is needed for full staffing, and for a full month of everyone.

    Rules that leave jobs as they are need it where membership has changed. Licensed hours go to the
    licensed (`reserve_licensed`). Job indices are updated.

    Parameters
    ----------
    state : EconomyState
    where : (workplaces,) bool
    """
    people, workplaces, sectors = state.people, state.workplaces, state.sectors
    over_workplaces(
        restore_staffing_kernel,
        workplaces.offsets,
        workplaces.offsets,
        where,
        workplaces.sector,
        sectors.hours_share,
        sectors.task_count,
        people.outside_hours,
        people.outside_task,
        workplaces.incoming_offsets,
        workplaces.incoming_rows,
        people.hours,
        threads=state.threads,
    )
    reserve_licensed(state, where)
    update_job_indices(state)


def reserve_licensed(state: EconomyState, where: NDArray[np.bool_]) -> None:
    """Bring licensed hours of the unlicensed to licensed members, against as much other work.

    Only hours that exceed the full time of the licensed remain with the others. Nothing happens
    where the law is not enforced (`licensing` below 0.5). Job indices are not updated.

    Parameters
    ----------
    state : EconomyState
        Hours of members in their own workplaces are changed in place; the work of each task and
        everyone's full time stay what they are.
    where : (workplaces,) bool
    """
    workplaces, sectors = state.workplaces, state.sectors
    if not sectors.reserved.any():
        return
    over_workplaces(
        reserve_licensed_kernel,
        workplaces.offsets,
        workplaces.offsets,
        where,
        workplaces.sector,
        sectors.task_count,
        sectors.domain,
        sectors.reserved,
        state.people.expert,
        state.people.hours,
        threads=state.threads,
    )


def end_exchanges(state: EconomyState) -> None:
    """End all exchanges of hours across workplaces (model section 5.5)."""
    dissolve_exchanges(np.flatnonzero(state.people.outside_partner >= 0), state)
    state.index_exchanges()


def pay_for_work(state: EconomyState, earned: Floats) -> None:
    """Fill hourly pay from what everyone at work has earned in the month.

    Parameters
    ----------
    state : EconomyState
        `people.hourly_pay` of the employed is filled: income from work per full-time month of
        hours, before taxes and transfers.
    earned : (employed,) float64
        Income from work of the month, in the order of rows.
    """
    pay_for_hours(state, np.ascontiguousarray(earned, dtype=np.float64))


def uniform_draws(state: EconomyState, purpose: str, rows: Integers) -> Floats:
    """Return random numbers in [0, 1), one for each of some people.

    A draw is a pure function of seed, replicate, purpose, month and person (model section 8), so
    that both regimes of a comparison meet common random numbers. Rules must not use another source
    of chance.

    Parameters
    ----------
    state : EconomyState
    purpose : str
        What the draws are for, such as "apprenticeship: who is chosen"; another text, other draws.
    rows : (n,) int64

    Returns
    -------
    (n,) float64
    """
    number = int.from_bytes(hashlib.sha256(purpose.encode()).digest()[:6], "big")
    key = stream_key(state.seed, state.replicate, _BEYOND_STREAMS + number, state.month)
    draws = np.empty(len(rows))
    fill_uniform(key, state.people.person[rows], draws)
    return draws
