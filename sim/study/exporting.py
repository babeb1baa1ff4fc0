"""Tables of results for other programs: pandas, xarray, CSV, Excel, Stata, NetCDF."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.errors import ResultsError, choices
from sim.execution.files import replacing

if TYPE_CHECKING:
    import xarray

    from sim.study.record import Record

NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"csv": (), "xlsx": ("openpyxl",), "dta": (), "nc": ("xarray", "scipy")}
)
"""Packages that each format needs."""

LONGEST_SHEET: Final = 31
LONGEST_NAME: Final = 32
"""Letters of the name of a sheet of Excel, and of a variable of Stata."""

LONGEST_LABEL: Final = 80

FULL: Final = 0.5
"""Share of the combinations of dimensions that must have a row; the months of the burn-in have no
regime of their own."""

DIMENSIONS: Final = (
    ("replicate", "regime", "month"),
    ("replicate", "month"),
    ("run", "horizon"),
)
"""Columns that become dimensions of a dataset where most combinations of them have one row."""


def tables_of(result: Record) -> dict[str, pd.DataFrame]:
    """Return the tables of a result by name, without those that are empty."""
    found = {name: getattr(result, name, None) for name in ("runs", *type(result).tables)}
    return {n: t for n, t in found.items() if isinstance(t, pd.DataFrame) and len(t)}


def table_of(result: Record, name: str | None = None) -> tuple[str, pd.DataFrame]:
    """Return a table of a result with its name.

    Parameters
    ----------
    result : Record
    name : str, optional
        By default that of the table that answers the question.

    Raises
    ------
    ResultsError
        If there is no table of this name.
    """
    known = {"runs": None, **type(result).tables, "errors": None}
    valid = [one for one in known if isinstance(getattr(result, one, None), pd.DataFrame)]
    chosen = result.main_table if name is None else name
    if chosen not in valid:
        raise ResultsError(f"there is no table '{chosen}'; {choices(chosen, valid)}")
    table: pd.DataFrame = getattr(result, chosen)
    return chosen, table


def export(result: Record, to: str, out: str | os.PathLike[str] | None = None) -> tuple[Path, ...]:
    """Return the files to which all tables of a result were written.

    Parameters
    ----------
    result : Record
    to : str
        "csv", "xlsx" (one file with a sheet for each table), "dta" (Stata) or "nc" (NetCDF 3).
    out : path, optional
        Folder for the files, by default ``export`` in that of the results.

    Raises
    ------
    ResultsError
        If there is no such format, a package is missing, there is no folder, or a file cannot be
        written.
    """
    if to not in NEEDED:
        raise ResultsError(f"there is no format '{to}'; {choices(to, NEEDED)}")
    if out is None and result.folder is None:
        raise ResultsError("the result is not saved; name a folder for the files with out")
    folder = Path(out) if out is not None else Path(result.folder or "") / "export"
    tables = tables_of(result)
    if to == "xlsx":
        return (_write(result, tables, folder / "tables.xlsx"),)
    return tuple(_write(result, {n: t}, folder / f"{n}.{to}") for n, t in tables.items())


def export_file(result: Record, path: str | os.PathLike[str], table: str | None = None) -> Path:
    """Return the file to which a table of a result was written, in the format of its ending.

    Parameters
    ----------
    result : Record
    path : path
        Ending in .csv, .xlsx (Excel), .dta (Stata) or .nc (NetCDF 3).
    table : str, optional
        By default the one that answers the question; in a workbook of Excel all of them.

    Raises
    ------
    ResultsError
        If there is no such format or table, a package is missing, or the file cannot be written.
    """
    place = Path(path)
    to = place.suffix.lower().lstrip(".")
    if to not in NEEDED:
        allowed = ", ".join(f".{ending}" for ending in NEEDED)
        raise ResultsError(f"{place}: files that can be written end in {allowed}")
    if to == "xlsx" and table is None:
        return _write(result, tables_of(result), place)
    return _write(result, dict([table_of(result, table)]), place)


def _write(result: Record, tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Return a file after writing tables to it; several of them only to a workbook."""
    to = path.suffix.lower().lstrip(".")
    require(*NEEDED[to])
    with replacing(path) as partial:
        if to == "xlsx":
            with (
                partial.open("wb") as file,  # pandas refuses the ending of the name
                pd.ExcelWriter(file, engine="openpyxl") as book,
            ):
                for name, table in tables.items():
                    table.to_excel(book, sheet_name=name[:LONGEST_SHEET], index=False)
            return path
        ((name, table),) = tables.items()
        if to == "csv":
            table.to_csv(partial, index=False)
        elif to == "dta":
            _write_stata(table, result.units_of(name), partial)
        else:
            to_xarray(table, result.units_of(name)).to_netcdf(
                partial, engine="scipy", format="NETCDF3_64BIT"
            )
    return path


