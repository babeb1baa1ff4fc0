"""Sectors of the economy and their tasks: read from files, checked, as arrays (model section 3)."""

from sim.sectors.loading import load_sector, sector_names
from sim.sectors.sector import DOMAIN_NAMES, Sector, SizeDistribution, Task, complexity_of
from sim.sectors.table import SectorTable, load_scenario_sectors, sector_table

__all__ = [
    "DOMAIN_NAMES",
    "Sector",
    "SectorTable",
    "SizeDistribution",
    "Task",
    "complexity_of",
    "load_scenario_sectors",
    "load_sector",
    "sector_names",
    "sector_table",
]
