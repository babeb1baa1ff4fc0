"""Run tests once for each fault, in processes that begin with everything loaded."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import Phase, settings

from tests.mutants.insertion import put_in

LEAST_SECONDS = 3
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
        """Run all tests, and if they pass all faults, the quickest tests first."""
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
        for number, (job, text) in enumerate(self._faults, start=1):
            self._note(job, _passes(session, module, text, most))
            if number % 50 == 0:
                print(f"  {number} of {len(self._faults)}", flush=True)
        return True


def try_faults(
    name: str, tests: list[str], faults: list[tuple[str, str]], note: Callable[[str, bool], None]
) -> bool:
    """Run tests with each fault in a module; return whether they pass without one."""
    return pytest.main([*OPTIONS, *tests], [Trials(name, faults, note)]) == 0


def _passes(session: pytest.Session, module: ModuleType, text: str, most: int) -> bool:
    """Return whether all tests pass with a fault; what takes too long has failed."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    failed = True
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        session.config.pluginmanager.unregister(name="terminalreporter")
        put_in(module, text)
        failed = _some_test_fails(session)
    finally:
        os._exit(failed)


def _some_test_fails(session: pytest.Session) -> bool:
    for item in session.items:
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return True
    return False


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
