"""The tasks of several sectors as arrays (model section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.kernels import MAX_TASKS
from sim.sectors.sector import DOMAIN_NAMES, Sector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SectorTable:
    """Sectors as arrays; unused columns have hours share, domain, complexity and scores of 0.

    Attributes
    ----------
    names : tuple of str
        Names of the sectors.
    task_names : tuple of tuple of str
        Names of the tasks in use, by sector.
    hours_share : (sectors, 8) float64
        Share of the sector's work; each row sums to 1.
    domain : (sectors, 8) int64
        Index into `DOMAIN_NAMES`.
    complexity : (sectors, 8) float64
        Elasticity of efficiency to skill.
    empowerment, desirability, creativity : (sectors, 8) float64
        Scores in [0, 1].
    licensed : (sectors, 8) bool
        Tasks that the law reserves to the trained.
    task_count : (sectors,) int64
        Columns in use.
    size_median, size_minimum : (sectors,) float64
        Workers per workplace.
    size_log_sd : (sectors,) float64
        Standard deviation of the log of workers per workplace.
    """

    names: tuple[str, ...]
    task_names: tuple[tuple[str, ...], ...]
    hours_share: NDArray[np.float64]
    domain: NDArray[np.int64]
    complexity: NDArray[np.float64]
    empowerment: NDArray[np.float64]
    desirability: NDArray[np.float64]
    creativity: NDArray[np.float64]
    licensed: NDArray[np.bool_]
    task_count: NDArray[np.int64]
    size_median: NDArray[np.float64]
    size_log_sd: NDArray[np.float64]
    size_minimum: NDArray[np.float64]


def sector_table(sectors: Sequence[Sector]) -> SectorTable:
    """Return the table of the given sectors, in their order."""
    # Not before it is needed: lists of scenarios do without arrays.
    import numpy as np

    def column(attribute: str) -> NDArray[np.float64]:
        values = np.zeros((len(sectors), MAX_TASKS))
        for s, sector in enumerate(sectors):
            values[s, : len(sector.tasks)] = [getattr(task, attribute) for task in sector.tasks]
        return values

    def sizes(attribute: str) -> NDArray[np.float64]:
        return np.array([getattr(sector.size, attribute) for sector in sectors], dtype=np.float64)

    domain = np.zeros((len(sectors), MAX_TASKS), dtype=np.int64)
    for s, sector in enumerate(sectors):
        indices = [DOMAIN_NAMES.index(task.domain) for task in sector.tasks]
        domain[s, : len(indices)] = indices
    return SectorTable(
        names=tuple(sector.name for sector in sectors),
        task_names=tuple(tuple(task.name for task in sector.tasks) for sector in sectors),
        hours_share=column("hours_share"),
        domain=domain,
        complexity=column("complexity"),
        empowerment=column("empowerment"),
        desirability=column("desirability"),
        creativity=column("creativity"),
        licensed=column("licensed") > 0.0,
        task_count=np.array([len(sector.tasks) for sector in sectors], dtype=np.int64),
        size_median=sizes("median"),
        size_log_sd=sizes("log_sd"),
        size_minimum=sizes("minimum"),
    )


class HasSectors(Protocol):
    """Whatever names its sectors in full, such as a scenario."""

    @property
    def sector_definitions(self) -> tuple[Sector, ...]:
        """Return the sectors."""


def load_scenario_sectors(scenario: HasSectors) -> SectorTable:
    """Return the table of a scenario's sectors, in the order of ``scenario.sectors``."""
    return sector_table(scenario.sector_definitions)
