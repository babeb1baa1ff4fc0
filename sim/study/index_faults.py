"""What checks of indices say in words, and as a table."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from sim.analysis.index_checks import (
    ABOVE_ONE,
    BELOW,
    CORRELATION,
    FIRST_ORDERS,
    MOST_CORRELATED,
    TOTALS,
)
from sim.text.document import Table
from sim.text.labels import name_of
from sim.text.numbers import fixed
from sim.text.phrases import capital
from sim.text.tables import Column, Row, number_column, table_of, text_column

_DECIMALS: Final = 2


def faults_of(checks: pd.DataFrame) -> list[str]:
    """Return in words which checks failed, none where all are passed.

    Parameters
    ----------
    checks : pandas.DataFrame
        As `sim.analysis.index_checks.checks` returns them.
    """
    return [_fault(row) for row in checks[~checks["passed"].astype(bool)].to_dict("records")]


def contradictory(checks: pd.DataFrame) -> bool:
    """Return whether a check failed by more than intervals explain, so that no index is believed.

    A single first order a little above one may be chance, and is only warned of.
    """
    failed = checks[~checks["passed"].astype(bool)]
    return bool((failed["check"] != ABOVE_ONE).any())


def enough_for_checks(checks: pd.DataFrame, samples: int) -> float:
    """Return about how many samples bring the correlation of draws below its limit; else NaN.

    The correlation of independent columns falls with the root of their length.
    """
    failed = checks[~checks["passed"].astype(bool)]
    if set(failed["check"]) != {CORRELATION}:
        return math.nan
    return math.ceil(samples * (float(failed["value"].iloc[0]) / MOST_CORRELATED) ** 2) + 1.0


def check_table(checks: pd.DataFrame) -> Table:
    """Return the table of the checks of indices."""
    return table_of(
        checks,
        [
            text_column("Check", "check", capital),
            number_column("Value", "value", decimals=_DECIMALS),
            number_column("Limit", "limit", decimals=_DECIMALS),
            Column("Passed", lambda row: "yes" if row["passed"] else "no", numeric=False),
            text_column("Where", "where", _names),
        ],
        "Checks of the indices",
        "First orders sum to at most 1 and totals to at least 1, and no total is below its first "
        "order; limits allow for the intervals. Columns of the draws are not to correlate.",
        file="checks.parquet",
    )


def _fault(row: Row) -> str:
    value = fixed(float(row["value"]), _DECIMALS)
    where = _names(str(row["where"]))
    both = where if " and " in where else f"the two halves of {where}"
    words = {
        CORRELATION: f"{both} correlate by {value} in the draws, so that what one does looks like "
        "what the other does",
        FIRST_ORDERS: f"the first orders sum to {value}, and in truth to at most 1",
        TOTALS: f"the total indices sum to {value}, and in truth to at least 1",
        ABOVE_ONE: f"the first order of {where} is {value}, and in truth at most 1",
        BELOW: f"the total index of {where} is {value} below its first order, which it never is in "
        "truth",
    }
    return words[str(row["check"])]


def _names(where: str) -> str:
    return " and ".join(factor_words(name) for name in where.split(" and ") if name)


def factor_words(name: str) -> str:
    """Return a factor as running text; a group stands in brackets in the tables."""
    if name.startswith("("):
        return f"{name.strip('()')} together"
    return name_of(name.removeprefix("institutions."))
