"""Words that every text shares, and what an interval decides."""

import math

import pytest

from sim.analysis.estimates import Conclusion, Outcome
from sim.text.phrases import (
    ahead,
    but_undecided,
    capital,
    counted,
    higher_or_lower,
    horizon_name,
    horizon_phrase,
    listed,
    months_name,
)

NAN = math.nan


@pytest.mark.parametrize(
    ("horizon", "name", "phrase"),
    [
        ("year_1", "year 1", "after 1 year"),
        ("year_20", "year 20", "after 20 years"),
        ("long_run", "long run", "in the long run"),
        ("transition", "transition", "in the transition"),
        ("last_decade", "last decade", "in the last decade"),
    ],
)
def test_a_horizon_has_a_name_and_a_place_in_a_sentence(horizon, name, phrase):
    assert horizon_name(horizon) == name
    assert horizon_phrase(horizon) == phrase


def test_months_are_said_with_both_ends():
    assert months_name(181, 240) == "months 181 to 240"
    assert months_name(3, 3) == "month 3"


@pytest.mark.parametrize(
    ("names", "most", "text"),
    [
        ([], None, ""),
        (["a"], None, "a"),
        (["a", "b"], None, "a and b"),
        (["a", "b", "c"], None, "a, b and c"),
        (["a", "b", "c"], 3, "a, b and c"),
        (["a", "b", "c", "d"], 2, "a, b and 2 more"),
        (["a", "b"], 1, "a and 1 more"),
    ],
)
def test_names_are_listed_as_in_a_sentence(names, most, text):
    assert listed(iter(names), most) == text


def test_another_conjunction_may_stand_between_the_last_two():
    assert listed(["a", "b", "c"], conjunction="or") == "a, b or c"


def test_counts_agree_with_their_nouns():
    assert counted(1, "replicate") == "1 replicate"
    assert counted(2000, "person", "people") == "2,000 people"
    assert counted(0, "run") == "0 runs"


def test_a_capital_leaves_the_rest_as_it_is():
    assert capital("output per hour (Gini)") == "Output per hour (Gini)"
    assert capital("") == ""


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(1.0, 0.1, 2.0), "B is ahead"),
        (Outcome(-1.0, -2.0, -0.1), "A is ahead"),
        (Outcome(1.0, -0.1, 2.0), "undecided: the interval contains both signs"),
        (Outcome(0.0, 0.0, 0.0), "both are exactly the same"),
        (Outcome(1.0, NAN, NAN), "undecided: there is no interval"),
    ],
)
def test_only_an_interval_says_who_is_ahead(outcome, words):
    assert ahead(outcome.conclusion, "A", "B") == words


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(7.79, 6.65, 8.98), "8.1 % higher [+6.9 to +9.4 %]"),
        (Outcome(-3.05, -3.67, -2.43), "3.0 % lower [-3.6 to -2.4 %]"),
        (Outcome(-3.05, NAN, NAN), "3.0 % lower"),
        (Outcome(0.0, 0.0, 0.0), "the same"),
        (Outcome(NAN, NAN, NAN), "not known"),
    ],
)
def test_a_gap_is_said_in_per_cent(outcome, words):
    assert higher_or_lower(outcome) == words


def test_only_an_undecided_outcome_is_called_so():
    assert but_undecided(Conclusion.UNDECIDED) == ", which is undecided"
    assert but_undecided(Conclusion.HIGHER) == ""
    assert but_undecided(Conclusion.NO_INTERVAL) == ""
