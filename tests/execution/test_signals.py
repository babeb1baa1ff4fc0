"""A request to stop is neither lost nor followed by complaints of what it interrupted."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

import pytest

from sim.execution import signals
from sim.execution.signals import ignore_stops, leaving_it_to_the_parent, stopping_in_order

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as on a terminal need POSIX")


def take_a_moment() -> None:
    """Give a signal the time to be noticed."""
    for _ in range(1_000):
        time.sleep(0.0)


class Stopping:
    """Is stopped while it is taken apart, where exceptions do not get out."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        take_a_moment()


class HalfMade:
    """Cannot be taken apart, since it was stopped while it was made."""

    def __init__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        take_a_moment()
        self.handle = 1

    def __del__(self) -> None:
        del self.handle


@pytest.fixture(autouse=True)
def _hook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)


def test_a_stop_that_nobody_could_hear_comes_again() -> None:
    with pytest.raises(KeyboardInterrupt), stopping_in_order():  # noqa: PT012
        Stopping()
        time.sleep(30)


def test_an_object_stopped_half_made_is_not_complained_of(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(KeyboardInterrupt) as stopped, stopping_in_order():
        HalfMade()
    del stopped
    assert capfd.readouterr().err == ""


MODULE = """
import os, signal, time
os.kill(os.getpid(), signal.{signal})
for _ in range(1_000):
    time.sleep(0.0)
complete = True
"""


@pytest.fixture
def interrupting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module in whose import a request to stop comes."""
    name = "stopped_in_its_import"
    (tmp_path / f"{name}.py").write_text(MODULE.format(signal="SIGTERM"))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def test_a_stop_in_the_midst_of_an_import_comes_after_it(interrupting: str) -> None:
    with pytest.raises(KeyboardInterrupt), stopping_in_order():  # noqa: PT012
        assert import_module(interrupting).complete
        time.sleep(30)


def test_a_stop_that_comes_again_while_processes_are_started_is_not_lost(interrupting: str) -> None:
    with pytest.raises(KeyboardInterrupt), stopping_in_order():  # noqa: PT012
        assert import_module(interrupting).complete
        with leaving_it_to_the_parent():
            time.sleep(3 * signals.SECONDS_TO_COME_AGAIN)
        time.sleep(10)
        pytest.fail("nobody heard of the stop")


def test_a_stop_while_processes_are_started_waits_for_their_start() -> None:
    started = False
    with pytest.raises(KeyboardInterrupt), stopping_in_order():  # noqa: PT012
        with leaving_it_to_the_parent():
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            take_a_moment()
            started = True
        time.sleep(10)
        pytest.fail("nobody heard of the stop")
    assert started


def test_an_import_that_does_not_end_is_stopped(
    interrupting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals, "SECONDS_TO_IMPORT", 0.0)
    with pytest.raises(KeyboardInterrupt), stopping_in_order():
        import_module(interrupting)
    assert interrupting not in sys.modules


def test_a_stop_that_is_repeated_at_once_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "SECONDS_OF_ONE_STOP", 60.0)
    answered = False
    with stopping_in_order():
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(30)
        except KeyboardInterrupt:
            for _ in range(15):
                os.kill(os.getpid(), signal.SIGINT)
                take_a_moment()
            answered = True
    assert answered


def test_a_second_stop_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "SECONDS_OF_ONE_STOP", 0.01)
    with stopping_in_order():
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):  # noqa: PT012
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(30)
            time.sleep(0.02)


def test_a_program_that_has_been_stopped_ignores_further_stops() -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with stopping_in_order():
            ignore_stops()
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        take_a_moment()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
