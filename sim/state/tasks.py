"""The tasks of the sectors as the kernels read them (model section 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.kernels import DOMAINS
from sim.parameters import Parameters
from sim.sectors import SectorTable
from sim.sectors.sector import LEAST_COMPLEXITY
from sim.state.people import Floats, Integers

EXPERT_COMPLEXITY = 1.0
"""Tasks of at least this complexity, before scaling, are what experts are trained for; about five
years of preparation."""

UNLICENSED_EFFICIENCY = 0.1
"""Share of efficiency in licensed tasks that is left to those who may only assist. Assumed. Not
zero: what a workplace makes would stop with a single task that nobody may do."""


@dataclass(frozen=True, slots=True)
class TaskTables:
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
    untrained_efficiency : (sectors, tasks) float64
        Share of efficiency that is left to those without training in the task's domain (model
        section 10.1); 1 where training makes no difference.
    untrained_worth : (sectors, tasks) float64
        The same as a share of skill: ``untrained_worth ** complexity`` is `untrained_efficiency`.
    expert_hours : (sectors, domains) float64
        Share of the sector's work in tasks for experts of each domain.
    job_index : (sectors, tasks) float64
        Job index of an hour of the task (model section 5.2).
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
    untrained_efficiency: Floats
    untrained_worth: Floats
    expert_hours: Floats
    job_index: Floats


def task_tables(table: SectorTable, parameters: Parameters) -> TaskTables:
    """Return the task tables under the given parameters.

    Parameters
    ----------
    table : SectorTable
        Sectors as read from their files.
    parameters : Parameters
        `complexity_scale` multiplies complexity; `empowerment_weight` weighs the job index;
        `untrained_ceiling` and `licensing` decide what the untrained can do.
    """
    tasks = table.hours_share.shape[1]
    used = np.arange(tasks) < table.task_count[:, None]
    weight = parameters.empowerment_weight
    for_experts = used & (table.complexity >= EXPERT_COMPLEXITY)
    complexity = table.complexity * parameters.complexity_scale
    untrained = np.where(for_experts, parameters.untrained_ceiling**complexity, 1.0)
    licensed = for_experts & table.licensed
    lost = np.where(licensed, np.maximum(untrained - UNLICENSED_EFFICIENCY, 0.0), 0.0)
    untrained = untrained - parameters.licensing * lost
    of_experts = np.where(for_experts, table.hours_share, 0.0)
    expert_hours = np.zeros((len(of_experts), DOMAINS))
    np.add.at(expert_hours, (np.arange(len(of_experts))[:, None], table.domain), of_experts)
    return TaskTables(
        hours_share=np.ascontiguousarray(table.hours_share),
        domain=np.ascontiguousarray(table.domain),
        complexity=complexity,
        empowerment=np.ascontiguousarray(table.empowerment),
        desirability=np.ascontiguousarray(table.desirability),
        creativity=np.ascontiguousarray(table.creativity),
        task_count=np.ascontiguousarray(table.task_count),
        task_order=np.argsort(np.where(used, -table.complexity, np.inf), axis=1, kind="stable"),
        for_experts=for_experts,
        licensed=licensed,
        untrained_efficiency=untrained,
        untrained_worth=untrained ** (1.0 / np.maximum(complexity, LEAST_COMPLEXITY)),
        expert_hours=expert_hours,
        job_index=weight * table.empowerment + (1.0 - weight) * table.desirability,
    )
