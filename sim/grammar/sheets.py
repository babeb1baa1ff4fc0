"""Reading tables that users bring: CSV as spreadsheets write it, Excel, Parquet, EMA Workbench."""

from __future__ import annotations

import tarfile
import zlib
from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from sim.errors import BalancedJobsError
from sim.grammar.delimited import table_of_text
from sim.grammar.files import shown_path
from sim.grammar.reading import content_of

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES: Final = 200_000_000
"""A larger file is a probable mistake: its rows would not fit into memory."""

ARCHIVE: Final = ".tar.gz"

ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx", ".parquet", ARCHIVE)
"""Files that can be read, by the end of their name."""

EXPERIMENTS: Final = "experiments.csv"
"""File of an archive of EMA Workbench in which the points of its experiments stand."""

OF_THE_WORKBENCH: Final = ("scenario", "policy", "model")
"""Columns there that number and name what was run."""


def read_table(
    path: Path,
    error: type[BalancedJobsError],
    what: str,
    sheet: str | None = None,
    where: str = "",
    text: bool = False,
) -> pd.DataFrame:
    """Return the table of a file: CSV with comma, semicolon or tab, Excel, Parquet, EMA Workbench.

    Parameters
    ----------
    path : Path
    error : type
        Class of the error to raise.
    what : str
        What its rows are, for messages, in the plural.
    sheet : str, optional
        Of an Excel file, by default the first.
    where : str
        Place for messages, by default the path.
    text : bool
        Whether cells are returned as the text that stands in them, empty ones as an empty text;
        decimal commas become points.

    Raises
    ------
    BalancedJobsError
        Of class `error`, if the file cannot be read, with its name.
    """
    # Not before it is needed: helps and messages do without tables.
    import pandas as pd

    where = where or shown_path(path)
    ending = ARCHIVE if path.name.lower().endswith(ARCHIVE) else path.suffix.lower()
    if ending not in ENDINGS:
        raise error(
            f"{where}: {what} are read from files that end in {', '.join(ENDINGS)}, not in "
            f"'{ending}'"
        )
    if sheet is not None and ending != ".xlsx":
        raise error(f"{where}: only an Excel file has sheets, but sheet = '{sheet}' is given")
    try:
        content = content_of(path, MOST_BYTES)
        if ending == ".xlsx":
            table = _workbook(content, 0 if sheet is None else sheet, text)
        elif ending == ARCHIVE:
            return table_of_text(_experiments(content), text).drop(
                columns=list(OF_THE_WORKBENCH), errors="ignore"
            )
        elif ending == ".parquet":
            table = pd.read_parquet(BytesIO(content))
        else:
            return table_of_text(content, text)
    except FileNotFoundError:
        raise error(f"{where}: there is no such file of {what}") from None
    except ImportError:
        raise error(
            f"{where}: reading Excel files needs openpyxl; install with `python -m pip install "
            "'balanced-jobs[export]'`, or save the table as CSV"
        ) from None
    except (OSError, ValueError) as problem:
        first = str(problem).strip().partition("\n")[0] or "it is damaged"
        raise error(f"{where}: cannot be read as a table of {what} ({first})") from None
    return _as_text(table) if text else table


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the text of each cell, empty where there is no value."""
    kept = table.astype(object).where(table.notna(), "")
    return kept.map(lambda cell: str(cell).strip())


def _workbook(content: bytes, sheet: str | int, text: bool) -> pd.DataFrame:
    """Return the table of a sheet, without the empty rows at its end.

    Raises
    ------
    ValueError
        If it is no workbook of Excel, or has no such sheet.
    """
    import pandas as pd

    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_BYTES:
            raise ValueError(f"unpacked it has more than {MOST_BYTES:,} bytes")
        table: pd.DataFrame = pd.read_excel(
            BytesIO(content), sheet_name=sheet, na_filter=not text, engine="openpyxl"
        )
    except (ImportError, ValueError):
        raise
    except Exception as error:  # of archives, of XML, and whatever a missing part leads to
        raise ValueError("it is no workbook of Excel, or it is damaged") from error
    filled = table.notna() & table.map(lambda cell: str(cell).strip() != "")
    rows = filled.any(axis=1).to_numpy().nonzero()[0]
    return table.iloc[: rows[-1] + 1 if len(rows) else 0]


def _experiments(content: bytes) -> bytes:
    """Return the table of experiments in an archive that EMA Workbench saved.

    Raises
    ------
    ValueError
        If it is no such archive.
    """
    try:
        with GzipFile(fileobj=BytesIO(content)) as packed:
            unpacked = packed.read(MOST_BYTES + 1)
        if len(unpacked) > MOST_BYTES:
            raise ValueError(f"unpacked it has more than {MOST_BYTES:,} bytes")
        with tarfile.open(fileobj=BytesIO(unpacked)) as archive:
            member = archive.extractfile(EXPERIMENTS)
            found = member.read() if member else b""
    except (EOFError, KeyError, OSError, tarfile.TarError, zlib.error) as error:
        raise ValueError(f"it is no archive of EMA Workbench with {EXPERIMENTS}") from error
    return found
