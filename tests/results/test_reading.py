"""Results folders: written whole, read back equal, and refused with a reason."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim.study.tables_on_disk
from sim.errors import ResultsError
from sim.execution.files import PARTIAL
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.results import check_writable, open_results, save
from sim.study.crate import CRATE
from sim.study.manifest import MANIFEST, read_manifest, write_manifest
from sim.study.record import Record
from sim.study.store import PROVENANCE, SUMMARY, tables_written
from tests.support.synthetic import UNITS, synthetic_comparison, synthetic_run


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return synthetic_comparison(replicates=3, months=30)


def assert_same(first: Record, second: Record) -> None:
    tables = {*tables_written(type(first)), *type(first).tables}
    for name in sorted(tables):
        ours, theirs = getattr(first, name), getattr(second, name)
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=len(ours) > 0)
    for field in dataclasses.fields(first):
        if field.name not in (*tables, "folder", "problems"):
            assert getattr(first, field.name) == getattr(second, field.name), field.name


def test_a_comparison_comes_back_as_it_was_written(comparison, tmp_path):
    save(comparison, tmp_path / "new" / "folder")
    again = open_results(tmp_path / "new" / "folder")
    assert isinstance(again, Comparison)
    assert again.folder == tmp_path / "new" / "folder"
    assert_same(comparison, again)


def test_a_run_comes_back_as_it_was_written(tmp_path):
    run = synthetic_run()
    save(run, tmp_path)
    again = open_results(tmp_path)
    assert isinstance(again, Run)
    assert_same(run, again)


def test_what_is_opened_says_the_same(comparison, tmp_path):
    save(comparison, tmp_path)
    again = open_results(tmp_path)
    assert again.document().record() == comparison.document().record()
    assert json.loads((tmp_path / SUMMARY).read_text(encoding="utf-8")) == comparison.summary()


def test_failures_and_interruption_are_remembered(tmp_path):
    partial = synthetic_comparison(
        replicates=2, months=12, failures=[(2, "ValueError: no demand")], unfinished=4
    )
    save(partial, tmp_path)
    again = open_results(tmp_path)
    assert again.failures == [(2, "ValueError: no demand")]
    assert again.interrupted
    assert (again.completed, again.unfinished, again.replicates) == (2, 4, 7)


def test_every_measured_column_of_a_table_carries_its_unit(comparison, tmp_path):
    save(comparison, tmp_path)
    schema = pq.read_schema(tmp_path / "monthly.parquet")
    units = {field.name: (field.metadata or {}).get(b"unit", b"").decode() for field in schema}
    for indicator in comparison.indicators:
        assert units[indicator] == UNITS[indicator]
    assert units["month"] == ""


def test_tables_are_compressed_with_zstd(comparison, tmp_path):
    save(comparison, tmp_path)
    group = pq.read_metadata(tmp_path / "people.parquet").row_group(0)
    assert {group.column(k).compression for k in range(group.num_columns)} == {"ZSTD"}


def test_equal_results_give_equal_bytes_but_for_the_provenance(tmp_path):
    for name in ("one", "two"):
        result = synthetic_comparison(replicates=2, months=12)
        save(dataclasses.replace(result, elapsed=1.0 if name == "one" else 2.0), tmp_path / name)
    files = {path.name for path in (tmp_path / "one").iterdir()}
    tables = {f"{name}.parquet" for name in tables_written(Comparison)}
    assert files == tables | {MANIFEST, PROVENANCE, SUMMARY, CRATE}
    for name in files - {MANIFEST, CRATE}:  # the description has the date of the provenance
        same = (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        assert same == (name != PROVENANCE), name
    one, two = (read_manifest(tmp_path / name) for name in ("one", "two"))
    assert one | {"started": ""} == two | {"started": ""}


def test_new_results_replace_those_of_another_kind(comparison, tmp_path):
    save(synthetic_run(), tmp_path)
    save(comparison, tmp_path)
    assert not (tmp_path / "workplaces.parquet").exists()
    assert isinstance(open_results(tmp_path), Comparison)


def test_a_crash_while_writing_leaves_whole_files_and_no_complete_folder(
    comparison, tmp_path, monkeypatch
):
    saved = save(comparison, tmp_path)
    before = (tmp_path / "differences.parquet").read_bytes()
    write_table = pq.write_table
    calls = []

    def crash_at_the_third(table, where, **options):
        calls.append(where)
        write_table(table, where, **options)
        if len(calls) == 3:
            where.write_bytes(where.read_bytes()[:100])
            raise KeyboardInterrupt

    monkeypatch.setattr(sim.study.tables_on_disk.pq, "write_table", crash_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        save(saved)
    assert (tmp_path / "differences.parquet").read_bytes() == before
    assert not list(tmp_path.glob(f".*{PARTIAL}"))
    assert not (tmp_path / PROVENANCE).exists()
    assert open_results(tmp_path).interrupted


def test_a_missing_folder_is_refused_by_name(tmp_path):
    with pytest.raises(ResultsError, match=r"there is no folder .*nowhere"):
        open_results(tmp_path / "nowhere")


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(ResultsError, match=r"provenance\.json is missing"):
        open_results(tmp_path)


@pytest.mark.parametrize("table", tables_written(Comparison))
def test_a_broken_table_is_named(table, comparison, tmp_path):
    save(comparison, tmp_path)
    path = tmp_path / f"{table}.parquet"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(ResultsError, match=rf"{table}\.parquet is broken"):
        open_results(tmp_path)


def test_a_missing_table_is_named(comparison, tmp_path):
    save(comparison, tmp_path)
    (tmp_path / "people.parquet").unlink()
    with pytest.raises(ResultsError, match=r"people\.parquet is missing"):
        open_results(tmp_path)


def test_a_table_without_its_columns_is_refused(comparison, tmp_path):
    save(comparison, tmp_path)
    pd.DataFrame({"x": [1]}).to_parquet(tmp_path / "channels.parquet")
    with pytest.raises(ResultsError, match=r"channels\.parquet: column 'measure' is missing"):
        open_results(tmp_path)


def test_an_unknown_kind_is_refused_with_those_there_are(comparison, tmp_path):
    save(comparison, tmp_path)
    write_manifest({**read_manifest(tmp_path), "kind": "comparre"}, tmp_path)
    with pytest.raises(ResultsError, match=r"unknown kind, 'comparre'.*compare"):
        open_results(tmp_path)


@pytest.mark.parametrize("setting", ["seed", "replicates", "scenarios"])
def test_a_manifest_that_lacks_a_setting_is_refused(setting, comparison, tmp_path):
    save(comparison, tmp_path)
    manifest = read_manifest(tmp_path)
    del manifest["settings"][setting]
    write_manifest(manifest, tmp_path)
    with pytest.raises(ResultsError, match="is broken"):
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
    with pytest.raises(ResultsError, match=r"errors\.parquet: No space left on device"):
        save(comparison, tmp_path)


def test_checking_leaves_nothing_behind(tmp_path: Path) -> None:
    assert check_writable(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_scenario_that_was_changed_afterwards_is_refused(comparison, tmp_path):
    save(comparison, tmp_path)
    manifest = read_manifest(tmp_path)
    manifest["settings"]["scenarios"][1]["months"] += 1
    write_manifest(manifest, tmp_path)
    with pytest.raises(ResultsError, match=r"scenario 'parecon' is not the same in manifest\.json"):
        open_results(tmp_path)
