"""Reading the tables of evidence, all mistakes of a file at once."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sim.errors import EvidenceError, compose, several
from sim.grammar import REQUIRED, Field, ListOf, Record, Table, table_of
from sim.grammar.files import read_toml, shown_path


def shipped(name: str) -> Path:
    """Return the path of a table that comes with the package."""
    return Path(str(resources.files("sim"))) / "data" / "evidence" / f"{name}.toml"


def file_of(entries: str, record: type[Record], description: str) -> Table:
    """Return the grammar of a file that holds entries of one kind.

    Parameters
    ----------
    entries : str
        Name of the array of tables in the file.
    record : type
        Of an entry.
    description : str
        What the entries are.
    """
    phrase = f"a file of {entries} holds tables called [[{entries}]]"
    kind = ListOf(table_of(record), phrase, least=1, once=True)
    return Table({entries: Field(kind, description, REQUIRED)})


def read_entries[Entry: Record](path: Path, file: Table, record: type[Entry]) -> tuple[Entry, ...]:
    """Return the entries of a table of evidence.

    Parameters
    ----------
    path : Path
    file : Table
        Grammar of the file, as `file_of` makes it.
    record : type
        Of an entry.

    Raises
    ------
    EvidenceError
        If the file cannot be read or an entry has mistakes; all of them are named.
    """
    (entries,) = file.names()
    content = read_toml(path, EvidenceError, entries)
    problems = several(file.problems("", content))
    if problems:
        raise EvidenceError(compose(shown_path(path), problems))
    read: tuple[Entry, ...] = file.read(content)[entries]
    return read
