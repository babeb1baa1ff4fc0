"""Imported by the server process from which workers are forked: everything a replicate needs."""

import atexit
import gc
import os
import shutil

from sim.experiments import compare, run
from sim.experiments.executors import SOCKETS

__all__ = ["compare", "run"]

# The server outlives a parent that is killed, which then cannot remove the folder of its socket.
if SOCKETS in os.environ:
    atexit.register(shutil.rmtree, os.environ[SOCKETS], ignore_errors=True)

# What is imported stays, so that workers need not look it over to find what may go.
gc.collect()
gc.freeze()
