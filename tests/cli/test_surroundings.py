"""What surrounds a command: the folder it is called in, and how many files it may open."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sim.errors import BalancedJobsError
from sim.execution import parallel
from tests.cli.command import TINY, command_line, environment

resource = pytest.importorskip("resource", reason="limits and shells of POSIX")


def in_shell(before: str, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Return how a command ended before which a shell did something."""
    return subprocess.run(
        ["bash", "-c", f'{before}; exec "$@"', "bash", *command_line(*arguments)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_working_folder_that_is_gone_gets_a_message(tmp_path: Path) -> None:
    done = in_shell("mkdir gone; cd gone; rmdir ../gone", tmp_path, "scenarios")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "the folder that you are in is gone" in " ".join(done.stderr.split())


def test_too_few_open_files_are_told_before_computing(tmp_path: Path) -> None:
    done = in_shell(
        "ulimit -n 20", tmp_path, "run", "parecon", *TINY, "--replicates", 2, "--jobs", 2
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "2 processes need up to 40 open files, but the system allows 20" in " ".join(
        done.stderr.split()
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("now", "most", "asked"),
    [
        (1_024, 4_096, []),
        (64, 4_096, [(432, 4_096)]),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, []),
        (64, resource.RLIM_INFINITY, [(432, resource.RLIM_INFINITY)]),
    ],
)
def test_a_limit_that_may_be_raised_is(
    monkeypatch: pytest.MonkeyPatch, now: int, most: int, asked: list[tuple[int, int]]
) -> None:
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (now, most))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: seen.append(limits))
    parallel._make_room(100)
    assert seen == asked


def test_a_limit_that_may_not_be_raised_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (64, 256))
    with pytest.raises(BalancedJobsError, match=r"100 processes .* 432 .* allows 256"):
        parallel._make_room(100)
