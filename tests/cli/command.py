"""The command line as a person uses it: a process of its own in a folder of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from benchmarks.processes import ROOT, command_line, environment

__all__ = ["ROOT", "TINY", "Command", "Finished", "call", "command_line", "environment"]

TINY = ("--workers", 300, "--months", 12, "--burn-in", 2)

Finished = subprocess.CompletedProcess[str]
Command = Callable[..., Finished]


def call(*arguments: object, folder: Path, **changes: str) -> Finished:
    """Return how a call in a folder ended, with what it wrote."""
    return subprocess.run(
        command_line(*arguments),
        cwd=folder,
        env=environment(**changes),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
