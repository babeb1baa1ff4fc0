"""The command line: ``balanced-jobs``, also ``python -m sim``; one module per verb."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from sim.cli.session import STOPPED
from sim.cli.signals import stopping_at_once

__all__ = ["main"]


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
    with stopping_at_once():
        from sim.cli.application import call
    code = call(arguments)
    if code == STOPPED:
        _leave_at_once(code)
    return code


def _leave_at_once(code: int) -> NoReturn:
    """End the program without waiting for the threads of a pool whose processes were ended.

    Everything is saved by now, and such a thread can wait for ever on a queue that a process held.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
