"""Results folders: written whole, read back equal, and refused with a reason."""

import dataclasses
import json
import os

import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim.study.tables_on_disk
from sim.errors import ResultsError
from sim.experiments.compare.record import COMPARISON_COLUMNS, Comparison
from sim.experiments.run.record import RUN_COLUMNS, Run
from sim.results import (
    check_writable,
    is_results_folder,
    open_results,
    read_comparison,
    write_comparison,
    write_run,
)
from tests.support.synthetic import UNITS, synthetic_comparison, synthetic_run


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=3, months=30)


def _assert_same(first, second, tables):
    for name in tables:
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))
    for field in dataclasses.fields(first):
        if field.name not in tables:
            assert getattr(first, field.name) == getattr(second, field.name), field.name


def test_a_comparison_comes_back_as_it_was_written(comparison, tmp_path):
    write_comparison(comparison, tmp_path / "new" / "folder")
    again = read_comparison(tmp_path / "new" / "folder")
    assert isinstance(again, Comparison)
    _assert_same(comparison, again, COMPARISON_COLUMNS)


def test_a_run_comes_back_as_it_was_written(tmp_path):
    run = synthetic_run()
    write_run(run, tmp_path)
    again = open_results(tmp_path)
    assert isinstance(again, Run)
    _assert_same(run, again, RUN_COLUMNS)


def test_failures_and_interruption_are_remembered(tmp_path):
    partial = synthetic_comparison(
        replicates=2, months=12, failures=[(2, "ValueError: no demand")], interrupted=True
    )
    write_comparison(partial, tmp_path)
    again = read_comparison(tmp_path)
    assert again.failures == [(2, "ValueError: no demand")]
    assert again.interrupted
    assert (again.completed, again.replicates) == (2, 3)


