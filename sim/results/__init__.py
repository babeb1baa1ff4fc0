"""Results: tables with intervals, files, and words for a reader."""

from sim.results.experiment_store import read_experiment, write_experiment
from sim.results.experiment_words import experiment_words
from sim.results.experiments import (
    BreakEven,
    Experiment,
    Factorial,
    Frontier,
    Robustness,
    Sensitivity,
    Sweep,
    Verdict,
)
from sim.results.headline import summary
from sim.results.listing import list_results
from sim.results.reading import open_results, read_comparison
from sim.results.screen_tables import channels_table, differences_table
from sim.results.statistics import paired_differences
from sim.results.store import check_writable, is_results_folder, write_comparison, write_run
from sim.results.types import Comparison, Run
from sim.results.words import verdict_text

__all__ = [
    "BreakEven",
    "Comparison",
    "Experiment",
    "Factorial",
    "Frontier",
    "Robustness",
    "Run",
    "Sensitivity",
    "Sweep",
    "Verdict",
    "channels_table",
    "check_writable",
    "differences_table",
    "experiment_words",
    "is_results_folder",
    "list_results",
    "open_results",
    "paired_differences",
    "read_comparison",
    "read_experiment",
    "summary",
    "verdict_text",
    "write_comparison",
    "write_experiment",
    "write_run",
]
