"""Results as simulated worlds: what was assumed in each, how much it counts, what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.distributions import Distribution
from sim.analysis.weighting import effective_size
from sim.errors import ResultsError
from sim.parameters import declarations
from sim.vocabulary import MEASURES

Floats = NDArray[np.float64]

PEOPLE: Final = ("alienation", "effort", "income_gini", "unemployment_rate")
"""Indicators that are shown beside output where runs have them."""

type Key = tuple[str, str, str]
"""Regime, measure and horizon."""


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """Simulated worlds, each with its assumptions and with what came out.

    Attributes
    ----------
    given : str
        What the worlds follow from before a reader says anything, in words.
    regimes : mapping of str to str
        Titles by name; gaps are theirs over the baseline.
    contrasts : mapping of str to (str, str)
        Of regimes that stand for the difference of two others: what is compared, and with what.
    parameters : pandas.DataFrame
        One row per world, one column per parameter that varies; no column where none does.
    weights : (n,) float64
        They sum to one.
    gaps : mapping of (regime, measure, horizon) to (n,) float64
        In log points; NaN where a run failed.
    channels : mapping of (regime, channel) to (n,) float64
        Parts of the gap in output per hour in the long run, in log points.
    people : mapping of (regime, indicator) to (n,) float64
        Difference in the unit of the indicator, at the last horizon.
    fifths : mapping of (regime, measure) to (n, 5) float64
        What each fifth of people has more or less in the long run, the worst jobs first.
    known : mapping of (regime, measure, horizon) to (float, float, float)
        Probability with its interval as the tables of the result have it.
    priors : mapping of str to Distribution
    quantiles : mapping of str to (float, float, float)
        5, 50 and 95 % quantiles given the evidence, of parameters that met evidence.
    packs : pandas.DataFrame
        ``pack, parameter, value``.
    pack_gaps : pandas.DataFrame
        ``pack, regime, measure, horizon, gap, low, high``.
    """

    given: str
    regimes: Mapping[str, str]
    contrasts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parameters: pd.DataFrame
    weights: Floats
    gaps: Mapping[Key, Floats]
    channels: Mapping[tuple[str, str], Floats] = field(default_factory=dict)
    people: Mapping[tuple[str, str], Floats] = field(default_factory=dict)
    fifths: Mapping[tuple[str, str], Floats] = field(default_factory=dict)
    known: Mapping[Key, tuple[float, float, float]] = field(default_factory=dict)
    priors: Mapping[str, Distribution] = field(default_factory=dict)
    quantiles: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    packs: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["pack", "parameter", "value"])
    )
    pack_gaps: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(
            columns=["pack", "regime", "measure", "horizon", "gap", "low", "high"]
        )
    )

    def __post_init__(self) -> None:
        """Make sure that there are worlds.

        Raises
        ------
        ResultsError
            If no world has a gap.
        """
        if not any(np.isfinite(values).any() for values in self.gaps.values()):
            raise ResultsError(
                "these results hold no pair of finished runs, so there is no gap to explore; "
                "finish them with the command that began them"
            )

    @property
    def effective(self) -> float:
        """Return how many equal worlds the weighted ones are worth."""
        return effective_size(self.weights)

    @property
    def horizons(self) -> list[str]:
        """Return the horizons, in their order."""
        return list(dict.fromkeys(horizon for _, _, horizon in self.gaps))

    def main_gap(self, regime: str) -> Floats:
        """Return the gap in output per hour at the last horizon."""
        return self.gaps[regime, MEASURES[0], self.horizons[-1]]


def priors_of(settings: Mapping[str, Any]) -> dict[str, Distribution]:
    """Return the prior of each parameter that an experiment drew, from its settings.

    Parameters
    ----------
    settings : mapping
        With ``ranges`` and, of those that are not uniform, ``distributions``; or with ``design``.
    """
    design = settings.get("design")
    if design is not None:
        return {
            str(factor["name"]): _of_factor(factor)
            for factor in design["factors"]
            if factor["name"] in declarations() and (not factor["values"] or _numbers(factor))
        }
    forms = settings.get("distributions", {})
    return {
        str(name): Distribution.read(forms[name])
        if name in forms
        else Distribution("uniform", float(low), float(high))
        for name, (low, high) in settings["ranges"].items()
    }


def _numbers(factor: Mapping[str, Any]) -> bool:
    """Return whether a factor takes several numbers."""
    values = factor["values"]
    plain = all(isinstance(one, int | float) and not isinstance(one, bool) for one in values)
    return plain and len(set(values)) > 1


def _of_factor(factor: Mapping[str, Any]) -> Distribution:
    if factor["values"]:
        return Distribution("uniform", float(min(factor["values"])), float(max(factor["values"])))
    if factor.get("prior"):
        return Distribution.read(factor["prior"])
    return Distribution("uniform", float(factor["low"]), float(factor["high"]))
