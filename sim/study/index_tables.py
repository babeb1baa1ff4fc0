"""Tables of sensitivity, which several experiments have: their columns and units, and one outcome.

What they say stands in `sim.study.index_words`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

import pandas as pd

from sim.analysis.index_checks import CHECK_KINDS, no_checks

SHARE_OF_VARIANCE: Final = "share of the variance"

DISTANCE: Final = "distance of distributions, 0 to 1"
"""Unit of a PAWN index."""

INDEX_COLUMNS: Final = tuple(
    f"{index}{end}" for index in ("first_order", "total") for end in ("", "_low", "_high")
)
"""Columns of Sobol indices with their intervals."""

EFFECT_COLUMNS: Final = ("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma")
"""Columns of elementary effects."""

CHECK_COLUMNS: Final = tuple(CHECK_KINDS)
"""Columns of the checks of indices."""

CHECK_UNITS: Final = dict.fromkeys(("value", "limit"), "correlation, or share of the variance")
"""Units of what is checked."""


@dataclass(frozen=True, eq=False)
class IndexTables:
    """What is known of what decides one outcome.

    Attributes
    ----------
    subject : str
        The outcome in words, with its horizon, as in "effort, year 5".
    indices : pandas.DataFrame
        ``parameter`` and Sobol indices or elementary effects with their intervals, or neither.
    density : pandas.DataFrame
        ``parameter, pawn, threshold``; without rows where there are no PAWN indices.
    samples : int
        Base samples of a Sobol design, trajectories of a Morris design, or random draws.
    unit : str
        Of elementary effects.
    priors : str
        From which distributions the factors were drawn, in words.
    checks : pandas.DataFrame
        As `sim.analysis.index_checks.checks` returns them; without rows where nothing is checked.
    """

    subject: str
    indices: pd.DataFrame
    density: pd.DataFrame
    samples: int
    unit: str = ""
    checks: pd.DataFrame = field(default_factory=no_checks)
    priors: str = ""


class HasIndices(Protocol):
    """A result that knows what decides an outcome."""

    def index_tables(self, measure: str, horizon: str | None = None) -> IndexTables:
        """Return the tables for one outcome.

        Parameters
        ----------
        measure : str
        horizon : str, optional
            By default the last.

        Raises
        ------
        ResultsError
            If there are none.
        """
