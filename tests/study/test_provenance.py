"""What is recorded of the origin of results, and what is kept private."""

import json
import platform
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from sim.parameters import evidence_counts
from sim.scenario import Scenario
from sim.study.manifest import new_manifest
from sim.study.provenance import provenance_of, public_text
from tests.support.synthetic import synthetic_comparison, synthetic_run
from tests.support.synthetic_experiments import synthetic_sensitivity


def recorded_of(result, command=("balanced-jobs", "compare")):
    return provenance_of(result, new_manifest(result.kind, result.settings, "abc"), command)


@pytest.fixture(scope="module")
def provenance():
    return recorded_of(synthetic_comparison(replicates=2, months=12))


def test_versions_of_everything_that_computes_are_recorded(provenance):
    software = provenance["software"]
    assert software["python"] == platform.python_version()
    for package in ("numpy", "numba", "mesa", "pandas"):
        assert software[package] == version(package)
    assert "balanced-jobs" in software


def test_both_scenarios_are_recorded_in_full(provenance):
    comparison = synthetic_comparison(replicates=2, months=12)
    for role, recorded in zip(("a", "b"), provenance["scenarios"], strict=True):
        content = dict(recorded)
        digest = content.pop("digest")
        scenario = Scenario.from_dict(content)
        assert scenario == getattr(comparison, role)
        assert digest == scenario.digest


def test_seed_runs_and_seconds_are_recorded(provenance):
    assert (provenance["seed"], provenance["completed"], provenance["seconds"]) == (7, 2, 12.5)


def test_what_was_analysed_is_recorded_where_runs_answer_several_questions(provenance):
    assert provenance["analysis"] == {}
    assert recorded_of(synthetic_sensitivity())["analysis"] == {
        "outcome": "output_per_hour",
        "horizon": "long_run",
    }


def test_the_date_is_in_universal_time(provenance):
    assert datetime.fromisoformat(provenance["date"]).utcoffset() == timedelta(0)


def test_a_provenance_is_plain_json(provenance):
    assert json.loads(json.dumps(provenance, allow_nan=False)) == provenance
    run = recorded_of(synthetic_run())
    assert json.loads(json.dumps(run, allow_nan=False)) == run
    assert len(run["scenarios"]) == 1


def test_the_evidence_behind_the_parameters_is_counted(provenance):
    assert provenance["evidence"] == evidence_counts()


def test_the_machine_is_described_without_its_name(provenance):
    assert set(provenance["platform"]) == {"system", "machine"}


def test_paths_of_the_command_are_relative_or_reduced_to_their_last_part():
    inside = Path.cwd() / "results" / "first"
    command = [
        "/home/alice/.venv/bin/balanced-jobs",
        "compare",
        "/home/alice/secret/mine.toml",
        "results/second",
        str(inside),
        "--out=/home/alice/out",
        "--set",
        "intrinsic_motivation=0.4",
    ]
    recorded = recorded_of(synthetic_run(), command)["command"]
    assert recorded == [
        "balanced-jobs",
        "compare",
        "mine.toml",
        "results/second",
        "results/first",
        "--out=out",
        "--set",
        "intrinsic_motivation=0.4",
    ]


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("cannot read /home/alice/a.toml: gone", "cannot read a.toml: gone"),
        ('File "/usr/lib/x.py", line 3', 'File "x.py", line 3'),
        (r"C:\Users\alice\a.toml is missing", "a.toml is missing"),
        ("1/2 of results/first", "1/2 of results/first"),
        ("share of time and/or money", "share of time and/or money"),
    ],
)
def test_messages_name_files_but_not_folders_of_the_user(text, public):
    assert public_text(text) == public
