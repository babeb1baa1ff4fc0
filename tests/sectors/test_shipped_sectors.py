"""The sectors that come with the package, held against the job families they are made from.

`job_families.csv` holds shares of jobs from BLS OEWS May 2025 and preparation and scores from O*NET
(CC BY 4.0). The notes of the tasks say which part of which family a task is made of.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from math import fsum, isclose
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.sectors import Sector, Task, complexity_of, load_sector, sector_names

SECTORS = [
    "aircraft_plant",
    "food_manufacturing",
    "hospital",
    "school",
    "software",
    "warehouse",
]
PART = re.compile(r"(?:(\d+)% of )?([A-Z][^();:%]*) \((\.\d+)\)")
SCORES = ("empowerment", "desirability", "creativity")

# The source has no values for recoded software developers.
DEVELOPERS = {"empowerment": 0.65, "creativity": 0.75}


class Family(NamedTuple):
    share: float
    preparation_years: float
    empowerment: float
    desirability: float
    creativity: float


def families(sector: str) -> dict[str, Family]:
    path = Path(__file__).with_name("job_families.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["sector"] == sector]
    table = {
        row["family"]: Family(*(float(row[field]) for field in Family._fields)) for row in rows
    }
    if sector == "software":
        table["Software development & web"] = table["Software development & web"]._replace(
            **DEVELOPERS
        )
    return table


def parts(text: str) -> dict[str, float]:
    return {family: float(percent or 100) / 100 for percent, family, _ in PART.findall(text)}


def own_parts(task: Task) -> dict[str, float]:
    return parts(task.note.partition("Routine part of others:")[0])


def weighted_mean(task: Task, table: dict[str, Family], field: str) -> float:
    weights = {family: part * table[family].share for family, part in own_parts(task).items()}
    return fsum(
        weight * getattr(table[family], field) for family, weight in weights.items()
    ) / fsum(weights.values())


@pytest.fixture(params=SECTORS)
def sector(request: pytest.FixtureRequest) -> Sector:
    return load_sector(request.param)


def test_six_sectors_come_with_the_package() -> None:
    assert sector_names() == SECTORS


def test_a_sector_has_six_to_eight_tasks_whose_shares_sum_to_one(sector: Sector) -> None:
    assert 6 <= len(sector.tasks) <= 8
    assert fsum(task.hours_share for task in sector.tasks) == 1.0


def test_every_family_is_divided_among_tasks_without_rest(sector: Sector) -> None:
    used: dict[str, float] = defaultdict(float)
    for task in sector.tasks:
        for family, part in parts(task.note).items():
            used[family] += part
    assert used == pytest.approx(dict.fromkeys(families(sector.name), 1.0))


def test_hours_shares_are_those_that_the_notes_add_up_to(sector: Sector) -> None:
    table = families(sector.name)
    total = fsum(family.share for family in table.values())
    for task in sector.tasks:
        expected = fsum(table[family].share * part for family, part in parts(task.note).items())
        assert isclose(task.hours_share, expected / total, abs_tol=1.0e-6)


def test_the_shares_in_the_notes_are_those_of_the_families(sector: Sector) -> None:
    table = families(sector.name)
    for task in sector.tasks:
        for _, family, share in PART.findall(task.note):
            assert float(share) == table[family].share


def test_scores_are_the_means_of_the_families_a_task_is_named_after(sector: Sector) -> None:
    table = families(sector.name)
    for task in sector.tasks:
        for score in SCORES:
            expected = weighted_mean(task, table, score)
            assert isclose(getattr(task, score), expected, abs_tol=5.1e-4)


def test_complexity_follows_from_preparation(sector: Sector) -> None:
    table = families(sector.name)
    for task in sector.tasks:
        years = weighted_mean(task, table, "preparation_years")
        assert isclose(task.complexity, complexity_of(years), abs_tol=5.1e-3)
        stated = re.search(r"Preparation ([\d.]+?) years", task.note)
        assert stated is not None
        assert isclose(float(stated[1]), years, abs_tol=5.1e-3)


def test_expert_families_give_a_quarter_to_a_half_of_their_time_to_routine(sector: Sector) -> None:
    core: dict[str, float] = {}
    for task in sector.tasks:
        core |= own_parts(task)
    for family, facts in families(sector.name).items():
        routine = 1.0 - core[family]
        if facts.preparation_years >= 5.0:
            assert 0.25 <= routine <= 0.5 + 1e-12
        else:
            assert routine == 0.0


def test_routine_goes_to_tasks_that_empower_less_and_take_less_preparation(sector: Sector) -> None:
    home = {family: task for task in sector.tasks for family in own_parts(task)}
    for task in sector.tasks:
        for family in parts(task.note.partition("Routine part of others:")[2]):
            assert task.empowerment < home[family].empowerment
            assert task.complexity < home[family].complexity


def test_empowerment_differs_between_sectors_as_in_the_source() -> None:
    mean = {
        name: fsum(task.hours_share * task.empowerment for task in load_sector(name).tasks)
        for name in SECTORS
    }
    assert sorted(mean, key=lambda name: mean[name]) == [
        "warehouse",
        "food_manufacturing",
        "aircraft_plant",
        "hospital",
        "school",
        "software",
    ]
    assert mean["software"] > 2.0 * mean["warehouse"]


@pytest.mark.parametrize(
    ("sector_name", "words"),
    [("hospital", ("surgery", "cleaning")), ("aircraft_plant", ("design", "assembly"))],
)
def test_the_worked_examples_have_the_jobs_that_the_literature_speaks_of(
    sector_name: str, words: tuple[str, ...]
) -> None:
    tasks = load_sector(sector_name).tasks
    high, low = (next(task for task in tasks if word in task.name) for word in words)
    assert high.complexity > 2.0 > 1.0 > low.complexity
    assert high.empowerment > low.empowerment
    assert high.desirability > low.desirability


def test_workplaces_are_small_enough_for_an_economy_of_two_thousand(sector: Sector) -> None:
    assert 20 <= sector.size.median <= 60
    assert sector.size.minimum == 8
    assert sector.size.source.startswith("assumed")


def test_every_sector_and_task_says_where_its_numbers_come_from(sector: Sector) -> None:
    assert "BLS OEWS May 2025" in sector.source
    assert "O*NET (CC BY 4.0)" in sector.source
    assert all(task.note.endswith(".") for task in sector.tasks)
