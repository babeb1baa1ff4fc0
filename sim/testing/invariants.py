"""What must hold in the state after a rule has done its part (model section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.state.economy_state import EconomyState
from sim.state.jobs import hours_from_outside, hours_of_members
from sim.state.people import NOBODY, People, Status
from sim.state.workplaces import Workplaces
from sim.testing.snapshots import Named

HOURS_TOLERANCE: Final = 1e-9
"""Of a person's month, and of money relative to output."""

STAFFING_TOLERANCE: Final = 1e-7
"""Of the hours of a task in a workplace."""

UNIT_INTERVAL: Final = ("effort", "alienation", "alienation_total", "voice", "unfairness")
"""What people have that runs from 0 to 1."""


def number_problems(state: EconomyState) -> Iterator[str]:
    """Yield which numbers are not finite or out of range."""
    for owner, record in (("people", People), ("workplaces", Workplaces)):
        for field in fields(record):
            values = getattr(getattr(state, owner), field.name)
            if values.dtype.kind == "f" and not np.isfinite(values).all():
                wrong = _count(~np.isfinite(values))
                yield f"{owner}.{field.name} must be finite; {wrong} of its numbers are not"
    for name in UNIT_INTERVAL:
        values = getattr(state.people, name)
        outside = (values < 0.0) | (values > 1.0)
        if outside.any():
            yield f"people.{name} must lie in [0, 1]; {_count(outside)} do not"
    if (state.people.skill <= 0.0).any():
        yield "people.skill must stay above 0"
    if (state.workplaces.technology <= 0.0).any():
        yield "workplaces.technology must stay above 0"
    if (state.workplaces.hours_factor <= 0.0).any():
        yield "workplaces.hours_factor must stay above 0"


def month_problems(state: EconomyState) -> Iterator[str]:
    """Yield who does not have a full month of work, or has hours without work."""
    people, employed = state.people, int(state.workplaces.offsets[-1])
    if (people.hours < -HOURS_TOLERANCE).any():
        yield "people.hours must not be negative"
    total = people.hours.sum(axis=1) + people.outside_hours
    off = np.flatnonzero(np.abs(total[:employed] - 1.0) > HOURS_TOLERANCE)
    if len(off):
        yield (
            f"everyone at work must have hours that sum to 1; those of person "
            f"{people.person[off[0]]} sum to {total[off[0]]:.9g} ({len(off)} people in all)"
        )
    idle = np.flatnonzero(total[employed:] != 0.0)
    if len(idle):
        yield f"people without work must have no hours; {len(idle)} have some"


def staffing_problems(state: EconomyState) -> Iterator[str]:
    """Yield which tasks are not staffed with the hours that they take."""
    workplaces, people = state.workplaces, state.people
    employed = int(workplaces.offsets[-1])
    done = hours_from_outside(state)
    np.add.at(done, people.workplace[:employed], people.hours[:employed])
    required = state.sectors.hours_share[workplaces.sector] * workplaces.members[:, None]
    wrong = np.argwhere(np.abs(done - required) > STAFFING_TOLERANCE)
    if len(wrong):
        place, task = wrong[0]
        yield (
            f"every task must get its share of the hours; task {task} of workplace {place} takes "
            f"{required[place, task]:.6g} and gets {done[place, task]:.6g} ({len(wrong)} tasks in "
            "all)"
        )


def exchange_problems(state: EconomyState) -> Iterator[str]:
    """Yield whether exchanges of hours across workplaces have two sides."""
    people = state.people
    away = np.flatnonzero(people.outside_partner != NOBODY)
    partner = people.row_of[people.outside_partner[away]]
    mutual = (
        (people.outside_partner[partner] == people.person[away])
        & (people.outside_workplace[away] == people.workplace[partner])
        & (people.outside_hours[away] == people.outside_hours[partner])
    )
    if not mutual.all():
        yield "hours across workplaces must be exchanged by two people; some have no counterpart"
    alone = (people.outside_partner == NOBODY) & (people.outside_hours != 0.0)
    if alone.any():
        yield f"{_count(alone)} have hours in another workplace but exchange them with nobody"


def population_problems(state: EconomyState) -> Iterator[str]:
    """Yield what is wrong with the order of people and with who works where."""
    people, workplaces = state.people, state.workplaces
    count = len(people)
    if not np.array_equal(np.sort(people.person), np.arange(count)):
        yield "people.person must hold every person once; people were lost or doubled"
        return
    if not np.array_equal(people.person[people.row_of], np.arange(count)):
        yield "people.row_of must be the inverse of people.person; move people with state.reassign"
        return
    key = np.where(people.workplace == NOBODY, len(workplaces), people.workplace)
    if (np.diff(key) < 0).any():
        yield "rows must be sorted by workplace, people without one last; use state.reassign"
        return
    members = np.bincount(key, minlength=len(workplaces) + 1)[: len(workplaces)]
    if not np.array_equal(workplaces.offsets, np.concatenate([[0], np.cumsum(members)])):
        yield "workplaces.offsets does not fit people.workplace; use state.reassign"


