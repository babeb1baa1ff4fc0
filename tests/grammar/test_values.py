"""Reading and checking what users write."""

from __future__ import annotations

from math import fsum, inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.grammar.files import expanded, shown_path
from sim.grammar.values import integer, normalised, number, shown, sum_to_one


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (0.5, "0.5"),
        ("word", '"word"'),
        ("two\nlines", '"two lines"'),
        (nan, "nan"),
        ([1, 2], "[1, 2]"),
        ("x" * 100, f'"{"x" * 56}...'),
    ],
)
def test_a_value_is_shown_on_one_short_line(value: object, text: str) -> None:
    assert shown(value) == text
    assert len(shown(value)) <= 60


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_finite_numbers_are_numbers(value: float) -> None:
    assert number(value) == value
    assert number(np.float64(value)) == value


@pytest.mark.parametrize(
    "value", [nan, inf, -inf, True, False, "1", None, [1.0], 10**400, 1j, np.bool_(True)]
)
def test_everything_else_is_no_number(value: object) -> None:
    assert number(value) is None


@pytest.mark.parametrize("value", [1.0, True, "1", None, np.float64(1.0), np.bool_(True)])
def test_only_whole_numbers_without_a_point_are_integers(value: object) -> None:
    assert integer(value) is None
    assert integer(3) == integer(np.int64(3)) == 3


@given(st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=8))
def test_normalised_shares_sum_to_one_and_stay_as_they_are_when_normalised_again(
    values: list[float],
) -> None:
    shares = normalised(values)
    assert sum_to_one(shares)
    assert abs(fsum(shares) - 1.0) < 1e-12
    assert normalised(shares) == shares


@pytest.mark.parametrize(
    ("total", "expected"),
    [(1.0, True), (1.000001, True), (0.999999, True), (1.0000011, False), (0.9999, False)],
)
def test_sums_may_be_off_by_a_millionth(total: float, expected: bool) -> None:
    assert sum_to_one([0.25, total - 0.25]) is expected


def test_a_path_below_the_working_directory_is_shown_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "a" / "b.toml") == str(Path("a", "b.toml"))
    assert shown_path(tmp_path.parent / "b.toml") == str(tmp_path.parent / "b.toml")
    assert shown_path(Path("b.toml")) == "b.toml"


def test_a_tilde_that_means_nobody_is_left_alone() -> None:
    assert expanded("~nobody_of_this_name/x.toml") == Path("~nobody_of_this_name/x.toml")
    assert expanded("~/x.toml") == Path.home() / "x.toml"
