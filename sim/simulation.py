"""A trajectory of an economy: burn in, fork, advance, observe (model sections 4 and 7).

Everything that simulates goes this way: a burn-in under capitalist institutions, a fork where two
regimes share their past, and steps after which somebody looks at the economy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache
from typing import Any, Final

from sim.economy import PHASES, Economy
from sim.parameters.declaration import START
from sim.parameters.groups import shipped
from sim.rules import CAPITALISM, own_rules
from sim.scenario import Scenario

EVER_AT_WORK: Final = frozenset({START, *(phase.name for phase in PHASES)})
"""What reads parameters whatever the institutions are, by its name among their readers."""

type Months = Callable[[int], None]
"""Called with the months that are done, counted from the beginning of the burn-in."""


def ignore(months: int) -> None:
    """Take no notice of how many months are done."""


@cache
def idle(rules: frozenset[tuple[str, str]] = frozenset()) -> frozenset[str]:
    """Return the parameters of this package that nothing reads until the end of a run.

    Parameters
    ----------
    rules : frozenset of (str, str)
        Switch and rule of each institution that comes in after the burn-in. Nobody knows what a
        rule of one's own reads: with one of them, no parameter is idle.
    """
    if own_rules(rules):
        return frozenset()
    in_force = {*CAPITALISM.items(), *rules}
    at_work = EVER_AT_WORK | {f"{switch}.{rule}" for switch, rule in in_force}
    return frozenset(
        name for name, declared in shipped().items() if at_work.isdisjoint(declared.readers)
    )


def acts_in_burn_in(key: str) -> bool:
    """Return whether a parameter, or another key of a scenario, may change the burn-in.

    Many parameters do not, since they are read by rules alone that capitalism has not.
    """
    return key not in idle()


def burn_in_of(scenario: Scenario) -> Hashable:
    """Return all that tells the burn-in of a scenario from others, but for seed and replicate."""
    return _world(scenario, idle())


def course_of(scenario: Scenario) -> Hashable:
    """Return all that tells what happens after a burn-in from what does in other scenarios.

    Two scenarios that agree in it, and in the burn-in, have the same course to the last bit.
    """
    institutions = frozenset(scenario.institutions)
    return institutions, scenario.months, _world(scenario, idle(institutions))


def _world(scenario: Scenario, without: Iterable[str]) -> Hashable:
    """Return the settings of a scenario but for institutions, without some parameters."""
    parameters = scenario.parameters.to_dict()
    for name in without:
        del parameters[name]
    return (
        tuple(parameters.items()),
        tuple(scenario.sectors.items()),
        scenario.sector_definitions,
        scenario.workers,
        scenario.burn_in,
        scenario.months_per_step,
    )


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
    scenario: Scenario,
    seed: int,
    replicate: int,
    *,
    threads: int = 1,
    note: Months = ignore,
    measured: bool = True,
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
    measured : bool
        Whether indicators of the months of the burn-in are measured and kept.
    """
    economy = begin(scenario, seed, replicate, threads=threads)
    economy.is_measured = measured
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

    Runs that differ in nothing before the end of the burn-in share it, and those that differ in
    nothing afterwards either share all of it.

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
        self._key: Hashable = None
        self._economy: Economy | None = None
        self._seen: dict[Hashable, Any] = {}

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
        return self._burnt_in(before or scenario, replicate).fork(scenario)

    def watch[Seen](
        self,
        scenario: Scenario,
        replicate: int,
        look: Callable[[Economy], Seen],
        before: Scenario | None = None,
        what: Hashable = None,
    ) -> Seen:
        """Return what is seen of an economy after the burn-in; the same is not simulated twice.

        Parameters
        ----------
        scenario, replicate, before
            As in `fork`.
        look : callable
            Advances the economy that it is called with, and returns what it sees.
        what : hashable
            Tells one `look` from others.
        """
        burnt_in = self._burnt_in(before or scenario, replicate)
        course = (course_of(scenario), what)
        if course not in self._seen:
            self._seen[course] = look(burnt_in.fork(scenario))
        seen: Seen = self._seen[course]
        return seen

    def _burnt_in(self, scenario: Scenario, replicate: int) -> Economy:
        """Return the economy at the end of a burn-in, which is not to be advanced."""
        key = (burn_in_of(scenario), replicate)
        if self._economy is None or self._key != key:
            self._economy = None
            self._seen.clear()
            # What was measured in a burn-in does not go with a fork.
            self._economy = burned_in(
                scenario,
                self.seed,
                replicate,
                threads=self.threads,
                note=self.note,
                measured=False,
            )
            self._key = key
        return self._economy
