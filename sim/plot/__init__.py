"""Figures of results, each a function of a result that returns a Matplotlib figure.

Each takes ``ax`` (or ``axes``) to draw into a figure of one's own; `save` writes PNG, SVG or PDF.
"""

from sim.experiments.compare.figures.forest import differences
from sim.experiments.compare.figures.histograms import distributions
from sim.experiments.compare.figures.inequality import lorenz
from sim.experiments.compare.figures.job_balance import job_balance
from sim.experiments.compare.figures.quintiles import quintile_channels, quintiles
from sim.experiments.compare.figures.transition import paths
from sim.experiments.compare.figures.waterfall import channel_path, channels
from sim.experiments.factorial.figures import factorial_effects
from sim.experiments.frontier.figures import break_even_curve, frontier_map
from sim.experiments.robustness.figures import robustness_forest
from sim.experiments.sensitivity.figures import sensitivity_bars
from sim.experiments.sweep.figures import sweep_overview
from sim.experiments.verdict.figures import verdict_distribution, verdict_map, verdict_probabilities
from sim.plot.evidence import calibration_chart, facts_chart, natural_experiments_forest
from sim.plot.saving import figures_of, save, save_all, save_experiment

__all__ = [
    "break_even_curve",
    "calibration_chart",
    "channel_path",
    "channels",
    "differences",
    "distributions",
    "factorial_effects",
    "facts_chart",
    "figures_of",
    "frontier_map",
    "job_balance",
    "lorenz",
    "natural_experiments_forest",
    "paths",
    "quintile_channels",
    "quintiles",
    "robustness_forest",
    "save",
    "save_all",
    "save_experiment",
    "sensitivity_bars",
    "sweep_overview",
    "verdict_distribution",
    "verdict_map",
    "verdict_probabilities",
]
