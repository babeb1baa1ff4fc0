"""A trajectory of an economy: burn in, fork, advance, observe (model sections 4 and 7).

Everything that simulates goes this way: a burn-in under capitalist institutions, a fork where two
regimes share their past, and steps after which somebody looks at the economy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.economy import Economy
from sim.scenario import Scenario

type Months = Callable[[int], None]
"""Called with the months that are done, counted from the beginning of the burn-in."""


def ignore(months: int) -> None:
    """Take no notice of how many months are done."""


def begin(scenario: Scenario, seed: int, replicate: int = 0, *, threads: int = 1) -> Economy:
    """Return an economy before its first month, which keeps no records of single people.

    Parameters
    ----------
    scenario : Scenario
    seed, replicate : int
    threads : int
        Threads of the economy; the numbers do not depend on it.
    """
    return Economy(scenario, seed=seed, replicate=replicate, threads=threads, agent_interval=0)


def burned_in(
    scenario: Scenario, seed: int, replicate: int, *, threads: int = 1, note: Months = ignore
) -> Economy:
    """Return an economy at the end of the burn-in.

    Parameters
    ----------
    scenario : Scenario
        Its parameters hold during the burn-in; its institutions come in afterwards.
    seed, replicate : int
    threads : int
        Threads of the economy; the numbers do not depend on it.
    note : callable
        Called with the months that are done.
    """
    economy = begin(scenario, seed, replicate, threads=threads)
    for month in advance(economy, scenario.burn_in):
        note(month + scenario.burn_in)
    return economy


def advance(economy: Economy, months: int) -> Iterator[int]:
    """Yield the month of the economy after each of its steps, until so many months are over.

    Parameters
    ----------
    economy : Economy
    months : int
        A multiple of the months of a step; a rest is left out.
    """
    for _ in range(months // economy.scenario.months_per_step):
        economy.step()
        yield economy.month


class BurnIns:
    """Economies at the end of the burn-in, of which the one that was last needed is remembered.

    Runs that differ in nothing before the end of the burn-in share it.

    Parameters
    ----------
    seed : int
    threads : int
    note : callable
        Called with the months of a burn-in that are done.
    """

    def __init__(self, seed: int, *, threads: int = 1, note: Months = ignore) -> None:
        self.seed = seed
        self.note = note
        self.threads = threads
        self._key: tuple[Any, ...] | None = None
        self._economy: Economy | None = None

    def fork(self, scenario: Scenario, replicate: int, before: Scenario | None = None) -> Economy:
        """Return an economy at the end of the burn-in, for the caller to continue.

        Parameters
        ----------
        scenario : Scenario
            What holds from the end of the burn-in on.
        replicate : int
        before : Scenario, optional
            What holds during the burn-in, by default the same.
        """
        first = before or scenario
        # Institutions are those of capitalism whatever the scenario, so the rest alone counts.
        key = (
            first.parameters,
            first.sectors,
            first.sector_definitions,
            first.workers,
            first.burn_in,
            first.months_per_step,
            replicate,
        )
        if self._economy is None or self._key != key:
            self._economy = None
            self._economy = burned_in(
                first, self.seed, replicate, threads=self.threads, note=self.note
            )
            self._key = key
        return self._economy.fork(scenario)