def training_problems(state: EconomyState) -> Iterator[str]:
    """Yield where status and training do not go together."""
    people = state.people
    training = people.status == Status.IN_TRAINING
    if not np.isin(people.status, list(Status)).all():
        yield f"people.status must be one of {', '.join(map(str, map(int, Status)))}"
    if not np.array_equal(training, people.training_left > 0):
        yield "people.training_left must be above 0 for those IN_TRAINING, and 0 for others"
    if not np.array_equal(training, people.training_domain != NOBODY):
        yield "people.training_domain must be set for those IN_TRAINING, and -1 for others"
    if (state.destination[training] != NOBODY).any():
        yield "state.destination must be -1 for people in training"
    for name in ("expert", "training_domain"):
        values = getattr(people, name)
        if (values < NOBODY).any() or (values >= people.skill.shape[1]).any():
            yield f"people.{name} must be the number of a domain of skill, or -1"


def money_problems(state: EconomyState, before: Named) -> Iterator[str]:
    """Yield what is wrong with the accounts of the month.

    Output is consumed or invested; what is invested is found again in wealth and common capital,
    but for what wears out.
    """
    flows, people = state.flows, state.people
    output = float(state.workplaces.output.sum())
    tolerance = HOURS_TOLERANCE * max(output, 1.0)
    used = flows.consumption + flows.investment
    if abs(used - output) > tolerance:
        yield (
            "output must equal consumption plus investment; "
            f"{output:.9g} was produced, {flows.consumption:.9g} consumed and "
            f"{flows.investment:.9g} invested"
        )
    if (people.income < -tolerance).any():
        yield f"people.income must not be negative; that of {_count(people.income < 0.0)} is"
    if (people.wealth < -tolerance).any():
        yield f"people.wealth must not be negative; that of {_count(people.wealth < 0.0)} is"
    yield from _pay_problems(state, output, tolerance)
    if float(people.income.sum()) > output + tolerance:
        yield (
            f"incomes must not exceed output; they sum to {people.income.sum():.9g}, output is "
            f"{output:.9g}"
        )
    yield from _growth_problems(state, before)


def _pay_problems(state: EconomyState, output: float, tolerance: float) -> Iterator[str]:
    """Yield where hourly pay and the least income cannot be what they are said to be."""
    people, employed = state.people, int(state.workplaces.offsets[-1])
    paid = people.hourly_pay[:employed]
    if (paid < 0.0).any():
        yield f"people.hourly_pay must not be negative; that of {_count(paid < 0.0)} is"
    earned = float((paid * hours_of_members(state)).sum())
    if earned > output + tolerance:
        yield (
            f"hourly pay times hours must not exceed output; it sums to {earned:.9g}, output is "
            f"{output:.9g}"
        )
    least = state.fallback_income
    if least < 0.0:
        yield f"state.fallback_income must not be negative; it is {least:.9g}"
    below = (people.status == Status.UNEMPLOYED) & (people.income < least - tolerance)
    if below.any():
        yield (
            f"people without work must get state.fallback_income, {least:.9g}; {_count(below)} "
            "have less"
        )


def _growth_problems(state: EconomyState, before: Named) -> Iterator[str]:
    """Yield whether capital grew by what was invested, less what wore out."""
    wear = state.parameters.wealth_depreciation
    personal, common = float(before["people.wealth"].sum()), float(before["state.public_capital"])
    invested = state.months_per_step * state.flows.investment
    new = _capital(state.people.wealth, state.public_capital)
    slack = HOURS_TOLERANCE * max(abs(new), 1.0)
    worn = (personal, common, personal + common)
    # Nothing wears out only where there is nothing.
    lost = [wear * part for part in worn if part > 0.0] or [0.0]
    if all(abs(personal + common + invested - part - new) > slack for part in lost):
        yield (
            "wealth and common capital must grow by what is invested, less what wears out (the "
            "share wealth_depreciation of one of them or of both); they were "
            f"{personal:.9g} and {common:.9g}, {invested:.9g} was invested, and together they are "
            f"{new:.9g}"
        )


def idea_problems(state: EconomyState, before: Named) -> Iterator[str]:
    """Yield where ideas are counted that raised nothing, or what is known grew without any.

    What a workplace knows is its technology with the ideas of others that it has yet to adopt.
    """
    ideas, technology = state.flows.ideas, state.workplaces.technology
    old = before["workplaces.technology"]
    if ideas < 0.0:
        yield f"flows.ideas must not be negative; it is {ideas:g}"
    if ideas > 0.0 and state.parameters.idea_step > 0.0 and np.array_equal(technology, old):
        yield f"workplaces.technology must rise by ideas; {ideas:g} are counted, and nothing has"
    technology = technology * np.exp(state.workplaces.backlog)
    old = old * np.exp(before["workplaces.backlog"])
    sectors = state.workplaces.sector
    for sector in np.unique(sectors):
        here = sectors == sector
        if ideas == 0.0 and technology[here].max() > old[here].max() * (1.0 + 1e-12):
            yield "flows.ideas must count what raises workplaces.technology beyond the frontier"
            return


def capital_problems(state: EconomyState, before: Named) -> Iterator[str]:
    """Yield whether wealth was made or lost while it changed hands."""
    old = _capital(before["people.wealth"], before["state.public_capital"])
    new = _capital(state.people.wealth, state.public_capital)
    if abs(new - old) > HOURS_TOLERANCE * max(abs(old), 1.0):
        yield f"wealth and common capital together must stay the same; {old:.9g} became {new:.9g}"


def _capital(wealth: NDArray[Any], public: Any) -> float:
    return float(wealth.sum()) + float(public)


def _count(which: NDArray[np.bool_]) -> str:
    count = int(np.count_nonzero(which))
    return "one" if count == 1 else f"{count:,}"
