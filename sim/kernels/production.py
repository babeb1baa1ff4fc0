"""The productivity kernel: output of every workplace, and of every person (model section 5.1).

Member i of workplace j gives task k the hours ``h_ik``, with productive time ``pi_i``, effort
``e_i`` and skill ``s_i,d(k)`` in its domain; ``u_ik`` is the share of efficiency that is left
without training in the domain (model section 10.1), ``H`` the hours of the month, ``A`` technology,
``alpha_k`` the share of the task in the work and ``c_k`` its complexity::

    L_k = H * sum_i h_ik * pi_i * e_i * u_ik * s_i,d(k) ** c_k
    Y   = A * (sum_k alpha_k * (L_k / alpha_k) ** rho) ** (1 / rho),  rho = (sigma - 1) / sigma

How the sums are taken stands in `sim.kernels.effective_labour` and `sim.kernels.aggregation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.aggregation import aggregate, fill_products
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_effective_labour
from sim.kernels.expertise import efficiency_of

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def produce(first: int, last: int, economy: EconomyState) -> None:
    """Fill effective labour by task and output of workplaces `first` to `last` - 1.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `workplaces.effective_labour` and `workplaces.output` are filled. Output is in full-time
        months of a fully trained, average person at full effort, and 0 where a task with a share
        has no labour.
    """
    fill_effective_labour(first, last, economy)
    aggregate(first, last, economy)


@compiled
def person_output(
    first: int, last: int, economy: EconomyState, by_person: NDArray[np.float64]
) -> None:
    """Fill the output imputed to the members of workplaces `first` to `last` - 1.

    Everybody's effective labour, in their own and in a second workplace, counts at its marginal
    product. Since output is homogeneous of degree 1 in effective labour, the sum over people is the
    output of all workplaces (Euler's theorem).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        With effective labour and output as `produce` fills them for all workplaces.
    by_person : (people,) float64
        Filled for the members.
    """
    people, workplaces, sector = economy.people, economy.workplaces, economy.workplaces.sector
    products, elsewhere = np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    for j in range(first, last):
        fill_products(economy, j, products)
        for row in range(workplaces.offsets[j], workplaces.offsets[j + 1]):
            time = people.productive_time[row] * people.effort[row]
            total = 0.0
            for k in range(MAX_TASKS):
                hours = workplaces.hours_factor[j] * people.hours[row, k]
                if hours > 0.0:
                    total += hours * efficiency_of(economy, row, k, sector[j]) * products[k]
            there = people.outside_workplace[row]
            if there >= 0:
                k = people.outside_task[row]
                fill_products(economy, there, elsewhere)
                hours = workplaces.hours_factor[there] * people.outside_hours[row]
                total += hours * efficiency_of(economy, row, k, sector[there]) * elsewhere[k]
            by_person[row] = time * total
