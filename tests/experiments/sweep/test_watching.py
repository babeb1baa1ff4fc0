"""Outcomes of one's own and months, kept of sweeps; the runs themselves stay as they are."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli import main
from sim.designs import Design
from sim.errors import BalancedJobsError, DesignError, PluginError, ResultsError
from sim.experiments.sweep.merging import merge
from sim.experiments.sweep.record import Sweep

SIZE = {"workers": 80, "months": 6, "burn_in": 3}
SOURCE = """
import numpy as np

def effort_again(economy):
    return economy.indicators["effort"]

def months_done(economy):
    return economy.time

def broken(economy):
    return "much"

def effort(economy):
    return 1.0

class NoFunction:
    pass

effort_again.unit = "0 to 1"
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which one works, with a module of one's own."""
    (tmp_path / "my_outcomes.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "my_outcomes", raising=False)
    return tmp_path


def design(**changes: Any) -> Design:
    content = {
        "name": "watched",
        "scenarios": ["capitalism", "parecon"],
        "morris": {"samples": 2, "parameters": ["monitoring", "crowding"]},
    }
    return sim.load_design(content, **{**SIZE, **changes})


def test_an_outcome_of_ones_own_has_the_means_of_its_months(mine: Path) -> None:
    plain = sim.sweep(design(), out=mine / "plain")
    found = sim.sweep(
        design(), out=mine / "own", outcomes=["my_outcomes:effort_again"], monthly=True
    )
    # What is watched changes no run, to the byte.
    assert (mine / "plain" / "runs.parquet").read_bytes() == (
        mine / "own" / "runs.parquet"
    ).read_bytes()
    pd.testing.assert_frame_equal(found.runs, plain.runs)
    assert not len(plain.outcomes)
    np.testing.assert_array_equal(found.outcomes["effort_again"], plain.runs["effort"])
    np.testing.assert_array_equal(found.monthly["effort_again"], found.monthly["effort"])
    assert found.units["effort_again"] == "0 to 1"
    assert len(found.monthly) == found.planned * SIZE["months"]
    assert list(found.monthly["month"].unique()) == list(range(1, 7))
    # All months of so short a run are its transition and its long run, or parts of them.
    last = found.monthly[found.monthly["month"] > 4].groupby("run")["effort"].mean()
    first = found.monthly.groupby("run")["effort"].agg(["min", "max"])
    assert ((last >= first["min"]) & (last <= first["max"])).all()
    opened = sim.open_results(mine / "own")
    assert isinstance(opened, Sweep)
    pd.testing.assert_frame_equal(opened.monthly, found.monthly)
    pd.testing.assert_frame_equal(opened.outcomes, found.outcomes)
    assert sim.stored_run(mine / "own", 3).agrees(sim.stored_run(mine / "own", 3).repeat())


def test_it_is_analysed_from_finished_runs_and_grows_and_is_merged(mine: Path) -> None:
    wanted = {"outcomes": ["my_outcomes:effort_again"]}
    sim.sweep(design(), out=mine / "own", **wanted)
    noted: list[int] = []
    result = sim.sensitivity(
        mine / "own", "effort_again", progress=lambda done, _: noted.append(done)
    )
    assert noted[0] == design().runs
    same = sim.sensitivity(design(), "effort")
    pd.testing.assert_frame_equal(result.indices, same.indices)
    assert result.outcome_unit == "0 to 1"
    grown = sim.sweep(design(replicates=2), out=mine / "own", extend=True, **wanted)
    at_once = sim.sweep(design(replicates=2), **wanted)
    pd.testing.assert_frame_equal(grown.outcomes, at_once.outcomes)
    for k in (1, 2):
        sim.sweep(design(), out=mine / f"p{k}", part=f"{k}/2", **wanted)
    merged = merge([mine / "p1", mine / "p2"], mine / "all")
    assert merged.unfinished == 0
    assert list(merged.outcomes.columns)[-1] == "effort_again"


def test_another_text_of_a_function_is_another_work(mine: Path) -> None:
    wanted = ["my_outcomes:effort_again"]
    sim.sweep(design(), out=mine / "own", outcomes=wanted)
    with pytest.raises(ResultsError, match="other settings"):
        sim.sweep(design(), out=mine / "own")
    changed = SOURCE.replace('["effort"]', '["alienation"]')
    (mine / "my_outcomes.py").write_text(changed, encoding="utf-8")
    with pytest.raises(ResultsError, match="other settings"):
        sim.sweep(design(), out=mine / "own", outcomes=wanted)


def test_what_is_no_outcome_is_refused_or_fails_as_a_run(mine: Path) -> None:
    for target, said, kind in (
        ("my_outcomes:effort", "there is a column called 'effort' already", DesignError),
        ("my_outcomes:NoFunction", "it is no function", PluginError),
        ("my_outcomes:nothing", "there is no 'nothing'", PluginError),
        ("no_such_module:f", "there is no module", PluginError),
    ):
        with pytest.raises(kind, match=said):
            sim.sweep(design(), outcomes=[target])
    result = sim.sweep(design(), outcomes=["my_outcomes:broken"])
    assert len(result.errors) == result.planned
    assert "my_outcomes:broken: must return a number, not 'much'" in result.errors["error"].iloc[0]
    with pytest.raises(BalancedJobsError, match="did you mean 'effort_again'"):
        sim.sensitivity(design(), "efort_again", outcomes=["my_outcomes:effort_again"])


def test_the_command_loads_functions_as_plugins(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    size = ("--workers=80", "--months=6", "--burn-in=3", "--figures=none", "--jobs=1")
    call = ("sweep", "smoke", *size, "--plugin", "my_outcomes:effort_again", "--monthly")
    assert main([*call, "--out", "own"]) == 0
    table = pd.read_parquet(mine / "own" / "outcomes.parquet")
    runs = pd.read_parquet(mine / "own" / "runs.parquet")
    np.testing.assert_array_equal(table["effort_again"], runs["effort"])
    assert (mine / "own" / "monthly.parquet").exists()
    capsys.readouterr()
    assert main(["run", "parecon", "--plugin", "my_outcomes:effort_again"]) == 2
    assert "it is not registered as a rule" in capsys.readouterr().err


def test_the_example_of_the_guide_gives_a_number() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "experiments.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```text\n(import numpy.*?)```", guide, re.DOTALL)
    known: dict[str, Any] = {}
    exec(text, known)
    economy = sim.Economy("parecon", seed=1, workers=80)
    economy.step()
    found = known["wealth_of_the_richest"](economy)
    expected = np.sort(economy.state.people.wealth)[[71, 72]] @ [0.9, 0.1]
    assert found == pytest.approx(expected)
