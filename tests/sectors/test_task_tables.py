"""Sectors made from tables that users bring: recipe, merging, and cells that are no numbers."""

from __future__ import annotations

from math import fsum
from pathlib import Path

import pandas as pd
import pytest

from sim.errors import SectorError
from sim.kernels import MAX_TASKS
from sim.sectors import load_sector
from sim.sectors.merging import merge
from sim.sectors.recipe import sector_from_table
from sim.sectors.sector import Task, complexity_of

TASKS = (
    "task,hours_share,preparation_years,empowerment,desirability,creativity,domain\n"
    "running it,0.2,6.5,0.8,0.7,0.6,organisational\n"
    "baking,0.5,3,0.5,0.6,0.6,technical\n"
    "cleaning,0.31,1,0.2,0.3,0.2,manual\n"
)
SEMICOLONS = TASKS.replace(",", ";").replace(".", ",")
OCCUPATIONS = pd.DataFrame(
    {
        "NAICS": [311800] * 5 + [622000],
        "OCC_CODE": ["00-0000", "51-3011", "53-7062", "11-1021", "43-9061", "29-1141"],
        "OCC_TITLE": ["All", "Bakers", "Packers", "Managers", "Clerks", "Nurses"],
        "O_GROUP": ["total", "detailed", "detailed", "detailed", "detailed", "detailed"],
        "TOT_EMP": [1000, 600, 250, 100, "**", 900],
        "A_MEAN": [40000, 36000, "*", "#", 30000, 90000],
    }
)
SCORES = (
    "O*NET-SOC Code\tprep_years\tempowerment\tdesirability\tcreativity\n"
    "51-3011.00\t2\t0.4\t0.3\t0.5\n"
    "53-7062.00\t1\t0.2\t0.2\t0.2\n"
    "53-7062.01\t2\t0.3\t0.2\t0.2\n"
    "11-1021.00\t8\t0.9\t0.8\t0.7\n"
    "43-9061.00\t3\t0.3\t0.4\t0.3\n"
)


