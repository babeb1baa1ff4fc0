"""Messages for users: the nearest valid name, and several mistakes in one message."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import errors
from sim.errors import BalancedJobsError, choices, compose, nearest, suggestion

NAMES = ["intrinsic_motivation", "leniency", "institutions.division", "workers"]
WORDS = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("intrinsic_motivatoin", "intrinsic_motivation"),
        ("Intrinsic-Motivation", "intrinsic_motivation"),
        (" leniency ", "leniency"),
        ("division", "institutions.division"),
        ("divison", "institutions.division"),
        ("institution.division", "institutions.division"),
        ("motivation", "intrinsic_motivation"),
        ("niency", "leniency"),
        ("intrinsik", "intrinsic_motivation"),
        ("motivatoin", "intrinsic_motivation"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_found_or_nothing(typed: str, meant: str | None) -> None:
    assert nearest(typed, NAMES) == meant
    assert suggestion(typed, NAMES) == (f"; did you mean '{meant}'?" if meant else "")


@given(st.lists(WORDS, min_size=1, unique=True), st.data())
def test_a_valid_name_is_nearest_to_itself(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    assert nearest(name, iter(names)) == name


def test_choices_name_all_that_is_allowed() -> None:
    assert choices("b", iter(["ab", "cd"])) == "allowed are ab, cd; did you mean 'ab'?"
    assert choices("x", ["ab", "cd"]) == "allowed are ab, cd"


def test_one_problem_makes_one_line_and_several_a_list() -> None:
    assert compose("a.toml", ["x is wrong"]) == "a.toml: x is wrong"
    assert compose("", ["x is wrong"]) == "x is wrong"
    assert compose("a.toml", ["x", "y"]) == "a.toml: 2 mistakes:\n  - x\n  - y"
    assert compose("", ["x", "y"]) == "2 mistakes:\n  - x\n  - y"


def test_every_error_of_the_package_is_of_one_kind_that_is_no_value_error() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and kind.__module__ == errors.__name__
    ]
    assert len(kinds) >= 5
    assert all(issubclass(kind, BalancedJobsError) for kind in kinds)
    assert not issubclass(BalancedJobsError, ValueError | AssertionError)
