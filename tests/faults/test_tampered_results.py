"""A folder of results that was changed or damaged gets a message that names file and key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import sim
import sim.errors
from tests.faults.judging import said

ODD: list[Any] = [float("inf"), float("nan"), -1, "many", None, [], {}, True, [[[[[[1]]]]]]]


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tampered") / "sweep"
    sim.sweep("smoke", replicates=1, workers=200, months=3, burn_in=1, out=folder)
    return folder


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("manifest.json", ("settings", "seed")),
        ("manifest.json", ("settings", "scenarios")),
        ("manifest.json", ("settings", "design", "factors")),
        ("manifest.json", ("settings", "design", "factors", 0, "low")),
        ("manifest.json", ("kind",)),
        ("manifest.json", ("plugins",)),
        ("provenance.json", ("seconds",)),
        ("provenance.json", ("units",)),
        ("provenance.json", ("completed",)),
        ("provenance.json", ("failed",)),
        ("provenance.json", ("plugins",)),
        ("provenance.json", ("scenarios",)),
    ],
)
def test_a_changed_value_is_refused_by_file_or_does_no_harm(
    file: str, place: tuple[Any, ...], sweep: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(sweep, folder)
    said_of: list[str] = []
    for odd in ODD:
        content = json.loads((sweep / file).read_text(encoding="utf-8"))
        inner = content
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = odd
        (folder / file).write_text(json.dumps(content), encoding="utf-8")
        assert said("results", str(folder))[0] == 0
        try:
            sim.open_results(folder).summary()
        except sim.errors.ResultsError as error:
            said_of.append(str(error))
    assert said_of
    assert all(file in text or "unknown kind" in text for text in said_of)


def test_deep_json_gets_a_message(sweep: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    shutil.copytree(sweep, folder)
    (folder / "provenance.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(sim.errors.ResultsError, match=r"provenance\.json is broken"):
        sim.open_results(folder)


def test_a_lost_manifest_says_what_can_be_saved(sweep: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lost"
    shutil.copytree(sweep, folder)
    (folder / "manifest.json").write_bytes(b"")
    with pytest.raises(sim.errors.ResultsError, match=r"what can be saved: .* finished runs"):
        sim.sweep("smoke", replicates=1, workers=200, months=3, burn_in=1, out=folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(sim.errors.ResultsError, match=r"what can be saved: .*runs\.parquet"):
        sim.sweep("smoke", replicates=1, workers=200, months=3, burn_in=1, out=folder)


def again(folder: Path) -> sim.results.Record:
    """Give the call that began the sweep again."""
    return sim.sweep("smoke", replicates=1, workers=200, months=3, burn_in=1, out=folder)


@pytest.mark.parametrize("lost", ["runs.parquet", "errors.parquet", "provenance.json"])
def test_a_file_that_a_power_cut_emptied_is_named_and_written_again(
    lost: str, sweep: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(sweep, folder)
    (folder / lost).write_bytes(b"")
    with pytest.raises(sim.errors.ResultsError, match=rf"{lost} is broken.*it is written from"):
        sim.open_results(folder)
    again(folder)
    assert sim.open_results(folder).completed == 6
    assert (folder / "runs.parquet").read_bytes() == (sweep / "runs.parquet").read_bytes()


def test_finished_runs_that_a_power_cut_emptied_are_done_again(sweep: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(sweep, folder)
    chunk = next((folder / "chunks").glob("*.parquet"))
    content = chunk.read_bytes()
    chunk.write_bytes(b"")
    again(folder)
    assert chunk.read_bytes() == content


@pytest.mark.parametrize("file", ["manifest.json", "provenance.json"])
def test_results_of_a_newer_version_name_it(file: str, sweep: Path, tmp_path: Path) -> None:
    folder = tmp_path / "newer"
    shutil.copytree(sweep, folder)
    content = json.loads((folder / file).read_text(encoding="utf-8"))
    content["format"], content["software"]["balanced-jobs"] = 9, "9.1"
    (folder / file).write_text(json.dumps(content), encoding="utf-8")
    words = rf"{file}: format 9, .* formats up to 2; use version 9\.1 of balanced-jobs"
    with pytest.raises(sim.errors.ResultsError, match=words):
        sim.open_results(folder)


def test_results_of_another_version_are_read_but_not_gone_on_with(
    sweep: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "older"
    shutil.copytree(sweep, folder)
    content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    content["software"]["numpy"] = "2.0.0"
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    assert sim.open_results(folder).completed == 6
    with pytest.raises(sim.errors.ResultsError, match=r"another version \(numpy was 2\.0\.0, now"):
        again(folder)


def test_a_folder_that_was_moved_is_the_same(sweep: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b ü 😀 it's"
    shutil.copytree(sweep, folder)
    assert sim.open_results(folder).completed == 6
    assert sim.stored_run(folder, 1).succeeded
    assert said("report", str(folder))[0] == 0
    before = {file.name: file.stat().st_mtime_ns for file in (folder / "chunks").iterdir()}
    again(folder)
    assert {file.name: file.stat().st_mtime_ns for file in (folder / "chunks").iterdir()} == before
