"""Files of evidence: where they are, and what may stand in them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sim.grammar import REQUIRED, Field, ListOf, Record, Table, table_of


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
