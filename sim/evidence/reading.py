"""Reading the tables of evidence, each entry checked key by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.errors import MOST_MISTAKES, EvidenceError, choices, compose
from sim.reading import read_toml, shown, shown_path


def shipped(name: str) -> Path:
    """Return the path of a table that comes with the package."""
    return Path(str(resources.files("sim"))) / "data" / "evidence" / f"{name}.toml"


def read_entries[Entry: BaseModel](path: Path, table: str, model: type[Entry]) -> tuple[Entry, ...]:
    """Return the entries of a table of evidence.

    Parameters
    ----------
    path : Path
    table : str
        Name of the array of tables in the file.
    model : type
        Pydantic model of an entry, with a field ``name``.

    Raises
    ------
    EvidenceError
        If the file cannot be read or an entry has mistakes; all of them are named.
    """
    content = read_toml(path, EvidenceError, table)
    where = shown_path(path)
    other = [key for key in content if key != table]
    rows = content.get(table)
    if other or not isinstance(rows, list) or not rows:
        problem = f"{other[0]}: there is no such key" if other else f"there is no [[{table}]]"
        raise EvidenceError(f"{where}: {problem}; a file of {table} holds [[{table}]] entries")
    entries: list[Entry] = []
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        if len(problems) > MOST_MISTAKES:
            break
        label = f"{table} {number}"
        if isinstance(row, Mapping) and isinstance(row.get("name"), str):
            label = row["name"]
        try:
            entries.append(model.model_validate(row))
        except ValidationError as error:
            problems += [_sentence(label, detail, model) for detail in error.errors()]
    names = Counter(entry.name for entry in entries)  # type: ignore[attr-defined]
    problems += [f"name = {shown(name)}: stands twice" for name in names if names[name] > 1]
    if problems:
        raise EvidenceError(compose(where, problems))
    return tuple(entries)


def _sentence(label: str, detail: Any, model: type[BaseModel]) -> str:
    """Return what pydantic found wrong, as a sentence."""
    place = ".".join(str(part) for part in detail["loc"])
    key = f"{label}: {place}" if place else label
    if detail["type"] == "extra_forbidden":
        return f"{key}: there is no such key; {choices(place, model.model_fields)}"
    if detail["type"] == "missing":
        return f"{key} is missing"
    reason = str(detail["msg"]).removeprefix("Value error, ")
    return f"{key} = {shown(detail['input'])}: {reason[0].lower()}{reason[1:]}"
