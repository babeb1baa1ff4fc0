"""Every parameter is declared once, in full, and says where its numbers come from."""

from __future__ import annotations

import re
import tomllib
from math import isfinite
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.errors import ParameterError
from sim.parameters import (
    EVIDENCE,
    GROUPS,
    REFERENCES,
    Declaration,
    Parameters,
    declarations,
    evidence_counts,
    table,
)

DECLARED = declarations()
ROOT = Path(__file__).resolve().parents[2]
YEAR = re.compile(r"\((?:18|19|20)\d\d\)")


@pytest.fixture(params=DECLARED.values(), ids=list(DECLARED))
def row(request: pytest.FixtureRequest) -> Declaration:
    declaration: Declaration = request.param
    return declaration


def test_the_default_lies_in_the_range(row: Declaration) -> None:
    assert row.low <= row.default <= row.high
    assert row.low < row.high
    assert all(map(isfinite, (row.low, row.default, row.high)))


def test_nothing_of_a_declaration_is_empty(row: Declaration) -> None:
    for text in (row.unit, row.symbol, row.meaning, row.source, row.read_by):
        assert text.strip() == text
        assert text


def test_an_assumption_gives_its_reason_and_no_other_source_is_called_one(
    row: Declaration,
) -> None:
    if row.source.startswith("assumed"):
        assert re.fullmatch(r"assumed: .{15,}", row.source)
    else:
        assert "assumed:" not in row.source


def test_what_was_not_read_does_not_count_as_checked(row: Declaration) -> None:
    if re.search(r"not read|[Gg]eneral knowledge", row.source):
        assert not row.source_checked
    if row.source_checked:
        assert YEAR.search(row.source) or "BLS OEWS" in row.source or "1984" in row.source


def test_what_is_not_assumed_says_what_it_was_measured_on_and_by_whom_or_when(
    row: Declaration,
) -> None:
    if row.evidence == "assumed":
        return
    assert re.search(r"measured on \w+ \w+", row.source)
    assert any(name in row.source for name in REFERENCES) or re.search(
        r"BLS OEWS May 2025|Bureau of Labor Statistics|Current Population Survey"
        r"|Survey of Consumer Finances|Yasuda",
        row.source,
    )


def test_the_grade_of_evidence_follows_from_the_source(row: Declaration) -> None:
    expected = {
        "assumed": row.source.startswith("assumed: "),
        "computed": row.source.startswith("Computed from BLS OEWS May 2025 and O*NET"),
        "read": row.source_checked and "not read" not in row.source,
        "not read": "not read" in row.source and not row.source_checked,
    }
    assert row.evidence == next(grade for grade, holds in expected.items() if holds)


def test_every_parameter_counts_once_under_its_evidence() -> None:
    counts = evidence_counts()
    assert list(counts) == list(EVIDENCE)
    assert sum(counts.values()) == len(DECLARED)
    assert all(counts.values())
    for grade, count in counts.items():
        assert count == sum(row.evidence == grade for row in DECLARED.values())


def test_only_the_parameters_asked_for_are_counted() -> None:
    counts = evidence_counts(["wage_curve", "rent_sharing", "class_places", "monitoring"])
    assert counts == {"read": 2, "computed": 1, "not read": 0, "assumed": 1}
    with pytest.raises(ParameterError, match="did you mean 'wage_curve'"):
        evidence_counts(["wage_curv"])


def test_data_are_attributed_as_their_licence_asks(row: Declaration) -> None:
    if "OEWS" in row.source:
        assert "O*NET (CC BY 4.0)" in row.source


def test_every_work_cited_has_its_title_and_every_title_is_cited() -> None:
    texts = [row.source for row in DECLARED.values()]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "scenarios").glob("*.toml")]
    cited = {reference for reference in REFERENCES for text in texts if reference in text}
    assert cited == set(REFERENCES)
    for text in texts:
        known = "".join(YEAR.findall("".join(name for name in REFERENCES if name in text)))
        assert all(year in known for year in YEAR.findall(text))


def test_symbols_are_unambiguous() -> None:
    symbols = [row.symbol for row in DECLARED.values()]
    assert len(set(symbols)) == len(symbols)


def test_symbols_of_the_model_document_are_kept() -> None:
    expected = {
        "substitution_elasticity": "sigma",
        "empowerment_weight": "w_b",
        "vote_own_interest": "w_own",
        "vote_solidarity": "w_solidarity",
        "vote_output": "w_output",
        "voice_low": "E_low",
        "voice_high": "E_high",
        "alienation_adjustment": "eta_a",
        "intrinsic_motivation": "m",
        "effort_minimum": "e_min",
    }
    assert {name: DECLARED[name].symbol for name in expected} == expected


def test_groups_divide_the_parameters_among_them() -> None:
    names = [name for group in GROUPS.values() for name in group.__annotations__]
    assert names == list(DECLARED)
    assert len(set(names)) == len(names)
    assert set(names) == set(Parameters().to_dict())


def test_parameters_have_the_declared_defaults() -> None:
    defaults = Parameters()
    assert {name: getattr(defaults, name) for name in DECLARED} == {
        name: row.default for name, row in DECLARED.items()
    }
    assert defaults.explicit == set()


def test_the_table_has_a_row_for_each_parameter_and_the_documented_columns() -> None:
    shown = table()
    assert tuple(shown.columns) == Declaration._fields
    shown = shown.astype(object).where(shown.notna(), None)
    assert [Declaration(*row) for row in shown.itertuples(index=False)] == list(DECLARED.values())


def test_the_public_call_gives_the_table() -> None:
    parameters: object = sim.parameters
    assert callable(parameters)
    pd.testing.assert_frame_equal(parameters(), table())


def test_changing_the_returned_declarations_changes_nothing() -> None:
    declarations().clear()
    assert declarations() == DECLARED


def test_no_shipped_scenario_repeats_a_default() -> None:
    for path in (ROOT / "scenarios").glob("*.toml"):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, value in content.get("parameters", {}).items():
            assert value != DECLARED[name].default, (path.name, name)
