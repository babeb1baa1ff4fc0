"""The command in a process of its own, with all processes that it starts."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
"""This copy of the project."""

SECONDS_TO_END = 20.0
"""Granted to processes whose parent is gone."""


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of the command: this copy of the package, a known width."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **changes}


def command_line(*arguments: object) -> list[str]:
    """Return the command line of a call; any warning is an error."""
    return [sys.executable, "-W", "error", "-m", "sim", *map(str, arguments)]


def members_of_session(session: int) -> list[psutil.Process]:
    """Return the processes of a session that are alive.

    Parameters
    ----------
    session : int
        Identifier of the process that began it, which may be gone.
    """
    members = []
    for process in psutil.process_iter():
        try:
            alive = process.status() != psutil.STATUS_ZOMBIE
            if alive and os.getsid(process.pid) == session:
                members.append(process)
        except (ProcessLookupError, psutil.Error):
            continue
    return members


def end_and_wait_for_silence(session: int) -> list[psutil.Process]:
    """Return the processes of a session that are still there some seconds after its leader."""
    deadline = time.monotonic() + SECONDS_TO_END
    while (left := members_of_session(session)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in left:
        process.kill()
    return left


def servers_and_workers(parent: int) -> tuple[list[psutil.Process], list[psutil.Process]]:
    """Return the processes that a command has started, and those that compute for it.

    Workers are forked by a server that the command has started.

    Parameters
    ----------
    parent : int
        Identifier of the process of the command.
    """
    try:
        servers = psutil.Process(parent).children()
    except psutil.Error:
        return [], []
    workers = []
    for server in servers:
        try:
            workers += server.children()
        except psutil.Error:
            continue
    return servers, workers


def resident(processes: list[psutil.Process]) -> int:
    """Return the resident memory of processes together, in bytes; those that are gone have none."""
    total = 0
    for process in processes:
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total
