"""The log: in the folder of results, and nowhere else unless it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.study.log import LOG, LOGGER, logged
from sim.study.options import Execution


def test_what_ran_where_and_how_long_stands_in_the_folder(tmp_path: Path) -> None:
    sim.run("capitalism", workers=80, months=2, burn_in=0, out=tmp_path / "run")
    lines = (tmp_path / "run" / LOG).read_text(encoding="utf-8").splitlines()
    assert "run begins: Balanced Jobs" in lines[0]
    assert "1 to do" in lines[1]
    assert lines[-1].endswith("seconds in all")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_takes_no_more_lines_is_no_reason_to_end_the_work(tmp_path: Path) -> None:
    (tmp_path / LOG).symlink_to("/dev/full")
    with logged(tmp_path, "sweep", Execution(executor=None)):
        LOGGER.info("a line that is lost")


def test_a_program_that_asks_for_no_log_gets_none() -> None:
    # In a process of its own: pytest has a handler that takes everything.
    program = (
        "from sim.study.log import LOGGER\n"
        "LOGGER.warning('a run failed')\n"
        "LOGGER.getChild('execution').error('a process died')\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
