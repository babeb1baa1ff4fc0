"""Machine code of kernels: how it is made and where it is kept."""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numba
import pytest
from numba.core.registry import CPUDispatcher

import sim.kernels
from sim.kernels.compile import DAYS_KEPT, FOLDER, cache_folder, sources_digest

KERNELS = Path(sim.kernels.__file__).parent
DRAW = (
    "from sim.kernels.random import stream_key, uniform; print(uniform(stream_key(1, 2, 3, 4), 5))"
)
FOLDER_IN_USE = "from sim.kernels.compile import cache_folder; print(cache_folder())"


def all_kernels() -> list[CPUDispatcher]:
    """Return every compiled function of the package."""
    names = [f"sim.kernels.{module.name}" for module in pkgutil.iter_modules([str(KERNELS)])]
    modules = [importlib.import_module(name) for name in names]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, CPUDispatcher)
    ]


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


@pytest.fixture
def copied_package(tmp_path: Path) -> Path:
    """Return a folder with a copy of the kernels under an otherwise empty package."""
    root = tmp_path / "copy"
    shutil.copytree(KERNELS, root / "sim" / "kernels", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "sim" / "__init__.py").write_text("")
    return root


def test_every_kernel_is_strict_releases_the_lock_and_is_kept() -> None:
    kernels = all_kernels()
    assert len(kernels) > 20
    for kernel in kernels:
        options = kernel.targetoptions
        assert options["nogil"] is True
        assert options["error_model"] == "numpy"
        assert not options.get("fastmath", False)
        assert not options.get("parallel", False)
        assert sources_digest() in kernel.stats.cache_path


def test_the_cache_of_other_packages_is_left_where_it_was() -> None:
    assert FOLDER not in numba.config.CACHE_DIR
    assert cache_folder().is_dir()


def test_an_edited_callee_changes_what_its_callers_compute(
    copied_package: Path, tmp_path: Path
) -> None:
    variables = environment(NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    before = answer(DRAW, copied_package, variables)
    module = copied_package / "sim" / "kernels" / "random.py"
    probe = copied_package / "sim" / "kernels" / "probe.py"
    probe.write_text(
        "from sim.kernels.compile import compiled\n"
        "from sim.kernels.random import uniform\n\n\n"
        "@compiled\n"
        "def probe(key, identifier):\n"
        "    return uniform(key, identifier)\n"
    )
    code = DRAW.replace("print(uniform", "from sim.kernels.probe import probe; print(probe")
    assert answer(code, copied_package, variables) == before
    source = module.read_text()
    assert "0x94D049BB133111EB" in source
    module.write_text(source.replace("0x94D049BB133111EB", "0x94D049BB133111ED"))
    after = answer(code, copied_package, variables)
    assert after != before
    assert after == answer(DRAW, copied_package, variables)


def test_processes_that_start_at_once_from_an_empty_cache_agree(
    copied_package: Path, tmp_path: Path
) -> None:
    variables = environment(NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    processes = [start(DRAW, copied_package, variables) for _ in range(4)]
    answers = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, answers
    assert len({printed for printed, _ in answers}) == 1


def test_the_folder_chosen_by_the_user_comes_first(copied_package: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen"
    variables = environment(NUMBA_CACHE_DIR=str(chosen), XDG_CACHE_HOME=str(tmp_path / "other"))
    assert Path(answer(FOLDER_IN_USE, copied_package, variables)).parent == chosen / FOLDER
    assert not (tmp_path / "other").exists()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the folder has another name here")
def test_without_a_choice_the_cache_of_the_user_is_taken(
    copied_package: Path, tmp_path: Path
) -> None:
    variables = environment(XDG_CACHE_HOME=str(tmp_path / "cache"))
    folder = Path(answer(FOLDER_IN_USE, copied_package, variables))
    assert folder.parent == tmp_path / "cache" / FOLDER
    home = environment(HOME=str(tmp_path / "home"))
    folder = Path(answer(FOLDER_IN_USE, copied_package, home))
    assert folder.parent == tmp_path / "home" / ".cache" / FOLDER


@pytest.mark.skipif(sys.platform == "win32", reason="no owner and mode of folders")
def test_where_nothing_can_be_written_a_private_temporary_folder_is_taken(
    copied_package: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    variables = environment(
        NUMBA_CACHE_DIR=str(blocked),
        XDG_CACHE_HOME=str(blocked),
        HOME=str(blocked),
        TMPDIR=str(temporary),
    )
    folder = Path(answer(FOLDER_IN_USE, copied_package, variables))
    private = temporary / f"{FOLDER}-{os.getuid()}"
    assert folder.is_relative_to(private)
    assert private.stat().st_mode & 0o077 == 0
    # Prepared by somebody else, so that others could put machine code there.
    private.chmod(0o777)
    other = Path(answer(FOLDER_IN_USE, copied_package, variables))
    assert other.is_relative_to(temporary)
    assert not other.is_relative_to(private)


def test_only_versions_that_nobody_started_for_long_are_removed(
    copied_package: Path, tmp_path: Path
) -> None:
    versions = tmp_path / FOLDER
    for name, days in (("old", DAYS_KEPT + 1), ("recent", DAYS_KEPT - 1)):
        (versions / name).mkdir(parents=True)
        (versions / name / "code").write_text("code")
        then = time.time() - days * 86_400
        os.utime(versions / name, (then, then))
    answer(FOLDER_IN_USE, copied_package, environment(NUMBA_CACHE_DIR=str(tmp_path)))
    assert not (versions / "old").exists()
    assert (versions / "recent" / "code").exists()
