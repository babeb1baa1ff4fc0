"""Figures of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sim.experiments.compare.figures.balance import balance
from sim.experiments.compare.figures.by_quintile import quintile_channels, quintiles
from sim.experiments.compare.figures.channel_bars import channel_path, channels
from sim.experiments.compare.figures.forest import differences
from sim.experiments.compare.figures.histograms import distributions
from sim.experiments.compare.figures.inequality import lorenz
from sim.experiments.compare.figures.job_bars import WORKED_EXAMPLES, job_balance
from sim.experiments.compare.figures.transition import paths

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiments.compare.record import Comparison

__all__ = [
    "WORKED_EXAMPLES",
    "balance",
    "channel_path",
    "channels",
    "differences",
    "distributions",
    "drawings",
    "job_balance",
    "lorenz",
    "paths",
    "quintile_channels",
    "quintiles",
]

JOBS: Final = "job_balance_"
"""Beginning of the names of the figures of jobs, before the sector."""

FIGURES: Final[Mapping[str, tuple[Callable[..., Figure], str]]] = MappingProxyType(
    {
        "balance": (balance, "balance"),
        "paths": (paths, "monthly"),
        "channels": (channels, "channels"),
        "channel_path": (channel_path, "channel_path"),
        "quintiles": (quintiles, "quintiles"),
        "quintile_channels": (quintile_channels, "quintiles"),
        "differences": (differences, "differences"),
        "lorenz": (lorenz, "people"),
        "distributions": (distributions, "people"),
    }
)
"""Each figure with the table that it cannot do without."""


def drawings(result: Comparison) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure of a comparison, by name; those of empty tables are left out.

    Parameters
    ----------
    result : Comparison
    """
    sectors = set(result.jobs["sector"])
    return {
        **{
            name: partial(draw, result)
            for name, (draw, table) in FIGURES.items()
            if not getattr(result, table).empty
        },
        **{
            f"{JOBS}{sector}": partial(job_balance, result, sector)
            for sector in WORKED_EXAMPLES
            if sector in sectors
        },
    }
