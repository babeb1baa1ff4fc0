"""What Ctrl-C does: while loading, while computing, and while processes are started.

A batch system that ends a job sends SIGTERM, which does the same.
"""

from __future__ import annotations

import os
import signal
import sys
from _thread import interrupt_main
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer, current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Final

STOPPED: Final = 130
"""Exit code of a program that was stopped: 128 and the number of the signal of Ctrl-C."""

NOTHING_SAVED: Final = "Stopped; nothing was saved."

SECONDS_TO_COME_AGAIN: Final = 0.1

SECONDS_TO_IMPORT: Final = 10.0
"""So long a stop waits for the end of an import."""

SECONDS_OF_ONE_STOP: Final = 1.0
"""Signals that follow a stop within this time belong to it, as when Ctrl-C is pressed for long."""

_Handler = Callable[[int, FrameType | None], object] | signal.Handlers

_MESSAGE: Final = f"\n{NOTHING_SAVED}\n".encode()

_IMPORTING: Final = "<frozen importlib._bootstrap>"
"""File of the frames of an import."""


@dataclass
class _Stop:
    """What happened to the last request to stop.

    Attributes
    ----------
    raised : float
        When it became a KeyboardInterrupt.
    waiting : float or None
        Since when it has been waiting for the end of an import.
    blocks : int
        Blocks of `stopping_in_order` that are open.
    """

    raised: float = -float("inf")
    waiting: float | None = None
    blocks: int = 0


_stop = _Stop()


@contextmanager
def stopping_at_once() -> Iterator[None]:
    """End the program on Ctrl-C with its message; for the time in which packages are loaded.

    An exception in the midst of an import can be swallowed, or end in another one.
    """
    with _handled({signal.SIGINT: _leave, signal.SIGTERM: _leave}):
        yield


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Raise KeyboardInterrupt on Ctrl-C, and also when a batch system ends the job.

    A stop in the midst of an import comes when that has ended, and one that is repeated at once
    counts as a single one.
    """
    if not _stop.blocks:
        _stop.raised, _stop.waiting = -float("inf"), None
    _stop.blocks += 1
    try:
        with _handled({signal.SIGINT: _raise, signal.SIGTERM: _raise}):
            yield
    finally:
        _stop.blocks -= 1


@contextmanager
def leaving_it_to_the_parent() -> Iterator[None]:
    """Ignore Ctrl-C here and in the processes that are started meanwhile, as long as they live.

    A stop that comes in this time waits here for its end. Another thread of this process may take
    it and lose it, so that one that waits for the end of an import is told once more.
    """
    with _held_back(signal.SIGINT), _handled({signal.SIGINT: signal.SIG_IGN}):
        yield
    if _stop.waiting is not None:
        _come_again()


@contextmanager
def _held_back(number: signal.Signals) -> Iterator[None]:
    """Let a signal to the main thread wait, where the system can; whoever is started inherits that.

    A system that holds a signal back does not ask yet whether it is ignored.
    """
    if sys.platform == "win32" or current_thread() is not main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_stops() -> None:
    """Ignore Ctrl-C and the end of the job from now on; for a program that has been stopped."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def _handled(handlers: dict[signal.Signals, _Handler]) -> Iterator[None]:
    if current_thread() is not main_thread():  # signals reach the main thread alone
        yield
        return
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            # What was set meanwhile, as by `ignore_stops`, is to stay.
            if signal.getsignal(number) == handlers[number]:
                signal.signal(number, handler)


def _raise(number: int, frame: FrameType | None) -> None:
    del number
    now = monotonic()
    if now < _stop.raised + SECONDS_OF_ONE_STOP:
        return
    if _is_importing(frame):
        _stop.waiting = _stop.waiting or now
        if now < _stop.waiting + SECONDS_TO_IMPORT:
            _come_again()
            return
    sys.unraisablehook = _after_stopping
    _stop.raised, _stop.waiting = now, None
    raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == _IMPORTING:
            return True
        frame = frame.f_back
    return False


def _after_stopping(unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing of objects that were stopped half-made; a stop lost in one comes again."""
    if unraisable.exc_type is KeyboardInterrupt:
        # Not at once: from here, too, an exception would not get out.
        _stop.raised = -float("inf")
        _come_again()


def _come_again() -> None:
    again = Timer(SECONDS_TO_COME_AGAIN, _interrupt)
    again.daemon = True
    again.start()


def _interrupt() -> None:
    """Interrupt the main thread, also in the midst of waiting where the system lets it."""
    main = main_thread().ident
    if sys.platform == "win32" or main is None:
        interrupt_main()
    else:
        signal.pthread_kill(main, signal.SIGINT)


def _leave(number: int, frame: FrameType | None) -> None:
    del number, frame
    os.write(2, _MESSAGE)
    os._exit(STOPPED)
