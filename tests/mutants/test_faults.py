"""Which faults are put into a text, and that they reach the functions of a loaded module."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.faults import Change, change_of, changed_text, faults_of
from tests.mutants.insertion import put_in

TEXT = '''"""A module with 1 number in its docstring."""

from __future__ import annotations

from functools import cache

LIMIT = 3
"""Of 2 kinds."""


class Rule:
    """With 4 rules."""

    size: int | None = 5

    @property
    def wide(self) -> bool:
        """Return whether it is more than the limit."""
        return self.size > LIMIT


@cache
def share(part: float, whole: float = 2.0) -> float:
    """Return 1 share."""
    return min(part / whole, 1.0)
'''


def changes(text: str = TEXT) -> list[Change]:
    """Return all faults of a text."""
    return [change_of(text, one.mutations[0]) for one in faults_of("made.py", text)]


def test_faults_change_numbers_comparisons_and_bounds() -> None:
    found = {(one.function, one.becomes) for one in changes()}
    assert found == {
        ("", "LIMIT = 4"),
        ("", "LIMIT = 2"),
        ("wide", "return self.size >= LIMIT"),
        ("wide", "return self.size <= LIMIT"),
        ("share", "return min(part * whole, 1.0)"),
        ("share", "return min(part, 1.0)"),
        ("share", "return min(part / whole, 2.0)"),
        ("share", "return min(part / whole, 0.0)"),
        ("share", "return max(part / whole, 1.0)"),
    }


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("a + b * c", {"a - b * c", "a + b / c", "b * c", "a", "a + c", "a + b"}),
        ("a - b", {"a + b", "a", "- b"}),
        ("a / b", {"a * b", "a"}),
        ("a if b else c", {"a if not b else c"}),
        ("a if b < c else d", {"a if b <= c else d", "a if b >= c else d"}),
        ("not a", {"a"}),
        ("a and b", {"a or b"}),
        ("minimum(a, b)", {"maximum(a, b)"}),
        ("a == b", {"a != b"}),
        ("a.shape[0]", {"a.shape[1]"}),
    ],
)
def test_faults_of_an_expression(line: str, becomes: set[str]) -> None:
    text = f"def function(a, b, c, d):\n    return {line}\n"
    assert {one.becomes.removeprefix("return ") for one in changes(text)} == becomes


def test_faults_of_loops_and_assignments() -> None:
    text = "def function(a, b):\n    for c in a:\n        b += c\n        break\n    return b\n"
    found = {(one.line, one.becomes) for one in changes(text)}
    assert found == {("for c in a:", "for c in []:"), ("b += c", "b -= c"), ("break", "continue")}


def test_a_changed_text_differs_in_the_line_of_its_fault_alone() -> None:
    for item in faults_of("made.py", TEXT):
        changed = changed_text(TEXT, item.mutations[0]).splitlines()
        pairs = zip(TEXT.splitlines(), changed, strict=True)
        assert sum(before != after for before, after in pairs) == 1


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ModuleType]:
    """Yield the module, loaded."""
    path = tmp_path / "made_for_faults.py"
    path.write_text(TEXT, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("made_for_faults", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_for_faults"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["made_for_faults"]


def test_a_fault_reaches_functions_methods_and_numbers_that_others_hold(made: ModuleType) -> None:
    share, rule = made.share, made.Rule()
    assert (share(1.0), rule.wide) == (0.5, True)
    put_in(made, TEXT.replace("part / whole", "part * whole"))
    assert (share(1.0), share(0.25)) == (1.0, 0.5)
    put_in(made, TEXT)
    assert share(1.0) == 0.5
    put_in(made, TEXT.replace("size > LIMIT", "size < LIMIT"))
    assert not rule.wide
    put_in(made, TEXT.replace("LIMIT = 3", "LIMIT = 6"))
    assert made.LIMIT == 6
    assert not rule.wide
