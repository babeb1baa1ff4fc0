"""What an estimate and its interval allow one to conclude."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.estimates import Conclusion, Outcome


@pytest.mark.parametrize(
    ("low", "high", "conclusion"),
    [
        (1.0, 2.0, Conclusion.HIGHER),
        (-2.0, -1.0, Conclusion.LOWER),
        (-1.0, 2.0, Conclusion.UNDECIDED),
        (0.0, 2.0, Conclusion.UNDECIDED),
        (0.0, 0.0, Conclusion.EQUAL),
        (math.nan, math.nan, Conclusion.NO_INTERVAL),
    ],
)
def test_the_conclusion_follows_the_interval(low, high, conclusion):
    outcome = Outcome((low + high) / 2, low, high)
    assert outcome.conclusion is conclusion
    assert outcome.decided == (conclusion in (Conclusion.HIGHER, Conclusion.LOWER))


@given(st.floats(-200, 200), st.floats(1e-6, 50), st.floats(1e-6, 50))
def test_per_cent_keep_order_and_sign_of_log_points(difference, below, above):
    outcome = Outcome(difference, difference - below, difference + above)
    share = outcome.as_percentage()
    assert share.low <= share.difference <= share.high
    assert share.conclusion is outcome.conclusion
    assert math.log1p(share.difference / 100) * 100 == pytest.approx(difference, abs=1e-9)
