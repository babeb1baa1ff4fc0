"""The command line: ``balanced-jobs``, also ``python -m sim``; one module per verb."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from threading import Timer
from typing import Final

from sim.execution.signals import STOPPED, ignore_stops, stopping_at_once, stopping_in_order
from sim.execution.streams import open_missing_streams

__all__ = ["main"]

SECONDS_TO_LEAVE: Final = 5.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands after the name of the program; that of this process by default.

    Returns
    -------
    int
        0 done, 1 finished with failed runs or broken off by an unexpected error, 2 bad input,
        130 stopped by the user.
    """
    open_missing_streams()
    with stopping_at_once():
        from sim.cli.application import call
    with stopping_in_order():
        try:
            code = call(arguments)
        except KeyboardInterrupt:  # again, while the first one was answered
            code = STOPPED
        if code == STOPPED:
            ignore_stops()
            _leave_soon(code)
    return code


def _leave_soon(code: int) -> None:
    """End the program even if a thread of a pool whose processes were ended never does.

    Everything is saved by now, and such a thread can wait for ever on a queue that a process held.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    watch = Timer(SECONDS_TO_LEAVE, os._exit, [code])
    watch.daemon = True
    watch.start()
