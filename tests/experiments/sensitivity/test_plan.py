"""Runs do not depend on the outcome that is analysed, so they are used again."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import DesignError, ResultsError
from sim.execution.chunk_store import CHUNKS
from sim.study.priors import prior_over
from tests.support.small import SEED, VARIED, plan, stored

DESIGN = {"samples": 4, "parameters": list(VARIED[:2])}


def load():
    return sim.load_design(plan(sobol=DESIGN))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return a sensitivity of output, and its folder."""
    folder = tmp_path_factory.mktemp("sensitivity") / "first"
    return sim.sensitivity(load(), out=folder), folder


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Return a sweep over the same design, and its folder."""
    folder = tmp_path_factory.mktemp("sweep") / "swept"
    return sim.sweep(load(), out=folder), folder


@pytest.fixture
def nothing_is_simulated(monkeypatch):
    """Let every attempt to simulate a run fail."""

    def refuse(*_, **__):
        raise AssertionError("a run was simulated again")

    monkeypatch.setattr("sim.study.campaign.simulate_chunk", refuse)


def copy_of(folder, place):
    shutil.copytree(folder, place)
    return place


@pytest.mark.parametrize(("outcome", "horizon"), [("effort", "long_run"), ("alienation", "year_1")])
def test_another_outcome_or_horizon_uses_the_runs_of_the_folder(
    outcome, horizon, first, tmp_path, nothing_is_simulated
):
    folder = copy_of(first[1], tmp_path / "again")
    kept = {path.name: path.stat().st_mtime_ns for path in (folder / CHUNKS).iterdir()}
    result = sim.sensitivity(load(), outcome, horizon, out=folder)
    assert (result.outcome, result.horizon) == (outcome, horizon)
    assert {path.name: path.stat().st_mtime_ns for path in (folder / CHUNKS).iterdir()} == kept
    pd.testing.assert_frame_equal(result.runs, first[0].runs)
    assert not result.indices.equals(first[0].indices)
    opened = sim.open_results(folder)
    assert (opened.outcome, opened.horizon, opened.method) == (outcome, horizon, "sobol")
    assert opened.summary() == result.summary()


def test_the_draws_and_the_indices_are_checked_in_the_record_and_in_words(first):
    result, folder = first
    checks = pd.read_parquet(folder / "checks.parquet")
    assert list(checks["check"])[:2] == ["correlation of draws", "sum of first orders"]
    draws = result.runs.query("horizon == 'long_run'").drop_duplicates("point")
    values = draws.set_index("point").sort_index()[list(VARIED[:2])]
    places = prior_over(VARIED[:2]).unit(values)
    block = len(VARIED[:2]) + 2
    both = np.hstack([places[::block], places[block - 1 :: block]])
    sizes = np.abs(np.corrcoef(both.T) - np.eye(4))
    assert checks["value"].iloc[0] == pytest.approx(sizes.max())
    assert result.summary()["checks"][0]["passed"] == (sizes.max() <= 0.5)
    if not result.checks["passed"].all():
        assert result.document().lead.startswith("Undecided at this size (4 base samples)")


def test_results_of_earlier_versions_without_checks_open(first, tmp_path):
    folder = copy_of(first[1], tmp_path / "old")
    (folder / "checks.parquet").unlink()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["tables"].remove("checks")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    opened = sim.open_results(folder)
    assert opened.checks.empty
    assert opened.document().lead


def test_the_tables_are_those_of_a_folder_of_their_own(first, tmp_path):
    folder = copy_of(first[1], tmp_path / "again")
    again = sim.sensitivity(load(), "effort", out=folder)
    alone = sim.sensitivity(load(), "effort", out=tmp_path / "alone")
    for name in ("indices", "density", "runs"):
        assert (folder / f"{name}.parquet").read_bytes() == (
            tmp_path / "alone" / f"{name}.parquet"
        ).read_bytes()
    assert again.summary() == alone.summary()


def test_the_manifest_holds_the_design_and_the_provenance_the_outcome(first):
    manifest, provenance = (
        json.loads((first[1] / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("manifest", "provenance")
    )
    assert "outcome" not in manifest["settings"]
    assert manifest["settings"]["design"]["name"] == "small"
    assert provenance["analysis"] == {"outcome": "output_per_hour", "horizon": "long_run"}


def test_a_report_on_the_earlier_outcome_does_not_outlive_it(first, tmp_path):
    folder = copy_of(first[1], tmp_path / "again")
    page = sim.report(folder).html
    sim.sensitivity(load(), "effort", out=folder)
    assert not page.exists()


@pytest.mark.parametrize("kept", [True, False])
def test_the_folder_of_a_sweep_stands_for_its_design_and_its_runs(
    kept, swept, first, tmp_path, nothing_is_simulated
):
    out = tmp_path / "analysed" if kept else None
    result = sim.sensitivity(swept[1], out=out)
    pd.testing.assert_frame_equal(result.indices, first[0].indices)
    pd.testing.assert_frame_equal(result.runs, swept[0].runs)
    before = {path.name for path in (swept[1] / CHUNKS).iterdir()}
    assert before == {path.name for path in (first[1] / CHUNKS).iterdir()}
    if out is not None:
        # What was taken is kept, so that the sweep may go.
        assert {path.name for path in (out / CHUNKS).iterdir()} == before
        assert sim.sensitivity(load(), "effort", out=out).outcome == "effort"


def test_other_settings_than_those_of_the_sweep_are_simulated(swept, tmp_path):
    result = sim.sensitivity(swept[1], out=tmp_path / "other", seed=SEED + 1)
    assert result.settings["seed"] == SEED + 1
    assert not result.runs.equals(swept[0].runs)
    assert stored(swept[1], "runs").equals(swept[0].runs)


def test_a_folder_without_a_design_or_with_one_of_another_kind_is_refused(tmp_path):
    grid = sim.load_design(plan(grid={"monitoring": [0.1, 0.2]}))
    sim.sweep(grid, out=tmp_path / "grid")
    with pytest.raises(DesignError, match="is a grid design; indices need one of sobol"):
        sim.sensitivity(tmp_path / "grid")
    sim.run("parecon", months=12, workers=200, burn_in=2, out=tmp_path / "run")
    with pytest.raises(ResultsError, match="holds results of 'run', which has no design"):
        sim.sensitivity(tmp_path / "run")


def test_results_whose_manifest_names_the_outcome_still_open(first, tmp_path):
    folder = copy_of(first[1], tmp_path / "old")
    for name, change in (
        (
            "manifest",
            lambda content: content["settings"].update(outcome="effort", horizon="year_1"),
        ),
        ("provenance", lambda content: content.pop("analysis")),
    ):
        path = folder / f"{name}.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")
    opened = sim.open_results(folder)
    assert (opened.outcome, opened.horizon) == ("effort", "year_1")
