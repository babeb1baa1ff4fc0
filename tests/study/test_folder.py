"""Taking a folder: what is ours may be replaced when asked for, what is not never."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ResultsError
from sim.execution.chunk_store import CHUNKS
from sim.execution.locks import locked
from sim.study.crate import CRATE
from sim.study.folder import claim, remove_unbegun
from sim.study.manifest import MANIFEST, new_manifest, read_manifest

WORK = new_manifest("sweep", {"points": 3}, "model")
OTHER = new_manifest("sweep", {"points": 4}, "model")


def test_an_empty_folder_gets_the_manifest(tmp_path: Path) -> None:
    claim(tmp_path, WORK, restart=False)
    assert read_manifest(tmp_path)["settings"] == {"points": 3}
    claim(tmp_path, WORK, restart=False)


@pytest.mark.parametrize("restart", [False, True])
def test_a_folder_of_other_origin_is_left_as_it_is(tmp_path: Path, restart: bool) -> None:
    (tmp_path / "runs.parquet").write_bytes(b"years of work")
    with pytest.raises(ResultsError, match="holds something other than results"):
        claim(tmp_path, WORK, restart)
    assert [path.name for path in tmp_path.iterdir()] == ["runs.parquet"]


def test_work_of_which_nothing_is_finished_gives_way(tmp_path: Path) -> None:
    claim(tmp_path, WORK, restart=False)
    (tmp_path / CHUNKS).mkdir()
    claim(tmp_path, OTHER, restart=False)
    assert read_manifest(tmp_path)["settings"] == {"points": 4}


def test_work_of_which_nothing_is_finished_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    assert remove_unbegun(folder)
    with locked(folder):
        claim(folder, WORK, restart=False)
        (folder / CHUNKS).mkdir()
        for table in ("runs", "errors"):
            (folder / f"{table}.parquet").touch()
        (folder / CRATE).touch()
    assert remove_unbegun(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_anything_else_stays_as_it_is(tmp_path: Path) -> None:
    claim(tmp_path, WORK, restart=False)
    (tmp_path / "notes").touch()
    assert remove_unbegun(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"notes", MANIFEST}
    claim(tmp_path, OTHER, restart=False)


def test_what_is_finished_stays(tmp_path: Path) -> None:
    claim(tmp_path, WORK, restart=False)
    (tmp_path / CHUNKS).mkdir()
    (tmp_path / CHUNKS / "one.parquet").write_bytes(b"finished")
    assert not remove_unbegun(tmp_path)
    assert (tmp_path / MANIFEST).exists()


def test_the_folder_of_a_process_at_work_stays(tmp_path: Path) -> None:
    with locked(tmp_path):
        claim(tmp_path, WORK, restart=False)
        assert remove_unbegun(tmp_path)
        assert (tmp_path / MANIFEST).exists()


def test_other_work_that_is_begun_is_refused_until_one_starts_anew(tmp_path: Path) -> None:
    claim(tmp_path, WORK, restart=False)
    (tmp_path / CHUNKS).mkdir()
    (tmp_path / CHUNKS / "one.parquet").write_bytes(b"finished")
    (tmp_path / "runs.parquet").write_bytes(b"rows")
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ResultsError, match=r"points was 3, now 4.*--restart"):
        claim(tmp_path, OTHER, restart=False)
    assert (tmp_path / "runs.parquet").exists()
    claim(tmp_path, OTHER, restart=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "notes.json"]


def test_results_without_a_manifest_are_refused_until_one_starts_anew(tmp_path: Path) -> None:
    (tmp_path / "provenance.json").write_text("{}", encoding="utf-8")
    (tmp_path / "monthly.parquet").write_bytes(b"rows")
    (tmp_path / CRATE).write_text("{}", encoding="utf-8")
    with pytest.raises(ResultsError, match=r"holds other results.*what can be saved"):
        claim(tmp_path, WORK, restart=False)
    claim(tmp_path, WORK, restart=True)
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]
