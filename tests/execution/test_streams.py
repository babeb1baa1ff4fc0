"""A program whose standard streams were closed before it began, as by some that start others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import command_line, environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="closes streams by a shell of POSIX")

PROGRAM = """
import subprocess, sys
from sim.execution.streams import open_missing_streams
open_missing_streams()
with open("table", "wb") as file:
    print("to nobody", flush=True)
    subprocess.run([sys.executable, "-c", "print('to nobody either')"], check=True)
    file.write(b"a row")
"""


def call(closed: str, folder: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    """Return how a command ended for which the shell closed some streams."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *command],
        cwd=folder,
        env=environment(),
        capture_output=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_what_is_printed_gets_into_no_file(tmp_path: Path, closed: str) -> None:
    done = call(closed, tmp_path, sys.executable, "-c", PROGRAM)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "table").read_bytes() == b"a row"


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_a_command_works_though_nobody_reads_it(tmp_path: Path, closed: str) -> None:
    done = call(closed, tmp_path, *command_line("scenarios"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
