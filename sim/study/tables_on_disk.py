"""Tables and JSON files of a results folder, written whole or not at all, and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import ResultsError
from sim.execution.files import replacing, write_text

WHOLE: Final = frozenset({"run", "point", "replicate", "month"})
"""Columns that hold whole numbers in every table."""

AGAIN: Final = "give the command that began it again: it is written from finished runs"
"""What mends a table that was damaged."""


def table_file(folder: Path, table: str) -> Path:
    """Return the path of a table in a results folder."""
    return folder / f"{table}.parquet"


def write_table(table: pd.DataFrame, path: Path, units: Mapping[str, str]) -> Path:
    """Return the path of a table after writing it; measured columns carry their unit as metadata.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    fields = [
        field.with_metadata({"unit": units[field.name]}) if field.name in units else field
        for field in arrow.schema
    ]
    # The schema of pandas is dropped: it names versions, and the bytes should not.
    arrow = arrow.cast(pa.schema(fields)).replace_schema_metadata(None)
    with replacing(path) as partial:
        pq.write_table(arrow, partial, compression="zstd")
    return path


def write_json(content: Mapping[str, Any], path: Path) -> Path:
    """Return the path of a JSON file after writing it.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_text(path, text + "\n")
    return path


def read_table(folder: Path, name: str, keys: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return a table of a results folder.

    Raises
    ------
    ResultsError
        If the file is missing or broken, or has not the columns named in `keys`.
    """
    path = table_file(folder, name)
    if not path.is_file():
        raise ResultsError(f"{path} is missing; {AGAIN}")
    try:
        table: pd.DataFrame = pq.read_table(path).to_pandas()
    except (OSError, pa.ArrowException, ValueError) as error:
        raise broken(path, error) from error
    missing = [key for key in keys if key not in table.columns]
    if missing:
        raise ResultsError(f"{path}: column {missing[0]!r} is missing; {AGAIN}")
    for name in WHOLE & set(table.columns):
        if not pd.api.types.is_integer_dtype(table[name]) and len(table):
            raise ResultsError(f"{path}: column {name!r} must hold whole numbers; {AGAIN}")
    return table


def broken(path: Path, error: Exception) -> ResultsError:
    """Return the error that says that a file cannot be read."""
    reason = " ".join(str(error).split()) or type(error).__name__
    return ResultsError(f"{path} is broken ({reason}); {AGAIN}")
