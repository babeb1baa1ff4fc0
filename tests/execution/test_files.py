"""Files are replaced as a whole, and are on the disk when that is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.execution.files import replacing


def test_a_file_is_replaced_when_it_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "file"
    for text in ("old", "new"):
        with replacing(file) as partial:
            partial.write_text(text)
            assert not file.exists() or file.read_text() == "old"
        assert file.read_text() == text
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_broken_off_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(file) as partial:  # noqa: PT012
        partial.write_text("ne")
        raise KeyboardInterrupt
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be flushed")
def test_content_is_on_the_disk_before_its_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    flushed: list[tuple[int, bool]] = []

    def noting(descriptor: int) -> None:
        flushed.append((os.fstat(descriptor).st_ino, file.exists()))

    monkeypatch.setattr(os, "fsync", noting)
    with replacing(file) as partial:
        partial.write_text("new")
    assert flushed == [(file.stat().st_ino, False), (tmp_path.stat().st_ino, True)]


def test_a_disk_that_takes_nothing_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with (
        pytest.raises(ResultsError, match="No space left on device; choose another folder"),
        replacing(tmp_path / "file") as partial,
    ):
        partial.write_text("new")
    assert list(tmp_path.iterdir()) == []