def require(*packages: str) -> None:
    """Make sure that packages are installed.

    Raises
    ------
    ResultsError
        With the command that installs them.
    """
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise ResultsError(
            f"this needs {' and '.join(missing)}; install with "
            "`python -m pip install 'balanced-jobs[export]'`"
        )


def to_xarray(table: pd.DataFrame, units: Mapping[str, str]) -> xarray.Dataset:
    """Return a table as a dataset, with units as attributes.

    Where most combinations of replicate, regime and month, or of run and horizon, have one row,
    these are its dimensions, with NaN where there is none; else it has one, its rows.

    Parameters
    ----------
    table : pandas.DataFrame
    units : mapping of str to str
        Unit by column.
    """
    require("xarray")
    import xarray

    plain = table.reset_index(drop=True).rename_axis("row")
    for name in plain.columns:
        if not pd.api.types.is_numeric_dtype(plain[name]):
            plain[name] = plain[name].astype("string").fillna("").astype(object)
    keys = _dimensions(plain)
    dataset = xarray.Dataset.from_dataframe(plain.set_index(keys) if keys else plain)
    for name in set(units) & set(table.columns) - set(keys):
        dataset[name].attrs["units"] = units[name]
    return dataset


def _dimensions(table: pd.DataFrame) -> list[str]:
    """Return the columns that are dimensions of a table; none where it would be mostly empty."""
    for keys in map(list, DIMENSIONS):
        if set(keys) <= set(table.columns):
            size = math.prod(table[name].nunique() for name in keys)
            if len(table) >= FULL * size > 0 and not table.duplicated(keys).any():
                return keys
    return []


def stata_names(columns: list[str]) -> dict[str, str]:
    """Return names that Stata accepts, by column: 32 letters, digits and underscores, all unlike.

    Parameters
    ----------
    columns : list of str
    """
    names: dict[str, str] = {}
    for column in columns:
        plain = re.sub(r"\W", "_", column, flags=re.ASCII)
        plain = (plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}")[:LONGEST_NAME]
        name, number = plain, 2
        while name in names.values():
            ending = f"_{number}"
            name, number = plain[: LONGEST_NAME - len(ending)] + ending, number + 1
        names[column] = name
    return names


def _write_stata(table: pd.DataFrame, units: Mapping[str, str], path: Path) -> None:
    names = stata_names(list(table.columns))
    plain = table.rename(columns=names)
    for name in plain.columns:
        if pd.api.types.is_bool_dtype(plain[name]):
            plain[name] = plain[name].astype("int8")
        elif not pd.api.types.is_numeric_dtype(plain[name]):
            plain[name] = plain[name].astype("string").fillna("").astype(object)
    labels = {
        new: f"{old} ({units[old]})"[:LONGEST_LABEL] if old in units else old[:LONGEST_LABEL]
        for old, new in names.items()
    }
    plain.to_stata(path, write_index=False, variable_labels=labels, version=118)
