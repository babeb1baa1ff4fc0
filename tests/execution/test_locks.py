"""One process works in a folder at a time, also where the file system knows no locks."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.execution.locks import HOLDER, locked

WITHOUT_LOCKS = [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP]


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


def without_locks(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    fcntl = pytest.importorskip("fcntl", reason="Windows always knows locks")

    def refusing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refusing)


@pytest.mark.parametrize("number", WITHOUT_LOCKS)
def test_without_locks_a_file_stands_for_one(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, number)
    with locked(tmp_path):
        assert (tmp_path / HOLDER).exists()
        with (
            pytest.raises(ResultsError, match=rf"{HOLDER} says that process {os.getpid()} on "),
            locked(tmp_path),
        ):
            pass
    assert not (tmp_path / HOLDER).exists()
    with locked(tmp_path):
        pass


def gone() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_process_of_this_machine_left_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, errno.ENOSYS)
    (tmp_path / HOLDER).write_text(f"{gone()}\n{socket.gethostname()}\n", encoding="utf-8")
    with locked(tmp_path):
        pass


def test_what_a_killed_process_of_another_machine_left_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, errno.ENOLCK)
    (tmp_path / HOLDER).write_text("4711\nnode-a\n", encoding="utf-8")
    with (
        pytest.raises(ResultsError, match=r"process 4711 on node-a .* remove the file"),
        locked(tmp_path),
    ):
        pass
    (tmp_path / HOLDER).unlink()
    with locked(tmp_path):
        pass
