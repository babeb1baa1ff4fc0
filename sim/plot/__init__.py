"""Figures of results, each a function of a result that returns a Matplotlib figure.

Each takes ``ax`` (or ``axes``) to draw into a figure of one's own; `save` writes PNG, SVG or PDF.
"""

from sim.plot.evidence import calibration_chart, facts_chart, natural_experiments_forest
from sim.plot.factorial import factorial_effects
from sim.plot.fates import quintile_channels, quintiles
from sim.plot.forest import differences
from sim.plot.frontier import break_even_curve, frontier_map
from sim.plot.histograms import distributions
from sim.plot.inequality import lorenz
from sim.plot.job_balance import job_balance
from sim.plot.robustness import robustness_forest
from sim.plot.saving import figures_of, save, save_all, save_experiment
from sim.plot.sensitivity import sensitivity_bars
from sim.plot.sweep import sweep_overview
from sim.plot.transition import paths
from sim.plot.verdict import verdict_distribution, verdict_map, verdict_probabilities
from sim.plot.waterfall import channel_path, channels

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
