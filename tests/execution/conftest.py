"""Folders in which processes have to meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.execution.sockets import LONGEST_FOLDER


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """Return a folder whose path is too long for the socket of a file."""
    folder = tmp_path / ("d" * LONGEST_FOLDER) / ("e" * LONGEST_FOLDER)
    folder.mkdir(parents=True)
    return folder
