"""Points of a table: files as people save them, and mistakes told by row and column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.designs.model import POINTS, Design
from sim.errors import ArgumentError, DesignError

POINTS_GIVEN = pd.DataFrame({"monitoring": [0.2, 0.3], "meeting_hours": [0.03, 0.05]})
DESIGN = 'scenarios = ["capitalism", "parecon"]\nworkers = 80\nmonths = 6\nburn_in = 0\n'


def design_with(folder: Path, file: str, more: str = "") -> Path:
    path = folder / "mine.toml"
    path.write_text(f'{DESIGN}{more}[points]\nfile = "{file}"\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "monitoring,meeting_hours\n0.2,0.03\n0.3,0.05\n"),
        ("b.csv", "monitoring;meeting_hours\n0,2;0,03\n0,3;0,05\n"),
        ("c.tsv", "monitoring\tmeeting_hours\n0.2\t0.03\n0.3\t0.05\n"),
        ("d.csv", "\ufeffpoint,monitoring,meeting_hours\r\n0,0.2,0.03\r\n1,0.3,0.05\r\n"),
        ("e.csv", "monitoring;meeting_hours;\n0,2;0,03;\n0,3;0,05;\n;;\n\n"),
        ("f.csv", "sep=;\r\nmonitoring;meeting_hours\r\n0.2;0.03\r\n0.3;0.05\r\n"),
        ("g.csv", " monitoring , meeting_hours \r 0.2 , 0.03 \r 0.3 , 0.05 \r"),
    ],
)
def test_text_files_are_read_as_spreadsheets_write_them(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    design = sim.load_design(design_with(tmp_path, name))
    pd.testing.assert_frame_equal(design.points(), POINTS_GIVEN)
    assert (design.method, design.runs) == (POINTS, 4)


def test_parquet_and_frames_give_the_same_points(tmp_path: Path) -> None:
    POINTS_GIVEN.to_parquet(tmp_path / "p.parquet")
    from_file = sim.load_design(design_with(tmp_path, "p.parquet")).points()
    pd.testing.assert_frame_equal(from_file, POINTS_GIVEN)
    pd.testing.assert_frame_equal(
        sim.load_design("smoke", points=POINTS_GIVEN).points(), POINTS_GIVEN
    )
    pd.testing.assert_frame_equal(
        sim.load_design("smoke", points=tmp_path / "p.parquet").points(), POINTS_GIVEN
    )


def test_rules_can_be_a_column_and_the_design_survives_json() -> None:
    frame = POINTS_GIVEN.assign(**{"institutions.pay": ["market", "equal"]})
    design = sim.load_design("smoke", points=frame)
    assert list(design.points()["institutions.pay"]) == ["market", "equal"]
    assert Design.from_dict(design.to_dict()) == design


def test_every_point_is_run_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("monitoring\n0.2\n0.9\n", encoding="utf-8")
    result = sim.sweep(design_with(tmp_path, "a.csv"))
    (tmp_path / "grid.toml").write_text(f"{DESIGN}[grid]\nmonitoring = [0.2, 0.9]\n", "utf-8")
    alone = sim.sweep(tmp_path / "grid.toml")
    assert list(result.table["monitoring"].unique()) == [0.2, 0.9]
    pd.testing.assert_frame_equal(result.table, alone.table)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "monitoring\n0.2\n1.7\n",
            r"row 3, column 'monitoring' = 1.7: must be a number from 0 to 1",
        ),
        ("monitorin\n0.2\n", r"column 'monitorin': there is no such parameter.*'monitoring'"),
        ("monitoring,meeting_hours\n0.2,\n", r"row 2, column 'meeting_hours': empty"),
        ("monitoring\nhigh\n", r"row 2, column 'monitoring' = \"high\": must be a number"),
        ("monitoring\n", "has no row below the names"),
        ("", "empty; the first row holds"),
        ("monitoring,need_share\n0,25,0,1\n", "row 2 has 4 cells.*2 names; decimal commas need"),
        ("monitoring,need_share\n0.2,0.1\n1,0.2,0.1\n", "row 3 has 3 cells, but .* 2 names"),
        ("monitoring\n0,25\n", "row 2 has 2 cells, but .* 1 name; decimal commas need"),
        ("monitoring,monitoring\n0.2,0.3\n", "column 'monitoring' stands 2 times"),
        ("monitoring\n0.2\n\n0.3\n", "row 3, column 'monitoring': empty"),
        ("monitoring;months\n0.5;1,200\n", "'months' = 1,200 has a comma and .*= 0.5 has a point"),
        ("workers;months\n100;1,200\n", r"row 2.*'months' = 1,200 may be 1\.200 or 1200"),
        (
            "monitoring;months\n0,5;1.200\n",
            "'monitoring' = 0,5 has a comma and .*1.200 has a point",
        ),
        ("monitoring;months\n0,5;x\n", r"\(read with ; between columns and decimal commas\)"),
        ('monitoring,need_share\n"0.25,0.1\n', "no table: unexpected end of data"),
    ],
)
def test_mistakes_are_told_by_file_row_and_column(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DesignError, match=rf"(?s)a\.csv.*{said}"):
        sim.load_design(design_with(tmp_path, "a.csv"))


@pytest.mark.parametrize(
    "content", ["monitoring;meeting_hours\n0,2;0,02\n0,3x;0,05\n", "monitoring\n0.2\n0.3x\n0.4\n"]
)
def test_one_cell_that_is_no_number_is_one_mistake(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DesignError) as refused:
        sim.load_design(design_with(tmp_path, "a.csv"))
    assert str(refused.value).count("column 'monitoring'") == 1
    assert "row 3, column 'monitoring' = \"0" in str(refused.value)
    assert "mistakes" not in str(refused.value)


def test_a_column_may_not_vary_what_is_held_fixed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("monitoring\n0.2\n", encoding="utf-8")
    path = design_with(tmp_path, "a.csv", "[parameters]\nmonitoring = 0.4\n")
    with pytest.raises(DesignError, match="varied by a column and held fixed"):
        sim.load_design(path)
    with pytest.raises(DesignError, match="cannot be held fixed"):
        sim.load_design("smoke", points=POINTS_GIVEN, overrides={"monitoring": 0.4})


def test_other_scenarios_take_the_place_of_those_of_a_design() -> None:
    plan = sim.load_design("smoke", scenarios=["cooperative"], points=POINTS_GIVEN)
    (only,) = plan.scenarios
    size = sim.load_design("smoke").scenarios[0]
    assert (only.name, only.workers, only.months) == ("cooperative", size.workers, size.months)
    with pytest.raises(DesignError, match="at least one name"):
        sim.load_design("smoke", scenarios=[])
    with pytest.raises(DesignError, match="names must differ"):
        sim.load_design("smoke", scenarios=["parecon", "parecon"])


@pytest.mark.parametrize("name", ["none.csv", "a.doc"])
def test_files_that_cannot_be_read_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(DesignError, match=rf"mine\.toml: \[points\] file: .*{name}"):
        sim.load_design(design_with(tmp_path, name))


def test_damaged_files_are_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(DesignError, match=r"a\.parquet: cannot be read"):
        sim.load_design(design_with(tmp_path, "a.parquet"))
    with pytest.raises(ArgumentError, match=r"points = .*: must be a table of pandas"):
        sim.load_design("smoke", points=3)  # type: ignore[arg-type]
