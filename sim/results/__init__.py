"""Results: tables with intervals, files, and words for a reader."""

from sim.analysis.intervals import paired_differences
from sim.experiments.break_even.record import BreakEven
from sim.experiments.compare.headline import summary
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.screen_tables import channels_table, differences_table
from sim.experiments.compare.words import verdict_text
from sim.experiments.factorial.record import Factorial
from sim.experiments.frontier.record import Frontier
from sim.experiments.robustness.record import Robustness
from sim.experiments.run.record import Run
from sim.experiments.sensitivity.record import Sensitivity
from sim.experiments.sweep.record import Sweep
from sim.experiments.verdict.record import Verdict
from sim.results.experiment_words import experiment_words
from sim.results.listing import list_results
from sim.results.reading import open_results, read_comparison
from sim.results.store import check_writable, is_results_folder, write_comparison, write_run
from sim.study.experiment_store import read_experiment, write_experiment
from sim.study.record import Experiment

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
