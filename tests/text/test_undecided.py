"""What is said where a size is too small, and which size would decide, on known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.analysis.decided import Placement, band_margin, placed, size_that_decides
from sim.analysis.intervals import mean_interval
from sim.text.undecided import Size, replicates

NAN = math.nan


@pytest.mark.parametrize(
    ("interval", "where"),
    [
        ((0.05, 0.07), Placement.INSIDE),
        ((0.04, 0.08), Placement.INSIDE),
        ((0.09, 0.2), Placement.OUTSIDE),
        ((-0.1, 0.03), Placement.OUTSIDE),
        ((-0.022, 0.15), Placement.UNDECIDED),
        ((0.05, 0.09), Placement.UNDECIDED),
        ((0.01, 0.04), Placement.UNDECIDED),
        ((NAN, NAN), Placement.UNDECIDED),
    ],
)
def test_an_interval_that_reaches_over_an_end_of_a_band_supports_neither(interval, where):
    assert placed(*interval, 0.04, 0.08) is where


def test_the_margin_of_a_band_is_the_way_to_its_nearer_end():
    assert band_margin(0.064, 0.04, 0.08) == pytest.approx(0.016)
    assert band_margin(0.10, 0.04, 0.08) == pytest.approx(0.02)
    assert band_margin(-0.02, 0.04, 0.08) == pytest.approx(0.06)


@pytest.mark.parametrize("size", [2, 3, 5, 20])
def test_the_size_over_replicates_is_the_one_at_which_the_t_test_rejects(size):
    """Values of the same mean and spread, at the size found and one below."""
    spread, mean = 3.0, 1.0
    half = stats.t.ppf(0.975, size - 1) * spread / math.sqrt(size)
    found = size_that_decides(mean, half, size, student=True)
    assert found > size
    for count, rejected in ((int(found), True), (int(found) - 1, False)):
        values = np.linspace(-1.0, 1.0, count)
        values = mean + spread * values / values.std(ddof=1)
        low = float(mean_interval(values).low)
        assert (low >= 0.0) == rejected


def test_the_root_law_holds_without_student():
    assert size_that_decides(0.5, 1.0, 64) == 256
    assert math.isnan(size_that_decides(0.5, NAN, 64))
    assert math.isnan(size_that_decides(NAN, 1.0, 64))
    assert math.isinf(size_that_decides(0.01, 1.0, 64))


def test_what_is_said_names_the_size_of_now_first_and_the_one_that_would_do():
    said = Size(64, "base sample", powers_of_two=True).undecided("no index is told", 300.0)
    assert said == (
        "Undecided at this size (64 base samples): no index is told. About 512 base samples would "
        "decide it, if the estimate is right."
    )
    assert (
        replicates(1)
        .undecided("nothing is known")
        .endswith("An interval takes at least 2 replicates; ten are usual.")
    )
    assert "It takes more draws." in Size(8, "draw").undecided("nothing is known")
    assert "More than 64 times as many replicates" in replicates(4).would(math.inf)
    assert "About 130 replicates" in replicates(10).would(124.0)
    assert "About 19 replicates" in replicates(10).would(19.0)


def test_the_nearest_of_several_decides_what_is_said():
    size = replicates(4)
    near, far = (1.0, -0.5, 2.5), (0.1, -2.9, 3.1)
    assert size.enough([near, far]) == size.enough([near])
    assert size.enough([far]) > size.enough([near])
    assert math.isnan(size.enough([(1.0, NAN, NAN)]))
    assert size.enough([(0.6, 0.3, 0.9)], null=0.5) > 4
    assert size.enough_for_band([((0.064, -0.022, 0.15), 0.04, 0.08)]) > 4
