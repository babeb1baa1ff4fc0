"""The page for contributors says what the tree and the contract of imports say."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

NO_ROOMS = {"__init__", "__main__", "demo", "warm"}
"""Modules of the package that are no floor of their own."""


def floors_of_the_page() -> list[set[str]]:
    """Return the rooms of each row of the table of floors, from top to bottom."""
    table = PAGE.partition("## The floors")[2].partition("\n## ")[0]
    return [
        {
            place.removesuffix("/").removesuffix(".py")
            for place in re.findall(r"`sim/([\w./]+)`", row)
        }
        for row in table.splitlines()
        if row.startswith("| `sim/")
    ]


def floors_of_the_contract() -> list[set[str]]:
    (layers,) = (
        contract["layers"]
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    return [set(re.findall(r"\w+", layer)) - NO_ROOMS for layer in layers]


def test_the_page_names_every_room_of_the_package() -> None:
    rooms = {
        entry.stem if entry.suffix == ".py" else entry.name
        for entry in (ROOT / "sim").iterdir()
        if entry.suffix == ".py" or (entry / "__init__.py").exists()
    }
    assert set().union(*floors_of_the_page()) == rooms - NO_ROOMS


def test_floors_stand_in_the_order_of_the_contract() -> None:
    place = {room: k for k, floor in enumerate(floors_of_the_page()) for room in floor}
    floors = [floor for floor in floors_of_the_contract() if floor]
    for above, below in itertools.pairwise(floors):
        assert max(place[room] for room in above) <= min(place[room] for room in below)


def test_every_place_that_the_page_names_exists() -> None:
    for place in re.findall(r"`((?:sim|tests)/[\w./]+)`", PAGE):
        assert (ROOT / place).exists(), place


def test_every_experiment_has_the_files_that_the_page_names() -> None:
    table = PAGE.partition("### An experiment")[2].partition("\n### ")[0]
    files = re.findall(r"^\| `([\w.]+\.py)` \|", table, flags=re.MULTILINE)
    assert len(files) == 7
    optional = {"analysis.py"}
    for room in (ROOT / "sim" / "experiments").iterdir():
        if not (room / "__init__.py").exists():
            continue
        for file in set(files) - optional:
            place = room / file
            assert place.exists() or (place.with_suffix("") / "__init__.py").exists(), place
