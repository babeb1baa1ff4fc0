"""Whether the reference and the simulator are in the same state, person by person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.reference import economy as model
from tests.reference import firms, people
from tests.reference.reporters import REPORTERS

if TYPE_CHECKING:
    from sim import Economy
    from tests.reference.economy import ReferenceEconomy

TOLERANCE = 1e-9
"""Largest relative difference that rounding may leave."""

SMALL = 1e-3
"""Differences of smaller numbers are taken relative to this one."""

Pair = tuple[str, str, float, float]
"""Attribute, whose it is, and its value in the simulator and in the reference."""


def check_agreement(economy: Economy, reference: ReferenceEconomy) -> None:
    """Compare everything that both remember, and the indicators of the month.

    Raises
    ------
    RuntimeError
        Naming the first number that differs by more than rounding.
    """
    for pairs in (
        of_economy(economy, reference),
        of_people(economy, reference),
        of_firms(economy, reference),
    ):
        for name, owner, ours, theirs in pairs:
            if ours != ours and theirs != theirs:
                continue  # not a number on both sides: nothing to measure
            if not abs(ours - theirs) <= TOLERANCE * max(abs(ours), abs(theirs), SMALL):
                raise RuntimeError(
                    f"month {economy.month}: {name}{owner} is {ours} here and {theirs} in the "
                    "reference"
                )


def of_economy(economy: Economy, reference: ReferenceEconomy) -> Iterator[Pair]:
    """Yield numbers of the whole economy."""
    for name in ("month", *model.NUMBERS):
        yield name, "", getattr(economy.state, name), getattr(reference, name)
    for name in REPORTERS:
        yield name, "", economy.indicators[name], reference.datacollector.model_vars[name][-1]


def of_people(economy: Economy, reference: ReferenceEconomy) -> Iterator[Pair]:
    """Yield the attributes of every person, row by row."""
    owners = [f" of person {person.person}" for person in reference.people]
    for name in (*people.NUMBERS, *LINKS):
        column = getattr(economy.state.people, name).tolist()
        read = LINKS.get(name)
        for owner, person, ours in zip(owners, reference.people, column, strict=True):
            yield name, owner, ours, read(person) if read else getattr(person, name)
    for name in (*people.LISTS, "hours"):
        rows = getattr(economy.state.people, name).tolist()
        for owner, person, row in zip(owners, reference.people, rows, strict=True):
            for ours, theirs in side_by_side(row, getattr(person, name)):
                yield name, owner, ours, theirs


def of_firms(economy: Economy, reference: ReferenceEconomy) -> Iterator[Pair]:
    """Yield the attributes of every workplace."""
    workplaces = economy.state.workplaces
    for name in (*firms.NUMBERS, "changed"):
        for firm, ours in zip(reference.firms, getattr(workplaces, name).tolist(), strict=True):
            yield name, f" of workplace {firm.index}", ours, getattr(firm, name)
    for firm, row in zip(reference.firms, workplaces.effective_labour.tolist(), strict=True):
        for ours, theirs in side_by_side(row, firm.labour):
            yield "labour", f" of workplace {firm.index}", ours, theirs


def side_by_side(ours: list[float], theirs: list[float]) -> Iterator[tuple[float, float]]:
    """Yield the numbers of two lists, the second filled up with zeros."""
    yield from zip(ours, [*theirs, *[0.0] * (len(ours) - len(theirs))], strict=True)


LINKS = {
    "workplace": lambda person: person.workplace.index if person.workplace else -1,
    "outside_partner": lambda person: person.partner.person if person.partner else -1,
    "outside_workplace": lambda person: person.partner.workplace.index if person.partner else -1,
    "outside_task": lambda person: person.outside_task.position if person.outside_task else -1,
}
"""Numbers that the simulator has where the reference has objects."""
