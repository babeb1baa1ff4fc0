"""How many cores this process may use: what the system, its container and its batch job allow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from math import ceil
from pathlib import Path, PurePosixPath
from typing import Final

CGROUPS: Final = Path("/sys/fs/cgroup")

MEMBERSHIP: Final = Path("/proc/self/cgroup")
"""File that names the control group of this process."""

RESERVED: Final = "SLURM_CPUS_PER_TASK"
"""Variable by which Slurm tells a job its cores; it does not always bind the job to them."""


def available_cores() -> int:
    """Return how many cores this process may use, at least 1.

    The least of the cores of the machine, those that the process is bound to, the processor time
    that its control group grants, as in a container, and those that Slurm reserved.
    """
    limits = [os.cpu_count() or 1]
    if hasattr(os, "sched_getaffinity"):
        limits.append(len(os.sched_getaffinity(0)))
    with suppress(ValueError):
        limits.append(int(os.environ.get(RESERVED, "")))
    limits += _granted(CGROUPS, MEMBERSHIP)
    return min(limit for limit in limits if limit > 0)


def _granted(cgroups: Path, membership: Path) -> Iterator[int]:
    """Yield the cores' worth of time that each control group above the process grants it."""
    try:
        lines = membership.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        root = cgroups / controllers if controllers else cgroups
        inside = PurePosixPath(group.lstrip("/"))
        # Inside a container its own group is the root, whatever the name of the group outside.
        for folder in (root / inside, *(root / parent for parent in inside.parents)):
            quota = _quota_v2(folder) if not controllers else _quota_v1(folder)
            if quota is not None:
                yield ceil(quota)


def _quota_v2(folder: Path) -> float | None:
    """Return the processors that ``cpu.max`` grants; None where it sets no limit."""
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota, period = (folder / "cpu.max").read_text(encoding="utf-8").split()
        return int(quota) / int(period)  # "max" is no number
    return None


def _quota_v1(folder: Path) -> float | None:
    """Return the processors that ``cpu.cfs_quota_us`` grants; None where it sets no limit."""
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota = int((folder / "cpu.cfs_quota_us").read_text(encoding="utf-8"))
        period = int((folder / "cpu.cfs_period_us").read_text(encoding="utf-8"))
        return quota / period if quota > 0 else None
    return None
