"""Files of the project that must agree with one another."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).resolve().parents[2]
TARGETS = (
    "app", "bench", "clean", "codemeta", "demo", "docs", "help", "lint", "lock", "notebooks",
    "setup", "test",
)  # fmt: skip


def test_the_citation_has_the_version_of_the_package() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", text, re.MULTILINE) == [sim.__version__]


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(TARGETS) <= set(re.findall(r"^ +make ([a-z-]+)", listed, re.MULTILINE))


def test_a_python_that_is_too_old_or_broken_is_refused_with_the_way_out(tmp_path: Path) -> None:
    broken = tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    made = subprocess.run(
        ["make", f"PYTHON={broken}", f"VENV={tmp_path / 'venv'}", f"{tmp_path / 'venv'}/.created"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 2
    assert "Python 3.12 or later" in made.stderr
    assert "make PYTHON=" in made.stderr
    assert not (tmp_path / "venv").exists()


def tracked_files() -> list[Path]:
    """Return the files under version control, or none where this is not a clone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_the_home_folder_of_whoever_wrote_it() -> None:
    files = tracked_files()
    if not files:
        pytest.skip("not a clone")
    places = [f"{place}/".encode() for place in (Path.home(), ROOT) if str(place) != "/"]
    naming = [
        str(path.relative_to(ROOT))
        for path in files
        if path.is_file() and any(place in path.read_bytes() for place in places)
    ]
    assert naming == []
