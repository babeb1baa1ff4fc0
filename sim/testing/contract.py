"""The contract of a rule: run it in small economies and see whether it keeps to it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, NoReturn

from sim.economy import Economy
from sim.institutions.conformity import conformity_problems
from sim.institutions.registry import SWITCHES, registered_for_now
from sim.kernels import threads as kernel_threads
from sim.parameters import Parameter
from sim.scenario import load_scenario
from sim.study.economy_tables import people_table
from sim.testing.permissions import MAY_CHANGE
from sim.testing.recount import indicator_problems
from sim.testing.snapshots import digests
from sim.testing.watching import ContractError, watched

REGIMES: Final = ("capitalism", "parecon")
"""Scenarios in which the rule takes the place of its institution."""

_NAME: Final = "rule_under_test"

_EAGER: Final = {"federation_tolerance": 0.2, "federation_rate": 0.2}
"""Parameters under which much happens in a short time."""


def check_institution(
    switch: str,
    rule: type[Any],
    *,
    workers: int = 300,
    months: int = 12,
    burn_in: int = 3,
    seed: int = 1,
    regimes: Sequence[str] = REGIMES,
    overrides: Mapping[str, object] | None = None,
) -> None:
    """Make sure that a rule of one's own keeps what every rule must keep.

    The rule comes into force in a small economy of each regime. After every call it is checked that
    hours of tasks, money and people are conserved, that arrays keep their shape and type, that
    numbers are finite and in range, and that nothing was changed that is not the rule's
    (`sim.testing.permissions`). Before each call NaN is put wherever the rule has to fill something
    (`sim.testing.filling`), and after each month every indicator is computed again from the tables
    of people and workplaces (`sim.testing.recount`). Then the same months are simulated again, with
    two threads, and in a fork beside the original: all must give the same bytes. Each parameter
    that the rule declares must make a difference in one of the regimes between the ends of its
    range.

    Parameters
    ----------
    switch : str
        "division", "decisions", "pay", "employment", "education" or "innovation".
    rule : type
        The class; it need not be registered.
    workers, months, burn_in, seed : int
        Size and length of the economies, and seed of their random draws.
    regimes : sequence of str
        Scenarios in which the rule takes the place of its institution.
    overrides : mapping, optional
        Further changes to the scenarios, as in `sim.load_scenario`.

    Raises
    ------
    ContractError
        If the rule breaks the contract; the message says in which method, when, and how.
    ScenarioError
        If a regime or an override does not exist.

    Examples
    --------
    >>> from sim.institutions.division import Rotation
    >>> from sim.testing import check_institution
    >>> check_institution("division", Rotation, workers=200, months=3)
    """
    if switch not in SWITCHES:
        raise ContractError(f"no switch is called '{switch}'; there are {', '.join(SWITCHES)}")
    problems = list(conformity_problems(switch, rule))
    if problems:
        name = getattr(rule, "__qualname__", repr(rule))
        raise ContractError(f"{name} cannot be a rule of {switch}: {'; '.join(problems)}")
    idle = {parameter.name: parameter for parameter in getattr(rule, "parameters", ())}
    for regime in regimes:
        changes = {
            **_EAGER,
            **(overrides or {}),
            f"institutions.{switch}": _NAME,
            "workers": workers,
            "burn_in": burn_in,
            "months": months,
        }
        trial = _Trial(switch, rule, regime, changes, seed)
        trial.watch()
        trial.repeat()
        idle = {name: one for name, one in idle.items() if not trial.makes_a_difference(one)}
    for name, one in idle.items():
        raise ContractError(
            f"{rule.__qualname__}: its parameter {name} changes nothing between the ends of its "
            f"range, {one.low:g} and {one.high:g}, in {months} months of {' and '.join(regimes)}; "
            f"read it as state.parameters.of(self).{name}"
        )


class _Trial:
    """A rule in one regime."""

    def __init__(
        self, switch: str, rule: type[Any], regime: str, changes: dict[str, object], seed: int
    ) -> None:
        self._switch, self._rule, self._regime = switch, rule, regime
        self._changes, self._seed = changes, seed
        self._economy: Economy | None = None

    def watch(self) -> None:
        """Simulate with every call checked."""

        def report(method: str, problem: str, error: BaseException | None) -> NoReturn:
            self._fail(f".{method}", problem, error)

        with registered_for_now(self._switch, _NAME, watched(self._switch, self._rule, report)):
            economy = self._economy = self._new()
            first = _memory_of(self._rule())
            for _ in range(_steps(economy, economy.scenario.burn_in + economy.scenario.months)):
                before = people_table(economy)
                economy.step()
                for problem in indicator_problems(economy, before):
                    self._fail("", problem)
            kept = _memory_of(getattr(economy.rules, self._switch))
        if kept != first:
            self._fail(
                "",
                "it keeps something in itself, which forks of the economy would share; keep it in "
                "state.memory",
            )

    def repeat(self) -> None:
        """Simulate again in other ways, all of which must give the same."""
        with self._registered():
            first = self._path(threads=1)
            self._compare(first, self._path(threads=1), "when it is simulated a second time")
            with _threads_for_few_people():
                self._compare(first, self._path(threads=2), "with two threads")
            self._compare(first, self._path_of_fork(), "in a fork beside the original")

    def makes_a_difference(self, parameter: Parameter) -> bool:
        """Return whether the ends of the range of a parameter give different months."""
        with self._registered():
            paths = []
            for value in (parameter.low, parameter.high):
                self._changes[f"{_NAME}.{parameter.name}"] = value
                paths.append(self._path(threads=1))
            del self._changes[f"{_NAME}.{parameter.name}"]
        low, high = (
            [
                {name: digest for name, digest in month.items() if name != "state.parameters"}
                for month in path
            ]
            for path in paths
        )
        return low != high

    def _registered(self) -> AbstractContextManager[None]:
        """Register the rule under another name, beside what it may be registered as."""
        names = {"__module__": self._rule.__module__, "__qualname__": self._rule.__qualname__}
        edition = type(self._rule.__name__, (self._rule,), names)
        return registered_for_now(self._switch, _NAME, edition)

    def _new(self, threads: int = 1) -> Economy:
        scenario = load_scenario(self._regime, self._changes)
        return Economy(scenario, seed=self._seed, threads=threads, agent_interval=0)

    def _path(self, threads: int) -> list[dict[str, str]]:
        """Return digests of the state in each month after the burn-in."""
        economy = self._economy = self._burned_in(threads)
        return [_after_month(economy) for _ in range(_steps(economy, economy.scenario.months))]

    def _path_of_fork(self) -> list[dict[str, str]]:
        """Return the same of an economy whose fork goes on beside it, half-way through."""
        economy = self._economy = self._burned_in(1)
        steps = _steps(economy, economy.scenario.months)
        path = [_after_month(economy) for _ in range(steps // 2)]
        fork = economy.fork()
        for _ in range(steps // 2, steps):
            path.append(_after_month(fork))
            economy.step()
        return path

    def _burned_in(self, threads: int) -> Economy:
        economy = self._new(threads)
        for _ in range(_steps(economy, economy.scenario.burn_in)):
            economy.step()
        return economy

    def _compare(
        self, first: list[dict[str, str]], second: list[dict[str, str]], when: str
    ) -> None:
        for month, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            different = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            # What the rule itself fills comes first; the rest follows from it.
            different.sort(key=lambda name: name not in MAY_CHANGE[self._switch])
            if different:
                self._fail(
                    "",
                    f"the same seed gives other numbers {when}: {different[0]} differs from month "
                    f"{month} on; draw with sim.institutions.building_blocks.uniform_draws, "
                    "and keep nothing outside the state",
                )

    def _fail(self, method: str, problem: str, error: BaseException | None = None) -> NoReturn:
        month = "" if self._economy is None else f" in month {self._economy.month}"
        raise ContractError(
            f"{self._rule.__qualname__}{method} as {self._switch} of {self._regime}{month}: "
            f"{problem}"
        ) from error


def _steps(economy: Economy, months: int) -> int:
    return months // economy.scenario.months_per_step


def _after_month(economy: Economy) -> dict[str, str]:
    economy.step()
    return digests(economy.state)


def _memory_of(rule: Any) -> bytes:
    """Return what an object holds, as far as it can be written down."""
    held = getattr(rule, "__dict__", {})
    try:
        return pickle.dumps(held)
    except Exception:  # what cannot be pickled is identified by its names alone
        return repr(sorted(held)).encode()


@contextmanager
def _threads_for_few_people() -> Iterator[None]:
    """Let kernels share their work among threads even in a small economy."""
    usual = kernel_threads.FEWEST_PEOPLE
    kernel_threads.FEWEST_PEOPLE = 1
    try:
        yield
    finally:
        kernel_threads.FEWEST_PEOPLE = usual
