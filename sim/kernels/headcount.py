"""How many people there are and may be: the labour force, members, places (model section 5.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.sorting import stable_order
from sim.kernels.sums import total

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def labour_force(economy: EconomyState) -> int:
    """Return the number of people employed or unemployed, without those in training."""
    training_left, count = economy.people.training_left, 0
    for row in range(training_left.shape[0]):
        count += training_left[row] == 0
    return count


@compiled
def whole_numbers(exact: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return non-negative integers closest to `exact` that sum to its rounded sum, (workplaces,).

    Largest remainders are rounded up; ties go to the lower index.
    """
    whole, rest = np.empty(exact.shape[0], np.int64), np.empty(exact.shape[0])
    missing = np.int64(np.rint(total(exact)))
    for j in range(exact.shape[0]):
        whole[j] = np.int64(np.floor(exact[j]))
        rest[j] = whole[j] - exact[j]
        missing -= whole[j]
    if missing > 0:
        order = stable_order(rest)
        for place in range(min(missing, order.shape[0])):
            whole[order[place]] += 1
    return whole


@compiled
def count_members(economy: EconomyState) -> NDArray[np.int64]:
    """Return how many people will work in each workplace as far as is decided, (workplaces,)."""
    destination = economy.destination
    members = np.zeros(economy.workplaces.sector.shape[0], np.int64)
    for row in range(destination.shape[0]):
        if destination[row] >= 0:
            members[destination[row]] += 1
    return members
