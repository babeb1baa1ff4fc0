"""The command line as a person uses it: a process of its own in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TINY = ("--workers", 300, "--months", 12, "--burn-in", 2)

Finished = subprocess.CompletedProcess[str]
Command = Callable[..., Finished]


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of the command: this copy of the package, a known width."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **changes}


def command_line(*arguments: object) -> list[str]:
    """Return the command line of a call; any warning is an error."""
    return [sys.executable, "-W", "error", "-m", "sim", *map(str, arguments)]


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
