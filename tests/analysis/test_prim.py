"""Boxes of scenario discovery on points whose box is known."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.prim import scenario_box


def _draws(count, factors):
    points = np.random.default_rng(5).random((count, factors))
    return pd.DataFrame(points, columns=[f"p{k}" for k in range(factors)])


@pytest.mark.parametrize("factors", [6, 105])
def test_a_box_is_found_among_many_factors(factors):
    points = _draws(600, factors)
    right = ((points["p0"] < 0.4) & (points["p1"] > 0.5)).to_numpy()
    box = scenario_box(points, right, dict.fromkeys(points, (0.0, 1.0)))
    limits = box.limits.set_index("factor")
    assert list(limits.index) == ["p0", "p1"]
    assert limits.loc["p0", ["low", "high"]].tolist() == pytest.approx([0.0, 0.4], abs=0.05)
    assert limits.loc["p1", ["low", "high"]].tolist() == pytest.approx([0.5, 1.0], abs=0.05)
    assert limits.loc["p0", "low"] == 0.0
    assert box.density > 0.85
    assert box.coverage > 0.85
    assert box.density_low <= box.density <= box.density_high
    assert box.draws == 300


def test_a_box_is_judged_by_draws_that_it_was_not_found_with():
    points = _draws(400, 4)
    right = (points["p0"] < 0.5).to_numpy().copy()
    right[1::2] = np.random.default_rng(1).random(200) < 0.3  # the judging half says otherwise
    box = scenario_box(points, right)
    assert list(box.limits["factor"]) == ["p0"]
    assert box.density < 0.45


def test_noise_has_no_box():
    points = _draws(512, 105)
    right = np.random.default_rng(2).random(512) < 0.5
    assert scenario_box(points, right).limits.empty


@pytest.mark.parametrize("right", [True, False])
def test_what_always_or_never_holds_has_no_box(right):
    box = scenario_box(_draws(200, 3), np.full(200, right))
    assert box.limits.empty
    assert box.density == float(right)
    assert box.mass == 1.0


def test_the_same_draws_give_the_same_box():
    points = _draws(300, 10)
    right = (points["p0"] + points["p1"] > 1.2).to_numpy()
    first, second = (scenario_box(points, right) for _ in range(2))
    pd.testing.assert_frame_equal(first.limits, second.limits)
