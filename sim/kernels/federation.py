"""Who exchanges hours across workplaces, by federations of a sector, then of all (model 5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.exchange import arrange_exchanges, incoming_hours
from sim.kernels.ordering import index_incoming
from sim.kernels.random import uniform
from sim.kernels.ranking import PENDING, rank
from sim.kernels.staffing import dissolve_exchanges
from sim.kernels.streams import Stream, key_in
from sim.kernels.wide_exchange import arrange_wide_exchanges

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@compiled
def end_some_exchanges(economy: EconomyState) -> Integers:
    """End exchanges with the probability `exchange_renewal` and return the rows of the partners.

    Parameters
    ----------
    economy : EconomyState
        Hours, what people do outside and who comes to each workplace are changed in place.
    """
    people, person, workplaces = economy.people, economy.people.person, economy.workplaces
    rate = economy.parameters.exchange_renewal
    key = key_in(economy, Stream.EXCHANGE_RENEWAL, economy.month)
    outside = workplaces.incoming_offsets[-1]
    ending, count = np.empty(outside, np.int64), 0
    for position in range(outside):
        row = workplaces.incoming_rows[position]
        # Each pair once.
        if people.outside_partner[row] > person[row] and uniform(key, person[row]) < rate:
            ending[count] = row
            count += 1
    partners = np.empty(2 * count, np.int64)
    for position in range(count):
        partners[2 * position] = ending[position]
        partners[2 * position + 1] = people.row_of[people.outside_partner[ending[position]]]
    dissolve_exchanges(ending[:count], economy)
    index_incoming(economy)
    return partners


@compiled
def mean_job_index(first: int, last: int, economy: EconomyState, mean: Floats) -> None:
    """Fill the mean and the standard deviation of the members' job indices by workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `workplaces.job_index_spread` is filled; 0 for a workplace without members.
    mean : (workplaces,) float64
        Filled; 0 for a workplace without members.
    """
    offsets, job_index = economy.workplaces.offsets, economy.people.job_index
    spread = economy.workplaces.job_index_spread
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        mean[j] = 0.0
        spread[j] = 0.0
        if stop == start:
            continue
        total, squares = 0.0, 0.0
        for row in range(start, stop):
            total += job_index[row]
        mean[j] = total / (stop - start)
        for row in range(start, stop):
            squares += (job_index[row] - mean[j]) ** 2
        spread[j] = np.sqrt(squares / (stop - start))


@compiled
def balance_across_workplaces(economy: EconomyState, mean: Floats, renewing: Integers) -> float:
    """Arrange the exchanges of the month and return the hours moved (model sections 5.5, 10.11).

    Only workplaces whose own jobs are balanced, up to `federation_tolerance`, take part; first
    inside each sector, then across all.

    Parameters
    ----------
    economy : EconomyState
        Hours, what people do outside, who comes to each workplace, and `flows.exchanged_hours` are
        changed in place.
    mean : (workplaces,) float64
        Mean job index of the members.
    renewing : (n,) int64
        Rows of those who can begin an exchange at once since theirs has just ended.
    """
    workplaces = economy.workplaces
    count, wide = mean.shape[0], economy.parameters.wide_exchanges >= 0.5
    willing = willing_to_exchange(economy, renewing)
    of_all, moved = np.zeros(count, np.int64), 0.0
    from_outside = np.zeros(workplaces.effective_labour.shape)
    incoming_hours(0, count, economy, from_outside)
    for across in range(2):
        # Wide exchanges across all count those that a sector has just arranged.
        so_far = from_outside if wide else from_outside.copy()
        federation = of_all if across == 1 else workplaces.sector
        federations = 1 if across == 1 else economy.sectors.task_count.shape[0]
        moved += balance(economy, federation, federations, mean, willing, so_far)
    economy.flows.exchanged_hours = moved
    if moved > 0.0:
        index_incoming(economy)
    return moved


@compiled
def willing_to_exchange(economy: EconomyState, renewing: Integers) -> Integers:
    """Return the rows of those who could begin an exchange this month, ascending.

    Members of balanced workplaces do with the probability `federation_rate`, and those whose
    exchange has just ended.

    Parameters
    ----------
    economy : EconomyState
        With the spread of job indices in each workplace.
    renewing : (n,) int64
        Rows.
    """
    person, workplaces = economy.people.person, economy.workplaces
    rate, offsets = economy.parameters.federation_rate, workplaces.offsets
    key = key_in(economy, Stream.FEDERATION, economy.month)
    employed = offsets[-1]
    at_once = np.zeros(employed, np.bool_)
    for row in renewing:
        at_once[row] = True
    rows, count = np.empty(employed, np.int64), 0
    for j in range(offsets.shape[0] - 1):
        if workplaces.job_index_spread[j] < economy.parameters.federation_tolerance:
            for row in range(offsets[j], offsets[j + 1]):
                # Always written and only kept for some: cheaper than a branch nobody can foresee.
                rows[np.uint64(count)] = row
                count += (uniform(key, person[row]) < rate) | at_once[row]
    return rows[:count]


@compiled
def balance(
    economy: EconomyState,
    federation: Integers,
    federations: int,
    mean: Floats,
    willing: Integers,
    work_from_outside: Floats,
) -> float:
    """Exchange hours inside each federation and return the hours moved.

    Nothing moves in a federation whose workplaces are as equal as `society_tolerance`.

    Parameters
    ----------
    economy : EconomyState
        Hours and what people do outside are changed in place.
    federation : (workplaces,) int64
    federations : int
    mean : (workplaces,) float64
        Mean job index of the members.
    willing : (n,) int64
        Rows of those who could begin an exchange, ascending.
    work_from_outside : (workplaces, tasks) float64
        Hours already done by people of other workplaces, changed in place.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    federation_mean, members = np.zeros(federations), np.zeros(federations)
    for j in range(mean.shape[0]):
        federation_mean[federation[j]] += mean[j] * (offsets[j + 1] - offsets[j])
        members[federation[j]] += offsets[j + 1] - offsets[j]
    for f in range(federations):
        federation_mean[f] /= max(members[f], 1.0)
    squares = np.zeros(federations)
    for j in range(mean.shape[0]):
        lead = mean[j] - federation_mean[federation[j]]
        squares[federation[j]] += lead * lead * (offsets[j + 1] - offsets[j])
    givers, receivers = np.empty(willing.shape[0], np.int64), np.empty(willing.shape[0], np.int64)
    giving, receiving = 0, 0
    for row in willing:
        home = people.workplace[row]
        f = federation[home]
        unequal = np.sqrt(squares[f] / max(members[f], 1.0)) > parameters.society_tolerance
        if people.outside_partner[row] >= 0 or not unequal:
            continue
        lead, distance = mean[home] - federation_mean[f], people.job_index[row] - federation_mean[f]
        if lead > 0.0 and distance > 0.0:
            givers[giving] = row
            giving += 1
        elif lead < 0.0 and distance < 0.0:
            receivers[receiving] = row
            receiving += 1
    first = farthest_first(economy, givers[:giving], federation, federation_mean)
    second = farthest_first(economy, receivers[:receiving], federation, federation_mean)
    if parameters.wide_exchanges >= 0.5:
        return arrange_wide_exchanges(
            first, second, economy, federation, federation_mean, work_from_outside
        )
    return arrange_exchanges(first, second, economy, federation, federation_mean, work_from_outside)


