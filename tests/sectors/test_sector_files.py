"""Sector files of users: what is read, and what is said about mistakes."""

from __future__ import annotations

from math import fsum, nextafter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import SectorError
from sim.sectors import complexity_of, load_sector
from sim.sectors.sector import MOST_COMPLEXITY

GOOD = """
name = "bakery"
title = "Bakery"
[size]
median = 12
log_sd = 0.5
minimum = 4
[[tasks]]
name = "baking"
hours_share = 0.75
domain = "manual"
complexity = 0.8
empowerment = 0.4
desirability = 0.5
creativity = 0.5
[[tasks]]
name = "accounts"
hours_share = 0.25
domain = "clerical"
complexity = 1
empowerment = 0.5
desirability = 0.4
creativity = 0.2
"""


def write(folder: Path, text: str, name: str = "bakery.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def message_of(path: Path) -> str:
    with pytest.raises(SectorError) as caught:
        load_sector(path)
    return str(caught.value)


def test_a_file_of_a_user_becomes_a_sector(tmp_path: Path) -> None:
    sector = load_sector(write(tmp_path, GOOD))
    assert (sector.name, sector.title, sector.size.median) == ("bakery", "Bakery", 12.0)
    assert [task.name for task in sector.tasks] == ["baking", "accounts"]
    assert sector.tasks[1].complexity == 1.0


def test_name_and_title_default_to_the_name_of_the_file(tmp_path: Path) -> None:
    text = GOOD.replace('name = "bakery"\ntitle = "Bakery"\n', "")
    sector = load_sector(write(tmp_path, text, "corner_shop.toml"))
    assert (sector.name, sector.title) == ("corner_shop", "Corner shop")


def test_a_path_starts_from_the_folder_that_is_given(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert load_sector("bakery.toml", tmp_path) == load_sector(tmp_path / "bakery.toml")


def test_a_path_starts_from_the_working_directory_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    assert load_sector("./bakery.toml").name == "bakery"


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8))
def test_hours_shares_written_to_seven_places_are_scaled_to_a_sum_of_one(
    tmp_path_factory: pytest.TempPathFactory, weights: list[int]
) -> None:
    shares = [f"{weight / sum(weights):.7f}" for weight in weights]
    head, task, _ = GOOD.split("[[tasks]]")
    tasks = [
        task.replace("0.75", share).replace("baking", f"task {index}")
        for index, share in enumerate(shares)
    ]
    path = write(tmp_path_factory.mktemp("sector"), "[[tasks]]".join([head, *tasks]))
    read = [task.hours_share for task in load_sector(path).tasks]
    assert abs(fsum(read) - 1.0) < 1e-12
    assert read == pytest.approx([float(share) for share in shares], rel=2e-6, abs=1e-12)


