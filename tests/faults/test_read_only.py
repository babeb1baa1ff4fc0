"""A disk that takes nothing any more ends in an error, and keeps what can be kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sim.execution import files
from tests.faults.judging import said

RUN = (
    "run", "parecon", "--workers", "100", "--months", "2", "--burn-in", "0", "--replicates", "2",
    "--jobs", "1", "--out", "o",
)  # fmt: skip


def read_only_from(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to write the first file whose path has a name in it, and all later ones."""
    reach, hit = files._reach_disk, []

    def refusing(path: Path, access: int) -> None:
        if hit or name in str(path):
            hit.append(path)
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        reach(path, access)

    monkeypatch.setattr(files, "_reach_disk", refusing)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("manifest.json", "cannot write o/manifest.json: Read-only file system"),
        ("chunks", "2 of 2 runs could not be done or saved"),
        ("monthly.parquet", "cannot write o/monthly.parquet: Read-only file system"),
        ("provenance.json", "cannot write o/provenance.json: Read-only file system"),
    ],
)
def test_no_success_is_claimed(
    name: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read_only_from(name, monkeypatch)
    code, output, errors = said(*RUN)
    assert code in (1, 2)
    assert output == ""
    assert words in errors
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert said(*RUN, "--figures", "none")[0] == 0


def test_the_answer_is_said_though_figures_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read_only_from("figures", monkeypatch)
    code, output, errors = said(*RUN)
    assert code == 1
    assert "Files: o" in output
    assert "Read-only file system" in errors
    assert "figures are missing" in errors
