"""Tables for other programs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.errors import ResultsError
from sim.experiments.registry import kinds
from sim.study import exporting
from sim.study.exporting import export, stata_names
from sim.study.record import Record


@pytest.fixture(scope="module")
def result() -> Record:
    return sim.run("parecon", workers=200, months=3, burn_in=2, replicates=2)


def test_tables_come_back_from_csv_and_stata(result: sim.Run, tmp_path: Path) -> None:
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
    result: sim.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    for call in (
        lambda: export(result, "xlsx", tmp_path),
        lambda: result.export(tmp_path / "x.xlsx"),
    ):
        with pytest.raises(ResultsError, match=r"openpyxl.*balanced-jobs\[export\]"):
            call()
    for call in (result.to_xarray, lambda: result.export(tmp_path / "x.nc")):
        with pytest.raises(ResultsError, match=r"xarray.*balanced-jobs\[export\]"):
            call()
    assert not any(tmp_path.iterdir())


def test_an_unknown_format_or_table_is_refused(result: sim.Run, tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"no format 'stata'.*dta"):
        export(result, "stata", tmp_path)
    with pytest.raises(ResultsError, match=r"x\.sav: files that can be written end in \.csv"):
        result.export(tmp_path / "x.sav")
    for call in (result.to_pandas, result.to_xarray):
        with pytest.raises(ResultsError, match=r"no table 'peeple'.*nearest is 'people'|people"):
            call("peeple")


def test_a_frame_knows_its_units_and_is_a_copy(result: sim.Run) -> None:
    frame = result.to_pandas()
    assert_frame_equal(frame, result.monthly)
    assert frame.attrs["units"]["effort"] == "0 to 1"
    assert frame.attrs["assumptions"] == "published defaults"
    frame.loc[0, "effort"] = -1.0
    assert (result.monthly["effort"] >= 0.0).all()
    assert_frame_equal(result.to_pandas("people"), result.people)


def test_months_and_replicates_are_dimensions(result: sim.Run) -> None:
    dataset = result.to_xarray()
    assert dict(dataset.sizes) == {"replicate": 2, "month": result.monthly["month"].nunique()}
    row = result.monthly.iloc[-1]
    at = dataset.sel(replicate=row["replicate"], month=row["month"])
    assert float(at["effort"]) == row["effort"]
    assert dataset["effort"].attrs["units"] == "0 to 1"
    assert dict(result.to_xarray("workplaces").sizes) == {"row": len(result.workplaces)}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "dta", "nc"])
def test_a_file_has_the_format_of_its_ending(ending: str, result: sim.Run, tmp_path: Path) -> None:
    path = tmp_path / f"deep/table.{ending}"
    assert result.export(path) == path
    people = result.export(tmp_path / f"people.{ending}", table="people")
    if ending == "nc":
        xarray = pytest.importorskip("xarray")
        with xarray.open_dataset(path, engine="scipy") as dataset:
            assert float(dataset["effort"].sum()) == pytest.approx(result.monthly["effort"].sum())
        return
    read = {"csv": pd.read_csv, "xlsx": pd.read_excel, "dta": pd.read_stata}[ending]
    if ending == "xlsx":
        with pd.ExcelFile(path) as book:
            assert set(book.sheet_names) == set(exporting.tables_of(result))
        with pd.ExcelFile(people) as book:
            assert book.sheet_names == ["people"]
            return
    assert read(path)["effort"].to_list() == pytest.approx(result.monthly["effort"].to_list())
    assert len(read(people)) == len(result.people)


def test_every_kind_of_results_has_a_main_table() -> None:
    for kind in kinds().values():
        record = kind.load_record()
        main = record.main or next(iter((*record.answers, *record.tables)), "runs")
        assert main == "runs" or main in record.tables