MISTAKES = {
    "share above one": ("hours_share = 0.75", "hours_share = 1.75", "tasks.baking.hours_share"),
    "share below zero": ("hours_share = 0.75", "hours_share = -0.1", "from 0 to 1"),
    "share of zero": ("hours_share = 0.75", "hours_share = 0", "must be above 0"),
    "shares that do not sum to one": ("hours_share = 0.75", "hours_share = 0.7", "sum to 0.95"),
    "a score above one": ("empowerment = 0.4", "empowerment = 4", "tasks.baking.empowerment = 4"),
    "a score that is text": ("creativity = 0.2", 'creativity = "high"', '"high"'),
    "a score that is a truth value": ("creativity = 0.2", "creativity = true", "= true"),
    "no number": ("complexity = 0.8", "complexity = nan", "complexity = nan"),
    "an infinite number": ("complexity = 0.8", "complexity = inf", "from 0 to 5"),
    "a number of many digits": ("complexity = 0.8", f"complexity = {'9' * 400}", "from 0 to 5"),
    "a missing number": ("complexity = 0.8\n", "", "tasks.baking.complexity is missing"),
    "an unknown domain": ('"manual"', '"manuel"', "did you mean 'manual'?"),
    "a missing domain": ('domain = "manual"\n', "", "tasks.baking.domain is missing"),
    "an unknown key of a task": ("creativity = 0.2", "creativety = 0.2", "did you mean"),
    "an unknown key of a sector": ('title = "Bakery"', 'titel = "Bakery"', "'title'?"),
    "an unknown key of the sizes": ("log_sd = 0.5", "log_sd = 0.5\nmean = 3", "size.mean"),
    "no sizes": ("[size]\nmedian = 12\nlog_sd = 0.5\nminimum = 4\n", "", "[size]"),
    "a minimum above the median": ("minimum = 4", "minimum = 40", "must not exceed"),
    "a workplace of one": ("minimum = 4", "minimum = 1", "size.minimum = 1"),
    "two tasks of one name": ('"accounts"', '"baking"', "two tasks have this name"),
    "a task without a name": ('name = "baking"\n', "", "each task needs a name"),
    "a name of several words": ('name = "bakery"', 'name = "my bakery"', '"my bakery"'),
    "a title that is no text": ('title = "Bakery"', "title = 3", "title = 3"),
    "a note that is no text": ("creativity = 0.2", "creativity = 0.2\nnote = 7", "note = 7"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_with_file_key_and_what_is_allowed(tmp_path: Path, what: str) -> None:
    old, new, expected = MISTAKES[what]
    assert old in GOOD
    message = message_of(write(tmp_path, GOOD.replace(old, new)))
    assert "bakery.toml: " in message
    assert expected in message


@pytest.mark.parametrize("count", [1, 9])
def test_the_number_of_tasks_is_limited(tmp_path: Path, count: int) -> None:
    head, task, _ = GOOD.split("[[tasks]]")
    message = message_of(write(tmp_path, "[[tasks]]".join([head, *[task] * count])))
    assert f"tasks: there are {count}; allowed are 2 to 8" in message


def test_a_file_without_tasks_is_told_how_to_add_them(tmp_path: Path) -> None:
    head = GOOD.split("[[tasks]]")[0]
    assert "tables called [[tasks]]" in message_of(write(tmp_path, head))


def test_several_mistakes_are_listed_together(tmp_path: Path) -> None:
    text = GOOD.replace("empowerment = 0.4", "empowerment = 4").replace('"manual"', '"manuel"')
    message = message_of(write(tmp_path, text))
    assert "bakery.toml: 2 mistakes:" in message
    assert len(message.splitlines()) == 3


def test_an_unknown_name_is_answered_with_the_nearest_and_all_others() -> None:
    with pytest.raises(SectorError, match="did you mean 'hospital'") as caught:
        load_sector("hopsital")
    assert "aircraft_plant, food_manufacturing, hospital" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"name = = 1", "not valid TOML"),
        (b'name = "\xe9"', "line 1 is not UTF-8"),
        (b"a = " + b"[" * 5000, "not valid TOML"),
        (b"a = " + b"1" * 5000, "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    message = message_of(path)
    assert "odd.toml" in message
    assert expected in message


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert "did you mean" in message_of(tmp_path / "bakry.toml")
    assert "is a folder" in message_of(tmp_path)
    assert "cannot be read" in message_of(tmp_path / "bakery.toml" / "x.toml")
    assert "cannot be read" in message_of(tmp_path / "a\0b.toml")
    assert "cannot be read" in message_of(tmp_path / f"{'long' * 200}.toml")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bakery.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_sector(path).name == "bakery"


@given(st.floats(-5.0, 50.0), st.floats(-5.0, 50.0))
def test_complexity_never_falls_with_preparation(first: float, second: float) -> None:
    fewer, more = sorted((first, second))
    assert complexity_of(fewer) <= complexity_of(more) <= MOST_COMPLEXITY


def test_complexity_runs_from_a_twentieth_at_one_year_to_two_and_a_half_at_twelve() -> None:
    assert complexity_of(1.0) == 0.05
    assert complexity_of(nextafter(12.0, 0.0)) == pytest.approx(2.5)
    assert complexity_of(12.0) == complexity_of(30.0) == 2.5
    assert complexity_of(6.5) == pytest.approx((0.05 + 2.5) / 2)
