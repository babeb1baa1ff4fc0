"""Columns of tables that users bring: which is which, rows of one sector, scores by code."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sim.errors import SectorError, choices, suggestion

if TYPE_CHECKING:
    import pandas as pd

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "task": ("task", "task_type", "task_name", "name", "occ_title", "title", "family"),
    "hours": ("hours_share", "hours", "share", "jobs", "tot_emp", "employment"),
    "complexity": ("complexity",),
    "preparation": ("preparation_years", "prep_years", "preparation"),
    "empowerment": ("empowerment", "empowerment01"),
    "desirability": ("desirability", "desirability01"),
    "creativity": ("creativity", "creativity01"),
    "domain": ("domain",),
    "licensed": ("licensed",),
    "code": ("occ_code", "onetsoc_code", "o_net_soc_code", "soc_code"),
    "task_id": ("task_id",),
    "suppress": ("recommend_suppress",),
}
"""Names by which columns are known, in small letters, by what they hold; the first one counts."""

FEWEST_CODE: Final = 7
"""Characters of the code of an occupation that two sources share, as in 29-1141.00."""

JOINED_BY: Final[Mapping[str, str]] = {"code": "occupations", "task_id": "tasks"}
"""What a table of scores may be joined by."""

MOST_LISTED: Final = 20
"""Values of a column that a message lists."""


def plain_name(column: object) -> str:
    """Return the name of a column in small letters, with one line between words."""
    return re.sub(r"[^a-z0-9]+", "_", str(column).strip().lower()).strip("_")


def columns_of(table: pd.DataFrame) -> dict[str, str]:
    """Return the names of the columns that are known, by what they hold."""
    by_name = {plain_name(column): str(column) for column in reversed(list(table.columns))}
    found = {}
    for meaning, names in ALIASES.items():
        name = next((name for name in names if name in by_name), None)
        if name is not None:
            found[meaning] = by_name[name]
    return found


def chosen_rows(
    table: pd.DataFrame, wanted: Mapping[str, str], where: str
) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of one sector, and what was done to get them.

    Parameters
    ----------
    table : pandas.DataFrame
        Of text.
    wanted : mapping of str to str
        Value by column.
    where : str
        File, for messages.

    Raises
    ------
    SectorError
        If a column or value does not exist, or the table holds several sectors.
    """
    names = {plain_name(column): str(column) for column in table.columns}
    notes = []
    for column, value in wanted.items():
        name = names.get(plain_name(column))
        if name is None:
            raise SectorError(
                f"{where}: --where: there is no column '{column}'; "
                f"{choices(column, map(str, table.columns))}"
            )
        present = list(dict.fromkeys(table[name]))
        if value not in present:
            some = present[:MOST_LISTED] if len(present) > MOST_LISTED else present
            more = f" and {len(present) - len(some)} more" if len(present) > len(some) else ""
            raise SectorError(
                f"{where}: --where: column '{name}' has no value '{value}'; allowed are "
                f"{', '.join(some)}{more}{suggestion(value, present)}"
            )
        table = table[table[name] == value]
    if "o_group" in names and "o_group" not in {plain_name(column) for column in wanted}:
        detailed = table[table[names["o_group"]].str.lower() == "detailed"]
        if len(detailed):
            notes.append(
                f"{len(table) - len(detailed)} rows are totals of others (column "
                f"{names['o_group']}) and do not count"
            )
            table = detailed
    for key in ("sector", "naics", "naics_title", "industry"):
        values = list(dict.fromkeys(table[names[key]])) if key in names else []
        if len(values) > 1:
            shown_values = ", ".join(f"'{value}'" for value in values[:8])
            more = f" and {len(values) - 8} more" if len(values) > 8 else ""
            raise SectorError(
                f"{where}: column '{names[key]}' has several values ({shown_values}{more}); choose "
                f'one, as in --where "{names[key]}={values[0]}"'
            )
    return table, notes


def with_scores(
    table: pd.DataFrame, scores: pd.DataFrame, where: str, scores_where: str, by: str = "code"
) -> pd.DataFrame:
    """Return a table with the columns that another has by the same codes.

    Codes of occupations agree in their first seven characters, those of tasks in whole; where the
    other has several rows for one, their mean counts.

    Parameters
    ----------
    table, scores : pandas.DataFrame
        Of text.
    where, scores_where : str
        Files, for messages.
    by : str
        "code" of occupations, or "task_id" of tasks.

    Raises
    ------
    SectorError
        If one of them has no column of codes.
    """
    import pandas as pd

    codes = {}
    for name, each in ((where, table), (scores_where, scores)):
        column = columns_of(each).get(by)
        if column is None:
            raise SectorError(
                f"{name}: there is no column of codes of {JOINED_BY[by]} to join by; name it "
                f"{' or '.join(ALIASES[by])}"
            )
        codes[name] = (
            each[column].map(plain_number) if by == "task_id" else (each[column].str[:FEWEST_CODE])
        )
    known = columns_of(scores)
    there = {"code", "task_id", "hours"} | ({"task"} & set(columns_of(table)))
    added = [known[key] for key in known if key not in there]
    joined = table.drop(columns=[column for column in added if column in table.columns])
    groups = scores[added].groupby(codes[scores_where], sort=False)
    means = {code: _joined(rows) for code, rows in groups}
    for column in added:
        joined[column] = [means.get(code, {}).get(column, "") for code in codes[where]]
    assert isinstance(joined, pd.DataFrame)
    return joined


def _joined(rows: pd.DataFrame) -> dict[str, str]:
    """Return the cells of one occupation: the mean of numbers, else what all rows say."""
    cells = {}
    for column in rows.columns:
        values = list(dict.fromkeys(rows[column]))
        numbers = [number_in(value) for value in rows[column]]
        if len(values) == 1:
            cells[column] = values[0]
        elif all(number is not None for number in numbers):
            known = [number for number in numbers if number is not None]
            cells[column] = repr(math.fsum(known) / len(known))
        else:
            cells[column] = " / ".join(values)
    return cells


def number_in(text: str) -> float | None:
    """Return the finite number that a cell holds, None where it holds none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def plain_number(text: str) -> str:
    """Return a whole number as a text without decimals, which Excel may add."""
    value = number_in(text)
    return text if value is None or not value.is_integer() else str(int(value))
