"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command, Finished, call


@pytest.fixture
def balanced_jobs(tmp_path: Path) -> Command:
    """Return a function that runs the command in an empty folder and returns how it ended."""

    def run(*arguments: object, **changes: str) -> Finished:
        return call(*arguments, folder=tmp_path, **changes)

    return run
