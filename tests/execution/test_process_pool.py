"""Processes that compute: where they meet, and what they have loaded when they begin."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.processes import environment
from sim.execution.sockets import LONGEST_FOLDER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets of files need POSIX")

POOL = """
import sys
from sim.execution.process_pool import process_pool
from sim.study.workers import PRELOAD

def loaded(name):
    return name in sys.modules

if __name__ == "__main__":
    with process_pool(1, PRELOAD) as pool:
        print(*pool.map(loaded, ("numba", "sim.economy", "sim.study.evaluation", "no_such")))
"""

FOLDER = """
import tempfile
from sim.errors import BalancedJobsError
from sim.execution import sockets

usual = tempfile.gettempdir()
sockets.SHORT_FOLDERS = {shorter!r}
try:
    folder = sockets.socket_folder()
except BalancedJobsError as error:
    print(error)
else:
    print(folder)
assert tempfile.gettempdir() == usual
"""


def printed(program: str, temporary: Path, folder: Path) -> str:
    """Return what a program prints, run with a folder for temporary files."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(file)],
        env=environment(TMPDIR=str(temporary)), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """Return a folder whose path is too long for the socket of a file."""
    folder = tmp_path / ("d" * LONGEST_FOLDER) / ("e" * LONGEST_FOLDER)
    folder.mkdir(parents=True)
    return folder


def test_workers_begin_with_everything_loaded(tmp_path: Path) -> None:
    assert printed(POOL, Path("/tmp"), tmp_path) == "True True True False"


def test_workers_are_reached_from_a_folder_with_a_long_path(deep: Path, tmp_path: Path) -> None:
    assert printed(POOL, deep, tmp_path).startswith("True")
    assert list(deep.iterdir()) == []


def test_sockets_lie_in_the_folder_for_temporary_files(short: Path, tmp_path: Path) -> None:
    assert Path(printed(FOLDER.format(shorter=()), short, tmp_path)).parent == short
    assert list(short.iterdir()) == []


def test_a_long_path_is_left_for_a_shorter_one_that_exists(
    deep: Path, short: Path, tmp_path: Path
) -> None:
    shorter = ("/no/such/folder", str(short))
    assert Path(printed(FOLDER.format(shorter=shorter), deep, tmp_path)).parent == short


def test_without_a_short_path_a_message_says_what_to_do(deep: Path, tmp_path: Path) -> None:
    said = printed(FOLDER.format(shorter=("/no/such/folder",)), deep, tmp_path)
    assert str(deep) in said
    assert "Set TMPDIR to a folder with a shorter path" in said
