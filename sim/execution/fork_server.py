"""Imported last by the server process from which workers are forked, after all that they need."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import traceback
from multiprocessing import spawn, synchronize
from types import TracebackType

from sim.execution.process_pool import SOCKETS

_RECEIVING = (spawn.__file__, synchronize.__file__)
"""Modules in which a worker takes over what its parent sends and shares with it."""


def _report_unless_parent_is_gone(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say nothing of a worker that begins when its parent has been stopped meanwhile."""
    frames = traceback.extract_tb(trace)
    if not frames or frames[-1].filename not in _RECEIVING:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _report_unless_parent_is_gone

# The server outlives a parent that is killed, which then cannot remove the folder of its socket.
if SOCKETS in os.environ:
    atexit.register(shutil.rmtree, os.environ[SOCKETS], ignore_errors=True)

# What is imported stays, so that workers need not look it over to find what may go.
gc.collect()
gc.freeze()
