"""``balanced-jobs robustness`` on a small economy."""

from __future__ import annotations

import json

import pytest

from tests.cli.command import Command


@pytest.mark.slow
def test_the_command_reports_in_json(balanced_jobs: Command) -> None:
    size = ("--workers", 300, "--months", 12, "--burn-in", 3, "--replicates", 2, "--jobs", 2)
    verb = ("robustness", *size, "--seeds", 2, "--populations", "none", "--json", "--quiet")
    done = balanced_jobs(*verb)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["kind"] == "robustness"
    assert summary["folder"].startswith("results/robustness--seeds=2--populations=none--")
    assert summary["runs"] == {"planned": 32, "completed": 32, "failed": 0}
    again = balanced_jobs(*verb)
    assert json.loads(again.stdout) == summary


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--populations", "many"), "'many' is no list of whole numbers"),
        (("--populations", "1000,,5"), "is no list of whole numbers"),
        (("--months", 13, "--workers", 300), "must be a multiple of months_per_step = 3"),
        (("--set", "months_per_step=2"), "months_per_step = 2: must be 1 or 3"),
    ],
)
def test_the_command_refuses_bad_input(
    balanced_jobs: Command, arguments: tuple[object, ...], message: str
) -> None:
    done = balanced_jobs("robustness", *arguments)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
