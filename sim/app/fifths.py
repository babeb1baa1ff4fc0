"""What happens to people by fifth of the jobs that they had when the two economies parted."""

from __future__ import annotations

from typing import Final

import numpy as np

from sim.economy import Economy
from sim.state.people import Floats

FIFTHS: Final = 5

MEASURES: Final = ("income", "alienation_total", "voice")
"""Arrays of `People`."""


class Fifths:
    """Means of each month for people in five equal groups, from the worst to the best jobs.

    Who had no job at the fork, and who has come since in the place of somebody retired, is in none.

    Parameters
    ----------
    economy : Economy
        At the fork.
    """

    def __init__(self, economy: Economy) -> None:
        people = economy.state.people
        employed = people.workplace[people.row_of] >= 0
        index = np.where(employed, people.job_index[people.row_of], np.inf)
        rank = index.argsort(kind="stable").argsort(kind="stable")
        count = max(int(employed.sum()), 1)
        self._fifth = np.where(employed, rank * FIFTHS // count, FIFTHS)
        self._since = int(people.entry_month.max())
        self._months: list[Floats] = []

    def note(self, economies: tuple[Economy, Economy]) -> None:
        """Take down the month that has just ended."""
        first = economies[0].state.people
        stayed = first.entry_month[first.row_of] <= self._since
        group = np.where(stayed, self._fifth, FIFTHS)
        size = np.maximum(np.bincount(group, minlength=FIFTHS + 1)[:FIFTHS], 1)
        means = np.empty((2, len(MEASURES), FIFTHS))
        for order, economy in enumerate(economies):
            people = economy.state.people
            for place, name in enumerate(MEASURES):
                values = getattr(people, name)[people.row_of]
                sums = np.bincount(group, weights=values, minlength=FIFTHS + 1)
                means[order, place] = sums[:FIFTHS] / size
        self._months.append(means)

    def means(self, months: int = 12, until: int | None = None) -> Floats | None:
        """Return means over the latest months, or None where there is none.

        Parameters
        ----------
        months : int
            Fewer where there are not so many yet.
        until : int, optional
            Last month that counts; by default the present one.

        Returns
        -------
        means : (2, measures, 5) float64
            By economy, `MEASURES` and fifth, the worst jobs first.
        """
        latest = self._months[:until][-months:]
        return np.array(latest, dtype=np.float64).mean(axis=0) if latest else None
