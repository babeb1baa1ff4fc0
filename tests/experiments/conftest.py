"""What the tests of experiments share: each experiment done once, with its folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.study.record import Experiment
from tests.experiments.small import CALLS

Done = Callable[[str], tuple[Experiment, Path]]


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Return a function that gives a small experiment and its folder, done when first asked for."""
    finished: dict[str, tuple[Experiment, Path]] = {}

    def result(name: str) -> tuple[Experiment, Path]:
        if name not in finished:
            folder = tmp_path_factory.mktemp("experiments") / name
            with ThreadPoolExecutor(2) as executor:
                finished[name] = CALLS[name](out=folder, executor=executor), folder
        return finished[name]

    return result
