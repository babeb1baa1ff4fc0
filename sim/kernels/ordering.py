"""Order of people by workplace: counting sorts that keep ties in their order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled


@compiled
def sort_by_workplace(
    workplace: NDArray[np.int32],
    workplaces: int,
    order: NDArray[np.int64],
    offsets: NDArray[np.int64],
) -> None:
    """Fill the stable order of rows by workplace and where each workplace begins.

    Parameters
    ----------
    workplace : (people,) int32
        Index of the workplace of each row, negative outside employment.
    workplaces : int
        Number of workplaces.
    order : (people,) int64
        Filled: row ``order[i]`` moves to row ``i``; people without a workplace come last.
    offsets : (workplaces + 1,) int64
        Filled: members of workplace ``j`` are ``order[offsets[j]:offsets[j + 1]]``.

    Raises
    ------
    ValueError
        If a workplace does not exist; `order` and `offsets` are then undefined.
    """
    offsets[:] = 0
    for row in range(workplace.shape[0]):
        if workplace[row] >= workplaces:
            raise ValueError("a row names a workplace that does not exist")
        if workplace[row] >= 0:
            offsets[workplace[row] + 1] += 1
    for j in range(workplaces):
        offsets[j + 1] += offsets[j]
    outside = offsets[workplaces]
    place = offsets[:workplaces].copy()
    for row in range(workplace.shape[0]):
        j = workplace[row]
        if j >= 0:
            order[place[j]] = row
            place[j] += 1
        else:
            order[outside] = row
            outside += 1


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
    incoming_offsets[:] = 0
    for row in range(outside_workplace.shape[0]):
        if outside_workplace[row] >= workplaces:
            raise ValueError("a row names a workplace that does not exist")
        if outside_workplace[row] >= 0:
            incoming_offsets[outside_workplace[row] + 1] += 1
    for j in range(workplaces):
        incoming_offsets[j + 1] += incoming_offsets[j]
    count = incoming_offsets[workplaces]
    if count > incoming_rows.shape[0]:
        raise ValueError("incoming_rows is too short")
    if count == 0:
        return 0
    place = incoming_offsets[:workplaces].copy()
    for row in range(outside_workplace.shape[0]):
        j = outside_workplace[row]
        if j >= 0:
            incoming_rows[place[j]] = row
            place[j] += 1
    return int(count)


@compiled
def find_runs(order: NDArray[np.int64], begins: NDArray[np.int64]) -> int:
    """Fill where runs of rows that move together begin, and return how many runs there are.

    Parameters
    ----------
    order : (people,) int64
        Row ``order[i]`` moves to row ``i``. Few people change the workplace in a month, so that
        most rows stay next to each other.
    begins : (people + 1,) int64
        Filled up to the end of the last run, which is the number of people.
    """
    runs = 0
    expected = np.int64(-1)
    for row in range(order.shape[0]):
        # Always written and only kept when a run begins: cheaper than a branch nobody can foresee.
        begins[np.uint64(runs)] = row
        runs += order[row] != expected
        expected = order[row] + 1
    begins[runs] = order.shape[0]
    return runs


@compiled
def move_arrays(
    order: NDArray[np.int64],
    begins: NDArray[np.int64],
    runs: int,
    arrays: tuple[NDArray[np.float64], ...],
) -> None:
    """Put row ``order[i]`` of every array into row ``i`` of the array before it.

    The first array is spare and is filled from the second one, that from the third, and so on; what
    the last one holds is no longer needed. So every number is moved only once.

    Parameters
    ----------
    order : (people,) int64
    begins : (people + 1,) int64
    runs : int
        Both as `find_runs` leaves them.
    arrays : tuple of (people,) or of (people, n)
        Of the same kind.
    """
    width = arrays[0].size // order.shape[0]
    for field in range(1, len(arrays)):
        source, target = arrays[field].reshape(-1), arrays[field - 1].reshape(-1)
        for run in range(runs):
            first, last = begins[run] * width, begins[run + 1] * width
            ahead = order[begins[run]] * width - first
            for x in range(first, last):
                target[np.uint64(x)] = source[np.uint64(x + ahead)]
