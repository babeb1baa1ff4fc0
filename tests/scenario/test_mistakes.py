"""Mistakes in scenario files: one clear message, whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ArgumentError, BalancedJobsError, ScenarioError
from sim.scenario import load_scenario, validate_file

BASE = 'extends = "capitalism"\n'

# What is wrong: text of the file, what the message must say.
MISTAKES = {
    "unknown key": ('wrkers = 100\nextends = "capitalism"', ["wrkers", "did you mean 'workers'?"]),
    "parameter at the top": (
        'monitoring = 0.3\nextends = "capitalism"',
        ["monitoring", "belongs in the table [parameters]"],
    ),
    "institution at the top": (
        'division = "balanced"\nextends = "capitalism"',
        ["division", "belongs in the table [institutions]"],
    ),
    "unknown parameter": (
        f"{BASE}[parameters]\nintrinsic_motivatoin = 0.3",
        ["parameters.intrinsic_motivatoin = 0.3", "did you mean 'intrinsic_motivation'?"],
    ),
    "unknown parameter like no other": (
        f"{BASE}[parameters]\nzzz = 0.3",
        ["parameters.zzz = 0.3: there is no such parameter"],
    ),
    "institution among parameters": (
        f'{BASE}[parameters]\npay = "equal"',
        ["parameters.pay", "belongs in the table [institutions]"],
    ),
    "setting among parameters": (
        f"{BASE}[parameters]\nworkers = 500",
        ["parameters.workers", "belongs at the top of the file"],
    ),
    "setting among sectors": (
        "[sectors]\nhospital = 1.0\nworkers = 500",
        ["sectors.workers = 500", "belongs at the top of the file"],
    ),
    "parameter among sectors": (
        "[sectors]\nhospital = 0.7\nleniency = 0.3",
        ["sectors.leniency: there is no such sector", "belongs in the table [parameters]"],
    ),
    "parameter above its range": (
        f"{BASE}[parameters]\nleniency = 1.5",
        ["parameters.leniency = 1.5: must be a number from 0 to 1 (weight)"],
    ),
    "parameter below its range": (
        f"{BASE}[parameters]\ntrain_months = 3",
        ["parameters.train_months = 3: must be a number from 36 to 60 (months)"],
    ),
    "parameter that is text": (
        f'{BASE}[parameters]\nleniency = "much"',
        ['parameters.leniency = "much"', "from 0 to 1"],
    ),
    "parameter that is a truth value": (
        f"{BASE}[parameters]\nleniency = true",
        ["parameters.leniency = true", "must be a number"],
    ),
    "parameter that is a date": (
        f"{BASE}[parameters]\nleniency = 2020-01-01",
        ["parameters.leniency = 2020-01-01", "must be a number"],
    ),
    "parameter that is no number": (
        f"{BASE}[parameters]\nleniency = nan",
        ["parameters.leniency = nan", "from 0 to 1"],
    ),
    "parameter that is infinite": (
        f"{BASE}[parameters]\nleniency = -inf",
        ["parameters.leniency = -inf", "from 0 to 1"],
    ),
    "parameter of many digits": (
        f"{BASE}[parameters]\nleniency = {'9' * 400}",
        ["parameters.leniency = 999", "...", "from 0 to 1"],
    ),
    "weights that are all zero": (
        f"{BASE}[parameters]\nweight_powerlessness = 0\nweight_meaninglessness = 0\n"
        "weight_self_estrangement = 0\nweight_isolation = 0",
        ["at least one of them must be above 0"],
    ),
    "parameters that are no table": (
        f'{BASE}parameters = "high"',
        ['parameters = "high"', "written [parameters]"],
    ),
    "unknown institution": (
        f'{BASE}[institutions]\ndivison = "balanced"',
        ["institutions.divison", "did you mean 'division'?"],
    ),
    "unknown rule": (
        f'{BASE}[institutions]\ndivision = "balancd"',
        ['institutions.division = "balancd"', "hierarchical, balanced, rotation", "'balanced'?"],
    ),
    "rule that is a number": (
        f"{BASE}[institutions]\ndivision = 1",
        ["institutions.division = 1", "allowed are hierarchical"],
    ),
    "parameter among institutions": (
        f"{BASE}[institutions]\nleniency = 0.1",
        ["institutions.leniency", "belongs in the table [parameters]"],
    ),
    "institutions that are no table": (
        f"{BASE}institutions = 3",
        ["institutions = 3", "written [institutions]"],
    ),
    "unknown sector": (
        "[sectors]\nhospitl = 1.0",
        ["sectors.hospitl", "did you mean 'hospital'?"],
    ),
    "sector file that is missing": (
        '[sectors]\n"nowhere/bakery.toml" = 1.0',
        ["sectors.nowhere/bakery.toml", "no such sector file"],
    ),
    "path without quotes": (
        "[sectors]\nbakery.toml = 1.0",
        ["sectors.bakery", "must stand in quotes"],
    ),
    "shares that sum to less": (
        "[sectors]\nhospital = 0.4\nsoftware = 0.4",
        ["the shares sum to 0.8; they must sum to 1"],
    ),
    "shares that sum to slightly more": (
        "[sectors]\nhospital = 0.5\nsoftware = 0.5001",
        ["the shares sum to 1.0001"],
    ),
    "negative share": (
        "[sectors]\nhospital = 1.5\nsoftware = -0.5",
        ["sectors.hospital = 1.5", "sectors.software = -0.5: must be a number from 0 to 1"],
    ),
    "share that is no number": (
        "[sectors]\nhospital = nan",
        ["sectors.hospital = nan"],
    ),
    "share that is text": (
        '[sectors]\nhospital = "all"',
        ['sectors.hospital = "all"'],
    ),
    "empty table of sectors": (
        f"{BASE}[sectors]",
        ["sectors", "written [sectors]"],
    ),
    "sectors that are no table": (f"{BASE}sectors = 1.0", ["sectors = 1.0"]),
    "no sectors at all": (
        'name = "x"',
        ["there are no sectors", 'extends = "capitalism"'],
    ),
    "people too few for a sector": (
        f"{BASE}workers = 60",
        ["workers = 60: sector aircraft_plant", "at least 80"],
    ),
    "workers below zero": (f"{BASE}workers = -5", ["workers = -5", "from 50 to 20,000,000"]),
    "workers beyond all bounds": (f"{BASE}workers = 20000001", ["from 50 to 20,000,000"]),
    "half a worker": (f"{BASE}workers = 100.5", ["workers = 100.5", "whole number"]),
    "whole number with a point": (f"{BASE}workers = 100.0", ["workers = 100.0", "whole number"]),
    "workers in words": (f'{BASE}workers = "many"', ['workers = "many"', "whole number"]),
    "workers that are a truth value": (f"{BASE}workers = true", ["workers = true"]),
    "no month": (f"{BASE}months = 0", ["months = 0", "from 1 to 6,000"]),
    "burn-in below zero": (f"{BASE}burn_in = -1", ["burn_in = -1", "from 0 to 6,000"]),
    "flag that is a number": (f"{BASE}shared_assumptions = 1", ["must be true or false"]),
    "name of several words": (f'{BASE}name = "my scenario"', ['name = "my scenario"']),
    "name that leaves the folder": (f'{BASE}name = "../x"', ['name = "../x"', "a word"]),
    "name that is empty": (f'{BASE}name = ""', ['name = ""', "a word"]),
    "name that is a number": (f"{BASE}name = 3", ["name = 3"]),
    "title of two lines": (f'{BASE}title = "a\\nb"', ["title = ", "one line"]),
    "title that is a list": (f'{BASE}title = ["a"]', ["title = ", "one line"]),
    "unknown parent": ('extends = "capitalsm"', ["capitalsm", "did you mean 'capitalism'?"]),
    "parent that is missing": ('extends = "no.toml"', ['extends = "no.toml"', "there is no file"]),
    "parent that is a folder": ('extends = "./"', ['extends = "./"', "there is no file"]),
    "parent that is no path": ('extends = "a\\u0000/b.toml"', ["extends = ", "cannot be shown"]),
    "parent that is a list": ('extends = ["capitalism"]', ["extends = ", "in quotes"]),
    "parent that is empty": ('extends = " "', ["extends = ", "in quotes"]),
}


def message_of(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value)


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_with_file_key_value_and_what_is_allowed(
    tmp_path: Path, what: str
) -> None:
    text, expected = MISTAKES[what]
    path = tmp_path / "wrong.toml"
    path.write_text(f"{text}\n", encoding="utf-8")
    message = message_of(path)
    assert message.startswith(f"{path}: ")
    for part in expected:
        assert part in message


def test_several_mistakes_are_listed_together(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        f'{BASE}workers = 0\n[parameters]\nleniency = 7\n[institutions]\npay = "fair"\n',
        encoding="utf-8",
    )
    lines = message_of(path).splitlines()
    assert lines[0] == f"{path}: 3 mistakes:"
    assert [line.split()[1] for line in lines[1:]] == [
        "workers",
        "parameters.leniency",
        "institutions.pay",
    ]


def test_mistakes_in_a_sector_file_are_reported_with_both_files(tmp_path: Path) -> None:
    (tmp_path / "bakery.toml").write_text("[size]\nmedian = 1\n", encoding="utf-8")
    path = tmp_path / "wrong.toml"
    path.write_text('[sectors]\n"bakery.toml" = 1.0\n', encoding="utf-8")
    message = message_of(path)
    assert "wrong.toml: sectors.bakery.toml: " in message
    assert "bakery.toml: 4 mistakes:" in message
    assert "size.median = 1" in message


def test_two_sectors_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = Path(load_scenario.__code__.co_filename).parents[1] / "data" / "sectors"
    (tmp_path / "other.toml").write_text(
        (folder / "hospital.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    path = tmp_path / "wrong.toml"
    path.write_text('[sectors]\nhospital = 0.5\n"other.toml" = 0.5\n', encoding="utf-8")
    message = message_of(path)
    assert (
        "sectors.other.toml: the sector is called 'hospital', as is that of 'hospital'" in message
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"workers = = 3", "not valid TOML: Invalid value (at line 1"),
        (b"workers = 3\nmonths = ]", "at line 2"),
        (b"workers = 3\nmonths = [", "at end of document"),
        (b"workers = 3\nworkers = 4", "not valid TOML"),
        (b"workers = 3\nname = '\xe9'", "line 2 is not UTF-8"),
        ('name = "x"'.encode("utf-16"), "is not UTF-8"),
        (b"a = " + b"[" * 5000, "not valid TOML"),
        (b"workers = " + b"1" * 5000, "not valid TOML"),
        (b"\x00", "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    message = message_of(path)
    assert message.startswith(f"{path}: ")
    assert expected in message


def test_a_missing_file_a_folder_and_what_is_no_path_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(BASE, encoding="utf-8")
    assert "no such scenario file; did you mean" in message_of(tmp_path / "mien.toml")
    assert "no such scenario file; check the path" in message_of(tmp_path / "far" / "x.toml")
    assert "is a folder" in message_of(tmp_path)
    assert "cannot be read" in message_of(tmp_path / "a\0b.toml")
    assert "cannot be read" in message_of(tmp_path / f"{'long' * 200}.toml")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "loop.toml"
    link.symlink_to(link)
    assert "cannot be read" in message_of(link)


@pytest.mark.parametrize("given_as", [3, None, ["parecon"], {"name": "parecon"}, b"parecon"])
def test_a_scenario_is_not_given_as_something_else(given_as: object) -> None:
    with pytest.raises(ArgumentError, match="must be a text, a path or a Scenario"):
        load_scenario(given_as)  # type: ignore[arg-type]


TOML_VALUES = st.sampled_from(
    [
        *("0", "1", "-1", "0.5", "1e400", "nan", "inf", "true", '""', '"balanced"', "[]", "[1]"),
        *("{}", "{a = 1}", "1979-05-27", "07:32:00", "9" * 30, '"capitalism"', "'\\'", "1_000"),
    ]
)
KEYS = st.sampled_from(
    [
        *("name", "title", "extends", "workers", "months", "burn_in", "shared_assumptions"),
        *("sectors", "institutions", "parameters", "sectors.hospital", "institutions.pay"),
        *("parameters.leniency", "parameters.x", '"a b"', "parameters.leniency.x", "x"),
    ]
)


@given(st.lists(st.tuples(KEYS, TOML_VALUES), max_size=5))
def test_whatever_a_file_holds_it_is_valid_or_refused_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.toml"
    path.write_text("\n".join(f"{key} = {value}" for key, value in pairs), encoding="utf-8")
    message, total = f"{path}: ", 1.0
    try:
        total = sum(load_scenario(path).sectors.values())
    except BalancedJobsError as error:
        message = str(error)
    assert message.startswith(f"{path}: ")
    assert abs(total - 1.0) < 1e-12


@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_it_is_refused_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "bytes.toml"
    path.write_bytes(content)
    with pytest.raises(BalancedJobsError) as caught:
        validate_file(path)
    assert "bytes.toml" in str(caught.value)
