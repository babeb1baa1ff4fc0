"""Processes that a call starts by itself, and the log that stands beside its results."""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.errors import ArgumentError
from sim.study.log import LOG
from sim.study.options import count_of_jobs

SMALL = {"workers": 200, "burn_in": 3, "months": 4, "balance": False}


def test_processes_of_the_call_give_the_same_numbers_and_a_log(tmp_path: Path) -> None:
    alone = sim.compare(replicates=2, **SMALL)
    two = sim.compare(replicates=2, jobs=2, out=tmp_path / "two", **SMALL)
    assert_frame_equal(alone.monthly, two.monthly)
    lines = (tmp_path / "two" / LOG).read_text(encoding="utf-8").splitlines()
    assert "compare begins" in lines[0]
    assert "LastingProcessPool" in lines[0]
    assert "2 runs: 0 pieces kept, 2 to do" in lines[1]
    sim.compare(replicates=2, out=tmp_path / "two", **SMALL)
    again = (tmp_path / "two" / LOG).read_text(encoding="utf-8")
    assert "2 runs: 2 pieces kept, 0 to do" in again


@pytest.mark.parametrize("jobs", [0, -2, True, 1.5, "two", 10**400])
def test_no_number_of_processes_is_refused(jobs: object) -> None:
    with pytest.raises(ArgumentError, match=r"jobs = .*: must be a whole number from 1 to 4,096"):
        count_of_jobs(jobs)


def test_executor_and_jobs_exclude_each_other() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool, pytest.raises(TypeError, match="not both"):
        sim.compare(executor=pool, jobs=2, **SMALL)
