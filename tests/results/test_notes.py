"""Notes and tags on folders of results."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.errors import ResultsError
from sim.results import list_results
from sim.results.notes import Notes, read_notes, write_notes
from sim.study.manifest import new_manifest, write_manifest


def begun(folder: Path) -> Path:
    """Return a folder with work that is not complete."""
    folder.mkdir(parents=True)
    write_manifest(new_manifest("sweep", {"seed": 0}, "digest"), folder)
    return folder


def test_notes_are_kept_changed_and_taken_away(tmp_path: Path) -> None:
    folder = begun(tmp_path / "a")
    assert read_notes(folder) == Notes()
    write_notes(folder, "first\n look", ["thesis", "draft"])
    assert write_notes(folder, add=["thesis", "v1.0"]) == Notes(
        "first look", ("thesis", "draft", "v1.0")
    )
    assert write_notes(folder, "", remove=["draft"]) == Notes("", ("thesis", "v1.0"))
    assert read_notes(folder) == Notes("", ("thesis", "v1.0"))


def test_what_is_no_note_is_refused(tmp_path: Path) -> None:
    folder = begun(tmp_path / "a")
    with pytest.raises(ResultsError, match="holds no results to note something on"):
        write_notes(tmp_path, "text")
    with pytest.raises(ResultsError, match="must be a word of letters"):
        write_notes(folder, add=["two words"])
    with pytest.raises(ResultsError, match="there is no tag 'thesis'; its tags: none"):
        write_notes(folder, remove=["thesis"])
    assert not (folder / "notes.json").exists()
    (folder / "notes.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ResultsError, match="is broken"):
        read_notes(folder)
    assert [entry.state for entry in list_results(tmp_path)] == ["broken"]


def test_the_list_shows_them_and_finds_by_tag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    begun(tmp_path / "results" / "a")
    begun(tmp_path / "results" / "b")

    def said(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        captured = capsys.readouterr()
        return captured.out + captured.err

    assert "tags" not in said("results")
    assert "Tags: thesis" in said("note", "results/a", "first look", "--tag", "thesis")
    assert "Note: first look" in said("note", "results/a")
    listed = said("results")
    assert "thesis" in listed
    assert "first look" in listed
    assert "results/b" in listed
    assert "results/b" not in said("results", "--tag", "thesis")
    assert "no results with the tag 'other'" in said("results", "--tag", "other")
    assert "there is no tag" in said("note", "results/a", "--untag", "other", code=2)
