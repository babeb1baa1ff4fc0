"""Kinds of values: what they allow, in a check, in words and in a schema."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from sim.grammar import Flag, Kind, ListOf, Number, OneOf, Text, Whole

KINDS = {
    "any number": Number(),
    "number of at least": Number(1.0),
    "number in a range": Number(0.0, 1.0),
    "number above": Number(0.0, 1.0, above="nothing takes no time"),
    "whole number": Whole(2),
    "whole number in a range": Whole(2, 10),
    "odd number": Whole(1, 5, step=2),
    "flag": Flag(),
    "text": Text(),
    "text that is not empty": Text(1),
    "text of a length": Text(3, 5),
    "word": Text(pattern="[a-z]+"),
    "one of several": OneOf(("low", "high")),
    "list": ListOf(Whole(1)),
    "list of different ones": ListOf(OneOf(("a", "b")), least=1, once=True),
    "list of a length": ListOf(Text(), least=2, most=3),
}

SCALARS = (
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats(-2.0, 12.0).map(lambda x: x + 0.01)
    | st.sampled_from(["low", "high", "lo", "a", "b", "", " ", "abcdef"]) | st.text(max_size=6)
)  # fmt: skip
VALUES = SCALARS | st.lists(SCALARS, max_size=4)


def problem(kind: Kind, value: object) -> str:
    return "; ".join(kind.problems("x", value))


@pytest.mark.parametrize("name", KINDS)
@given(value=VALUES)
def test_check_and_schema_agree(name: str, value: object) -> None:
    kind = KINDS[name]
    assert bool(problem(kind, value)) == (not Draft7Validator(kind.schema()).is_valid(value))


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Number(0.0, 1.0, "-"), 2, "x = 2: must be a number from 0 to 1"),
        (Number(0.0, 1.0, "days"), 2, "x = 2: must be a number from 0 to 1 (days)"),
        (Number(0.0), -1, "x = -1: must be a number of at least 0"),
        (Number(), "much", 'x = "much": must be a number'),
        (Number(0.0, 1.0, above="leave it out"), 0, "x = 0: must be above 0; leave it out"),
        (Number(0.0, 1.0, above="leave it out"), -1, "x = -1: must be a number from 0 to 1"),
        (Whole(1, 5_000), 1.0, "x = 1.0: must be a whole number from 1 to 5,000"),
        (Whole(1), True, "x = true: must be a whole number of at least 1"),
        (Flag(), 1, "x = 1: must be true or false"),
        (Text(), 1, "x = 1: must be text in quotes"),
        (Text(1), " ", 'x = " ": must be text in quotes, not empty'),
        (Text(10), "short", 'x = "short": must be text in quotes of at least 10 characters'),
        (OneOf(("low",)), "lwo", 'x = "lwo": allowed are low; did you mean \'low\'?'),
        (ListOf(Whole(1)), [1, 0], "x = 0: must be a whole number of at least 1"),
        (ListOf(Text(), least=2, most=3), ["a"], "x: there are 1; allowed are 2 to 3"),
        (ListOf(Text(), most=1), ["a", "b"], "x: there are 2; allowed are up to 1"),
        (ListOf(Text(), once=True), ["a", "a"], "x: 'a' stands twice"),
        (ListOf(Whole(1), once=True), [1, 1], "x = [1, 1]: a value stands twice"),
    ],
)  # fmt: skip
def test_a_problem_names_place_value_and_what_is_allowed(
    kind: Kind, value: object, message: str
) -> None:
    assert problem(kind, value) == message


def test_what_is_missing_is_said_in_the_same_words() -> None:
    assert OneOf(("low", "high")).allowed() == "allowed are low, high"
    assert Number(0.0, inf).allowed() == "must be a number of at least 0"
