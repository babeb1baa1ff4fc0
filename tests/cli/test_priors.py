"""``--priors`` decides from which distributions a verb draws, and where its results go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.results import open_results
from sim.study.provenance import PRIORS
from sim.study.store import PROVENANCE
from tests.cli.command import call

pytestmark = pytest.mark.slow

DESIGN = """
scenarios = ["capitalism"]
workers = 200
months = 2
burn_in = 0

[latin_hypercube]
samples = 2
parameters = ["idea_rate"]
"""


def test_uniform_priors_go_to_a_folder_of_their_own_and_are_recorded(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(DESIGN, encoding="utf-8")
    drawn = {}
    for priors, name in (("declared", "plan"), ("uniform", "plan--priors=uniform")):
        more = () if priors == "declared" else ("--priors", priors)
        ended = call("sweep", "plan.toml", "--jobs", 1, "--figures", "none", *more, folder=tmp_path)
        assert (ended.returncode, ended.stderr.count("Traceback")) == (0, 0)
        assert f"drawn from {priors} priors" in " ".join(ended.stdout.split())
        folder = tmp_path / "results" / name
        assert json.loads((folder / PROVENANCE).read_text())[PRIORS] == f"{priors} priors"
        drawn[priors] = open_results(folder).design.points()["idea_rate"].tolist()
    low, high = 0.05, 0.6
    for value, even in zip(drawn["declared"], drawn["uniform"], strict=True):
        assert value == pytest.approx(low * (high / low) ** ((even - low) / (high - low)))
