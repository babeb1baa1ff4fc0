"""Ranges and defaults against the table of evidence, in the units of the parameters.

`evidence_ranges.csv` holds central value and range of each row that speaks of a parameter, with the
row in own words and how it was converted. A single number stands for a row without a range.
"""

from __future__ import annotations

import csv
import re
from math import exp, log, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

import pytest

from sim.parameters import declarations

DECLARED = declarations()


class Row(NamedTuple):
    central: float
    low: float
    high: float
    words: str


def rows() -> dict[str, Row]:
    path = Path(__file__).with_name("evidence_ranges.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["parameter"]: Row(
                float(row["central"]), float(row["low"]), float(row["high"]), row["row"]
            )
            for row in csv.DictReader(file)
        }


ROWS = rows()


def test_the_table_names_parameters_that_exist_in_their_order() -> None:
    assert list(ROWS) == [name for name in DECLARED if name in ROWS]
    assert all(len(row.words) >= 20 for row in ROWS.values())


def test_every_parameter_that_is_not_assumed_is_in_the_table_or_has_a_later_source() -> None:
    later = {"benefit_replacement", "wage_curve", "rent_sharing"}
    later |= {"performance_pay_share", "effort_pay_response"}
    later |= {"class_schooling", "schooling_return"}
    assert {name for name, row in DECLARED.items() if row.evidence != "assumed"} - later <= set(
        ROWS
    )


@pytest.mark.parametrize("name", ROWS)
def test_a_range_contains_that_of_the_evidence(name: str) -> None:
    declared, row = DECLARED[name], ROWS[name]
    assert declared.low <= row.low <= row.central <= row.high <= declared.high


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.low < row.high])
def test_a_default_lies_in_the_range_of_the_evidence(name: str) -> None:
    assert ROWS[name].low <= DECLARED[name].default <= ROWS[name].high


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.low == row.high])
def test_a_default_is_near_evidence_that_is_a_single_number(name: str) -> None:
    assert DECLARED[name].default == pytest.approx(ROWS[name].central, rel=0.1)


def converted(name: str) -> tuple[float, float, float]:
    """Return central value and range of a row from the numbers that the evidence gives."""
    normal = NormalDist()
    return {
        "train_months": (12 * 3.9, 12 * 3.4, 12 * 4.4),
        "untrained_skill": tuple(exp(-12 * rate / 2.5) for rate in (0.113, 0.13, 0.09)),
        "wealth_dispersion": tuple(
            sqrt(2) * normal.inv_cdf((1 + gini) / 2) for gini in (0.85, 0.55, 0.88)
        ),
        "supervision_cost": tuple(share / 2 / 0.5 for share in (0.121, 0.1, 0.18)),
        "private_diffusion": tuple(log(2) / (12 * years) for years in (8, 15, 1)),
        "commons_diffusion": tuple(log(2) / (12 * years) for years in (2, 3, 1)),
    }[name]  # type: ignore[return-value]


@pytest.mark.parametrize(
    "name",
    [
        "train_months",
        "untrained_skill",
        "wealth_dispersion",
        "supervision_cost",
        "private_diffusion",
        "commons_diffusion",
    ],
)
def test_conversions_are_those_that_the_table_speaks_of(name: str) -> None:
    assert ROWS[name][:3] == pytest.approx(converted(name), rel=0.01)


def test_the_response_of_quits_gives_the_retention_that_was_measured() -> None:
    before, after = 0.66, 0.45
    response = ROWS["turnover_response"].central
    quits = [1 + response * (alienation - 0.5) for alienation in (before, after)]
    assert quits[1] / quits[0] == pytest.approx((1 - 0.85) / (1 - 0.77), abs=0.02)


def test_sources_that_were_read_are_not_called_unread_in_the_table() -> None:
    for name, row in ROWS.items():
        if DECLARED[name].evidence in ("read", "computed"):
            assert not re.search("not read", row.words), name
