"""Task Ratings of O*NET and OEWS tables in the layout of the download; all figures are invented."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pandas as pd
import pytest

from sim.errors import SectorError
from sim.sectors import load_sector
from sim.sectors.recipe import sector_from_table

CODE = "51-3011.00"
TASKS = {1001: "Weigh flour and water.", 1002: "Watch the ovens.", 1003: "Order supplies."}
RELEVANCE = {1001: 90.0, 1002: 80.0, 1003: 50.0}
FREQUENCY = {
    1001: (0.0, 0.0, 0.0, 0.0, 60.0, 30.0, 10.0),
    1002: (0.0, 0.0, 0.0, 50.0, 50.0, 0.0, 0.0),
    1003: (10.0, 20.0, 70.0, 0.0, 0.0, 0.0, 0.0),
}
DAYS = (1.0, sqrt(12.0), sqrt(12.0 * 52.0), sqrt(52.0 * 250.0), 250.0, 250.0, 250.0)
SCORES = (
    "Task ID,Task,preparation_years,empowerment,desirability,creativity\n"
    "1001,Weighing,1,0.3,0.4,0.2\n1002,Baking,2,0.4,0.5,0.4\n1003,Ordering,4,0.8,0.6,0.5\n"
)


def ratings(code: str = CODE) -> pd.DataFrame:
    rows = []
    for task, name in TASKS.items():
        frequent = [("FT", str(k), share) for k, share in enumerate(FREQUENCY[task], start=1)]
        for scale, category, value in [
            *frequent,
            ("IM", "n/a", 4.2),
            ("RT", "n/a", RELEVANCE[task]),
        ]:
            rows.append(
                {
                    "O*NET-SOC Code": code, "Title": "Bakers", "Task ID": task, "Task": name,
                    "Scale ID": scale, "Scale Name": f"Scale {scale}", "Category": category,
                    "Data Value": value, "N": 40, "Standard Error": 1.5, "Lower CI Bound": 1.0,
                    "Upper CI Bound": 9.0, "Recommend Suppress": "N", "Date": "08/2020",
                    "Domain Source": "Incumbent",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def files(folder: Path, table: pd.DataFrame, scores: str = SCORES) -> tuple[Path, Path]:
    """Write the ratings as the text of the download, and scores beside them."""
    # The text has neither titles nor names of tasks and scales.
    slim = table.drop(columns=["Title", "Task", "Scale Name"])
    slim.to_csv(folder / "Task Ratings.txt", sep="\t", index=False)
    (folder / "scores.csv").write_text(scores, encoding="utf-8")
    return folder / "Task Ratings.txt", folder / "scores.csv"


def expected() -> dict[int, float]:
    days = {
        task: RELEVANCE[task] * sum(s * d for s, d in zip(FREQUENCY[task], DAYS, strict=True))
        for task in TASKS
    }
    return {task: value / sum(days.values()) for task, value in days.items()}


def test_hours_follow_from_the_days_on_which_a_task_is_done(tmp_path: Path) -> None:
    file, scores = files(tmp_path, ratings())
    recipe = sector_from_table(file, "bakery", scores=scores)
    found = {task.name: task for task in recipe.sector.tasks}
    shares = dict(zip(("Weighing", "Baking", "Ordering"), expected().values(), strict=True))
    assert {name: task.hours_share for name, task in found.items()} == pytest.approx(
        shares, abs=2e-6
    )
    assert found["Ordering"].empowerment == 0.8
    assert {task.domain for task in found.values()} == {"manual"}
    said = " ".join(recipe.notes)
    assert "Assumed: hours are proportional to the days of a year" in said
    assert "Scores by Task ID come from scores.csv" in said
    written = tmp_path / "bakery.toml"
    written.write_text(recipe.text, encoding="utf-8")
    assert load_sector(written) == recipe.sector


def test_the_workbook_gives_the_same_with_the_names_of_its_tasks(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    file, scores = files(tmp_path, ratings())
    text = sector_from_table(file, "bakery", scores=scores).sector
    both = pd.concat([ratings(), ratings("51-9999.00")])
    both.to_excel(tmp_path / "Task Ratings.xlsx", index=False)
    with pytest.raises(SectorError, match=r"several occupations \(51-3011.00, 51-9999.00\).*where"):
        sector_from_table(tmp_path / "Task Ratings.xlsx", "bakery", scores=scores)
    book = sector_from_table(
        tmp_path / "Task Ratings.xlsx", "bakery", scores=scores, where={"O*NET-SOC Code": CODE}
    ).sector
    assert [task.hours_share for task in book.tasks] == [task.hours_share for task in text.tasks]
    assert [task.name for task in book.tasks] == list(TASKS.values())


def test_tasks_without_a_name_are_called_by_their_number(tmp_path: Path) -> None:
    content = "\n".join(
        ",".join(cell for k, cell in enumerate(line.split(",")) if k != 1)
        for line in SCORES.splitlines()
    )
    file, scores = files(tmp_path, ratings(), content)
    tasks = sector_from_table(file, "bakery", scores=scores).sector.tasks
    assert [task.name for task in tasks] == ["task 1001", "task 1002", "task 1003"]


def test_cells_that_are_suppressed_are_named_and_their_task_is_left_out_if_asked(
    tmp_path: Path,
) -> None:
    table = ratings()
    table["Data Value"] = table["Data Value"].astype(object)
    table.loc[3, "Recommend Suppress"] = "Y"  # a frequency of the first task
    table.loc[17, "Data Value"] = "*"  # the relevance of the second one
    file, scores = files(tmp_path, table)
    with pytest.raises(SectorError) as refused:
        sector_from_table(file, "bakery", scores=scores)
    said = str(refused.value)
    assert "2 cells cannot be used" in said
    assert "row 5 (\"task 1001\"), scale FT: column 'Recommend Suppress' holds Y" in said
    assert 'row 19 ("task 1002"), scale RT: column \'Data Value\' holds "*"' in said
    extra = pd.concat([ratings(), table[table["Task ID"] == 1001].assign(**{"Task ID": 1004})])
    scores.write_text(f"{SCORES}1004,Cooling,1,0.2,0.2,0.2\n", encoding="utf-8")
    file, _ = files(tmp_path, extra, scores.read_text(encoding="utf-8"))
    recipe = sector_from_table(file, "bakery", scores=scores, leave_out=True)
    assert "Cooling" not in {task.name for task in recipe.sector.tasks}
    assert "task 1004" in recipe.text


def test_a_task_that_is_rated_on_one_scale_only_is_named(tmp_path: Path) -> None:
    table = ratings()
    file, scores = files(
        tmp_path, table[~((table["Task ID"] == 1003) & (table["Scale ID"] == "RT"))]
    )
    with pytest.raises(
        SectorError, match=r'row 20 \("task 1003"\): there is no rating on scale RT'
    ):
        sector_from_table(file, "bakery", scores=scores)


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (0, "Data Value", 120.0, "120 is no share in percent"),
        (0, "Category", "8", "must be a whole number from 1 to 7"),
        (1, "Category", "1", "the rating stands twice"),
    ],
)
def test_values_that_no_rating_has_are_refused(
    tmp_path: Path, row: int, column: str, value: object, said: str
) -> None:
    table = ratings()
    table.loc[row, column] = value
    file, scores = files(tmp_path, table)
    with pytest.raises(SectorError, match=said):
        sector_from_table(file, "bakery", scores=scores, leave_out=True)


def test_what_ratings_do_not_hold_must_be_given(tmp_path: Path) -> None:
    file, scores = files(tmp_path, ratings())
    with pytest.raises(
        SectorError, match=r"not what it takes; give --scores FILE, a table by Task"
    ):
        sector_from_table(file, "bakery")
    scores.write_text(SCORES.replace("Task ID", "code"), encoding="utf-8")
    with pytest.raises(
        SectorError, match="no column of codes of tasks to join by; name it task_id"
    ):
        sector_from_table(file, "bakery", scores=scores)
    scores.write_text("\n".join(SCORES.splitlines()[:-1]), encoding="utf-8")
    with pytest.raises(
        SectorError, match=r'"task 1003"\): column .preparation_years. holds nothing'
    ):
        sector_from_table(file, "bakery", scores=scores)
