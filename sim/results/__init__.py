"""Results: tables with intervals, files, and words for a reader."""

from sim.results.headline import summary
from sim.results.reading import open_results, read_comparison
from sim.results.screen_tables import channels_table, differences_table
from sim.results.statistics import paired_differences
from sim.results.store import check_writable, is_results_folder, write_comparison, write_run
from sim.results.types import Comparison, Run
from sim.results.words import verdict_text

__all__ = [
    "Comparison",
    "Run",
    "channels_table",
    "check_writable",
    "differences_table",
    "is_results_folder",
    "open_results",
    "paired_differences",
    "read_comparison",
    "summary",
    "verdict_text",
    "write_comparison",
    "write_run",
]
