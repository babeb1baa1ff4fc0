"""Tables for other programs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.errors import ResultsError
from sim.results import exporting
from sim.results.exporting import export, stata_names


def test_tables_come_back_from_csv_and_stata(tmp_path: Path) -> None:
    result = sim.run("parecon", workers=200, months=3, burn_in=2, replicates=2)
    csv = {path.stem: path for path in export(result, "csv", tmp_path)}
    stata = {path.stem: path for path in export(result, "dta", tmp_path)}
    assert set(csv) == set(stata) == set(exporting.tables_of(result))
    assert_frame_equal(pd.read_csv(csv["monthly"]), result.monthly, check_dtype=False)
    with pd.read_stata(stata["monthly"], iterator=True) as reader:
        assert reader.variable_labels()["effort"] == "effort (0 to 1)"
        effort = reader.read()["effort"]
    assert effort.to_list() == result.monthly["effort"].to_list()


def test_names_become_valid_and_unlike() -> None:
    names = stata_names(["institutions.pay", "2nd", "x" * 40, "x" * 41])
    assert list(names.values()) == ["institutions_pay", "_2nd", "x" * 32, "x" * 30 + "_2"]


def test_a_missing_package_is_named_with_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    with pytest.raises(ResultsError, match=r"openpyxl.*balanced-jobs\[export\]"):
        export(tmp_path, "xlsx")


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"no format 'stata'.*dta"):
        export(tmp_path, "stata")