def test_every_measured_column_of_a_table_carries_its_unit(comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    schema = pq.read_schema(tmp_path / "monthly.parquet")
    units = {field.name: (field.metadata or {}).get(b"unit", b"").decode() for field in schema}
    for indicator in comparison.indicators:
        assert units[indicator] == UNITS[indicator]
    assert units["month"] == ""


def test_tables_are_compressed_with_zstd(comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    group = pq.read_metadata(tmp_path / "people.parquet").row_group(0)
    assert {group.column(k).compression for k in range(group.num_columns)} == {"ZSTD"}


def test_equal_results_give_equal_bytes_but_for_the_provenance(tmp_path):
    for name in ("one", "two"):
        result = synthetic_comparison(replicates=2, months=12)
        result = dataclasses.replace(result, elapsed=1.0 if name == "one" else 2.0)
        write_comparison(result, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == len(COMPARISON_COLUMNS) + 2
    for name in files:
        same = (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        assert same == (name != "provenance.json"), name


def test_nothing_but_results_is_left_in_the_folder(comparison, tmp_path):
    paths = write_comparison(comparison, tmp_path)
    assert sorted(paths) == sorted(tmp_path.iterdir())


def test_new_results_replace_those_of_another_kind(comparison, tmp_path):
    write_run(synthetic_run(), tmp_path)
    write_comparison(comparison, tmp_path)
    assert not (tmp_path / "workplaces.parquet").exists()
    assert isinstance(open_results(tmp_path), Comparison)


def test_a_crash_while_writing_leaves_whole_files_and_no_complete_folder(
    comparison, tmp_path, monkeypatch
):
    write_comparison(comparison, tmp_path)
    before = (tmp_path / "differences.parquet").read_bytes()
    write_table = pq.write_table
    calls = []

    def crash_at_the_second(table, where, **options):
        calls.append(where)
        write_table(table, where, **options)
        if len(calls) == 2:
            where.write_bytes(where.read_bytes()[:100])
            raise KeyboardInterrupt

    monkeypatch.setattr(sim.study.tables_on_disk.pq, "write_table", crash_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        write_comparison(comparison, tmp_path)
    assert (tmp_path / "differences.parquet").read_bytes() == before
    assert not list(tmp_path.glob("*.partial"))
    with pytest.raises(ResultsError, match="no complete results"):
        open_results(tmp_path)
    assert is_results_folder(tmp_path)


def test_a_folder_is_a_results_folder_once_something_is_written(comparison, tmp_path):
    assert not is_results_folder(tmp_path)
    assert not is_results_folder(tmp_path / "missing")
    write_comparison(comparison, tmp_path)
    assert is_results_folder(tmp_path)


def test_a_folder_of_someone_elses_files_is_no_results_folder(tmp_path):
    (tmp_path / "summary.json").write_text("{}")
    (tmp_path / "thesis.txt").write_text("all my work")
    assert not is_results_folder(tmp_path)


def test_a_missing_folder_is_refused_by_name(tmp_path):
    with pytest.raises(ResultsError, match=r"there is no folder .*nowhere"):
        open_results(tmp_path / "nowhere")


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(ResultsError, match=r"provenance\.json is missing"):
        open_results(tmp_path)


def test_a_run_is_not_read_as_a_comparison(tmp_path):
    write_run(synthetic_run(), tmp_path)
    with pytest.raises(ResultsError, match="single run, not a comparison"):
        read_comparison(tmp_path)


@pytest.mark.parametrize("table", COMPARISON_COLUMNS)
def test_a_broken_table_is_named(table, comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    path = tmp_path / f"{table}.parquet"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(ResultsError, match=rf"{table}\.parquet is broken"):
        open_results(tmp_path)


def test_a_missing_table_is_named(comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    (tmp_path / "people.parquet").unlink()
    with pytest.raises(ResultsError, match=r"people\.parquet is missing"):
        open_results(tmp_path)


def test_a_table_without_its_columns_is_refused(comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    pd.DataFrame({"x": [1]}).to_parquet(tmp_path / "channels.parquet")
    with pytest.raises(ResultsError, match=r"channels\.parquet: column 'measure' is missing"):
        open_results(tmp_path)


def _edit(folder, **changes):
    path = folder / "provenance.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for key, value in changes.items():
        if value is None:
            del content[key]
        else:
            content[key] = value
    path.write_text(json.dumps(content), encoding="utf-8")


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
    write_comparison(comparison, tmp_path)
    _edit(tmp_path, **changes)
    with pytest.raises(ResultsError, match=message):
        open_results(tmp_path)


def test_a_scenario_that_does_not_match_its_digest_is_refused(comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    scenarios = json.loads((tmp_path / "provenance.json").read_text(encoding="utf-8"))["scenarios"]
    scenarios["b"]["months"] += 1
    _edit(tmp_path, scenarios=scenarios)
    with pytest.raises(ResultsError, match="scenario 'b' does not match its digest"):
        open_results(tmp_path)


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff\xfe"])
def test_a_provenance_that_is_no_json_object_is_refused(text, comparison, tmp_path):
    write_comparison(comparison, tmp_path)
    (tmp_path / "provenance.json").write_bytes(text)
    with pytest.raises(ResultsError, match=r"provenance\.json"):
        open_results(tmp_path)


def test_a_file_is_no_place_to_write_to(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match=r"cannot write to .*file"):
        check_writable(tmp_path / "file")
    with pytest.raises(ResultsError, match="cannot write to"):
        check_writable(tmp_path / "file" / "below")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_no_place_to_write_to(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ResultsError, match="Permission denied"):
            check_writable(tmp_path / "new")
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_an_error_of_results(comparison, tmp_path, monkeypatch):
    def no_space(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sim.study.tables_on_disk.pq, "write_table", no_space)
    with pytest.raises(ResultsError, match=r"monthly\.parquet: No space left on device"):
        write_comparison(comparison, tmp_path)


def test_checking_leaves_nothing_behind(tmp_path):
    assert check_writable(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list((tmp_path / "a" / "b").iterdir()) == []
