"""Rows of tables of tasks or occupations that users bring, and cells that are no numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sim.errors import SectorError, choices, nearest, refuse
from sim.grammar.values import shown
from sim.sectors.sector import DOMAIN_NAMES
from sim.sectors.table_columns import ALIASES, columns_of, number_in
from sim.text.phrases import counted

if TYPE_CHECKING:
    import pandas as pd

SCORES: Final = ("empowerment", "desirability", "creativity")

DOMAINS_OF_GROUPS: Final[Mapping[str, str]] = {
    "11": "organisational", "13": "organisational", "15": "technical", "17": "technical",
    "19": "scientific", "21": "care", "23": "organisational", "25": "care", "27": "technical",
    "29-12": "scientific", "29-2": "technical", "29": "care", "31": "care", "33": "manual",
    "35": "manual", "37": "manual", "39": "care", "41": "organisational", "43": "clerical",
    "45": "manual", "47": "manual", "49": "technical", "51": "manual", "53": "manual",
    "55": "manual",
}  # fmt: skip
"""Domain by the beginning of the code of an occupation (SOC 2018); the longest one counts."""

FOOTNOTES: Final[Mapping[str, str]] = {
    "*": "not released",
    "**": "number of jobs not released",
    "#": "wage beyond the highest that is told",
    "~": "share too small to be told",
    "": "empty",
}
"""What stands in tables of the BLS where a number is missing."""

YES: Final = ("true", "yes", "1", "1.0")
NO: Final = ("false", "no", "0", "0.0", "")

MOST_PREPARATION: Final = 60.0
"""Years of preparation beyond which a value is a probable mistake."""

MOST_NAMED: Final = 40
"""Cells without a number that a refusal names; of more the number."""


@dataclass(frozen=True, slots=True)
class Work:
    """A row: a task, or an occupation that is taken for one.

    Attributes
    ----------
    name : str
    hours : float
        Share, hours or jobs; only their proportions count.
    complexity : float or None
    preparation : float or None
        Years; one of the two is given.
    empowerment, desirability, creativity : float
        In [0, 1].
    domain : str
        Empty where the table does not tell it.
    licensed : bool
    """

    name: str
    hours: float
    complexity: float | None
    preparation: float | None
    empowerment: float
    desirability: float
    creativity: float
    domain: str = ""
    licensed: bool = False


@dataclass(frozen=True, slots=True)
class WorkTable:
    """The rows of a table, and what was not taken from it.

    Attributes
    ----------
    rows : tuple of Work
    columns : dict of str to str
        Name in the file by what it holds.
    left_out : tuple of str
        A sentence for each row that was left out, with the cell.
    notes : tuple of str
        What else a reader should know.
    """

    rows: tuple[Work, ...]
    columns: Mapping[str, str]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


def work_of(
    table: pd.DataFrame,
    where: str,
    domains: Mapping[str, str],
    leave_out: bool,
    earlier: Sequence[str] = (),
) -> WorkTable:
    """Return the rows of a table as work.

    Parameters
    ----------
    table : pandas.DataFrame
        Of text, with the rows of one sector; the index counts rows of the file from 0.
    where : str
        File, for messages.
    domains : mapping of str to str
        Domain by task; that of an empty name holds for all tasks that have none.
    leave_out : bool
        Whether rows with a cell that is no number are left out; they are named in any case.
    earlier : sequence of str
        Sentences about cells that could not be used before there was this table.

    Raises
    ------
    SectorError
        If a column is missing or a value not admitted, or, without `leave_out`, if a cell that is
        needed is no number.
    """
    columns = columns_of(table)
    refuse(SectorError, list(_missing(columns, [str(name) for name in table.columns])), where)
    numeric: tuple[str, ...] = ("hours", "complexity", "preparation", *SCORES)
    needed = [key for key in numeric if key in columns]
    if "complexity" in columns and "preparation" in columns:
        needed.remove("preparation")
    rows, holes, wrong = [], list(earlier), []
    for index, record in zip(table.index, table.to_dict("records"), strict=True):
        cells = {key: str(record[column]).strip() for key, column in columns.items()}
        name = " ".join(cells["task"].split())
        if not any(str(cell).strip() for cell in record.values()):
            continue
        place = f"row {int(index) + 2} ({shown(name)})"
        found = list(_holes(cells, columns, needed))
        if found:
            holes += [f"{place}: {hole}" for hole in found]
            continue
        numbers = {key: float(cells[key]) for key in needed}
        wrong += [f"{place}, {problem}" for problem in _problems(cells, numbers, columns)]
        rows.append(
            Work(
                name=name,
                hours=numbers["hours"],
                complexity=numbers.get("complexity"),
                preparation=numbers.get("preparation"),
                empowerment=numbers["empowerment"],
                desirability=numbers["desirability"],
                creativity=numbers["creativity"],
                domain=cells.get("domain", "") or _domain_of(cells.get("code", "")),
                licensed=cells.get("licensed", "").lower() in YES,
            )
        )
    refuse(SectorError, wrong, where)
    if holes and not leave_out:
        more = len(holes) - MOST_NAMED
        lines = [
            f"{where}: {counted(len(holes), 'cell')} cannot be used; give numbers, or leave their "
            "rows out with --leave-out, which scales the shares of the others up:",
            *(f"  - {hole}" for hole in holes[:MOST_NAMED]),
            *([f"  - and {more} more"] if more > 0 else []),
        ]
        raise SectorError("\n".join(lines))
    rows = [work for work in rows if work.hours > 0.0]
    given = {**domains}
    rest = given.pop("", "")
    placed = [
        replace(work, domain=given.pop(work.name, "") or work.domain or rest) for work in rows
    ]
    refuse(SectorError, list(_domain_problems(placed, given)), where)
    used = set(columns.values())
    return WorkTable(tuple(placed), columns, tuple(holes), tuple(_footnotes(table, used)))


def _missing(columns: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
    unused = [name for name in names if name not in columns.values()]
    for key in ("task", "hours", *SCORES):
        if key not in columns:
            close = next((found for one in ALIASES[key] if (found := nearest(one, unused))), "")
            instead = f", not '{close}'" if close else ""
            yield f"there is no column for {key}; name it {' or '.join(ALIASES[key])}{instead}"
    if "complexity" not in columns and "preparation" not in columns:
        names = " or ".join((*ALIASES["preparation"], *ALIASES["complexity"]))
        yield f"there is no column for preparation in years, nor for complexity; name it {names}"


def _holes(
    cells: Mapping[str, str], columns: Mapping[str, str], needed: Sequence[str]
) -> Iterator[str]:
    for key in needed:
        text = cells[key]
        if number_in(text) is None:
            meaning = FOOTNOTES.get(text)
            said = shown(text) if text else "nothing"
            yield f"column '{columns[key]}' holds {said}" + (
                f" ({meaning})" if meaning and text else ""
            )
    if cells.get("suppress", "").upper() == "Y":
        yield f"column '{columns['suppress']}' holds Y: the source advises not to use the row"


def _problems(
    cells: Mapping[str, str], numbers: Mapping[str, float], columns: Mapping[str, str]
) -> Iterator[str]:
    spans = {
        "hours": (0.0, math.inf),
        "preparation": (0.0, MOST_PREPARATION),
        **dict.fromkeys(SCORES, (0.0, 1.0)),
    }
    if not cells["task"]:
        yield "the task has no name"
    for key, value in numbers.items():
        low, high = spans.get(key, (-math.inf, math.inf))
        if not low <= value <= high:
            limit = f"from {low:g} to {high:g}" if high < math.inf else f"of at least {low:g}"
            yield f"column '{columns[key]}' holds {value:g}: must be a number {limit}"
    domain = cells.get("domain", "")
    if domain and domain not in DOMAIN_NAMES:
        yield f"column '{columns['domain']}' holds '{domain}': {choices(domain, DOMAIN_NAMES)}"
    licensed = cells.get("licensed", "").lower()
    if licensed not in YES + NO:
        yield f"column '{columns['licensed']}' holds '{licensed}': must be true or false"


def _domain_of(code: str) -> str:
    """Return the domain of an occupation by its code, empty where it is none."""
    lengths = sorted({len(key) for key in DOMAINS_OF_GROUPS}, reverse=True)
    found = (DOMAINS_OF_GROUPS.get(code[:length]) for length in lengths)
    return next((domain for domain in found if domain), "")


def _domain_problems(rows: Sequence[Work], unused: Mapping[str, str]) -> Iterator[str]:
    names = [work.name for work in rows]
    for name in unused:
        yield f"--domain: there is no task '{name}'; {choices(name, names)}"
    without = [work.name for work in rows if not work.domain]
    if without:
        listed = ", ".join(f"'{name}'" for name in without[:8])
        more = f" and {len(without) - 8} more" if len(without) > 8 else ""
        yield (
            f"nothing says which field of skill these tasks take: {listed}{more}; add a column "
            f'domain, or --domain "{without[0]}=..." for each, or --domain NAME for all of them; '
            f"allowed are {', '.join(DOMAIN_NAMES)}"
        )
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield (
                f"task '{name}' stands {names.count(name)} times; choose the rows of one sector "
                "with --where COLUMN=VALUE"
            )


def _footnotes(table: pd.DataFrame, used: set[str]) -> Iterator[str]:
    """Yield what is said of marks in columns that are not used, where nothing depends on them."""
    others = [column for column in table.columns if str(column) not in used]
    if others:
        yield f"not used: columns {', '.join(map(str, others))}"
    marked = {
        str(column): int(table[column].isin(("*", "**", "#", "~")).sum()) for column in others
    }
    marked = {column: count for column, count in marked.items() if count}
    if marked:
        listed = ", ".join(f"{column} {count}" for column, count in marked.items())
        yield f"cells with *, **, # or ~ in columns that are not used: {listed}"
