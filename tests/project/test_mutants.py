"""The list of small faults that no test notices: true to the text, with a reason for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.known import FILE, concerning, known

ROOT = Path(__file__).resolve().parents[2]
MODULES = known()


def test_the_list_is_sorted_by_module() -> None:
    assert MODULES
    heads = re.findall(r'^\["(.*)"\]$', FILE.read_text(encoding="utf-8"), re.M)
    assert heads == sorted(MODULES)


@pytest.mark.parametrize(("module", "entry"), MODULES.items(), ids=list(MODULES))
def test_what_is_said_of_a_module_is_whole(module: str, entry: dict[str, Any]) -> None:
    assert set(entry) <= {"tests", "faults", "noticed", "survivors"}
    assert (ROOT / module).is_file()
    assert entry["tests"]
    assert [one for one in entry["tests"] if not (ROOT / one).is_file()] == []
    survivors = entry.get("survivors", [])
    assert entry["faults"] == entry["noticed"] + len(survivors)


@pytest.mark.parametrize(("module", "entry"), MODULES.items(), ids=list(MODULES))
def test_each_fault_names_a_function_and_lines_of_its_module(
    module: str, entry: dict[str, Any]
) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    one_line = " ".join(line.strip() for line in text.splitlines())
    for one in entry.get("survivors", []):
        assert set(one) == {"function", "line", "becomes", "reason"}
        name = one["function"].rpartition(".")[2]
        assert not name or re.search(rf"\b(def|class) {re.escape(name)}\b", text), one
        assert one["line"] in one_line, one
        assert one["line"] != one["becomes"]
        assert re.fullmatch(r"[A-Z].*\.", one["reason"]), one


@pytest.mark.parametrize("module", list(MODULES))
def test_nine_in_ten_faults_are_noticed_or_all_but_one(module: str) -> None:
    faults = MODULES[module]["faults"]
    assert MODULES[module]["noticed"] >= min(0.9 * faults, faults - 1)


def test_concerning_a_module_that_is_not_listed_are_those_of_its_room_that_import_it() -> None:
    assert "sim/kernels/hierarchy.py" not in MODULES
    found = concerning("sim/kernels/hierarchy.py")
    assert found[0] == "tests/kernels/test_hierarchy.py"
    assert all(one.startswith("tests/kernels/test_") for one in found)
    assert concerning("sim/kernels/nothing_at_all.py") == []
