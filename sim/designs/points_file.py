"""Points of one's own: a table of values with a row per point and a column per factor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from sim.analysis.factors import Factor, Value
from sim.designs.grammar import INSTITUTIONS, SIZES
from sim.errors import DesignError, refuse, suggestion
from sim.grammar import Kind
from sim.grammar.delimited import READ_WITH
from sim.parameters import combination_problem, declarations, number_of
from sim.rules import INSTITUTION_RULES
from sim.scenario.grammar import COUNTS, SHARE, rule_of
from sim.scenario.points import SECTOR_PREFIX
from sim.sectors import sector_names

MOST_NAMED: Final = 10
"""Mistakes of a table that are named; of further ones the number."""

_PREFIX: Final = f"{INSTITUTIONS}."

Rows = tuple[tuple[Value, ...], ...]


def points_of(
    table: pd.DataFrame, where: str = "points", fixed: frozenset[str] = frozenset()
) -> tuple[tuple[Factor, ...], Rows]:
    """Return the factors and the points of a table.

    Parameters
    ----------
    table : pandas.DataFrame
        One column per parameter, ``institutions.<switch>``, ``sectors.<name>``, ``workers``,
        ``months`` or ``burn_in``; a column ``point`` is left out.
    where : str
        File or place, for messages.
    fixed : frozenset of str
        What the design holds fixed, which a column may not vary.

    Raises
    ------
    DesignError
        If a column is no parameter, a value is missing or not admitted, with row and column; rows
        are counted as in a spreadsheet, in which the first holds the names.
    """
    if READ_WITH in table.attrs:
        where = f"{where} (read with {table.attrs[READ_WITH]})"
    table = table.drop(columns=["point"], errors="ignore")
    table.columns = [str(name).strip() for name in table.columns]
    refuse(DesignError, list(_column_problems(table, fixed)), where)
    kinds = {name: _kind(name) for name in table.columns}
    rows = list(table.itertuples(index=False, name=None))
    problems = list(_value_problems(list(kinds), list(kinds.values()), rows))
    if len(problems) > MOST_NAMED:
        more = len(problems) - MOST_NAMED
        problems = [*problems[:MOST_NAMED], f"and {more:,} more mistakes of this kind"]
    refuse(DesignError, problems, where)
    read = tuple(
        tuple(kind.read(value) for kind, value in zip(kinds.values(), row, strict=True))
        for row in rows
    )
    return tuple(_factor(name, [row[k] for row in read]) for k, name in enumerate(kinds)), read


def _kind(name: str) -> Kind:
    """Return what a column may hold."""
    if name.startswith(_PREFIX):
        return rule_of(name.removeprefix(_PREFIX))
    if name.startswith(SECTOR_PREFIX):
        return SHARE.kind
    if name in SIZES:
        return COUNTS[name].kind
    return number_of(declarations()[name])


def _column_problems(table: pd.DataFrame, fixed: frozenset[str]) -> Iterator[str]:
    if not len(table.columns):
        yield "the table has no column; the first row holds the names of parameters"
    elif not len(table):
        yield "the table has no row below the names; each row is a point"
    known = [*declarations(), *SIZES, *(f"{_PREFIX}{switch}" for switch in INSTITUTION_RULES)]
    known += [f"{SECTOR_PREFIX}{name}" for name in sector_names()]
    names = list(table.columns)
    for name in dict.fromkeys(names):
        if name not in known and not name.startswith(SECTOR_PREFIX):
            yield f"column '{name}': there is no such parameter{suggestion(name, known)}"
        elif names.count(name) > 1:
            yield f"column '{name}' stands {names.count(name)} times"
        elif name in fixed:
            yield f"{name} is varied by a column and held fixed as well; take one of them out"


def _value_problems(
    names: list[str], kinds: list[Kind], rows: list[tuple[Any, ...]]
) -> Iterator[str]:
    for number, row in enumerate(rows, start=2):
        wrong = False
        for name, kind, value in zip(names, kinds, row, strict=True):
            if isinstance(value, float) and value != value:
                yield f"row {number}, column '{name}': empty; every point needs a value"
                wrong = True
                continue
            for problem in kind.problems(f"row {number}, column '{name}'", value):
                yield problem
                wrong = True
        if not wrong:
            values = {
                name: float(value)
                for name, value in zip(names, row, strict=True)
                if not name.startswith(_PREFIX)
            }
            together = combination_problem(values)
            if together:
                yield f"row {number}: {together}"


def _factor(name: str, values: list[Value]) -> Factor:
    """Return a column as a factor: a number between its ends, or one of its rules."""
    if name.startswith(_PREFIX):
        return Factor.among(name, dict.fromkeys(values))
    numbers = [float(value) for value in values]
    return Factor(name, min(numbers), max(numbers))
