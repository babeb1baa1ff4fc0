"""The people of one workplace and what their jobs are made of, read from an economy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.app.names import name_of
from sim.app.snapshots import Snapshot, snapshot_of
from sim.economy import Economy
from sim.sectors.sector import DOMAIN_NAMES
from sim.state import Status
from sim.state.people import NOBODY, Floats, Integers

NEGLIGIBLE: Final = 1e-6
"""Share of a month below which a task is not part of a job."""

FEW_HOURS: Final = 0.05
"""Share of a month, two hours a week, up to which expert work without training is not marked."""

STATUS_WORDS: Final = {
    Status.EMPLOYED: "at work",
    Status.UNEMPLOYED: "looking for work",
    Status.IN_TRAINING: "in expert training",
}


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a workplace, in ascending order of empowerment.

    Attributes
    ----------
    person : (members,) int64
    name : list of str
    empowerment, effort, alienation : (members,) float64
        Each on a scale from 0 to 1.
    tenure : (members,) int64
        Months in the workplace.
    main_task : list of str
        Task that takes most of each one's time, with its share.
    trained : (members,) bool
        Whether somebody is a trained expert.
    untrained_hours : (members,) float64
        Share of a month in tasks for experts that the person is not trained for; those in a second
        workplace are not counted.
    training : list of str
        Both in words.
    """

    person: Integers
    name: list[str]
    empowerment: Floats
    effort: Floats
    alienation: Floats
    tenure: Integers
    main_task: list[str]
    trained: NDArray[np.bool_]
    untrained_hours: Floats
    training: list[str]


@dataclass(frozen=True, slots=True)
class Job:
    """What a person does.

    Attributes
    ----------
    person : int
    name : str
    place : str
        Workplace, or what the person does outside employment.
    tasks : tuple of str
        All tasks of the workplace, and after them the task in a second one; empty outside
        employment.
    shares : tuple of float
        Share of a full-time month for each.
    empowerment, alienation, effort : float
        Each on a scale from 0 to 1; empowerment is NaN outside employment.
    training : str
        What the person is trained for, in words.
    """

    person: int
    name: str
    place: str
    tasks: tuple[str, ...]
    shares: tuple[float, ...]
    empowerment: float
    alienation: float
    effort: float
    training: str


def workplace_names(economy: Economy) -> list[str]:
    """Return a name for each workplace: the title of its sector and a running number."""
    titles = {sector.name: sector.title for sector in economy.scenario.sector_definitions}
    count = dict.fromkeys(economy.sector_names, 0)
    names = []
    for index in economy.state.workplaces.sector:
        sector = economy.sector_names[int(index)]
        count[sector] += 1
        names.append(f"{titles[sector]} {count[sector]}")
    return names


def members_of(economy: Economy, workplace: int, then: Snapshot | None = None) -> Members:
    """Return the members of a workplace.

    Parameters
    ----------
    economy : Economy
    workplace : int
        Index of the workplace.
    then : Snapshot, optional
        An earlier month of the economy; by default the present.
    """
    state = economy.state
    people = then or snapshot_of(economy)
    here = np.flatnonzero(people.workplace == workplace)
    rows = here[np.lexsort((here, people.empowerment[here]))]
    sector = int(state.workplaces.sector[workplace])
    names = economy.task_names[sector]
    hours = people.hours[rows]
    largest = hours.argmax(axis=1) if len(rows) else np.empty(0, dtype=np.int64)
    domains = people.expert[rows].astype(np.int64)
    tasks = state.sectors
    lacking = tasks.for_experts[sector] & (tasks.domain[sector] != domains[:, np.newaxis])
    untrained = np.where(lacking, hours, 0.0).sum(axis=1)
    return Members(
        person=rows.astype(np.int64),
        name=[name_of(int(row), int(people.entered[row])) for row in rows],
        empowerment=people.empowerment[rows],
        effort=people.effort[rows],
        alienation=people.alienation[rows],
        tenure=people.tenure[rows].astype(np.int64),
        main_task=[
            f"{names[task]} ({100 * hours[row, task]:.0f} %)" for row, task in enumerate(largest)
        ],
        trained=domains != NOBODY,
        untrained_hours=untrained,
        training=[
            training_in_words(int(domain), float(share))
            for domain, share in zip(domains, untrained, strict=True)
        ],
    )


def training_in_words(domain: int, untrained_hours: float = 0.0) -> str:
    """Return what a person is trained for, and how much expert work the person does without it.

    Parameters
    ----------
    domain : int
        Skill domain, or `NOBODY`.
    untrained_hours : float
        Share of a month.
    """
    words = "no expert training"
    if domain != NOBODY:
        words = f"expert in {DOMAIN_NAMES[domain]} work"
    if untrained_hours > FEW_HOURS:
        words += f", {100 * untrained_hours:.0f} % in expert work without training for it"
    return words


def job_of(economy: Economy, person: int, then: Snapshot | None = None) -> Job:
    """Return what a person does at present, or did.

    Parameters
    ----------
    economy : Economy
    person : int
        Lasting identifier.
    then : Snapshot, optional
        An earlier month of the economy; by default the present.
    """
    state = economy.state
    people = then or snapshot_of(economy)
    row = person
    workplace = int(people.workplace[row])
    tasks: list[str] = []
    shares: list[float] = []
    place = STATUS_WORDS[Status(int(people.status[row]))]
    empowerment = float("nan")
    if workplace != NOBODY:
        names = workplace_names(economy)
        place = names[workplace]
        empowerment = float(people.empowerment[row])
        sector = int(state.workplaces.sector[workplace])
        tasks = list(economy.task_names[sector])
        shares = [float(share) for share in people.hours[row, : len(tasks)]]
        second = int(people.outside_workplace[row])
        if second != NOBODY and people.outside_hours[row] > NEGLIGIBLE:
            other = economy.task_names[int(state.workplaces.sector[second])]
            tasks.append(f"{other[int(people.outside_task[row])]} ({names[second]})")
            shares.append(float(people.outside_hours[row]))
    return Job(
        person=person,
        name=name_of(person, int(people.entered[row])),
        place=place,
        tasks=tuple(tasks),
        shares=tuple(shares),
        empowerment=empowerment,
        alienation=float(people.alienation[row]),
        effort=float(people.effort[row]),
        training=training_in_words(int(people.expert[row])),
    )
