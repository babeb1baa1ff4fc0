"""The tasks of the sectors as the kernels read them (model section 3)."""

from __future__ import annotations

import numpy as np

from sim.kernels import DOMAINS
from sim.kernels.elementwise import powers
from sim.kernels.records import Record, record
from sim.kernels.sums import totals_of_rows
from sim.parameters import Parameters
from sim.sectors import SectorTable
from sim.sectors.sector import DOMAIN_NAMES, LEAST_COMPLEXITY
from sim.state.people import Floats, Integers

EXPERT_COMPLEXITY = 1.0
"""Tasks of at least this complexity, before scaling, are what experts are trained for; about five
years of preparation."""

WIDEST_COMPLEXITY = 2.5
"""Difference of complexity, before scaling, that is a full one: from bed making to surgery."""

MOST_DIFFERENT = 0.8
"""Mean difference over the five demands of the most different tasks of one shipped sector
(administration and cafeteria of a school), which counts as 1."""


ORGANISATIONAL = DOMAIN_NAMES.index("organisational")
"""Domain of managing work."""
UNLICENSED_EFFICIENCY = 0.1
"""Share of efficiency in licensed tasks that is left to those who may only assist. Assumed. Not
zero: what a workplace makes would stop with a single task that nobody may do."""
ENFORCED = 0.5
"""Value of `licensing` from which the law also decides who may take over licensed hours."""


@record
class TaskTables(Record):
    """Task tables of all sectors; unused columns have an hours share of zero.

    Attributes
    ----------
    hours_share : (sectors, tasks) float64
        Share of the sector's work.
    domain : (sectors, tasks) int64
        Skill domain.
    complexity : (sectors, tasks) float64
        Elasticity of efficiency to skill.
    empowerment, desirability, creativity : (sectors, tasks) float64
        Scores in [0, 1].
    task_count : (sectors,) int64
        Columns in use.
    task_order : (sectors, tasks) int64
        Tasks in descending complexity, the unused ones last.
    for_experts : (sectors, tasks) bool
        Tasks that call for expert training.
    licensed : (sectors, tasks) bool
        Tasks that the law reserves to the trained.
    reserved : (sectors, tasks) bool
        The same where the law is enforced, `licensing` of at least `ENFORCED`: no hours of them may
        be handed, swapped or exchanged to people without the training.
    untrained_efficiency : (sectors, tasks) float64
        Share of efficiency that is left to those without training in the task's domain (model
        section 10.1); 1 where training makes no difference.
    untrained_worth : (sectors, tasks) float64
        The same as a share of skill: ``untrained_worth ** complexity`` is `untrained_efficiency`.
    expert_hours : (sectors, domains) float64
        Share of the sector's work in tasks for experts of each domain.
    job_index : (sectors, tasks) float64
        Job index of an hour of the task (model section 5.2).
    difference : (sectors, tasks, sectors, tasks) float64
        How much a change from one task to the other adds to variety, in [0, 1] (model section
        10.5). On the diagonal stands what the same task in a second workplace adds.
    """

    hours_share: Floats
    domain: Integers
    complexity: Floats
    empowerment: Floats
    desirability: Floats
    creativity: Floats
    task_count: Integers
    task_order: Integers
    for_experts: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    licensed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    reserved: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    untrained_efficiency: Floats
    untrained_worth: Floats
    expert_hours: Floats
    job_index: Floats
    difference: Floats


def hours_shares(table: SectorTable, parameters: Parameters, monitoring: float) -> Floats:
    """Return the share of each task in the work of a sector, (sectors, tasks) (model 10.14).

    Where less is monitored than under a manager, managing takes fewer hours by its part of
    supervision, and every other task more, so that the shares sum to 1 as before. A sector that has
    nothing but managing stays as it is.

    Parameters
    ----------
    table : SectorTable
        Shares as read, under a manager.
    parameters : Parameters
        `supervision_part` and `empowered_cut` are read.
    monitoring : float
        Probability of being observed under the rule in force.
    """
    share = np.ascontiguousarray(table.hours_share)
    if parameters.supervision_part <= 0.0 or monitoring >= parameters.monitoring:
        return share
    managing = (table.domain == ORGANISATIONAL) & (table.empowerment >= parameters.empowered_cut)
    left = 1.0 - parameters.supervision_part * (1.0 - monitoring / parameters.monitoring)
    before = totals_of_rows(np.where(managing, share, 0.0))[:, None]
    rest = totals_of_rows(share)[:, None] - before
    more = np.where(rest > 0.0, 1.0 + before * (1.0 - left) / np.where(rest > 0.0, rest, 1.0), 1.0)
    fewer = np.where(rest > 0.0, left, 1.0)
    shares: Floats = share * np.where(managing, fewer, more)
    return shares


