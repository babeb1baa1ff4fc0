"""One process works in a folder at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.execution.locks import locked


def test_a_folder_in_use_is_refused_until_it_is_free(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with (
        locked(folder),
        pytest.raises(ResultsError, match=r"another process is at work in .*new: wait"),
        locked(folder),
    ):
        pass
    with locked(folder):
        assert folder.is_dir()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ResultsError, match="cannot write to"), locked(tmp_path / "file" / "in"):
        pass
