"""Settings that hold for all tests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anything imports them: figures need no window, and parallel work is done by processes.
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from hypothesis import HealthCheck, settings

# The first call of a kernel compiles it, so the time of an example says nothing.
settings.register_profile(
    "balanced-jobs",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("balanced-jobs"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "balanced-jobs")


@pytest.fixture
def short() -> Iterator[Path]:
    """Yield an empty folder whose path, unlike that of `tmp_path`, is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp") as folder:
        yield Path(folder).resolve()
