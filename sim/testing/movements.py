"""What the rules of employment and education say of people, counted again person by person."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.state.economy_state import EconomyState
from sim.state.people import NOBODY, Status
from sim.testing.snapshots import Named, by_person


def destination_problems(state: EconomyState) -> Iterator[str]:
    """Yield where `state.destination` names no workplace, or sends trainees to work."""
    destination = state.destination
    if (destination < NOBODY).any() or (destination >= len(state.workplaces)).any():
        yield "state.destination must be the number of a workplace, or -1"
    if (destination[state.people.status == Status.IN_TRAINING] != NOBODY).any():
        yield "state.destination must be -1 for people in training"


def flow_problems(state: EconomyState, before: Named) -> Iterator[str]:
    """Yield which flows of the labour market are not what has happened to people.

    In a step of several months people may lose a job and find another, so only the parts of the
    flow into unemployment are compared there.

    Parameters
    ----------
    state : EconomyState
        After the allocation, before moves are carried out.
    before : dict
        The state before it, by person.
    """
    flows = state.flows
    parts = flows.quits + flows.layoffs + flows.dismissals
    if parts != flows.separations_into_unemployment:
        yield (
            "flows.separations_into_unemployment must be the sum of quits, layoffs and dismissals; "
            f"it is {flows.separations_into_unemployment:g}, they sum to {parts:g}"
        )
    if flows.vacancies < 0.0:
        yield f"flows.vacancies must not be negative; it is {flows.vacancies:g}"
    if state.months_per_step > 1:
        return
    start, end = before["state.destination"], by_person(state)["state.destination"]
    looking = (before["people.status"] != Status.IN_TRAINING) & (start == NOBODY)
    counted = {
        "unemployed_before_hiring": looking,
        "hires": looking & (end != NOBODY),
        "separations_into_unemployment": (start != NOBODY) & (end == NOBODY),
        "job_to_job": (start != NOBODY) & (end != NOBODY) & (start != end),
    }
    for name, people in counted.items():
        told, found = getattr(flows, name), np.count_nonzero(people)
        if told != found:
            yield f"flows.{name} is {told:g}, but by state.destination there are {found}"


def training_flow_problems(state: EconomyState, before: Named) -> Iterator[str]:
    """Yield whether people in training got on with it, and are experts when it is over.

    Parameters
    ----------
    state : EconomyState
        After the month's training.
    before : dict
        The state before it, by person.
    """
    after = by_person(state)
    left, now = before["people.training_left"], after["people.training_left"]
    training = left > 0
    domain = before["people.training_domain"]
    stuck = training & (now >= left)
    if stuck.any():
        yield f"people.training_left must fall month by month; that of {_count(stuck)} does not"
    finished = training & (now == 0)
    wrong = finished & (after["people.expert"] != domain)
    if wrong.any():
        yield (
            "people.expert must become the domain of training for those who have finished; that of "
            f"{_count(wrong)} has not"
        )
    idle = finished & (after["people.status"] != Status.UNEMPLOYED)
    if idle.any():
        yield f"people.status must become UNEMPLOYED when training is over; that of {_count(idle)}"
    yield from _skill_problems(state, before, after, training)


def _skill_problems(
    state: EconomyState, before: Named, after: Named, training: np.ndarray
) -> Iterator[str]:
    """Yield whether nobody in training has learned anything."""
    people = np.flatnonzero(training)
    domain = before["people.training_domain"][people]
    skill = before["people.skill"][people, domain]
    goal = state.parameters.train_level * before["people.aptitude"][people, domain]
    learning = skill < 0.99 * goal
    risen = after["people.skill"][people, domain] > skill
    if learning.any() and not risen.any():
        yield (
            "people.skill of those in training must rise in their domain; that of "
            f"{_count(learning)} has not"
        )


def _count(which: np.ndarray) -> str:
    count = int(np.count_nonzero(which))
    return "one person" if count == 1 else f"{count:,} people"
