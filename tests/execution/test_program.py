"""Workers run the program of their parent, whatever lies in the working folder, and prove it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from benchmarks.processes import ROOT, environment
from benchmarks.sweep_folders import differences
from sim.execution.chunk_store import MemoryStore
from sim.execution.program import ForeignProgramError, Program, proven
from sim.execution.scheduler import complete

COMMAND = """
import sys
from sim.cli import main

if __name__ == "__main__":
    sys.exit(main())
"""

MARK = """
from pathlib import Path

(Path({folder!r}) / "was imported").touch()
"""

TINY = ("--workers", "200", "--months", "2", "--burn-in", "1", "--replicates", "2", "--quiet")

VERBS = {
    "sweep": ("sweep", "smoke", *TINY),
    "compare": ("compare", "capitalism", "parecon", *TINY, "--figures", "none", "--no-balance"),
}

RULE = """
import sim
from sim.institutions.division import Rotation

@sim.institutions.register("division", "of_the_folder")
class OfTheFolder(Rotation):
    pass
"""


def command(folder: Path, *arguments: str, elsewhere: Path) -> subprocess.CompletedProcess[str]:
    """Return how the command ended in a folder, begun by a script that lies elsewhere."""
    script = elsewhere / "command.py"
    script.write_text(COMMAND)
    return subprocess.run(
        [sys.executable, "-W", "error", str(script), *arguments],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with what each verb gives in a folder that holds nothing else."""
    folder = tmp_path_factory.mktemp("expected")
    for verb, arguments in VERBS.items():
        done = command(folder, *arguments, "--out", verb, "--jobs", "1", elsewhere=folder)
        assert done.returncode == 0, done.stderr
    return folder


def put_module(folder: Path) -> None:
    """Put modules of the user there that have the names of this package and of one of Python."""
    for name in ("sim", "signal"):
        (folder / f"{name}.py").write_text(MARK.format(folder=str(folder)))


def put_other_version(folder: Path) -> None:
    """Put another version of this package there, which works."""
    shutil.copytree(ROOT / "sim", folder / "sim")
    with (folder / "sim" / "economy.py").open("a") as file:
        file.write(MARK.format(folder=str(folder)))


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("put", [put_module, put_other_version])
def test_what_lies_in_the_working_folder_is_not_run(
    verb: str, put: Any, expected: Path, tmp_path: Path
) -> None:
    folder, elsewhere = tmp_path / "work", tmp_path / "elsewhere"
    for place in (folder, elsewhere):
        place.mkdir()
    put(folder)
    done = command(folder, *VERBS[verb], "--out", verb, "--jobs", "2", elsewhere=elsewhere)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (folder / "was imported").exists()
    assert differences(folder / verb, expected / verb) == []


@pytest.mark.slow
def test_a_plugin_in_the_working_folder_is_found_by_workers(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "work", tmp_path / "elsewhere"
    for place in (folder, elsewhere):
        place.mkdir()
    put_module(folder)
    (folder / "mine.py").write_text(RULE)
    done = command(
        folder, "compare", "capitalism", "parecon", *TINY, "--figures", "none", "--jobs", "2",
        "--plugin", "mine:OfTheFolder", "--set", "institutions.division=of_the_folder",
        elsewhere=elsewhere,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


class Piece:
    name = "piece"
    size = 1


@pytest.mark.parametrize(
    ("place", "said"),
    [("/other/sim", r"would run the program in /other/sim, .*in /here"), ("/here", "was changed")],
)
def test_another_program_computes_nothing(place: str, said: str) -> None:
    programs = iter([Program("ours", "/here"), Program("other", place)])
    computed: list[Piece] = []

    def compute(piece: Piece) -> bytes:
        computed.append(piece)
        return b""

    evaluate = proven(compute, lambda: next(programs))
    store = MemoryStore()
    with ThreadPoolExecutor(1) as executor, pytest.raises(ForeignProgramError, match=said):
        complete([Piece()], evaluate, store, executor, lambda size: None)
    assert computed == []
    assert store.read("piece") is None
