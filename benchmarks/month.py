"""A whole month of an economy."""

from __future__ import annotations

from itertools import product

from benchmarks.measure import Timing, timed
from sim import Economy

SCENARIOS = ("capitalism", "parecon")
BURN_IN = 12
SETTLING = 24
"""Months under the scenario before the clock starts, so that jobs have begun to change."""


def month_timings(workers: int, repeats: int) -> list[Timing]:
    """Return the time of a month per worker under each regime, with one and two threads.

    Parameters
    ----------
    workers : int
    repeats : int
        Months that are timed.
    """
    found = []
    for scenario, threads in product(SCENARIOS, (1, 2)):
        economy = Economy(
            scenario,
            seed=1,
            threads=threads,
            agent_interval=0,
            workers=workers,
            burn_in=BURN_IN,
            months=SETTLING + repeats + 1,
        )
        for _ in range(BURN_IN + SETTLING):
            economy.step()
        subject = "a month" if threads == 1 else "a month, two threads"
        found.append(timed(subject, scenario, workers, repeats, economy.step))
    return found
