"""Whether plain Mesa and the simulator are in the same state, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from benchmarks.plain_mesa import economy as model
from benchmarks.plain_mesa import firms, people
from benchmarks.plain_mesa.reporters import REPORTERS

if TYPE_CHECKING:
    from benchmarks.plain_mesa.economy import PlainEconomy
    from sim import Economy

TOLERANCE = 1e-9
"""Largest relative difference that rounding may leave."""

SMALL = 1e-3
"""Differences of smaller numbers are taken relative to this one."""


def check_agreement(economy: Economy, plain: PlainEconomy) -> None:
    """Compare everything that both remember, and the indicators of the month.

    Raises
    ------
    RuntimeError
        Naming the first number that differs by more than rounding.
    """
    for where, ours, theirs in pairs(economy, plain):
        scale = max(abs(ours), abs(theirs), SMALL)
        if not abs(ours - theirs) <= TOLERANCE * scale:
            raise RuntimeError(
                f"month {economy.month}: {where} is {ours} here and {theirs} in plain Mesa"
            )


def pairs(economy: Economy, plain: PlainEconomy) -> Iterator[tuple[str, float, float]]:
    """Yield what is compared, its value in the simulator and in plain Mesa."""
    state = economy.state
    for name in ("month", *model.NUMBERS):
        yield name, getattr(state, name), getattr(plain, name)
    for row, person in enumerate(plain.people):
        for name, theirs in attributes(person):
            ours = getattr(state.people, name)[row].tolist()
            yield from each(f"{name} of person {person.person}", ours, theirs)
    for j, firm in enumerate(plain.firms):
        for name in (*firms.NUMBERS, "changed"):
            ours = getattr(state.workplaces, name)[j]
            yield f"{name} of workplace {j}", float(ours), float(getattr(firm, name))
        ours = state.workplaces.effective_labour[j].tolist()
        yield from each(f"labour of workplace {j}", ours, firm.labour)
    for name in REPORTERS:
        theirs = plain.datacollector.model_vars[name][-1]
        yield name, economy.indicators[name], theirs


def attributes(person: people.Person) -> Iterator[tuple[str, object]]:
    """Yield the attributes of a person, by the names that they have in the simulator."""
    for name in (*people.NUMBERS, *people.LISTS, "hours"):
        yield name, getattr(person, name)
    workplace, partner, task = person.workplace, person.partner, person.outside_task
    yield "workplace", -1 if workplace is None else workplace.index
    yield "outside_partner", -1 if partner is None else partner.person
    yield "outside_workplace", -1 if partner is None else partner.workplace.index
    yield "outside_task", -1 if task is None else task.position


def each(where: str, ours: object, theirs: object) -> Iterator[tuple[str, float, float]]:
    """Yield the numbers of two lists, the shorter filled up with zeros; or two numbers."""
    if not isinstance(ours, Iterable):
        yield where, ours, theirs
        return
    filled = [*theirs, *[0.0] * (len(ours) - len(theirs))]
    for position, (one, other) in enumerate(zip(ours, filled, strict=True)):
        yield f"{where}, {position}", one, other
