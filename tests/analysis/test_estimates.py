"""What an estimate and its interval allow one to conclude."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp

from sim.analysis.estimates import (
    DECIDED,
    Conclusion,
    Outcome,
    by_conclusion,
    conclusion_of,
    conclusions,
    decided,
)
from sim.analysis.intervals import mean_interval

NAN = math.nan


@pytest.mark.parametrize(
    ("low", "high", "conclusion"),
    [
        (1.0, 2.0, Conclusion.HIGHER),
        (-2.0, -1.0, Conclusion.LOWER),
        (-1.0, 2.0, Conclusion.UNDECIDED),
        (0.0, 2.0, Conclusion.UNDECIDED),
        (-2.0, 0.0, Conclusion.UNDECIDED),
        (0.0, 0.0, Conclusion.EQUAL),
        (-0.0, 0.0, Conclusion.EQUAL),
        (1.0, math.inf, Conclusion.HIGHER),
        (-math.inf, math.inf, Conclusion.UNDECIDED),
        (NAN, NAN, Conclusion.NO_INTERVAL),
        (1.0, NAN, Conclusion.NO_INTERVAL),
        (NAN, -1.0, Conclusion.NO_INTERVAL),
    ],
)
def test_the_conclusion_follows_the_interval(low, high, conclusion):
    outcome = Outcome((low + high) / 2, low, high)
    assert outcome.conclusion is conclusion
    assert conclusion_of(low, high) is conclusion
    assert conclusion_of(low + 0.5, high + 0.5, null=0.5) is conclusion
    assert outcome.decided == decided(low, high) == (conclusion in DECIDED)
    table = pd.DataFrame({"from": [low], "to": [high]}, index=["row"])
    assert list(conclusions(table, "from", "to").items()) == [("row", conclusion)]


@given(st.lists(st.floats(-10, 10).map(lambda x: round(x, 2)), min_size=2, max_size=8))
def test_the_rule_is_the_t_test(sample):
    if np.ptp(sample) == 0.0:
        return
    rejected = ttest_1samp(sample, 0.0).pvalue < 0.05
    assert Outcome.from_estimate(mean_interval(sample)).decided == rejected


def test_what_is_the_same_in_every_replicate_is_equal_and_one_replicate_is_not_enough():
    assert Outcome.from_estimate(mean_interval([0.0, 0.0])).conclusion is Conclusion.EQUAL
    assert Outcome.from_estimate(mean_interval([0.0])).conclusion is Conclusion.NO_INTERVAL
    assert Outcome.from_estimate(mean_interval([2.0, 2.0])).conclusion is Conclusion.HIGHER


def test_rows_of_a_table_are_chosen_by_their_conclusion():
    table = pd.DataFrame({"low": [1.0, -1.0, -2.0, NAN, 0.0], "high": [2.0, 1.0, -1.0, NAN, 0.0]})
    found = conclusions(table)
    assert list(table[found == Conclusion.HIGHER].index) == [0]
    assert list(table[found.isin(DECIDED)].index) == [0, 2]
    assert list(found == Conclusion.EQUAL) == [False] * 4 + [True]
    assert conclusions(table[:0]).empty


def test_names_are_sorted_by_conclusion():
    outcomes = {
        "a": Outcome(1.5, 1.0, 2.0),
        "b": Outcome(0.0, 0.0, 0.0),
        "c": Outcome(0.5, -1.0, 2.0),
        "d": Outcome(3.5, 3.0, 4.0),
    }
    assert by_conclusion(outcomes) == {
        Conclusion.HIGHER: ["a", "d"],
        Conclusion.LOWER: [],
        Conclusion.UNDECIDED: ["c"],
        Conclusion.EQUAL: ["b"],
        Conclusion.NO_INTERVAL: [],
    }


@given(st.floats(-200, 200), st.floats(1e-6, 50), st.floats(1e-6, 50))
def test_per_cent_keep_order_and_sign_of_log_points(difference, below, above):
    outcome = Outcome(difference, difference - below, difference + above)
    share = outcome.as_percentage()
    assert share.low <= share.difference <= share.high
    assert share.conclusion is outcome.conclusion
    assert math.log1p(share.difference / 100) * 100 == pytest.approx(difference, abs=1e-9)
