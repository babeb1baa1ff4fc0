"""Tables of results in the formats of other programs: CSV, Excel, Stata, NetCDF."""

from __future__ import annotations

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
from sim.results.reading import open_results
from sim.study.record import Record

if TYPE_CHECKING:
    import xarray

NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"csv": (), "xlsx": ("openpyxl",), "dta": (), "nc": ("xarray", "scipy")}
)
"""Packages that each format needs."""

LONGEST_SHEET: Final = 31
LONGEST_NAME: Final = 32
"""Letters of the name of a sheet of Excel, and of a variable of Stata."""

LONGEST_LABEL: Final = 80


def tables_of(result: Record) -> dict[str, pd.DataFrame]:
    """Return the tables of a result by name, without those that are empty."""
    found = {name: getattr(result, name, None) for name in ("runs", *type(result).tables)}
    return {n: t for n, t in found.items() if isinstance(t, pd.DataFrame) and len(t)}


def export(
    result: Record | str | os.PathLike[str], to: str, out: str | os.PathLike[str] | None = None
) -> tuple[Path, ...]:
    """Return the files to which the tables of a result were written.

    Parameters
    ----------
    result : Record or path
        A result, or the folder of one.
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
    require(*NEEDED[to])
    found = result if isinstance(result, Record) else open_results(result)
    if out is None and found.folder is None:
        raise ResultsError("the result is not saved; name a folder for the files with out")
    folder = Path(out) if out is not None else Path(found.folder or "") / "export"
    tables = tables_of(found)
    if to == "xlsx":
        path = folder / "tables.xlsx"
        with (
            replacing(path) as partial,
            partial.open("wb") as file,  # pandas refuses the ending of the name
            pd.ExcelWriter(file, engine="openpyxl") as book,
        ):
            for name, table in tables.items():
                table.to_excel(book, sheet_name=name[:LONGEST_SHEET], index=False)
        return (path,)
    paths = []
    for name, table in tables.items():
        path = folder / f"{name}.{to}"
        with replacing(path) as partial:
            if to == "csv":
                table.to_csv(partial, index=False)
            elif to == "dta":
                _write_stata(table, found.units_of(name), partial)
            else:
                to_xarray(table, found.units_of(name)).to_netcdf(
                    partial, engine="scipy", format="NETCDF3_64BIT"
                )
        paths.append(path)
    return tuple(paths)


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
    """Return a table as a dataset with one dimension, its rows, and units as attributes."""
    require("xarray")
    import xarray

    plain = table.reset_index(drop=True).rename_axis("row")
    for name in plain.columns:
        if not pd.api.types.is_numeric_dtype(plain[name]):
            plain[name] = plain[name].astype("string").fillna("").astype(object)
    dataset = xarray.Dataset.from_dataframe(plain)
    for name in set(units) & set(table.columns):
        dataset[name].attrs["units"] = units[name]
    return dataset


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
