"""The sign of a gap, and the interval of a difference between independent runs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_ind

from sim.analysis.intervals import Estimate
from sim.experiments.robustness.analysis import difference_of_means, sign_of


@pytest.mark.parametrize(
    ("own", "other", "sign"),
    [
        ((2.0, 1.0, 3.0), (1.0, 0.5, 1.5), "same"),
        ((-2.0, -3.0, -1.0), (-1.0, -1.5, -0.5), "same"),
        ((2.0, 1.0, 3.0), (-1.0, -1.5, -0.5), "reversed"),
        ((2.0, -1.0, 5.0), (-1.0, -1.5, -0.5), "undecided"),
        ((2.0, 1.0, 3.0), (1.0, -0.5, 2.5), "decided"),
        ((2.0, np.nan, np.nan), (1.0, 0.5, 1.5), "undecided"),
    ],
)
def test_the_sign_of_a_gap_is_that_which_its_interval_allows(own, other, sign) -> None:
    estimates = [Estimate(*map(np.asarray, each)) for each in (own, other)]
    assert sign_of(*estimates) == sign


def test_the_interval_of_independent_runs_is_that_of_welch() -> None:
    generator = np.random.default_rng(4)
    values, reference = generator.normal(2.0, 3.0, 5), generator.normal(1.0, 1.0, 20)
    found = difference_of_means(values, reference)
    interval = ttest_ind(values, reference, equal_var=False).confidence_interval(0.95)
    assert found.mean == pytest.approx(values.mean() - reference.mean())
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    alone = difference_of_means(values[:1], reference)
    assert np.isnan([alone.low, alone.high]).all()
