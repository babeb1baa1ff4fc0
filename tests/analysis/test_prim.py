"""Boxes of scenario discovery on points whose box is known."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.prim import find_box


def _draws(count, factors):
    points = np.random.default_rng(5).random((count, factors))
    return pd.DataFrame(points, columns=[f"p{k}" for k in range(factors)])


@pytest.mark.parametrize("factors", [6, 105])
def test_a_box_is_found_among_many_factors(factors):
    points = _draws(600, factors)
    right = ((points["p0"] < 0.4) & (points["p1"] > 0.5)).to_numpy()
    box = find_box(points, right, dict.fromkeys(points, (0.0, 1.0)))
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
    box = find_box(points, right)
    assert list(box.limits["factor"]) == ["p0"]
    assert box.density < 0.45


def test_noise_has_no_box():
    points = _draws(512, 105)
    right = np.random.default_rng(2).random(512) < 0.5
    assert find_box(points, right).limits.empty


@pytest.mark.parametrize("right", [True, False])
def test_what_always_or_never_holds_has_no_box(right):
    box = find_box(_draws(200, 3), np.full(200, right))
    assert box.limits.empty
    assert box.density == float(right)
    assert box.mass == 1.0


def test_the_same_draws_give_the_same_box():
    points = _draws(300, 10)
    right = (points["p0"] + points["p1"] > 1.2).to_numpy()
    first, second = (find_box(points, right) for _ in range(2))
    pd.testing.assert_frame_equal(first.limits, second.limits)


@pytest.mark.parametrize(("count", "within"), [(400, 0.1), (2000, 0.05)])
def test_a_noisy_box_is_found_and_judged_by_what_it_holds(count, within):
    points = _draws(count, 5)
    inside = (points["p1"].between(0.3, 0.8) & (points["p3"] < 0.6)).to_numpy()
    right = np.random.default_rng(9).random(count) < np.where(inside, 0.95, 0.05)
    box = find_box(points, right, dict.fromkeys(points, (0.0, 1.0)))
    assert list(box.limits["factor"]) == ["p1", "p3"]
    (low, high), (zero, end) = box.limits[["low", "high"]].to_numpy()
    assert (low, high, end) == pytest.approx((0.3, 0.8, 0.6), abs=0.1)
    assert zero == 0.0
    # What holds in this box, of all draws that there could be.
    mass = (high - low) * end
    core = (min(high, 0.8) - max(low, 0.3)) * min(end, 0.6)
    hits = 0.95 * core + 0.05 * (mass - core)
    assert box.mass == pytest.approx(mass, abs=within)
    assert box.density == pytest.approx(hits / mass, abs=within)
    assert box.coverage == pytest.approx(hits / (0.95 * 0.3 + 0.05 * 0.7), abs=within)


def test_a_box_is_not_searched_for_in_few_draws():
    points = _draws(30, 3)
    assert find_box(points, (points["p0"] < 0.5).to_numpy()).limits.empty
