"""Factors of a design."""

import numpy as np
import pytest

from sim.analysis.factors import Factor
from sim.errors import DesignError


def test_a_category_is_as_long_as_the_others():
    factor = Factor.among("rule", ["x", "y", "z"])
    assert [factor.value_at(p) for p in (0.0, 0.99, 1.0, 2.5, 3.0)] == ["x", "x", "y", "z", "z"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Factor.between("a", 1.0, 1.0), "no range"),
        (lambda: Factor.between("a", 0.0, np.inf), "no range"),
        (lambda: Factor.among("a", []), "no values"),
        (lambda: Factor.among("a", ["x", "x"]), "stands twice"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(DesignError, match=message):
        call()
