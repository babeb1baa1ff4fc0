"""Order of people by workplace: a counting sort in place that keeps ties in their order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import literal_unroll
from numpy.typing import NDArray

from sim.kernels import DOMAINS
from sim.kernels.compile import compiled

Rows = NDArray[np.int32]


@compiled
def plan_moves(
    workplace: NDArray[np.int32],
    place: NDArray[np.int64],
    offsets: NDArray[np.int64],
    sources: Rows,
    targets: Rows,
) -> tuple[int, int]:
    """Fill the moves that sort rows by workplace, and where each workplace begins then.

    Few people change the workplace in a month. The others keep their order and only give way, so
    that they move inside the arrays: those who move down from the first on, those who move up from
    the last of each stretch on, and nobody is overwritten before they have moved.

    Parameters
    ----------
    workplace : (people,) int32
        Index of the workplace of each row from now on, negative outside employment.
    place : (workplaces + 1,) int64
        Overwritten.
    offsets : (workplaces + 1,) int64
        Where each workplace has begun so far, ascending and at most the number of people; filled
        with where it begins from now on. People without a workplace come last.
    sources, targets : (people,) int32
        Row ``sources[i]`` moves to row ``targets[i]``. Filled from the front with those who give
        way, in the order in which they can, and from the back with those who change the workplace.

    Returns
    -------
    (int, int)
        Number of people who give way, and of those who change the workplace.

    Raises
    ------
    ValueError
        If a workplace does not exist; everything filled is then undefined.
    """
    people, workplaces = workplace.shape[0], offsets.shape[0] - 1
    place[:] = 0
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
    return giving_way, changing


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
def move_matrix(
    giving_way: int,
    changing: int,
    sources: Rows,
    targets: Rows,
    waiting: NDArray[np.float64],
    values: NDArray[np.float64],
) -> None:
    """Move the rows of a matrix as planned.

    Parameters
    ----------
    giving_way, changing : int
    sources, targets : (people,) int32
        All as `plan_moves` leaves them.
    waiting : (at least changing times columns,) float64
        Overwritten.
    values : (people, columns) float64
        Changed in place.
    """
    people, columns = values.shape
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
def index_rows(person: NDArray[np.int64], row_of: NDArray[np.int64]) -> None:
    """Fill the row of each person.

    Parameters
    ----------
    person : (people,) int64
        Identifier in each row, each from 0 to people - 1 once.
    row_of : (people,) int64
        Filled.
    """
    for row in range(person.shape[0]):
        row_of[np.uint64(person[row])] = row


@compiled
def index_incoming(
    outside_workplace: NDArray[np.int32],
    workplaces: int,
    incoming_offsets: NDArray[np.int64],
    incoming_rows: NDArray[np.int64],
) -> int:
    """Fill who comes to each workplace from another one and return how many people do.

    Parameters
    ----------
    outside_workplace : (people,) int32
        Second workplace of each row, negative for none.
    workplaces : int
        Number of workplaces.
    incoming_offsets : (workplaces + 1,) int64
        Filled: those who come to workplace ``j`` are
        ``incoming_rows[incoming_offsets[j]:incoming_offsets[j + 1]]``, in ascending order.
    incoming_rows : (n,) int64
        Filled up to the number returned; as long as there are people is always enough.

    Raises
    ------
    ValueError
        If a workplace does not exist or `incoming_rows` is too short.
    """
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
        if j >= workplaces:
            raise ValueError("a row names a workplace that does not exist")
        incoming_offsets[j + 1] += 1
    for j in range(workplaces):
        incoming_offsets[j + 1] += incoming_offsets[j]
    place = incoming_offsets[:workplaces].copy()
    for position in range(count):
        j = outside_workplace[rows[position]]
        incoming_rows[place[j]] = rows[position]
        place[j] += 1
    return count
