"""How many cores a process may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.execution import cores
from sim.execution.cores import available_cores


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of control groups of a machine with 64 cores and no limit."""
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    monkeypatch.delenv("SLURM_CPUS_PER_TASK", raising=False)
    monkeypatch.setattr(cores, "CGROUPS", tmp_path)
    monkeypatch.setattr(cores, "MEMBERSHIP", tmp_path / "membership")
    return tmp_path


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)


def test_without_limits_all_cores_are_used() -> None:
    assert available_cores() == 64


def test_a_process_bound_to_cores_uses_those(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5}, raising=False)
    assert available_cores() == 2


@pytest.mark.parametrize(("reserved", "used"), [("4", 4), ("", 64), ("4(x2)", 64), ("0", 64)])
def test_a_job_uses_the_cores_that_were_reserved(
    reserved: str, used: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLURM_CPUS_PER_TASK", reserved)
    assert available_cores() == used


@pytest.mark.parametrize(
    ("limit", "used"),
    [("200000 100000", 2), ("250000 100000", 3), ("10000 100000", 1), ("max 100000", 64), ("", 64)],
)
def test_a_control_group_grants_processor_time(machine: Path, limit: str, used: int) -> None:
    write(machine, membership="0::/jobs/mine\n")
    write(machine / "jobs/mine", cpu__max=limit)
    assert available_cores() == used


def test_the_least_of_the_groups_above_counts(machine: Path) -> None:
    write(machine, membership="0::/jobs/mine\n")
    write(machine / "jobs/mine", cpu__max="800000 100000")
    write(machine / "jobs", cpu__max="300000 100000")
    assert available_cores() == 3


def test_inside_a_container_its_group_is_the_root(machine: Path) -> None:
    write(machine, membership="0::/docker/abc\n", cpu__max="150000 100000")
    assert available_cores() == 2


@pytest.mark.parametrize(("quota", "used"), [("400000", 4), ("-1", 64)])
def test_groups_of_the_first_kind_count_too(machine: Path, quota: str, used: int) -> None:
    write(machine, membership="4:memory:/mine\n3:cpu,cpuacct:/mine\n2:cpuset:/\n")
    write(machine / "cpu,cpuacct/mine", cpu__cfs_quota_us=quota, cpu__cfs_period_us="100000")
    assert available_cores() == used
