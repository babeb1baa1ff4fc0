"""What Ctrl-C does: while loading, while computing, and while processes are started."""

from __future__ import annotations

import os
import signal
import sys
from _thread import interrupt_main
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer, main_thread
from types import FrameType
from typing import Final

from sim.commands.session import NOTHING_SAVED, STOPPED

_Handler = Callable[[int, FrameType | None], object] | signal.Handlers

SECONDS_TO_COME_AGAIN: Final = 0.1

_MESSAGE: Final = f"\n{NOTHING_SAVED}\n".encode()


@contextmanager
def stopping_at_once() -> Iterator[None]:
    """End the program on Ctrl-C with its message; for the time in which packages are loaded.

    An exception in the midst of an import can be swallowed, or end in a traceback.
    """
    with _handled({signal.SIGINT: _leave}):
        yield


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Raise KeyboardInterrupt on Ctrl-C, and also when a batch system ends the job."""
    with _handled({signal.SIGINT: _stop, signal.SIGTERM: _stop}):
        yield


@contextmanager
def leaving_it_to_the_parent() -> Iterator[None]:
    """Ignore Ctrl-C here and in the processes that are started meanwhile, as long as they live."""
    with _handled({signal.SIGINT: signal.SIG_IGN}):
        yield


@contextmanager
def _handled(handlers: dict[signal.Signals, _Handler]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    sys.unraisablehook = _after_stopping
    raise KeyboardInterrupt


def _after_stopping(unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing of objects that were stopped half-made; a stop lost in one comes again."""
    if unraisable.exc_type is KeyboardInterrupt:
        # Not at once: from here, too, an exception would not get out.
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
