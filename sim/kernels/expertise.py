"""Who is trained for the work, and where the trained are missing (model sections 10.1, 10.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.elementary import power
from sim.kernels.random import uniform

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]

LOOKED_AT = 10
"""Open positions, or workplaces short of staff, among which somebody looks for the best fit."""

EXPERT_WORK, UNTRAINED, LICENSED_WORK, UNLICENSED, OF_TRAINED, ELSEWHERE = range(6)
COLUMNS = 6
"""Columns of what `hours_by_training` fills."""


@compiled
def efficiency_of(economy: EconomyState, row: int, task: int, kind: int) -> float:
    """Return the efficiency of a person in a task of a sector (model sections 5.1 and 10.1).

    ``u_ik * s_i,d(k) ** c_k``: skill in the domain of the task to the power of its complexity,
    times what is left to those without training in the domain.

    Parameters
    ----------
    economy : EconomyState
    row, task, kind : int
        Person, task and sector.
    """
    people, sectors = economy.people, economy.sectors
    domain = sectors.domain[kind, task]
    efficiency: float = power(people.skill[row, domain], sectors.complexity[kind, task])
    if people.expert[row] != domain:
        efficiency *= sectors.untrained_efficiency[kind, task]
    return efficiency


@compiled
def is_any_below_one(shares: NDArray[np.float64]) -> bool:
    """Return whether any share in a table, (sectors, tasks), is below 1."""
    for s in range(shares.shape[0]):
        for k in range(shares.shape[1]):
            if shares[s, k] < 1.0:
                return True
    return False


@compiled
def hours_by_training(first: int, last: int, economy: EconomyState, sums: Floats) -> None:
    """Fill the members' hours in tasks for experts, and how far training and task meet.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
    sums : (workplaces, 6) float64
        Filled, in full-time months: hours in tasks for experts; of these, hours of people not
        trained in the domain; hours in licensed tasks; of these, hours of people not trained in the
        domain; hours of all trained people; of these, hours outside tasks for experts of their
        domain.
    """
    people, offsets, sector = economy.people, economy.workplaces.offsets, economy.workplaces.sector
    sectors, hours, expert = economy.sectors, people.hours, people.expert
    domain, for_experts = np.empty(MAX_TASKS, np.int64), np.empty(MAX_TASKS)
    given, by_untrained = np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    for j in range(first, last):
        kind = sector[j]
        for k in range(MAX_TASKS):
            domain[k] = sectors.domain[kind, k]
            for_experts[k] = 1.0 if sectors.for_experts[kind, k] else 0.0
            given[k], by_untrained[k] = 0.0, 0.0
        sums[j, :] = 0.0
        for row in range(offsets[j], offsets[j + 1]):
            trained, used, worked = np.int64(expert[row]), 0.0, 0.0
            for k in range(MAX_TASKS):
                time = hours[row, k]
                fitting = time if domain[k] == trained else 0.0
                given[k] += time
                by_untrained[k] += time - fitting
                used += fitting * for_experts[k]
                worked += time
            there = people.outside_workplace[row]
            if there >= 0:
                time, k, away = people.outside_hours[row], people.outside_task[row], sector[there]
                fits = sectors.domain[away, k] == trained
                note_hours(economy, away, k, time, 0.0 if fits else time, sums[j])
                used += time if fits and sectors.for_experts[away, k] else 0.0
                worked += time
            if trained >= 0:
                sums[j, OF_TRAINED] += worked
                sums[j, ELSEWHERE] += worked - used
        for k in range(MAX_TASKS):
            note_hours(economy, kind, k, given[k], by_untrained[k], sums[j])


@compiled
def note_hours(
    economy: EconomyState, kind: int, task: int, given: float, by_untrained: float, sums: Floats
) -> None:
    """Add the hours given to a task, and those of people not trained in its domain."""
    if economy.sectors.for_experts[kind, task]:
        sums[EXPERT_WORK] += given
        sums[UNTRAINED] += by_untrained
        if economy.sectors.licensed[kind, task]:
            sums[LICENSED_WORK] += given
            sums[UNLICENSED] += by_untrained


@compiled
def count_staff(
    destination: NDArray[np.int32], expert: NDArray[np.int8], staff: NDArray[np.int64]
) -> None:
    """Fill how many people trained in each domain a workplace has, and how many people.

    Parameters
    ----------
    destination : (people,) int32
        Workplace of each row, negative for none.
    expert : (people,) int8
    staff : (workplaces, domains + 1) int64
        Filled: the trained by domain, then all members.
    """
    staff[:] = 0
    for row in range(destination.shape[0]):
        if destination[row] >= 0:
            add_to_staff(destination[row], expert[row], 1, staff)


@compiled
def add_to_staff(workplace: int, trained: int, people: int, staff: NDArray[np.int64]) -> None:
    """Change the staff of a workplace by people trained in a domain, -1 for none."""
    staff[workplace, DOMAINS] += people
    if trained >= 0:
        staff[workplace, trained] += people


@compiled
def need_of(
    workplace: int,
    kind: int,
    trained: int,
    expert_hours: NDArray[np.float64],
    staff: NDArray[np.int64],
) -> float:
    """Return how far a workplace lacks somebody of a training.

    Parameters
    ----------
    workplace, kind : int
        The workplace and its sector.
    trained : int
        Domain of completed expert training, or -1.
    expert_hours : (sectors, domains) float64
        Share of the work of a sector that is for experts of each domain.
    staff : (workplaces, domains + 1) int64
        As `count_staff` fills it.

    Returns
    -------
    float
        For the trained, the share of work for experts of the domain less that of members trained in
        it; for the untrained, minus the sum of all such shortages.
    """
    members = max(staff[workplace, DOMAINS], 1)
    if trained >= 0:
        missed: float = expert_hours[kind, trained] - staff[workplace, trained] / members
        return missed
    lacking = 0.0
    for d in range(DOMAINS):
        lacking += max(expert_hours[kind, d] - staff[workplace, d] / members, 0.0)
    return -lacking


@compiled
def position_that_fits(
    position: int,
    kind: int,
    trained: int,
    slots: NDArray[np.int64],
    taken: NDArray[np.bool_],
    sector: NDArray[np.int64],
    expert_hours: NDArray[np.float64],
    staff: NDArray[np.int64],
) -> int:
    """Return which of the next open positions needs somebody of a training most.

    Parameters
    ----------
    position : int
        The first of them, which is open.
    kind : int
        Sector of the positions; -1 for all sectors.
    trained : int
        Domain of completed expert training, or -1.
    slots : (m,) int64
        Workplace of each position.
    taken : (m,) bool
    sector : (workplaces,) int64
    expert_hours, staff
        As in `need_of`.
    """
    best, most, seen = position, -np.inf, 0
    for p in range(position, slots.shape[0]):
        if taken[p] or (kind >= 0 and sector[slots[p]] != kind):
            continue
        need = need_of(slots[p], sector[slots[p]], trained, expert_hours, staff)
        if need > most:
            best, most = p, need
        seen += 1
        if seen == LOOKED_AT:
            break
    return best


@compiled
def workplace_that_fits(
    start: int,
    kind: int,
    trained: int,
    missing: NDArray[np.int64],
    sector: NDArray[np.int64],
    expert_hours: NDArray[np.float64],
    staff: NDArray[np.int64],
) -> int:
    """Return which of the next workplaces short of staff needs somebody of a training most.

    Parameters
    ----------
    start : int
        The first that is looked at; after the last comes that of index 0.
    kind : int
        Sector; one of its workplaces is short of staff.
    trained : int
        Domain of completed expert training, or -1.
    missing : (workplaces,) int64
        Members that each lacks.
    sector : (workplaces,) int64
    expert_hours, staff
        As in `need_of`.
    """
    best, most, seen = -1, -np.inf, 0
    for step in range(sector.shape[0]):
        j = (start + step) % sector.shape[0]
        if sector[j] != kind or missing[j] <= 0:
            continue
        need = need_of(j, kind, trained, expert_hours, staff)
        if need > most:
            best, most = j, need
        seen += 1
        if seen == LOOKED_AT:
            break
    return best


@compiled
def fit_of_hours(
    hours: NDArray[np.float64],
    kind: int,
    trained: int,
    domain: NDArray[np.int64],
    for_experts: NDArray[np.bool_],
) -> float:
    """Return how well a set of hours suits a training.

    For the trained these are the hours in tasks for experts of their domain, for the untrained
    minus the hours in all tasks for experts.
    """
    fit = 0.0
    for k in range(hours.shape[0]):
        if for_experts[kind, k]:
            if trained < 0:
                fit -= hours[k]
            elif domain[kind, k] == trained:
                fit += hours[k]
    return fit


@compiled
def draw_of_fit(key: np.uint64, person: int, placement_fit: float) -> float:
    """Return a number below 1 for somebody in whose placement fit decides, else one of at least 1.

    Among those in whose placement fit decides the number is uniform on [0, 1).
    """
    return uniform(key, person) / placement_fit if placement_fit > 0.0 else np.inf
