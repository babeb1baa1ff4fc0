"""Other processes of Python with a package, a cache and places of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DRAW = (
    "from sim.kernels.random import stream_key, uniform; print(uniform(stream_key(1, 2, 3, 4), 5))"
)

COUNT = """
import sys
from numba.core.registry import CPUDispatcher
kernels = {
    id(value): value
    for name, module in list(sys.modules.items())
    if name.startswith("sim.kernels.")
    for value in vars(module).values()
    if isinstance(value, CPUDispatcher)
}
hits = sum(sum(kernel.stats.cache_hits.values()) for kernel in kernels.values())
misses = sum(sum(kernel.stats.cache_misses.values()) for kernel in kernels.values())
print(f"{hits} loaded, {misses} compiled")
"""
"""Prints how many kernels were loaded from the cache and how many were compiled."""


def environment(**changes: str) -> dict[str, str]:
    """Return an environment in which only these variables choose the cache."""
    ours = {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA", "TMPDIR"}
    return {k: v for k, v in os.environ.items() if k not in ours} | changes


def start(code: str, root: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    """Start Python with the given folder on its path."""
    variables = variables | {"PYTHONPATH": str(root), "PYTHONWARNINGS": "error"}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=variables,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answer(code: str, root: Path, variables: dict[str, str]) -> str:
    """Return what Python prints."""
    process = start(code, root, variables)
    printed, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return printed.strip()


def counts(text: str) -> tuple[int, int]:
    """Return how many kernels were loaded and compiled, from what `COUNT` printed last."""
    loaded, _, compiled, _ = text.splitlines()[-1].split()
    return int(loaded), int(compiled)
