"""A request to stop is neither lost nor followed by complaints of what it interrupted."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from sim.execution.signals import stopping_in_order

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
