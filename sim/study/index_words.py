"""What tables of sensitivity say: what decides an outcome, as far as their intervals tell."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import Conclusion, conclusion_of
from sim.study.index_tables import IndexTables
from sim.text.document import Block, Fold, Paragraph, Table
from sim.text.labels import name_of
from sim.text.numbers import SIGNIFICANT, Number
from sim.text.phrases import capital, counted, listed
from sim.text.tables import Column, number_column, table_of

MOST_NAMED: Final = 3
"""Factors that the answer names."""

INDEX_DECIMALS: Final = 2
"""Digits of an index, a pure number up to one."""

MANY_TIMES: Final = 64
"""Times as many samples, from which on no number of them is named."""

type Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class _Method:
    """How one kind of index is read.

    Attributes
    ----------
    column : str
        Index by which factors are ranked.
    name : str
        Of that index, for a reader.
    samples : str
        What the design has many of.
    """

    column: str
    name: str
    samples: str


_SOBOL: Final = _Method("total", "total index", "base sample")
_MORRIS: Final = _Method("mu_star", "size of effect", "trajectory")
_PAWN: Final = _Method("pawn", "PAWN index", "random draw")


def what_decides(found: IndexTables) -> str:
    """Return in words which factors decide an outcome most, or that the samples cannot tell.

    Only factors of which the interval excludes zero are named, and of PAWN indices those above
    what factors without influence reach.

    Parameters
    ----------
    found : IndexTables
    """
    method = _method(found)
    ranked = ranked_rows(found)
    leaders = [row for row in ranked if _stands_out(row, method)]
    if not leaders:
        return f"{_cannot_tell(found, method, ranked)} {_what_would(found, method, ranked)}"
    named = (f"{factor_name(row)} ({_said(row, method, found)})" for row in leaders[:MOST_NAMED])
    doubt = ""
    if method is not _PAWN and len(leaders) > 1 and _overlap(leaders[0], leaders[1], method):
        doubt = "; their intervals overlap, so that the order is not certain"
    return (
        f"What decides it most, by the {method.name}: {listed(named)}{doubt}. "
        f"{_rest(len(leaders), len(ranked), method)}"
    )


def second_opinion(found: IndexTables) -> Iterator[Block]:
    """Yield what PAWN indices say beside others, and their table; nothing where there are none.

    Parameters
    ----------
    found : IndexTables
    """
    if not len(found.density) or _method(found) is _PAWN:
        return
    rows = _sorted(found.density, _PAWN)
    leaders = [factor_name(row) for row in rows if _stands_out(row, _PAWN)]
    said = (
        f"Above what 95 % of factors without influence reach stand {listed(leaders)}."
        if leaders
        else "No parameter stands above what 95 % of factors without influence reach."
    )
    table = density_table(found)
    yield Fold("A second opinion (PAWN)", (Paragraph(said), table))


def index_table(found: IndexTables, most: int | None = None) -> Table:
    """Return the table of the indices of an outcome, the most influential factor first.

    Parameters
    ----------
    found : IndexTables
    most : int, optional
        Factors that are shown.
    """
    method = _method(found)
    if method is _PAWN:
        return density_table(found, most)
    columns, note = _columns(found, method)
    return table_of(
        pd.DataFrame(ranked_rows(found)),
        columns,
        f"What decides {found.subject}",
        note,
        file="indices.parquet",
        most=most,
    )


def density_table(found: IndexTables, most: int | None = None) -> Table:
    """Return the table of the PAWN indices of an outcome.

    Parameters
    ----------
    found : IndexTables
    most : int, optional
        Factors that are shown.
    """
    return table_of(
        pd.DataFrame(_sorted(found.density, _PAWN)),
        [
            Column("Factor", lambda row: capital(factor_name(row)), numeric=False),
            number_column("PAWN index", "pawn", decimals=INDEX_DECIMALS),
            number_column("Without influence", "threshold", decimals=INDEX_DECIMALS),
        ],
        f"Distance between distributions of {found.subject}, 0 to 1",
        "95 % of factors without influence stay below the last column.",
        file="density.parquet",
        most=most,
    )


def index_numbers(found: IndexTables, most: int) -> dict[str, Number]:
    """Return the indices of the most influential factors, by a name for programs."""
    method = _method(found)
    return {
        f"{method.column}.{row['parameter']}": _number(row, method, found)
        for row in ranked_rows(found)[:most]
    }


def ranked_rows(found: IndexTables) -> list[Row]:
    """Return the rows of the main table of an outcome, the most influential factor first."""
    method = _method(found)
    return _sorted(found.density if method is _PAWN else found.indices, method)


def factor_name(row: Row) -> str:
    """Return the factor of a row as running text; a group stands in brackets in the tables."""
    name = str(row["parameter"])
    if name.startswith("("):
        return f"{name.strip('()')} together"
    return name_of(name.removeprefix("institutions."))


def _method(found: IndexTables) -> _Method:
    return next((one for one in (_SOBOL, _MORRIS) if one.column in found.indices), _PAWN)


def _sorted(table: pd.DataFrame, method: _Method) -> list[Row]:
    ordered = table.sort_values(method.column, ascending=False, kind="stable")
    return list(ordered.to_dict("records"))


def _stands_out(row: Row, method: _Method) -> bool:
    if method is _PAWN:
        return bool(row["pawn"] > row["threshold"])
    limits = (row[f"{method.column}_low"], row[f"{method.column}_high"])
    return conclusion_of(*limits) is Conclusion.HIGHER


def _overlap(first: Row, second: Row, method: _Method) -> bool:
    return bool(first[f"{method.column}_low"] <= second[f"{method.column}_high"])


def _number(row: Row, method: _Method, found: IndexTables) -> Number:
    low, high = (float(row.get(f"{method.column}_{end}", math.nan)) for end in ("low", "high"))
    value = float(row[method.column])
    if method is _MORRIS:
        return Number(value, low, high, unit=found.unit, significant=SIGNIFICANT)
    return Number(value, low, high, decimals=INDEX_DECIMALS)


def _said(row: Row, method: _Method, found: IndexTables) -> str:
    return _number(row, method, found).text()


def _rest(leaders: int, factors: int, method: _Method) -> str:
    """Return how many factors cannot be told from such as have no influence."""
    if leaders == factors:
        return f"All {factors} factors have an influence that the runs show."
    which = f"{factors - leaders} of {counted(factors, 'factor')}"
    if method is _PAWN:
        return f"What factors without influence reach, {which} do not exceed."
    return f"For {which} the interval contains zero."


def samples_of(found: IndexTables) -> str:
    """Return how many samples the indices rest on: "64 base samples", "10 trajectories"."""
    method = _method(found)
    plural = "trajectories" if method is _MORRIS else ""
    return counted(found.samples, method.samples, plural)


def _cannot_tell(found: IndexTables, method: _Method, ranked: list[Row]) -> str:
    why = (
        f"no PAWN index of {counted(len(ranked), 'factor')} is above what factors without "
        "influence reach"
        if method is _PAWN
        else f"the 95 % interval of every {method.name} of {counted(len(ranked), 'factor')} "
        "contains zero, or is unknown"
    )
    return f"{samples_of(found)} cannot tell what decides it: {why}."


def _what_would(found: IndexTables, method: _Method, ranked: list[Row]) -> str:
    """Return how many samples would tell, were the largest index what it is estimated to be.

    The width of an interval falls with the root of the number of samples.
    """
    unknown = "It takes more samples, or replicates, to tell."
    if method is not _SOBOL or not ranked:
        return unknown
    total, low = (float(ranked[0][name]) for name in ("total", "total_low"))
    if not (math.isfinite(low) and total > 0.0):
        return unknown
    times = ((total - low) / total) ** 2
    if times > MANY_TIMES:
        return unknown
    # A Sobol sequence is balanced at powers of two alone.
    enough = 1 << (math.ceil(max(times, 2.0) * found.samples) - 1).bit_length()
    return (
        f"About {enough:,} would, if the largest, {factor_name(ranked[0])} "
        f"({_said(ranked[0], method, found)}), is what it is estimated to be."
    )


def _columns(found: IndexTables, method: _Method) -> tuple[list[Column], str]:
    """Return the columns of the main table, and what a reader needs to know."""
    factor = Column("Factor", lambda row: capital(factor_name(row)), numeric=False)
    if method is _MORRIS:
        return [
            factor,
            number_column(
                "Mean effect", "mu", found.unit, difference=True, significant=SIGNIFICANT
            ),
            number_column(
                "Size of effect",
                "mu_star",
                found.unit,
                limits=("mu_star_low", "mu_star_high"),
                significant=SIGNIFICANT,
            ),
            number_column("Spread of effects", "sigma", found.unit, significant=SIGNIFICANT),
        ], "Elementary effects over the whole range of a factor."
    columns = [
        number_column(title, name, limits=(f"{name}_low", f"{name}_high"), decimals=INDEX_DECIMALS)
        for title, name in (("Alone", "first_order"), ("With interactions", "total"))
    ]
    below = (found.indices[["first_order", "total"]] < 0.0).to_numpy().any()
    chance = " No index is below zero in truth: such an estimate is chance." if below else ""
    said = (
        "Sobol indices: alone, shares of the variance; with interactions, what would be left of it "
        "if all else were known, which overlaps and does not add up."
    )
    return [factor, *columns], f"{said}{chance}"
