"""Run tests once for each fault, in processes that begin with everything loaded."""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import Phase, settings

from tests.mutants.insertion import put_in

LEAST_SECONDS = 3
MANY = 200
OPTIONS = [
    "-q",
    "--assert=plain",
    "--tb=native",
    "-m",
    "not slow",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
]


class Trials:
    """A plugin of pytest that runs the tests once as they are, and then with each of some faults.

    Parameters
    ----------
    name : str
        Of the module that gets the faults.
    faults : list of (str, str)
        What to call each, and the text of the module with it.
    note : callable
        Is told what a fault is called, and whether all tests passed.
    """

    def __init__(
        self, name: str, faults: list[tuple[str, str]], note: Callable[[str, bool], None]
    ) -> None:
        self._name = name
        self._faults = faults
        self._note = note

    def pytest_collection(self) -> None:
        """Let random examples that fail stay as they are: the smallest one takes time to find."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", settings.get_profile("ci"), phases=phases)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests, and if they pass all faults; the quickest tests begin.

        Whatever has noticed a fault comes first with the next, which is often one of its kind.
        """
        if session.testsfailed:
            return True
        seconds: dict[pytest.Item, float] = {}
        for item in session.items:
            before = _own_seconds()
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            seconds[item] = _own_seconds() - before
        if session.testsfailed:
            return True
        session.items.sort(key=seconds.__getitem__)
        total = sum(seconds.values())
        print(f"\n{len(self._faults)} faults to try; without one the tests take {total:.1f} s")
        most = max(LEAST_SECONDS, round(5 * total))
        module = sys.modules[self._name]
        gc.freeze()  # what is loaded is shared by all processes as long as nobody touches it
        for number, (job, text) in enumerate(self._faults, start=1):
            found = _first_to_fail(session, module, text, most)
            self._note(job, found == 0)
            if 0 < found < MANY:
                session.items.insert(0, session.items.pop(found - 1))
            if number % 50 == 0:
                print(f"  {number} of {len(self._faults)}", flush=True)
        return True


def try_faults(
    name: str, tests: list[str], faults: list[tuple[str, str]], note: Callable[[str, bool], None]
) -> bool:
    """Run tests with each fault in a module; return whether they pass without one."""
    return pytest.main([*OPTIONS, *tests], [Trials(name, faults, note)]) == 0


def _first_to_fail(session: pytest.Session, module: ModuleType, text: str, most: int) -> int:
    """Return the number of the first test that fails with a fault, from 1 on, 0 if all pass.

    It is `MANY` for a later one, and -1 or less where a test took too long.
    """
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    failed = MANY
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        session.config.pluginmanager.unregister(name="terminalreporter")
        put_in(module, text)
        failed = _number_of_failing(session)
    finally:
        os._exit(failed)


def _number_of_failing(session: pytest.Session) -> int:
    for number, item in enumerate(session.items, start=1):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return min(number, MANY)
    return 0


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
