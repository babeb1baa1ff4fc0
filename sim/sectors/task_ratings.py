"""Task Ratings of O*NET as they are downloaded: a row for each task, scale and category.

The ratings hold no hours. They say of each task what share of the people in an occupation it
concerns (scale RT), and how often those do it (scale FT, in seven categories). Hours of a task are
taken to be proportional to the number of days in a year on which people in the occupation do it:

    days = RT / 100 * sum over categories of share * days of the category.

That each task takes equal time on a day on which it is done is an assumption, and the file says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING, Final

from sim.errors import SectorError, refuse
from sim.grammar.values import shown
from sim.sectors.table_columns import columns_of, number_in, plain_name, plain_number

if TYPE_CHECKING:
    import pandas as pd

NEEDED: Final = ("o_net_soc_code", "task_id", "scale_id", "category", "data_value")
"""Columns by which the table is known, in small letters."""

FREQUENCY, RELEVANCE = "FT", "RT"
"""Scales that are used."""

MONTHS, WEEKS, WORKING_DAYS = 12, 52, 250
"""In a year."""

DAYS: Final[Mapping[int, float]] = {
    1: 1.0,
    2: sqrt(MONTHS),
    3: sqrt(MONTHS * WEEKS),
    4: sqrt(WEEKS * WORKING_DAYS),
    5: WORKING_DAYS,
    6: WORKING_DAYS,
    7: WORKING_DAYS,
}
"""Days in a year by category of frequency.

The categories are yearly or less, more than yearly, more than monthly, more than weekly, daily,
several times daily, hourly or more. Inside the second to the fourth the geometric mean of both ends
counts.
"""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Tasks of one occupation.

    Attributes
    ----------
    table : pandas.DataFrame
        Of text: a row for each task, with code, Task ID, hours and, where the file has one, its
        name. The index is that of the first row of the task.
    holes : tuple of str
        A sentence for each cell that cannot be used; its task is not in the table.
    notes : tuple of str
        How hours came about.
    """

    table: pd.DataFrame
    holes: tuple[str, ...]
    notes: tuple[str, ...]


def are_ratings(table: pd.DataFrame) -> bool:
    """Return whether a table has the columns of Task Ratings."""
    return set(NEEDED) <= {plain_name(column) for column in table.columns}


def tasks_of(table: pd.DataFrame, where: str) -> Ratings:
    """Return the tasks of an occupation from its ratings.

    Parameters
    ----------
    table : pandas.DataFrame
        Of text, with the rows of one occupation; the index counts rows of the file from 0.
    where : str
        File, for messages.

    Raises
    ------
    SectorError
        If there are several occupations, or a value is none of a rating.
    """
    import pandas as pd

    names = {plain_name(column): column for column in table.columns}
    _check_one_occupation(table, names, where)
    used = table[table[names["scale_id"]].isin((FREQUENCY, RELEVANCE))]
    found, holes, wrong = [], [], []
    for task_id, rows in table.groupby(names["task_id"], sort=False):
        name = _name(rows, names, str(task_id))
        rated = used.loc[used.index.intersection(rows.index)]
        values, missing, mistakes = _values(rated, names, name)
        wrong += mistakes
        first = int(rows.index[0])
        for scale in (FREQUENCY, RELEVANCE):
            if not missing and not mistakes and not values.get(scale):
                missing = [f"row {first + 2} ({shown(name)}): there is no rating on scale {scale}"]
        holes += missing
        if not missing and not mistakes:
            shares = values[FREQUENCY]
            total = fsum(shares.values())
            if total <= 0.0:
                wrong.append(f"row {first + 2} ({shown(name)}): the shares of {FREQUENCY} sum to 0")
                continue
            days = fsum(share * DAYS[category] for category, share in shares.items()) / total
            found.append(
                {
                    names["o_net_soc_code"]: rows[names["o_net_soc_code"]].iloc[0],
                    "Task ID": plain_number(str(task_id)),
                    "hours": repr(values[RELEVANCE][0] / 100.0 * days),
                    **({"Task": name} if "task" in names else {}),
                    "index": first,
                }
            )
    refuse(SectorError, wrong, where)
    columns = [names["o_net_soc_code"], "Task ID", "hours", *(["Task"] if "task" in names else [])]
    gathered = pd.DataFrame(found, columns=[*columns, "index"]).set_index("index")
    return Ratings(gathered, tuple(holes), tuple(_notes()))


def named(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of `tasks_of` in which a task that no file names is called by its number."""
    ids = "task " + table["Task ID"]
    column = columns_of(table).get("task")
    if column is None:
        return table.assign(Task=ids)
    return table.assign(**{column: table[column].where(table[column] != "", ids)})


def _check_one_occupation(table: pd.DataFrame, names: Mapping[str, str], where: str) -> None:
    code = names["o_net_soc_code"]
    present = list(dict.fromkeys(table[code]))
    if len(present) > 1:
        listed = ", ".join(present[:8]) + (f" and {len(present) - 8} more" if present[8:] else "")
        raise SectorError(
            f"{where}: task ratings of several occupations ({listed}), and nothing says how many "
            f'people work in each; choose one, as in --where "{code}={present[0]}"'
        )


def _name(rows: pd.DataFrame, names: Mapping[str, str], task_id: str) -> str:
    text = str(rows[names["task"]].iloc[0]) if "task" in names else ""
    return " ".join(text.split()) or f"task {plain_number(task_id)}"


def _values(
    rows: pd.DataFrame, names: Mapping[str, str], name: str
) -> tuple[dict[str, dict[int, float]], list[str], list[str]]:
    """Return the ratings of a task by scale and category, cells without one, and mistakes."""
    values: dict[str, dict[int, float]] = {}
    holes, mistakes = [], []
    for index, row in zip(rows.index, rows.to_dict("records"), strict=True):
        cells = {key: str(row[column]).strip() for key, column in names.items()}
        scale, text = cells["scale_id"], cells["data_value"]
        place = f"row {int(index) + 2} ({shown(name)}), scale {scale}"
        number = number_in(text)
        if cells.get("recommend_suppress", "").upper() == "Y":
            holes.append(
                f"{place}: column '{names['recommend_suppress']}' holds Y: the source advises not "
                "to use the row"
            )
            continue
        if number is None:
            said = shown(text) if text else "nothing"
            holes.append(f"{place}: column '{names['data_value']}' holds {said}")
            continue
        category = number_in(cells["category"]) if scale == FREQUENCY else 0.0
        if not 0.0 <= number <= 100.0:
            mistakes.append(f"{place}: {number:g} is no share in percent, from 0 to 100")
        elif category is None or (scale == FREQUENCY and category not in DAYS):
            mistakes.append(
                f"{place}: category {shown(cells['category'])} must be a whole number from 1 to 7"
            )
        elif int(category) in values.setdefault(scale, {}):
            mistakes.append(f"{place}: the rating stands twice")
        else:
            values[scale][int(category)] = number
    return values, holes, mistakes


def _notes() -> Iterator[str]:
    listed = ", ".join(f"{category} {days:.3g}" for category, days in DAYS.items())
    yield (
        "Task ratings hold no hours. Assumed: hours are proportional to the days of a year on "
        f"which a task is done, {RELEVANCE} / 100 times the mean over the categories of "
        f"{FREQUENCY} ({listed} days), so that every task takes equal time on such a day"
    )
    yield "the importance of tasks (scale IM) is not used"
