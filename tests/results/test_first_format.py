"""Folders of runs and comparisons from before there were manifests still open."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.errors import ResultsError
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.results import open_results
from sim.study.store import PROVENANCE
from sim.study.tables_on_disk import table_file, write_json, write_table
from tests.support.synthetic import synthetic_comparison, synthetic_run


def write_first_format(result: Run | Comparison, folder: Path) -> None:
    """Write a folder as the first format had it."""
    for name in type(result).tables:
        write_table(getattr(result, name), table_file(folder, name), {})
    roles = (
        {"a": result.a, "b": result.b}
        if isinstance(result, Comparison)
        else {"scenario": result.scenario}
    )
    write_json(
        {
            "format": 1,
            "kind": "comparison" if isinstance(result, Comparison) else "run",
            "seed": result.seed,
            "replicates": result.replicates,
            "completed": result.completed,
            "interrupted": result.interrupted,
            "failures": [
                {"replicate": replicate, "message": message}
                for replicate, message in result.failures
            ],
            "seconds": 2.5,
            "units": dict(result.units),
            "scenarios": {
                role: {"digest": scenario.digest, **scenario.to_dict()}
                for role, scenario in roles.items()
            },
        },
        folder / PROVENANCE,
    )


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return synthetic_comparison(
        replicates=2, months=12, failures=[(2, "ValueError: no demand")], unfinished=1
    )


def edit(folder: Path, **changes: Any) -> None:
    path = folder / PROVENANCE
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    kept = {key: value for key, value in content.items() if value is not None}
    path.write_text(json.dumps(kept), encoding="utf-8")


def test_a_comparison_opens_with_all_it_holds_and_says_the_same(comparison, tmp_path):
    write_first_format(comparison, tmp_path)
    again = open_results(tmp_path)
    assert isinstance(again, Comparison)
    for name in Comparison.tables:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(comparison, name))
    assert (again.completed, again.unfinished, again.replicates) == (2, 1, 4)
    assert again.failures == comparison.failures
    assert again.summary() == comparison.summary()
    assert again.document().lead == comparison.document().lead
    assert again.document().assumptions == comparison.document().assumptions


def test_a_run_opens_with_all_it_holds(tmp_path):
    run = synthetic_run()
    write_first_format(run, tmp_path)
    again = open_results(tmp_path)
    assert isinstance(again, Run)
    for name in Run.tables:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(run, name))
    assert again.document().lead == run.document().lead


def test_the_earliest_folders_hold_no_jobs(comparison, tmp_path):
    write_first_format(comparison, tmp_path)
    table_file(tmp_path, "jobs").unlink()
    again = open_results(tmp_path)
    assert again.jobs.empty
    assert not [name for name in again.drawings() if name.startswith("job_balance")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 99}, "format 99"),
        ({"kind": "poem"}, "kind is 'poem'"),
        ({"seed": None}, "is broken"),
        ({"scenarios": {}}, "is broken"),
        ({"scenarios": {"a": {"name": "x"}, "b": {}}}, "scenario 'a'"),
    ],
)
def test_a_changed_provenance_is_refused(changes, message, comparison, tmp_path):
    write_first_format(comparison, tmp_path)
    edit(tmp_path, **changes)
    with pytest.raises(ResultsError, match=message):
        open_results(tmp_path)


def test_a_scenario_that_does_not_match_its_digest_is_refused(comparison, tmp_path):
    write_first_format(dataclasses.replace(comparison), tmp_path)
    scenarios = json.loads((tmp_path / PROVENANCE).read_text(encoding="utf-8"))["scenarios"]
    scenarios["b"]["months"] += 1
    edit(tmp_path, scenarios=scenarios)
    with pytest.raises(ResultsError, match="scenario 'b' does not match its digest"):
        open_results(tmp_path)


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_provenance_that_is_no_json_object_is_refused(text, comparison, tmp_path):
    write_first_format(comparison, tmp_path)
    (tmp_path / PROVENANCE).write_bytes(text)
    with pytest.raises(ResultsError, match=r"provenance\.json"):
        open_results(tmp_path)