def task_tables(
    table: SectorTable, parameters: Parameters, monitoring: float | None = None
) -> TaskTables:
    """Return the task tables under the given parameters.

    Parameters
    ----------
    table : SectorTable
        Sectors as read from their files.
    parameters : Parameters
        `complexity_scale` multiplies complexity; `empowerment_weight` weighs the job index;
        `content_variety` is the part of variety that depends on what tasks demand;
        `untrained_ceiling` and `licensing` decide what the untrained can do.
    monitoring : float, optional
        Probability of being observed, on which the hours of managing depend; by default that under
        a manager.
    """
    tasks = table.hours_share.shape[1]
    used = np.arange(tasks) < table.task_count[:, None]
    weight, content = parameters.empowerment_weight, parameters.content_variety
    for_experts = used & (table.complexity >= EXPERT_COMPLEXITY)
    complexity = table.complexity * parameters.complexity_scale
    untrained = np.where(for_experts, powers(parameters.untrained_ceiling, complexity), 1.0)
    licensed = for_experts & table.licensed
    lost = np.where(licensed, np.maximum(untrained - UNLICENSED_EFFICIENCY, 0.0), 0.0)
    untrained = untrained - parameters.licensing * lost
    shares = np.ascontiguousarray(table.hours_share)
    if monitoring is not None:
        shares = hours_shares(table, parameters, monitoring)
    of_experts = np.where(for_experts, shares, 0.0)
    expert_hours = np.zeros((len(of_experts), DOMAINS))
    np.add.at(expert_hours, (np.arange(len(of_experts))[:, None], table.domain), of_experts)
    return TaskTables(
        hours_share=shares,
        domain=np.ascontiguousarray(table.domain),
        complexity=complexity,
        empowerment=np.ascontiguousarray(table.empowerment),
        desirability=np.ascontiguousarray(table.desirability),
        creativity=np.ascontiguousarray(table.creativity),
        task_count=np.ascontiguousarray(table.task_count),
        task_order=np.argsort(np.where(used, -table.complexity, np.inf), axis=1, kind="stable"),
        for_experts=for_experts,
        licensed=licensed,
        reserved=licensed & (parameters.licensing >= ENFORCED),
        untrained_efficiency=untrained,
        untrained_worth=powers(untrained, 1.0 / np.maximum(complexity, LEAST_COMPLEXITY)),
        expert_hours=expert_hours,
        job_index=weight * table.empowerment + (1.0 - weight) * table.desirability,
        difference=(1.0 - content) + content * distances(table),
    )


def distances(table: SectorTable) -> Floats:
    """Return how much what each two tasks demand differs, in [0, 1] (model section 10.5).

    The mean over five demands (another domain or not; empowerment, desirability and creativity; and
    complexity, of which `WIDEST_COMPLEXITY` is a full difference), `MOST_DIFFERENT` counting as 1.

    Returns
    -------
    (sectors, tasks, sectors, tasks) float64
        Symmetric, with zeros on the diagonal.
    """

    def apart(values: Floats) -> Floats:
        gap: Floats = np.abs(values[:, :, None, None] - values[None, None])
        return gap

    demands = (
        (apart(table.domain.astype(np.float64)) > 0.0).astype(np.float64),
        apart(table.empowerment),
        apart(table.desirability),
        apart(table.creativity),
        np.minimum(apart(table.complexity) / WIDEST_COMPLEXITY, 1.0),
    )
    mean = sum(demands[1:], demands[0]) / len(demands)
    result: Floats = np.minimum(mean / MOST_DIFFERENT, 1.0)
    return result
