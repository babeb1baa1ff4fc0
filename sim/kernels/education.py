"""Places, selection and progress in expert training (model sections 5.12 and 10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS, IN_TRAINING, MAX_TASKS, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.elementary import log
from sim.kernels.entrants import adopt_typical_attitudes, first_to_reach
from sim.kernels.random import normal, uniform
from sim.kernels.streams import Stream, key_in
from sim.kernels.sums import total, totals_by_group, totals_of_columns

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NOBODY = -1
"""Domain of those who are trained, or being trained, in none; workplace of those who leave."""

MONTHS_PER_YEAR = 12

TILE = 256
"""People who are tested together."""


@compiled
def advance_training(economy: EconomyState) -> int:
    """Raise the skill of those in training by a step; who has finished looks for work.

    Every month closes an equal part of what is left of the gap to `train_level` times aptitude. Who
    has finished comes back with typical attitudes and looks where experts of the domain are needed.

    Parameters
    ----------
    economy : EconomyState
        Skill, training, expertise, status, attitudes and first sector are changed in place.

    Returns
    -------
    int
        Number of people still in training.
    """
    people, parameters, months = economy.people, economy.parameters, economy.months_per_step
    training_left, count = people.training_left, people.person.shape[0]
    finished = np.empty(count, np.int64)
    leaving, staying = 0, 0
    for row in range(count):
        if training_left[row] <= 0:
            continue
        domain, left = people.training_domain[row], training_left[row]
        goal = parameters.train_level * people.aptitude[row, domain]
        gap = max(goal - people.skill[row, domain], 0.0)
        people.skill[row, domain] += gap / max(left / months, 1.0)
        training_left[row] = max(left - months, 0)
        if training_left[row] > 0:
            staying += 1
        else:
            people.expert[row] = domain
            people.training_domain[row] = NOBODY
            people.status[row] = UNEMPLOYED
            finished[leaving] = row
            leaving += 1
    adopt_typical_attitudes(economy, finished[:leaving])
    look_where_experts_are_needed(economy, finished[:leaving])
    return staying


@compiled
def look_where_experts_are_needed(economy: EconomyState, rows: Integers) -> None:
    """Draw the sector in which experts look for work, in proportion to its need of their domain.

    Parameters
    ----------
    economy : EconomyState
        `people.home_sector` of `rows` is filled.
    rows : (n,) int64
        Trained people.
    """
    people = economy.people
    if rows.shape[0] == 0:
        return
    key = key_in(economy, Stream.INITIAL_TRAINING, economy.month)
    need = expert_need(economy)
    whole = totals_of_columns(need)
    reached = np.empty((DOMAINS, need.shape[0]))
    for d in range(DOMAINS):
        running = 0.0
        for kind in range(need.shape[0]):
            running += need[kind, d]
            reached[d, kind] = running / max(whole[d], 1e-300)
    for i in range(rows.shape[0]):
        row = rows[i]
        draw = uniform(key, people.person[row])
        people.home_sector[row] = first_to_reach(draw, reached[people.expert[row]])


@compiled
def expert_need(economy: EconomyState) -> Floats:
    """Return where experts are needed as shares of all expert hours, (sectors, domains)."""
    workplaces, sectors = economy.workplaces, economy.sectors
    count = sectors.task_count.shape[0]
    share_of_jobs = totals_by_group(workplaces.sector, workplaces.share, count)
    need = np.zeros((count, DOMAINS))
    for kind in range(count):
        for k in range(MAX_TASKS):
            if sectors.for_experts[kind, k]:
                hours = sectors.hours_share[kind, k] * share_of_jobs[kind]
                need[kind, sectors.domain[kind, k]] += hours
    whole = total(need.reshape(-1))
    for kind in range(count):
        for d in range(DOMAINS):
            need[kind, d] = need[kind, d] / whole if whole > 0.0 else 0.0
    return need


@compiled
def open_places(economy: EconomyState, share_of_experts: float) -> Integers:
    """Return how many experts and trainees each domain lacks, shape (domains,).

    Parameters
    ----------
    economy : EconomyState
    share_of_experts : float
        Share of people who are to be experts; domains need them in proportion to `expert_need`.
    """
    people, count = economy.people, economy.people.person.shape[0]
    expert, training_domain = people.expert, people.training_domain
    need = totals_of_columns(expert_need(economy))
    places = np.empty(DOMAINS, np.int64)
    for d in range(DOMAINS):
        wanted = int(np.rint(share_of_experts * count * need[d]))
        present = 0
        for row in range(count):
            present += (expert[row] == d) + (training_domain[row] == d)
        places[d] = max(int(wanted - present), 0)
    return places


@compiled
def places_within_capacity(
    economy: EconomyState, share_of_experts: float, in_training: int
) -> Integers:
    """Return how many people are admitted to training in each domain, shape (domains,).

    Those that `open_places` returns, all scaled down where there are more than the training
    capacity has room for.

    Parameters
    ----------
    economy : EconomyState
    share_of_experts : float
        See `open_places`.
    in_training : int
        People who are in training now.
    """
    people = economy.people.person.shape[0]
    room = int(economy.parameters.training_capacity * people) - in_training
    places = open_places(economy, share_of_experts)
    lacking = places.sum()
    if room <= 0:
        places[:] = 0
    elif lacking > room:
        for d in range(DOMAINS):
            places[d] = np.int64(places[d] * (room / lacking))
    return places


@compiled
def applicants(economy: EconomyState, at_any_age: bool) -> Integers:
    """Return the rows of those who can still be trained as experts, ascending.

    Parameters
    ----------
    economy : EconomyState
    at_any_age : bool
        Whether the age limit of training is waived.
    """
    people, count = economy.people, economy.people.person.shape[0]
    limit = np.inf if at_any_age else economy.parameters.training_age_limit * MONTHS_PER_YEAR
    age, expert, training_left = people.age, people.expert, people.training_left
    rows, found = np.empty(count + 1, np.int64), 0
    for row in range(count):
        # Always written and only sometimes kept: cheaper than a branch nobody can foresee.
        rows[np.uint64(found)] = row
        found += (age[row] < limit) & (expert[row] == NOBODY) & (training_left[row] == 0)
    return rows[:found].copy()


@compiled
def signal_aptitude(
    start: int,
    stop: int,
    economy: EconomyState,
    rows: Integers,
    domain: int,
    talent_hidden: bool,
    signal: Floats,
    shows: NDArray[np.bool_],
) -> None:
    """Fill what a test with errors tells of aptitude in a domain, and who takes it.

    Parameters
    ----------
    start, stop : int
        Part of all people; the same part of the people below is treated.
    economy : EconomyState
    rows : (n,) int64
        People.
    domain : int
    talent_hidden : bool
        Whether the share `hidden_talent` of the able does not apply.
    signal : (n,) float64
        Filled with ``validity * able + sqrt(1 - validity**2) * error``, able being log aptitude in
        standard deviations of the population.
    shows : (n,) bool
        Filled with who applies.
    """
    people, parameters = economy.people, economy.parameters
    person, entry_month, everybody = people.person, people.entry_month, people.person.shape[0]
    validity, dispersion = parameters.selection_validity, parameters.aptitude_dispersion
    error, hidden_talent = np.sqrt(1.0 - validity * validity), parameters.hidden_talent
    key = key_in(economy, Stream.SELECTION, domain)
    hidden_key = key_in(economy, Stream.HIDDEN_TALENT, 0)
    holder, able = np.empty(TILE, np.int64), np.empty(TILE)
    first, last = rows.shape[0] * start // everybody, rows.shape[0] * stop // everybody
    for begin in range(first, last, TILE):
        count = min(TILE, last - begin)
        # In loops of their own, those without look-ups are done for several people at once.
        for i in range(count):
            row = rows[begin + i]
            # The holder of a seat: an entrant has other draws than who was there before.
            holder[i] = person[row] + everybody * entry_month[row]
            able[i] = people.aptitude[row, domain]
        for i in range(count):
            able[i] = log(able[i]) / dispersion
        for i in range(count):
            signal[begin + i] = normal(key, holder[i])
        for i in range(count):
            signal[begin + i] = validity * able[i] + error * signal[begin + i]
        for i in range(count):
            shows[begin + i] = True
        if talent_hidden:
            for i in range(count):
                draw = uniform(hidden_key, holder[i])
                shows[begin + i] = able[i] <= 0.0 or draw >= hidden_talent


@compiled
def begin_training(economy: EconomyState, domain: int, rows: Integers) -> None:
    """Admit people to training in a domain: they leave the workforce.

    Parameters
    ----------
    economy : EconomyState
        Status, training and destination of `rows` are changed in place.
    domain : int
    rows : (n,) int64
    """
    people, months = economy.people, int(np.rint(economy.parameters.train_months))
    for i in range(rows.shape[0]):
        row = rows[i]
        people.status[row] = IN_TRAINING
        people.training_domain[row] = domain
        people.training_left[row] = months
        economy.destination[row] = NOBODY


@compiled
def make_experts(economy: EconomyState, domain: int, rows: Integers) -> None:
    """Make people experts of a domain without training, before the first month.

    Parameters
    ----------
    economy : EconomyState
        Skill, expertise and first sector of `rows` are changed in place.
    domain : int
    rows : (n,) int64
    """
    people = economy.people
    for i in range(rows.shape[0]):
        row = rows[i]
        trained = economy.parameters.train_level * people.aptitude[row, domain]
        people.expert[row] = domain
        people.skill[row, domain] = max(people.skill[row, domain], trained)
    look_where_experts_are_needed(economy, rows)
