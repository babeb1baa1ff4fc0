"""Figures of results, each a function of a comparison that returns a Matplotlib figure."""

from sim.plot.fates import quintile_channels, quintiles
from sim.plot.forest import differences
from sim.plot.histograms import distributions
from sim.plot.inequality import lorenz
from sim.plot.saving import save, save_all
from sim.plot.transition import paths
from sim.plot.waterfall import channel_path, channels

__all__ = [
    "channel_path",
    "channels",
    "differences",
    "distributions",
    "lorenz",
    "paths",
    "quintile_channels",
    "quintiles",
    "save",
    "save_all",
]