@compiled
def farthest_first(
    economy: EconomyState, rows: Integers, federation: Integers, federation_mean: Floats
) -> Integers:
    """Return rows by federation, and in each by distance from its mean, farthest first.

    Of people who are equally far the one with the lower identifier comes first.

    Parameters
    ----------
    economy : EconomyState
    rows : (n,) int64
    federation : (workplaces,) int64
    federation_mean : (federations,) float64
    """
    people, count, federations = economy.people, rows.shape[0], federation_mean.shape[0]
    ends = np.zeros(federations + 1, np.int64)
    for row in rows:
        ends[federation[people.workplace[row]] + 1] += 1
    for f in range(federations):
        ends[f + 1] += ends[f]
    place, gathered, keys = ends[:federations].copy(), np.empty(count, np.int64), np.empty(count)
    for row in rows:
        f = federation[people.workplace[row]]
        gathered[place[f]] = row
        keys[place[f]] = -abs(people.job_index[row] - federation_mean[f])
        place[f] += 1
    order, ordered = np.empty(count, np.int64), np.empty(count, np.int64)
    pending = np.empty(2 * PENDING, np.int64)
    for f in range(federations):
        start, stop = ends[f], ends[f + 1]
        rank(stop - start, keys[start:stop], order, pending)
        for position in range(stop - start):
            ordered[start + position] = gathered[start + order[position]]
        begin = start
        for position in range(start + 1, stop + 1):
            if position == stop or keys[position] != keys[begin]:
                sort_by_person(ordered[begin:position], people.person, order, pending)
                begin = position
    return ordered


@compiled
def sort_by_person(rows: Integers, person: Integers, order: Integers, pending: Integers) -> None:
    """Sort rows upwards by the identifier of the person; the other arrays are room to work in."""
    count = rows.shape[0]
    if count < 2:
        return
    before, identifiers = rows.copy(), np.empty(count)
    for position in range(count):
        identifiers[position] = person[rows[position]]
    rank(count, identifiers, order, pending)
    for position in range(count):
        rows[position] = before[order[position]]