def written(folder: Path, content: str, name: str = "tasks.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def occupations(folder: Path) -> tuple[Path, Path]:
    pytest.importorskip("openpyxl")
    OCCUPATIONS.to_excel(folder / "oews.xlsx", index=False)
    return folder / "oews.xlsx", written(folder, SCORES, "scores.txt")


@pytest.mark.parametrize("content", [TASKS, SEMICOLONS, TASKS.replace(",", "\t")])
def test_a_table_becomes_a_file_that_reads_as_the_same_sector(tmp_path: Path, content: str) -> None:
    recipe = sector_from_table(written(tmp_path, content), "bakery")
    file = written(tmp_path, recipe.text, "bakery.toml")
    assert load_sector(file) == recipe.sector
    baking, cleaning, running = recipe.sector.tasks
    assert (baking.name, cleaning.name, running.name) == ("baking", "cleaning", "running it")
    assert baking.hours_share == pytest.approx(0.5 / 1.01, abs=2e-6)
    assert fsum(task.hours_share for task in recipe.sector.tasks) == pytest.approx(1.0, abs=1e-12)
    assert running.complexity == round(complexity_of(6.5), 3)
    assert (running.domain, running.empowerment) == ("organisational", 0.8)
    assert "divided by the sum of 3 rows, 1.01" in " ".join(recipe.notes)


def test_a_column_of_complexity_is_taken_as_it_stands(tmp_path: Path) -> None:
    content = TASKS.replace("preparation_years", "complexity")
    content = content.replace("6.5", "1.25").replace(",3,", ",0.5,")
    sector = sector_from_table(written(tmp_path, content), "bakery").sector
    assert [task.complexity for task in sector.tasks] == [0.5, 1.0, 1.25]


def test_occupations_are_joined_with_scores_and_their_footnotes_are_named(tmp_path: Path) -> None:
    jobs, scores = occupations(tmp_path)
    wanted = {"where": {"NAICS": "311800"}, "scores": scores}
    with pytest.raises(SectorError) as refused:
        sector_from_table(jobs, "bakery", **wanted)
    assert "1 cell cannot be used" in str(refused.value)
    assert 'row 6 ("Clerks"): column \'TOT_EMP\' holds "**" (number of jobs not released)' in str(
        refused.value
    )
    assert "--leave-out" in str(refused.value)
    recipe = sector_from_table(jobs, "bakery", leave_out=True, **wanted)
    tasks = {task.name: task for task in recipe.sector.tasks}
    assert {name: task.domain for name, task in tasks.items()} == {
        "Bakers": "manual", "Packers": "manual", "Managers": "organisational",
    }  # fmt: skip
    assert tasks["Bakers"].hours_share == pytest.approx(600 / 950, abs=2e-6)
    # The mean of two rows of the other table that have one code in this one.
    assert tasks["Packers"].empowerment == 0.25
    assert tasks["Packers"].complexity == round(complexity_of(1.5), 3)
    said = " ".join(recipe.notes)
    for part in ("1 rows are totals", '"Clerks"', "A_MEAN 2", "shares of jobs, not of hours"):
        assert part in said
    assert "Clerks" in recipe.text


def test_an_occupation_without_scores_is_named(tmp_path: Path) -> None:
    jobs, scores = occupations(tmp_path)
    lines = scores.read_text(encoding="utf-8").splitlines(keepends=True)
    scores.write_text("".join(lines[:-2]), encoding="utf-8")
    with pytest.raises(SectorError, match=r"\"Managers\"\): column 'prep_years' holds nothing"):
        sector_from_table(jobs, "bakery", where={"NAICS": "311800"}, scores=scores)


def test_rows_that_the_source_advises_against_are_named(tmp_path: Path) -> None:
    lines = TASKS.splitlines()
    flagged = [f"{lines[0]},Recommend Suppress", *(f"{line},N" for line in lines[1:-1])]
    file = written(tmp_path, "\n".join([*flagged, f"{lines[-1]},Y"]))
    with pytest.raises(SectorError, match=r"row 4 \(\"cleaning\"\).*Suppress.*advises"):
        sector_from_table(file, "bakery")
    recipe = sector_from_table(file, "bakery", leave_out=True)
    assert [task.name for task in recipe.sector.tasks] == ["baking", "running it"]


def task(name: str, hours: float, domain: str, complexity: float, licensed: bool = False) -> Task:
    return Task(
        name=name, hours_share=hours, domain=domain, complexity=complexity,  # type: ignore[arg-type]
        empowerment=0.5, desirability=0.5, creativity=0.5, licensed=licensed,
    )  # fmt: skip


def test_the_row_with_fewest_hours_joins_the_nearest_of_its_domain() -> None:
    rows = [
        task("a", 0.4, "manual", 0.1),
        task("b", 0.3, "care", 1.0),
        task("c", 0.2, "manual", 2.0),
        task("d", 0.1, "manual", 0.4),
    ]
    merged = {one.task.name: one for one in merge(rows, most=3)}
    assert set(merged) == {"a", "b", "c"}
    assert merged["a"].parts == (("a", 0.4), ("d", 0.1))
    assert merged["a"].task.complexity == pytest.approx((0.4 * 0.1 + 0.1 * 0.4) / 0.5)
    assert merged["a"].task.hours_share == pytest.approx(0.5)


def test_a_licensed_row_joins_a_licensed_one_that_is_farther_away() -> None:
    rows = [
        task("a", 0.5, "care", 1.0),
        task("b", 0.4, "care", 2.5, licensed=True),
        task("c", 0.1, "care", 1.0, licensed=True),
    ]
    assert merge(rows, most=2)[0].parts == (("a", 0.5),)


def test_more_rows_than_a_sector_may_have_are_merged_and_that_is_said(tmp_path: Path) -> None:
    header, *_ = TASKS.splitlines()
    lines = [f"task {k},{k + 1},{k},0.{k % 9 + 1},0.5,0.5,manual" for k in range(30)]
    recipe = sector_from_table(written(tmp_path, "\n".join([header, *lines])), "many")
    assert len(recipe.sector.tasks) == MAX_TASKS
    assert "30 rows were merged into 8 tasks" in " ".join(recipe.notes)
    mean = fsum(one.hours_share * one.empowerment for one in recipe.sector.tasks)
    exact = fsum((k + 1) * (k % 9 + 1) / 10.0 for k in range(30)) / fsum(range(1, 31))
    assert mean == pytest.approx(exact, abs=1e-3)
    assert load_sector(written(tmp_path, recipe.text, "many.toml")) == recipe.sector


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hours_share", "weight", "there is no column for hours; name it hours_share or hours"),
        ("empowerment", "Empowermnt", "name it empowerment or empowerment01, not 'Empowermnt'"),
        ("preparation_years", "years", "no column for preparation in years, nor for complexity"),
        ("0.8,0.7", "8,0.7", "row 2 (\"running it\"), column 'empowerment' holds 8: must be"),
        ("technical", "tecnical", "did you mean 'technical'?"),
        ("baking", "cleaning", "task 'cleaning' stands 2 times"),
        (",organisational", ",", "which field of skill these tasks take: 'running it'"),
        (",0.2,6.5", ",n/a,6.5", "column 'hours_share' holds \"n/a\""),
        (",0.2,6.5", ',"1,200",6.5', "column 'hours_share' holds \"1,200\""),
    ],
)
def test_mistakes_are_told_by_row_and_column(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(SectorError) as refused:
        sector_from_table(written(tmp_path, TASKS.replace(old, new)), "bakery")
    assert said in str(refused.value)


def test_rows_of_several_sectors_are_not_mixed(tmp_path: Path) -> None:
    lines = TASKS.splitlines()
    two = [f"sector,{lines[0]}", *(f"inn,{line}" for line in lines[1:])]
    two += [f"bakery,{line}" for line in lines[1:]]
    file = written(tmp_path, "\n".join(two))
    with pytest.raises(SectorError, match=r"several values \('inn', 'bakery'\)"):
        sector_from_table(file, "bakery")
    with pytest.raises(SectorError, match="did you mean 'bakery'"):
        sector_from_table(file, "bakery", where={"sector": "bakry"})
    with pytest.raises(SectorError, match="did you mean 'sector'"):
        sector_from_table(file, "bakery", where={"sektor": "bakery"})
    assert len(sector_from_table(file, "b", where={"sector": "bakery"}).sector.tasks) == 3
