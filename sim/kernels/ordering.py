"""Order of people by workplace: a counting sort in place that keeps ties in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import literal_unroll
from numpy.typing import NDArray

from sim.kernels import DOMAINS
from sim.kernels.compile import compiled

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState
    from sim.state.people import People

Rows = NDArray[np.int32]

PARTS = 11
"""Parts of the attributes of people that `move_rows` moves, half of the work in the first five."""


@compiled
def plan_moves(economy: EconomyState) -> tuple[int, int, Rows, Rows]:
    """Return the moves that sort rows by workplace, and fill where each workplace begins then.

    Few people change the workplace in a month. The others keep their order and only give way, so
    that they move inside the arrays: those who move down from the first on, those who move up from
    the last of each stretch on, and nobody is overwritten before they have moved.

    Parameters
    ----------
    economy : EconomyState
        `people.workplace` says where each row works from now on, and `workplaces.offsets` where
        each workplace has begun so far; filled with where it begins from now on. People without a
        workplace come last.

    Returns
    -------
    giving_way, changing : int
        Number of people who give way, and of those who change the workplace.
    sources, targets : (people,) int32
        Row ``sources[i]`` moves to row ``targets[i]``. Filled from the front with those who give
        way, in the order in which they can, and from the back with those who change the workplace.

    Raises
    ------
    ValueError
        If a workplace does not exist.
    """
    workplace, offsets = economy.people.workplace, economy.workplaces.offsets
    people, workplaces = workplace.shape[0], offsets.shape[0] - 1
    sources, targets = np.empty(people, np.int32), np.empty(people, np.int32)
    place = np.zeros(workplaces + 1, np.int64)
    for row in range(people):
        j = workplace[row]
        if j >= workplaces:
            raise ValueError("a row names a workplace that does not exist")
        place[j if j >= 0 else workplaces] += 1
    begin = 0
    for j in range(workplaces + 1):
        begin, place[j] = begin + place[j], begin
    giving_way, changing, rising = 0, 0, 0
    for block in range(workplaces + 1):
        stop = offsets[block + 1] if block < workplaces else people
        for row in range(offsets[block], stop):
            j = workplace[row] if workplace[row] >= 0 else workplaces
            target = place[j]
            place[j] = target + 1
            if j != block:
                changing += 1
                sources[people - changing], targets[people - changing] = row, target
            elif target != row:
                if target < row:
                    _reverse(rising, giving_way, sources, targets)
                    rising = giving_way + 1
                sources[giving_way], targets[giving_way] = row, target
                giving_way += 1
    _reverse(rising, giving_way, sources, targets)
    offsets[0] = 0
    for j in range(workplaces):
        offsets[j + 1] = place[j]
    return giving_way, changing, sources, targets


@compiled
def _reverse(first: int, last: int, sources: Rows, targets: Rows) -> None:
    """Turn the order of the moves from `first` to `last` - 1 round."""
    last -= 1
    while first < last:
        sources[first], sources[last] = sources[last], sources[first]
        targets[first], targets[last] = targets[last], targets[first]
        first += 1
        last -= 1


@compiled
def move_rows(
    first: int,
    last: int,
    economy: EconomyState,
    giving_way: int,
    changing: int,
    sources: Rows,
    targets: Rows,
) -> None:
    """Move people to other rows: some of the parts of which all their attributes consist.

    Parameters
    ----------
    first, last : int
        Range of parts, of which there are `PARTS`.
    economy : EconomyState
        Every attribute of people but `row_of` is changed in place.
    giving_way, changing, sources, targets
        What `plan_moves` returns.
    """
    plan = giving_way, changing, sources, targets
    for part in range(first, last):
        if part < 5:
            move_numbers(part, economy.people, plan)
        elif part < 9:
            move_matrix(table_of(part, economy.people), plan)
        else:
            move_references(part, economy.people, plan)


@compiled
def move_numbers(part: int, p: People, plan: tuple[int, int, Rows, Rows]) -> None:
    """Move a part of the attributes that are numbers, and small numbers."""
    if part == 0:
        move_vectors((p.background, p.need, p.diligence, p.pay_premium, p.wealth, p.income), plan)
    elif part == 1:
        move_vectors(
            (
                p.hourly_pay,
                p.effort,
                p.alienation_total,
                p.outside_hours,
                p.empowerment,
                p.desirability,
            ),
            plan,
        )
    elif part == 2:
        move_vectors(
            (
                p.creativity,
                p.concentration,
                p.job_index,
                p.productive_time,
                p.voice,
                p.unfairness,
            ),
            plan,
        )
    elif part == 3:
        move_vectors(
            (
                p.fair_pay,
                p.variety,
                p.competence,
                p.accustomed_alienation,
                p.heard,
                p.schooling,
            ),
            plan,
        )
    else:
        move_vectors(
            (
                p.home_sector,
                p.status,
                p.expert,
                p.training_domain,
                p.outside_task,
                p.once_disempowered,
            ),
            plan,
        )


@compiled
def table_of(part: int, people: People) -> NDArray[np.float64]:
    """Return the attribute with several columns that is a part."""
    if part == 5:
        return people.hours
    if part == 6:
        return people.aptitude
    if part == 7:
        return people.skill
    return people.alienation


@compiled
def move_references(part: int, p: People, plan: tuple[int, int, Rows, Rows]) -> None:
    """Move a part of the attributes that are whole numbers."""
    if part == 9:
        move_vectors(
            (
                p.workplace,
                p.age,
                p.entry_month,
                p.tenure,
                p.training_left,
                p.outside_workplace,
            ),
            plan,
        )
    else:
        move_vectors((p.person, p.outside_partner), plan)


@compiled
def move_vectors(vectors: tuple[NDArray[Any], ...], plan: tuple[int, int, Rows, Rows]) -> None:
    """Move the rows of some vectors of the same type as planned."""
    giving_way, changing, sources, targets = plan
    begin = sources.shape[0] - changing
    waiting = np.empty(changing * len(vectors), vectors[0].dtype)
    gather(sources[begin:], vectors, waiting)
    shift_in_place(giving_way, sources, targets, vectors)
    scatter(targets[begin:], waiting, vectors)


@compiled
def gather(rows: Rows, vectors: tuple[NDArray[Any], ...], waiting: NDArray[Any]) -> None:
    """Copy some rows of vectors into a buffer.

    Several vectors at once keep the memory busy: three times as fast as one after the other.

    Parameters
    ----------
    rows : (n,) int32
    vectors : tuple of (people,) of the same type
    waiting : (at least n times the number of vectors,) of that type
        Filled.
    """
    count = rows.shape[0]
    for i in range(count):
        row, slot = np.uint64(rows[i]), i
        for values in literal_unroll(vectors):
            waiting[np.uint64(slot)] = values[row]
            slot += count


@compiled
def shift_in_place(
    giving_way: int, sources: Rows, targets: Rows, vectors: tuple[NDArray[Any], ...]
) -> None:
    """Move those who give way to people who change the workplace.

    Parameters
    ----------
    giving_way : int
    sources, targets : (people,) int32
        All as `plan_moves` leaves them.
    vectors : tuple of (people,) of the same type
        Changed in place.
    """
    for i in range(giving_way):
        source, target = np.uint64(sources[np.uint64(i)]), np.uint64(targets[np.uint64(i)])
        for values in literal_unroll(vectors):
            values[target] = values[source]


@compiled
def scatter(rows: Rows, waiting: NDArray[Any], vectors: tuple[NDArray[Any], ...]) -> None:
    """Copy a buffer to some rows of vectors, the reverse of `gather`.

    Parameters
    ----------
    rows : (n,) int32
    waiting : (at least n times the number of vectors,) of the type of the vectors
    vectors : tuple of (people,) of the same type
        Changed in place.
    """
    count = rows.shape[0]
    for i in range(count):
        row, slot = np.uint64(rows[i]), i
        for values in literal_unroll(vectors):
            values[row] = waiting[np.uint64(slot)]
            slot += count


@compiled
def move_matrix(values: NDArray[np.float64], plan: tuple[int, int, Rows, Rows]) -> None:
    """Move the rows of a matrix, (people, columns), as planned."""
    giving_way, changing, sources, targets = plan
    people, columns = values.shape
    waiting = np.empty(changing * columns)
    for i in range(changing):
        source = np.uint64(sources[people - 1 - i])
        for k in range(columns):
            waiting[np.uint64(i * columns + k)] = values[source, np.uint64(k)]
    if columns == DOMAINS:
        # A number of columns that the compiler knows: twice as fast.
        for i in range(giving_way):
            source, target = np.uint64(sources[np.uint64(i)]), np.uint64(targets[np.uint64(i)])
            for k in range(DOMAINS):
                values[target, np.uint64(k)] = values[source, np.uint64(k)]
    else:
        for i in range(giving_way):
            source, target = np.uint64(sources[np.uint64(i)]), np.uint64(targets[np.uint64(i)])
            for k in range(columns):
                values[target, np.uint64(k)] = values[source, np.uint64(k)]
    for i in range(changing):
        target = np.uint64(targets[people - 1 - i])
        for k in range(columns):
            values[target, np.uint64(k)] = waiting[np.uint64(i * columns + k)]


@compiled
def index_rows(economy: EconomyState) -> None:
    """Fill the row of each person, and who comes to each workplace from another one.

    Parameters
    ----------
    economy : EconomyState
        `people.row_of` and what `index_incoming` fills are changed in place.
    """
    person, row_of = economy.people.person, economy.people.row_of
    for row in range(person.shape[0]):
        row_of[np.uint64(person[row])] = row
    index_incoming(economy)


@compiled
def index_incoming(economy: EconomyState) -> int:
    """Fill who comes to each workplace from another one and return how many people do.

    Parameters
    ----------
    economy : EconomyState
        `workplaces.incoming_offsets` and `incoming_rows` are filled: those who come to workplace
        ``j`` are ``incoming_rows[incoming_offsets[j]:incoming_offsets[j + 1]]``, in ascending
        order.

    Raises
    ------
    ValueError
        If a workplace does not exist or `incoming_rows` is too short.
    """
    outside_workplace, workplaces = economy.people.outside_workplace, economy.workplaces
    incoming_offsets, incoming_rows = workplaces.incoming_offsets, workplaces.incoming_rows
    places = incoming_offsets.shape[0] - 1
    rows, count = np.empty(outside_workplace.shape[0], np.int32), 0
    for row in range(outside_workplace.shape[0]):
        # Always written and only kept for some: cheaper than a branch that nobody can foresee.
        rows[np.uint64(count)] = row
        count += outside_workplace[row] >= 0
    if count > incoming_rows.shape[0]:
        raise ValueError("incoming_rows is too short")
    incoming_offsets[:] = 0
    for position in range(count):
        j = outside_workplace[rows[position]]
        if j >= places:
            raise ValueError("a row names a workplace that does not exist")
        incoming_offsets[j + 1] += 1
    for j in range(places):
        incoming_offsets[j + 1] += incoming_offsets[j]
    place = incoming_offsets[:places].copy()
    for position in range(count):
        j = outside_workplace[rows[position]]
        incoming_rows[place[j]] = rows[position]
        place[j] += 1
    return count
