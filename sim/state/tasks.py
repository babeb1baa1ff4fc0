"""The tasks of the sectors as the kernels read them (model section 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.parameters import Parameters
from sim.sectors import SectorTable
from sim.state.people import Floats, Integers

EXPERT_COMPLEXITY = 1.0
"""Tasks of at least this complexity, before scaling, are what experts are trained for; about five
years of preparation."""


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
    job_index: Floats


def task_tables(table: SectorTable, parameters: Parameters) -> TaskTables:
    """Return the task tables under the given parameters.

    Parameters
    ----------
    table : SectorTable
        Sectors as read from their files.
    parameters : Parameters
        `complexity_scale` multiplies complexity; `empowerment_weight` weighs the job index.
    """
    tasks = table.hours_share.shape[1]
    used = np.arange(tasks) < table.task_count[:, None]
    weight = parameters.empowerment_weight
    return TaskTables(
        hours_share=np.ascontiguousarray(table.hours_share),
        domain=np.ascontiguousarray(table.domain),
        complexity=table.complexity * parameters.complexity_scale,
        empowerment=np.ascontiguousarray(table.empowerment),
        desirability=np.ascontiguousarray(table.desirability),
        creativity=np.ascontiguousarray(table.creativity),
        task_count=np.ascontiguousarray(table.task_count),
        task_order=np.argsort(np.where(used, -table.complexity, np.inf), axis=1, kind="stable"),
        for_experts=used & (table.complexity >= EXPERT_COMPLEXITY),
        job_index=weight * table.empowerment + (1.0 - weight) * table.desirability,
    )
