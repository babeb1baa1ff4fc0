"""The productivity kernel: output of every workplace, and of every person (model section 5.1).

Effective labour of a task is ``L_k = H * sum_i h_ik * pi_i * e_i * u_ik * s_i,d(k) ** c_k``, u
the share of efficiency that is left without training in the domain (model section 10.1); how output
follows from it stands in `sim.kernels.aggregation`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.aggregation import (
    aggregate,
    fill_products,
    marginal_products,
    substitution_exponent,
)
from sim.kernels.compile import compiled
from sim.kernels.effective_labour import fill_effective_labour
from sim.kernels.expertise import task_efficiency

__all__ = ["marginal_products", "person_output", "produce"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@compiled
def produce(
    first: int,
    last: int,
    offsets: Integers,
    sector: Integers,
    technology: Floats,
    hours_factor: Floats,
    hours: Floats,
    productive_time: Floats,
    effort: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    expert: NDArray[np.int8],
    untrained_efficiency: Floats,
    hours_share: Floats,
    substitution: float,
    incoming_offsets: Integers,
    incoming_rows: Integers,
    outside_task: NDArray[np.int8],
    outside_hours: Floats,
    effective_labour: Floats,
    output: Floats,
) -> None:
    """Fill effective labour by task and output of workplaces `first` to `last` - 1.

    Arrays are contiguous, with people sorted by workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
        Members of workplace j are the rows ``offsets[j]:offsets[j + 1]``.
    sector : (workplaces,) int64
    technology : (workplaces,) float64
        Technology level A.
    hours_factor : (workplaces,) float64
        Hours of the month relative to full time; holds for everybody who works there.
    hours : (people, 8) float64
        Share of a full-time month given to each task of the person's own workplace; at least 0.
    productive_time : (people,) float64
        Share of working time left after overheads.
    effort : (people,) float64
    skill : (people, 6) float64
        Skill by domain, 1 = the fully trained, average person; at least 0.
    domain : (sectors, 8) int64
        Skill domain of each task.
    complexity : (sectors, 8) float64
        Elasticity of efficiency to skill.
    expert : (people,) int8
        Domain of completed expert training, or -1.
    untrained_efficiency : (sectors, 8) float64
        Share of efficiency that is left without training in the domain, in (0, 1].
    hours_share : (sectors, 8) float64
        Share alpha of the task in the work of the sector; tasks with 0 do not enter output.
    substitution : float
        Elasticity of substitution sigma between tasks, in [0, 1].
    incoming_offsets : (workplaces + 1,) int64
    incoming_rows : (n,) int64
        Who comes to workplace j from another one:
        ``incoming_rows[incoming_offsets[j]:incoming_offsets[j + 1]]``.
    outside_task : (people,) int8
        Task done in the second workplace.
    outside_hours : (people,) float64
        Share of a full-time month spent on it.
    effective_labour : (workplaces, 8) float64
        Filled.
    output : (workplaces,) float64
        Filled, in full-time months of a fully trained, average person at full effort; 0 where a
        task with a share has no labour.
    """
    fill_effective_labour(
        first,
        last,
        offsets,
        sector,
        hours_factor,
        hours,
        productive_time,
        effort,
        skill,
        domain,
        complexity,
        expert,
        untrained_efficiency,
        incoming_offsets,
        incoming_rows,
        outside_task,
        outside_hours,
        effective_labour,
    )
    aggregate(first, last, sector, technology, hours_share, substitution, effective_labour, output)


@compiled
def person_output(
    first: int,
    last: int,
    offsets: Integers,
    sector: Integers,
    technology: Floats,
    hours_factor: Floats,
    hours: Floats,
    productive_time: Floats,
    effort: Floats,
    skill: Floats,
    domain: Integers,
    complexity: Floats,
    expert: NDArray[np.int8],
    untrained_efficiency: Floats,
    hours_share: Floats,
    substitution: float,
    outside_workplace: NDArray[np.int32],
    outside_task: NDArray[np.int8],
    outside_hours: Floats,
    effective_labour: Floats,
    output: Floats,
    by_person: Floats,
) -> None:
    """Fill the output imputed to the members of workplaces `first` to `last` - 1.

    Everybody's effective labour, in their own and in a second workplace, counts at its marginal
    product. Since output is homogeneous of degree 1 in effective labour, the sum over people is the
    output of all workplaces (Euler's theorem).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector, technology, hours_factor, hours, productive_time, effort, skill
        As in `produce`; output already carries technology.
    domain, complexity, expert, untrained_efficiency, hours_share, substitution
        As in `produce`.
    outside_workplace : (people,) int32
        Second workplace, negative for none.
    outside_task : (people,) int8
    outside_hours : (people,) float64
    effective_labour : (workplaces, 8) float64
    output : (workplaces,) float64
        Both as filled by `produce` for all workplaces.
    by_person : (people,) float64
        Filled for the members.
    """
    rho = substitution_exponent(substitution)
    products, elsewhere = np.empty(MAX_TASKS), np.empty(MAX_TASKS)
    for j in range(first, last):
        kind = sector[j]
        fill_products(j, kind, hours_share, effective_labour, output, rho, products)
        for row in range(offsets[j], offsets[j + 1]):
            time = productive_time[row] * effort[row]
            total = 0.0
            for k in range(MAX_TASKS):
                if hours[row, k] > 0.0:
                    efficiency = task_efficiency(
                        row, k, kind, skill, domain, complexity, expert, untrained_efficiency
                    )
                    total += hours_factor[j] * hours[row, k] * efficiency * products[k]
            there = outside_workplace[row]
            if there >= 0:
                kind_there, k = sector[there], outside_task[row]
                fill_products(
                    there, kind_there, hours_share, effective_labour, output, rho, elsewhere
                )
                efficiency = task_efficiency(
                    row, k, kind_there, skill, domain, complexity, expert, untrained_efficiency
                )
                total += hours_factor[there] * outside_hours[row] * efficiency * elsewhere[k]
            by_person[row] = time * total
