"""A sector file from a table of tasks or occupations, with how it was made in comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sim.errors import SectorError
from sim.grammar.files import expanded, shown_path
from sim.grammar.sheets import read_table
from sim.kernels import MAX_TASKS
from sim.sectors.merging import Merged, merge
from sim.sectors.sector import LONGEST_NAME, Sector, SizeDistribution, Task, complexity_of
from sim.sectors.table_columns import chosen_rows, with_scores
from sim.sectors.task_ratings import are_ratings, named, tasks_of
from sim.sectors.task_tables import DOMAINS_OF_GROUPS, Work, WorkTable, work_of
from sim.sectors.writing import sector_text
from sim.text.phrases import counted

DEFAULT_SIZE: Final = MappingProxyType({"median": 35.0, "log_sd": 0.6, "minimum": 8.0})
"""Sizes of workplaces, where none are given: those of food manufacturing."""

DIGITS: Final = 6
"""Decimal places of shares in the file; scores and complexity have three."""

WIDTH: Final = 98

LIST_OF_TASKS: Final = "tasks"

WITHOUT_SCORES: Final = (
    "{place}: task ratings of O*NET say how often a task is done, not what it takes; give "
    "--scores FILE, a table by Task ID with preparation_years (or complexity), empowerment, "
    "desirability and creativity"
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A sector, and how it was made.

    Attributes
    ----------
    sector : Sector
    notes : tuple of str
        A sentence each, for the comments of the file and for the terminal.
    """

    sector: Sector
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the file: the recipe in comments, then the sector."""
        lines = [f"# {self.sector.title}: how this file was made."]
        for note in self.notes:
            lines += textwrap.wrap(
                note, WIDTH, initial_indent="# - ", subsequent_indent="#   ",
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
        return "\n".join([*lines, "", sector_text(self.sector)])


def sector_from_table(
    path: str | Path,
    name: str,
    *,
    sheet: str | None = None,
    where: Mapping[str, str] = MappingProxyType({}),
    scores: str | Path | None = None,
    domains: Mapping[str, str] = MappingProxyType({}),
    size: Mapping[str, float] = MappingProxyType({}),
    title: str = "",
    source: str = "",
    leave_out: bool = False,
) -> Recipe:
    """Return a sector made from a table of tasks or occupations.

    Parameters
    ----------
    path : path
        CSV with comma, semicolon or tab, Excel or Parquet: a row for each task or occupation, with
        its hours or jobs, years of preparation or complexity, empowerment, desirability and
        creativity.
    name : str
        Of the sector.
    sheet : str, optional
        Of an Excel file.
    where : mapping of str to str
        Column and the value that its rows must have.
    scores : path, optional
        Table of occupations by code, with what the first one lacks.
    domains : mapping of str to str
        Field of skill by task; that of an empty name holds for all tasks that have none.
    size : mapping of str to float
        ``median``, ``log_sd`` and ``minimum`` of the workers of a workplace.
    title, source : str
    leave_out : bool
        Whether rows with a cell that is no number are left out; they are named in the notes.

    Raises
    ------
    SectorError
        If the table cannot be read, or does not give a sector.
    """
    file = expanded(str(path))
    place = shown_path(file)
    table = read_table(file, SectorError, LIST_OF_TASKS, sheet, text=True)
    notes = [f"Made by balanced-jobs sector from {file.name}."]
    notes += [f"Rows where {column} is {value}." for column, value in where.items()]
    holes: tuple[str, ...] = ()
    rated = are_ratings(table)
    if rated and scores is None:
        raise SectorError(WITHOUT_SCORES.format(place=place))
    table, chosen = chosen_rows(table, where, place)
    if rated:
        ratings = tasks_of(table, place)
        table, holes = ratings.table, ratings.holes
        chosen += ratings.notes
    if scores is not None:
        beside = expanded(str(scores))
        found = read_table(beside, SectorError, LIST_OF_TASKS, text=True)
        by = "task_id" if rated else "code"
        table = with_scores(table, found, place, shown_path(beside), by)
        what = "Task ID" if rated else "code of occupation"
        notes.append(f"Scores by {what} come from {beside.name}.")
    work = work_of(named(table) if rated else table, place, domains, leave_out, holes)
    if len(work.rows) < 2:
        raise SectorError(f"{place}: a sector needs at least two tasks with hours; there are "
                          f"{len(work.rows)}")  # fmt: skip
    merged = merge(_tasks(work.rows))
    notes += [*map(_sentence, chosen), *_notes(work, merged)]
    if not size:
        notes.append("Sizes of workplaces are assumed: those of food manufacturing.")
    workers = SizeDistribution(
        **{**DEFAULT_SIZE, **size},
        source="given" if size else "assumed: as in food manufacturing",
    )
    sector = Sector.from_dict(
        {
            "name": name,
            **({"title": title} if title else {}),
            "source": source or f"Made from {file.name}",
            "size": workers,
            "tasks": _written(merged),
        }
    )
    return Recipe(sector, tuple(notes))


def _tasks(rows: Sequence[Work]) -> list[Task]:
    """Return rows as tasks, with shares that sum to 1."""
    total = fsum(work.hours for work in rows)
    return [
        Task(
            name=work.name[:LONGEST_NAME],
            hours_share=work.hours / total,
            domain=work.domain,  # type: ignore[arg-type]  # checked where it was read
            complexity=(
                work.complexity
                if work.complexity is not None
                else complexity_of(work.preparation or 0.0)
            ),
            empowerment=work.empowerment,
            desirability=work.desirability,
            creativity=work.creativity,
            licensed=work.licensed,
        )
        for work in rows
    ]


def _written(merged: Sequence[Merged]) -> list[Task]:
    """Return the tasks of the file, rounded, with shares that still sum to 1."""
    shares = [round(one.task.hours_share, DIGITS) for one in merged]
    shares[0] = round(1.0 - fsum(shares[1:]), DIGITS)
    return [
        replace(
            one.task,
            hours_share=share,
            note=_parts(one),
            **{
                key: round(getattr(one.task, key), 3)
                for key in ("complexity", "empowerment", "desirability", "creativity")
            },
        )
        for one, share in zip(merged, shares, strict=True)
    ]


def _parts(one: Merged) -> str:
    """Return what a task was merged from, empty where it is a row of the table."""
    if len(one.parts) == 1:
        return ""
    listed = "; ".join(f"{name} ({100.0 * share:.2g} %)" for name, share in one.parts)
    return f"Merged, with means weighted by hours, from {listed} of all hours."


def _notes(work: WorkTable, merged: Sequence[Merged]) -> Iterator[str]:
    """Yield how rows became tasks."""
    total = fsum(one.hours for one in work.rows)
    column = work.columns["hours"]
    yield (
        f"Shares of hours: {column} of each row, divided by the sum of {len(work.rows)} rows, "
        f"{total:.10g}."
    )
    if column.lower() in ("tot_emp", "jobs", "employment"):
        yield "These are shares of jobs, not of hours."
    if "complexity" in work.columns:
        yield f"Complexity: {work.columns['complexity']} as it stands."
    else:
        yield (
            f"Complexity: 0.05 + 2.45 (y - 1) / 11 for y years of preparation "
            f"({work.columns['preparation']}), at least 0.05, at most 2.5."
        )
    yield (
        f"Scores: {work.columns['empowerment']}, {work.columns['desirability']} and "
        f"{work.columns['creativity']} as they stand; 0.5 should be the average job."
    )
    if "domain" not in work.columns and "code" in work.columns:
        groups = ", ".join(f"{key} {domain}" for key, domain in DOMAINS_OF_GROUPS.items())
        yield (
            f"Field of skill: by the beginning of {work.columns['code']} ({groups}), an "
            "assumption, but where one was given."
        )
    if len(merged) < len(work.rows):
        yield (
            f"{len(work.rows)} rows were merged into {len(merged)} tasks, of which a sector has at "
            f"most {MAX_TASKS}: one after the other, the row with fewest hours joined the nearest "
            "in complexity and scores, of the same domain and licence where there was one. Domain "
            "and licence are those of the part with most hours. Notes of tasks name their parts."
        )
    yield (
        "Rows are taken whole; the sectors of the package also split families of experts, since "
        "part of their work is routine."
    )
    if work.left_out:
        yield f"Not used, with the rows left out: {counted(len(work.left_out), 'cell')}."
        yield from map(_sentence, work.left_out)
    yield from map(_sentence, work.notes)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
