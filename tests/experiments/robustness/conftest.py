"""A robustness check done once for all its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.experiments.robustness.record import Robustness
from tests.experiments.robustness.small import small


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("robustness") / "work"


@pytest.fixture(scope="session")
def result(folder: Path) -> Robustness:
    return small(out=folder)
