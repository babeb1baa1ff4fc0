"""The sign of a gap beside that of the reference."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.intervals import Estimate
from sim.experiments.robustness.analysis import sign_of


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
