"""Reading tables that users bring: CSV as spreadsheets write it, Excel and Parquet."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.errors import BalancedJobsError
from sim.grammar.delimited import table_of_text
from sim.grammar.files import shown_path
from sim.grammar.reading import content_of

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES: Final = 200_000_000
"""A larger file is a probable mistake: its rows would not fit into memory."""

ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx", ".parquet")
"""Files that can be read, by the end of their name."""


def read_table(
    path: Path,
    error: type[BalancedJobsError],
    what: str,
    sheet: str | None = None,
    where: str = "",
    text: bool = False,
) -> pd.DataFrame:
    """Return the table of a file: CSV with comma, semicolon or tab, Excel, or Parquet.

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
    ending = path.suffix.lower()
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
            number = 0 if sheet is None else sheet
            table = pd.read_excel(BytesIO(content), sheet_name=number, na_filter=not text)
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
