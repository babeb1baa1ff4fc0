"""The folder of an experiment: equal bytes however it came about, units, opening, rerunning."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sim
from sim.execution.chunk_store import CHUNKS
from sim.study.measurement import OUTCOMES
from sim.study.store import tables_written
from tests.support.small import CALLS, stored

# What it takes to do an experiment twice more: the two that show adaptive waves, and a plain one.
DONE_AGAIN = ("sweep", "frontier", "break-even", "verdict")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file that must not differ."""
    files = [*folder.glob("*.parquet"), folder / "summary.json", *(folder / CHUNKS).iterdir()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def as_json(value: object) -> object:
    """Return a value as JSON gives it back."""
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", CALLS)
def test_what_is_opened_equals_what_the_call_returned(name, done):
    result, folder = done(name)
    opened = sim.open_results(folder)
    assert type(opened) is type(result)
    for table in tables_written(type(result)):
        pd.testing.assert_frame_equal(
            getattr(opened, table),
            getattr(result, table),
            check_exact=True,
        )
    for plain in ("planned", "completed", "unfinished", "units", "settings"):
        assert getattr(opened, plain) == as_json(getattr(result, plain)), plain
    assert opened.folder == folder
    assert not opened.interrupted
    own = set(result.__dataclass_fields__) - set(tables_written(type(result)))
    for plain in own & {"x", "y", "parameter", "measure", "outcome", "horizon", "method", "design"}:
        assert getattr(opened, plain) == getattr(result, plain), plain


@pytest.mark.parametrize("name", DONE_AGAIN)
def test_without_an_executor_the_bytes_are_the_same(name, done, tmp_path):
    _, folder = done(name)
    CALLS[name](out=tmp_path / "alone")
    assert contents(tmp_path / "alone") == contents(folder)


@pytest.mark.parametrize("name", DONE_AGAIN)
def test_after_a_resume_the_bytes_are_the_same(name, done, tmp_path):
    _, folder = done(name)
    resumed = tmp_path / "resumed"
    shutil.copytree(folder, resumed)
    chunks = sorted((resumed / CHUNKS).iterdir())
    for file in (*chunks[::2], *resumed.glob("*.parquet"), resumed / "provenance.json"):
        file.unlink()
    noted: list[tuple[int, int]] = []
    with ThreadPoolExecutor(3) as executor:
        CALLS[name](
            out=resumed,
            executor=executor,
            progress=lambda finished, total: noted.append((finished, total)),
        )
    assert contents(resumed) == contents(folder)
    finished, totals = zip(*noted, strict=True)
    assert list(finished) == sorted(finished)
    assert 0 < finished[0] < finished[-1] <= totals[-1]


@pytest.mark.parametrize("name", ["sweep", "break-even", "density"])
def test_without_a_folder_the_tables_are_the_same(name, done):
    result, _ = done(name)
    in_memory = CALLS[name]()
    assert in_memory.folder is None
    for table in tables_written(type(result)):
        ours, theirs = getattr(in_memory, table), getattr(result, table)
        pd.testing.assert_frame_equal(ours, theirs, check_exact=True)


@pytest.mark.parametrize("name", CALLS)
def test_every_column_of_measured_numbers_has_a_unit(name, done):
    _, folder = done(name)
    files = list(folder.glob("*.parquet"))
    assert len(files) >= 2
    for file in files:
        for field in pq.read_schema(file):
            if pa.types.is_floating(field.type):
                assert (field.metadata or {}).get(b"unit"), f"{file.name}: {field.name}"


def test_units_say_what_the_numbers_are(done):
    def unit(name, table, column):
        schema = pq.read_schema(done(name)[1] / f"{table}.parquet")
        return schema.field(column).metadata[b"unit"].decode()

    parameters = sim.parameters().set_index("name")["unit"]
    assert unit("sweep", "runs", "output_per_hour").startswith("output of a fully trained")
    assert unit("sweep", "runs", "monitoring") == parameters["monitoring"]
    assert unit("frontier", "points", "low") == "log points"
    assert unit("break-even", "crossings", "value") == parameters["intrinsic_motivation"]
    assert unit("verdict", "probabilities", "probability") == "share of draws"
    assert unit("verdict", "indices", "total_low") == "share of the variance"
    assert unit("screening", "indices", "mu_star") == "0 to 1"
    assert unit("verdict", "screening", "mu_star") == "log points"


@pytest.mark.parametrize("name", CALLS)
def test_any_run_is_repeated_to_the_last_bit(name, done):
    _, folder = done(name)
    runs = stored(folder, "runs")
    numbers = runs["run"].unique()
    chosen = numbers if name == "sweep" else numbers[:: max(1, len(numbers) // 5)]
    for number in (*chosen, numbers[-1]):
        repeated = sim.stored_run(folder, int(number)).repeat()
        rows = runs[runs["run"] == number]
        assert list(repeated["horizon"]) == list(rows["horizon"])
        assert repeated[list(OUTCOMES)].to_numpy().tobytes() == (
            rows[list(OUTCOMES)].to_numpy().tobytes()
        )


def test_the_summary_holds_the_answer_and_no_broken_number(done):
    for name in CALLS:
        _, folder = done(name)
        text = (folder / "summary.json").read_text(encoding="utf-8")
        summary = json.loads(text, parse_constant=pytest.fail)
        assert summary["runs"]["failed"] == 0
        assert summary["runs"]["completed"] == stored(folder, "runs")["run"].nunique()


def test_the_provenance_says_how_to_repeat_a_run(done):
    _, folder = done("factorial")
    provenance = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert "balanced-jobs rerun FOLDER RUN" in provenance["rerun"]
    assert {"numpy", "numba", "salib", "ema-workbench"} <= set(provenance["software"])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["seed"] == 5
    assert manifest["model"] == provenance["model"]
