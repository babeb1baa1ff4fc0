"""What tables of sensitivity say: what decides an outcome, as far as their intervals tell."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from sim.analysis.estimates import Conclusion, conclusion_of
from sim.study.index_faults import (
    contradictory,
    enough_for_checks,
    factor_words,
    faults_of,
)
from sim.study.index_tables import IndexTables
from sim.text.document import Block, Fold, Paragraph, Table
from sim.text.numbers import SIGNIFICANT, Number
from sim.text.phrases import UNDECIDED, capital, counted, listed
from sim.text.tables import Column, number_column, table_of
from sim.text.undecided import Size

MOST_NAMED: Final = 3
"""Factors that the answer names."""

INDEX_DECIMALS: Final = 2
"""Digits of an index, a pure number up to one."""

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
    """Return in words which factors decide an outcome most, or first that the samples cannot tell.

    Only factors of which the interval excludes zero are named, and of PAWN indices those above
    what factors without influence reach. None is named where the indices contradict one another.

    Parameters
    ----------
    found : IndexTables
    """
    method = _method(found)
    ranked = ranked_rows(found)
    faults = faults_of(found.checks)
    if is_undecided(found):
        why, enough = _cannot_tell(found, method, ranked)
        if faults:
            why, enough = "; ".join(faults), enough_for_checks(found.checks, found.samples)
        return size_of(found).undecided(why, enough, _if_right(found, method, ranked, enough))
    leaders = [row for row in ranked if _stands_out(row, method)]
    named = (f"{factor_name(row)} ({_said(row, method, found)})" for row in leaders[:MOST_NAMED])
    doubt = ""
    if method is not _PAWN and len(leaders) > 1 and _overlap(leaders[0], leaders[1], method):
        doubt = "; their intervals overlap, so that the order is not certain"
    warning = f"{capital('; '.join(faults))}. " if faults else ""
    return (
        f"{warning}What decides it most, by the {method.name}: {listed(named)}{doubt}. "
        f"{_rest(len(leaders), len(ranked), method)}"
    )


def deciding_in_short(found: IndexTables) -> str:
    """Return `what_decides`, or in one sentence that the samples cannot tell.

    Parameters
    ----------
    found : IndexTables
    """
    if is_undecided(found):
        return (
            f"What decides it: {UNDECIDED} at this size ({samples_of(found)}); the tables say why."
        )
    return what_decides(found)


def is_undecided(found: IndexTables) -> bool:
    """Return whether the samples cannot tell what decides an outcome.

    Parameters
    ----------
    found : IndexTables
    """
    method = _method(found)
    ranked = ranked_rows(found)
    leaders = any(_stands_out(row, method) for row in ranked)
    return not leaders or contradictory(found.checks)


def deciding_title(found: IndexTables) -> str:
    """Return the heading of what decides an outcome, which claims no more than the samples tell."""
    return "What may decide it" if is_undecided(found) else "What decides it"


def size_of(found: IndexTables) -> Size:
    """Return what the indices rest on: 64 base samples, 10 trajectories, 100 random draws."""
    method = _method(found)
    return Size(
        found.samples,
        method.samples,
        "trajectories" if method is _MORRIS else "",
        student=method is _MORRIS,
        powers_of_two=method is _SOBOL,
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
        f"Above what factors without influence reach stand {listed(leaders)}."
        if leaders
        else "No parameter stands above what factors without influence reach."
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
        f"{'Undecided: indices of' if is_undecided(found) else 'What decides'} {found.subject}",
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
        "95 % of factors without influence stay below the last column; what decides is named only "
        "above what all of them together reach.",
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
    return factor_words(str(row["parameter"]))


def _method(found: IndexTables) -> _Method:
    return next((one for one in (_SOBOL, _MORRIS) if one.column in found.indices), _PAWN)


def _sorted(table: pd.DataFrame, method: _Method) -> list[Row]:
    ordered = table.sort_values(method.column, ascending=False, kind="stable")
    return list(ordered.to_dict("records"))


def _stands_out(row: Row, method: _Method) -> bool:
    if method is _PAWN:
        # Results of earlier versions have no limit for all factors together.
        return bool(row["pawn"] > row.get("limit", row["threshold"]))
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
    return size_of(found).text


def _cannot_tell(found: IndexTables, method: _Method, ranked: list[Row]) -> tuple[str, float]:
    """Return why no factor can be named, and about which size would tell."""
    factors = counted(len(ranked), "factor")
    if method is _PAWN:
        return (
            f"no PAWN index of {factors} is above what factors without influence reach. Four times "
            f"as many ({4 * found.samples:,}) halve what those reach",
            math.nan,
        )
    why = (
        f"the 95 % interval of every {method.name} of {factors} contains zero, or is unknown, so "
        "that nothing is shown to decide it"
    )
    largest = _number(ranked[0], method, found) if ranked else None
    if largest is None or not largest.value > 0.0:
        return why, math.nan
    # What is cut off at zero below is not half the width of an interval.
    half = max(largest.value - largest.low, largest.high - largest.value)
    estimate = (largest.value, largest.value - half, largest.value + half)
    return why, size_of(found).enough([estimate])


def _if_right(found: IndexTables, method: _Method, ranked: list[Row], enough: float) -> str:
    """Return under which condition a size would be enough."""
    if math.isnan(enough):
        return ""
    if contradictory(found.checks):
        return "if chance is the cause"
    return (
        f"if the largest, {factor_name(ranked[0])} ({_said(ranked[0], method, found)}), is what it "
        "is estimated to be"
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
