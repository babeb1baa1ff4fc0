"""Machine code of kernels: how it is made and where it is kept."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import sys
import time
from pathlib import Path

import numba
import pytest
from numba.core.registry import CPUDispatcher

import sim.kernels
from sim.kernels.compile import DAYS_KEPT, FOLDER, cache_folder, sources_digest
from tests.kernels.processes import COUNT, DRAW, answer, counts, environment

KERNELS = Path(sim.kernels.__file__).parent
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
    folder = cache_folder()
    assert folder is not None
    assert folder.is_dir()


def test_only_one_module_decides_how_functions_are_compiled() -> None:
    """Otherwise functions with other options could be taken for each other in the cache."""
    decorators = re.compile(r"\b(?:njit|jit|vectorize|guvectorize|cfunc|stencil)\b")
    package = KERNELS.parent
    found = [
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if decorators.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["kernels/compile.py"]


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


@pytest.mark.skipif(sys.platform == "win32", reason="no such places")
@pytest.mark.parametrize("home", ["/dev/null", "blocked"])
def test_a_package_that_cannot_be_written_is_compiled_once_for_all_processes(
    copied_package: Path, tmp_path: Path, home: str
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = sorted(copied_package.rglob("*"))
    for path in [*before, copied_package]:
        path.chmod(path.stat().st_mode & ~0o222)
    home = str(blocked) if home == "blocked" else home
    variables = environment(
        NUMBA_CACHE_DIR=str(blocked / "chosen"),
        XDG_CACHE_HOME=home,
        HOME=home,
        TMPDIR=str(temporary),
        PYTHONDONTWRITEBYTECODE="1",
    )
    try:
        first, second = (answer(DRAW + COUNT, copied_package, variables) for _ in range(2))
        after = sorted(copied_package.rglob("*"))
    finally:
        for path in [copied_package, *before]:
            path.chmod(path.stat().st_mode | 0o200)
    assert first.splitlines()[0] == second.splitlines()[0]
    assert counts(first)[1] > 0
    assert counts(second)[1] == 0 < counts(second)[0]
    assert after == before
    assert any(temporary.rglob("*.kernel"))


@pytest.mark.skipif(sys.platform == "win32", reason="no such places")
def test_where_no_file_at_all_can_be_written_kernels_still_work(copied_package: Path) -> None:
    nowhere = (
        "import tempfile\n"
        "def refuse(*_, **__):\n"
        "    raise FileNotFoundError('no usable temporary directory')\n"
        "tempfile.gettempdir = tempfile.mkdtemp = refuse\n"
    )
    variables = environment(HOME="/dev/null", NUMBA_CACHE_DIR="/dev/null")
    printed = answer(nowhere + DRAW + COUNT + FOLDER_IN_USE, copied_package, variables)
    draw, counted, folder = printed.splitlines()
    assert 0.0 < float(draw) < 1.0
    assert counts(counted)[0] == 0
    assert folder == "None"


def test_a_relative_cache_of_the_user_is_ignored(copied_package: Path, tmp_path: Path) -> None:
    variables = environment(XDG_CACHE_HOME="relative", HOME=str(tmp_path / "home"))
    folder = Path(answer(FOLDER_IN_USE, copied_package, variables))
    assert folder.is_relative_to(tmp_path / "home")
    assert not (copied_package / "relative").exists()
