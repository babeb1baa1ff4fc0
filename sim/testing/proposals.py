"""Whether proposals say what they do to jobs, and whether what was approved is carried out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.institutions.protocols import Proposal
from sim.state.economy_state import EconomyState
from sim.testing.snapshots import Named

TOLERANCE: Final = 1e-9
"""Of job indices, between 0 and 1."""

SUBSTANTIAL_HOURS: Final = 1e-6
"""Hours of a workplace's swaps from which its jobs must be seen to change."""


def job_index_problems(state: EconomyState) -> Iterator[str]:
    """Yield which job indices do not fit the hours; who decides on a proposal looks at them."""
    people, sectors, workplaces = state.people, state.sectors, state.workplaces
    employed = int(workplaces.offsets[-1])
    kind = workplaces.sector[people.workplace[:employed]]
    hours, outside = people.hours[:employed], people.outside_hours[:employed]
    away = people.outside_workplace[:employed] >= 0
    there = workplaces.sector[people.outside_workplace[:employed]]
    task = people.outside_task[:employed]
    total = np.maximum(hours.sum(axis=1) + outside, 1e-300)
    weight = state.parameters.empowerment_weight
    scores = {
        "empowerment": sectors.empowerment,
        "desirability": sectors.desirability,
        "creativity": sectors.creativity,
        "job_index": weight * sectors.empowerment + (1.0 - weight) * sectors.desirability,
    }
    for name, score in scores.items():
        points = (hours * score[kind]).sum(axis=1)
        points += np.where(away, outside * score[there, task], 0.0)
        off = np.abs(points / total - getattr(people, name)[:employed]) > TOLERANCE
        if off.any():
            yield (
                f"people.{name} must fit the hours when something is proposed; that of "
                f"{_count(off)} does not (call update_job_indices)"
            )


def proposal_problems(state: EconomyState, proposal: Proposal) -> Iterator[str]:
    """Yield where the changes that a proposal names do not follow from its swaps."""
    workplaces, employed = state.workplaces, int(state.workplaces.offsets[-1])
    home = np.repeat(np.arange(len(workplaces)), workplaces.members)
    index = state.sectors.job_index[workplaces.sector[home]]
    rows = np.arange(employed)
    given, taken = proposal.given_task[:employed], proposal.taken_task[:employed]
    amount = proposal.amount[:employed]
    moved = amount > 0.0
    named = (given >= 0) & (taken >= 0)
    if (moved & ~named).any():
        yield "given_task and taken_task of the proposal must be named where amount is above 0"
        return
    change = np.where(moved, amount * (index[rows, taken] - index[rows, given]), 0.0)
    before = state.people.job_index[:employed]
    wanted = {
        "index_change": (change, proposal.index_change[:employed]),
        "spread_before": (_spread(before, home, len(workplaces)), proposal.spread_before),
        "spread_after": (_spread(before + change, home, len(workplaces)), proposal.spread_after),
    }
    for name, (right, told) in wanted.items():
        off = np.abs(right - told) > TOLERANCE
        if off.any():
            yield (
                f"{name} of the proposal must be what its swaps make of the job indices; "
                f"{_count(off)} of its numbers are not"
            )


def carrying_out_problems(
    state: EconomyState,
    before: Named,
    proposal: Proposal | None,
    approved: NDArray[np.bool_] | None,
) -> Iterator[str]:
    """Yield in how many workplaces jobs stay as they were although a change was approved."""
    if proposal is None or approved is None:
        return
    people, workplaces = state.people, state.workplaces
    employed = int(workplaces.offsets[-1])
    home = np.repeat(np.arange(len(workplaces)), workplaces.members)
    old = before["people.hours"][people.person[:employed]]
    different = (old != people.hours[:employed]).any(axis=1)
    swapped = np.bincount(home, proposal.amount[:employed], minlength=len(workplaces))
    changed = np.bincount(home, different, minlength=len(workplaces)) > 0
    ignored = approved & (swapped > SUBSTANTIAL_HOURS) & ~changed
    if ignored.any():
        yield (
            "people.hours must change where a proposal was approved; in "
            f"{_count(ignored)} of the workplaces nothing has"
        )


def _spread(
    values: NDArray[np.float64], home: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    members = np.maximum(np.bincount(home, minlength=count), 1)
    mean = np.bincount(home, values, minlength=count) / members
    squares = np.bincount(home, (values - mean[home]) ** 2, minlength=count)
    spread: NDArray[np.float64] = np.sqrt(squares / members)
    return spread


def _count(which: NDArray[np.bool_]) -> str:
    return f"{int(np.count_nonzero(which)):,}"
