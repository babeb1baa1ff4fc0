"""Processes that compute: what they have loaded, and from where they are reached."""

import os
from pathlib import Path

import pytest

from tests.execution.programs import printed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets of files need POSIX")

# Without a guard: the main program is not loaded in the processes.
POOL = """
from sim.execution.process_pool import process_pool
from sim.study.workers import PRELOAD

names = ("numba", "sim.economy", "sim.study.evaluation", "no_such")
with process_pool(1, PRELOAD) as pool:
    print(*pool.map(eval, [f"{name!r} in __import__('sys').modules" for name in names]))
"""

UNCHANGED = """
import os
from sim.execution.process_pool import process_pool

before = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
with process_pool(1) as pool:
    inside = pool.submit(os.getenv, "PYTHONSAFEPATH").result()
assert before == {name: os.environ.get(name) for name in before}
print(before["PYTHONSAFEPATH"], inside)
"""


def test_workers_begin_with_everything_loaded(tmp_path: Path) -> None:
    assert printed(POOL, Path("/tmp"), tmp_path) == "True True True False"


def test_workers_are_reached_from_a_folder_with_a_long_path(deep: Path, tmp_path: Path) -> None:
    assert printed(POOL, deep, tmp_path).startswith("True")
    assert list(deep.iterdir()) == []


def test_the_environment_of_the_parent_is_left_as_it_was(tmp_path: Path) -> None:
    assert printed(UNCHANGED, Path("/tmp"), tmp_path) == "None 1"
