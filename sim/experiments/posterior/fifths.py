"""What people have in the long run, by fifth of how good their job was before the change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.economy import Economy
from sim.experiments.compare.simulate import (
    QUINTILE_MEASURES,
    QUINTILES,
    quintile_means,
    quintiles_of_job_index,
    quintiles_of_stayers,
)
from sim.scenario import Scenario

FIFTH_MEASURES: Final = {"income": "income", "alienation": "alienation_total", "voice": "voice"}
"""What is kept of each fifth, with the array of `People` that has it."""

FIFTH_UNITS: Final = {name: QUINTILE_MEASURES[column] for name, column in FIFTH_MEASURES.items()}

FIFTH_NAMES: Final = tuple(f"fifth_{fifth + 1}" for fifth in range(QUINTILES))
"""From the worst jobs to the best."""


class Fifths:
    """Means of people by fifth, over the months that are noted.

    Parameters
    ----------
    economy : Economy
        At the end of the burn-in, when people have the jobs by which they are told apart.
    scenario : Scenario
        By which the burn-in has its length.
    """

    def __init__(self, economy: Economy, scenario: Scenario) -> None:
        self._fifth = quintiles_of_job_index(economy)
        self._burn_in = scenario.burn_in
        self._sum = np.zeros((len(FIFTH_MEASURES), QUINTILES))
        self._months = 0

    def note(self, economy: Economy) -> None:
        """Add the month in which an economy is; who came after the fork belongs to no fifth."""
        fifth = quintiles_of_stayers(economy, self._fifth, self._burn_in)
        there = np.isin(np.arange(QUINTILES), fifth)
        for row, column in enumerate(FIFTH_MEASURES.values()):
            self._sum[row] += np.where(there, quintile_means(economy, column, fifth), np.nan)
        self._months += 1

    def means(self) -> NDArray[np.float64]:
        """Return means over the months, shape (measures, fifths); NaN where nobody was left."""
        return self._sum / max(self._months, 1)


def fifth_rows(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> Iterator[tuple[str, str, float]]:
    """Yield measure, fifth and how much more a fifth has under the second, where that is known.

    Parameters
    ----------
    first, second : (measures, fifths) float64
    """
    difference = second - first
    for row, measure in enumerate(FIFTH_MEASURES):
        for fifth, name in enumerate(FIFTH_NAMES):
            if np.isfinite(difference[row, fifth]):
                yield measure, name, float(difference[row, fifth])
