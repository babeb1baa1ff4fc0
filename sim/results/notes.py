"""Notes and tags on folders of results, in a file of their own that no number depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError, refuse
from sim.grammar import Field, ListOf, Table, Text
from sim.grammar.reading import json_of
from sim.study.manifest import MANIFEST
from sim.study.store import PROVENANCE
from sim.study.tables_on_disk import write_json

NOTES: Final = "notes.json"
"""File of notes and tags, which outlives results that are replaced."""

TAG: Final = Text(
    pattern=r"[\w.-]{1,40}",
    phrase="must be a word of letters, digits, '_', '-' and '.', at most 40 characters",
)

TABLE: Final = Table(
    {
        "note": Field(Text(), "What people say of the results.", ""),
        "tags": Field(ListOf(TAG, "must be a list of words", once=True), "Words to find them by."),
    }
)


@dataclass(frozen=True, slots=True)
class Notes:
    """What people say of results.

    Attributes
    ----------
    note : str
    tags : tuple of str
    """

    note: str = ""
    tags: tuple[str, ...] = ()


def read_notes(folder: str | PathLike[str]) -> Notes:
    """Return the notes on a folder of results; empty where there are none.

    Raises
    ------
    ResultsError
        If the file is broken.
    """
    path = Path(folder) / NOTES
    if not path.exists():
        return Notes()
    try:
        content: dict[str, Any] = json_of(path)
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path} is broken ({error}); correct or remove it") from None
    refuse(ResultsError, TABLE.problems("", content), str(path))
    return Notes(str(content.get("note", "")), tuple(content.get("tags", ())))


def write_notes(
    folder: str | PathLike[str],
    note: str | None = None,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
) -> Notes:
    """Return the notes on a folder of results after changing them.

    Parameters
    ----------
    folder : path
    note : str, optional
        In place of the note that there is; an empty one takes it away.
    add, remove : sequence of str
        Tags.

    Raises
    ------
    ResultsError
        If the folder holds no results, a tag is none or is not there, or nothing can be written.
    """
    place = Path(folder)
    if not any((place / name).exists() for name in (MANIFEST, PROVENANCE)):
        raise ResultsError(
            f"{place} holds no results to note something on; `balanced-jobs results` lists them"
        )
    before = read_notes(place)
    missing = [tag for tag in remove if tag not in before.tags]
    if missing:
        there = ", ".join(before.tags) or "none"
        raise ResultsError(f"{place}: there is no tag '{missing[0]}'; its tags: {there}")
    kept = [tag for tag in before.tags if tag not in remove]
    tags = tuple(dict.fromkeys([*kept, *add]))
    after = Notes(before.note if note is None else " ".join(note.split()), tags)
    content = {"note": after.note, "tags": list(after.tags)}
    refuse(ResultsError, TABLE.problems("", content), str(place))
    write_json(content, place / NOTES)
    return after
