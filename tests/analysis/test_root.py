"""Crossings on functions whose answers are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.root import find_crossings

NOISE = np.random.default_rng(11).normal(size=30)


def _noisy(function, noise=0.1):
    calls = []

    def evaluate(values):
        calls.append(len(values))
        return function(values)[:, None] + noise * NOISE

    return evaluate, calls


@given(st.floats(0.05, 0.95), st.sampled_from([1.0, -1.0]), st.floats(0.5, 5.0))
def test_a_crossing_and_its_interval_are_those_of_the_mean(root, sign, slope):
    evaluate, _ = _noisy(lambda v: sign * slope * (v - root))
    found = find_crossings(evaluate, 0.0, 1.0, 9)
    shift = 0.1 * NOISE.mean() / (sign * slope)
    half = 2.045230 * 0.1 * NOISE.std(ddof=1) / np.sqrt(30) / slope
    if not 0.0 < root - shift < 1.0:
        return
    (row,) = found.crossings.to_dict("records")
    assert row["value"] == pytest.approx(root - shift, abs=2e-3)
    assert row["positive"] == ("above" if sign > 0 else "below")
    if row["value"] - half > 0:
        assert row["low"] == pytest.approx(root - shift - half, abs=2e-2)
    assert row["low"] == 0.0 or not row["low_open"]
    assert row["low"] <= row["value"] <= row["high"]


def test_several_crossings_are_all_found():
    evaluate, _ = _noisy(lambda v: np.sin(7.0 * v + 0.5), noise=0.01)
    found = find_crossings(evaluate, 0.0, 1.0, 9)
    expected = [(np.pi - 0.5) / 7, (2 * np.pi - 0.5) / 7]
    np.testing.assert_allclose(found.crossings["value"], expected, atol=4e-3)
    assert list(found.crossings["positive"]) == ["below", "above"]


@pytest.mark.parametrize("level", [2.0, -2.0])
def test_no_crossing_is_a_plain_answer(level):
    evaluate, calls = _noisy(lambda v: v * 0.1 + level)
    found = find_crossings(evaluate, 0.0, 1.0, 5)
    assert found.crossings.empty
    assert found.undecided.empty
    assert calls == [5]


def test_what_the_noise_does_not_decide_is_said():
    evaluate, _ = _noisy(lambda v: 0.0 * v + 0.001, noise=1.0)
    found = find_crossings(evaluate, 0.0, 1.0, 5)
    assert found.undecided.to_numpy().tolist() == [[0.0, 1.0]]


def test_an_interval_that_goes_on_beyond_the_range_is_open():
    evaluate, _ = _noisy(lambda v: v - 0.9 - 0.5 * NOISE.mean(), noise=0.5)
    (row,) = find_crossings(evaluate, 0.0, 1.0, 9).crossings.to_dict("records")
    assert row["high_open"]
    assert row["high"] == 1.0


def test_a_jump_has_a_crossing_without_width():
    evaluate, _ = _noisy(lambda v: np.where(v > 0.4, 1.0, -1.0))
    (row,) = find_crossings(evaluate, 0.0, 1.0, 9).crossings.to_dict("records")
    assert row["value"] == pytest.approx(0.4, abs=2e-3)
    assert row["high"] - row["low"] < 5e-3


def test_a_single_replicate_has_a_crossing_without_interval():
    found = find_crossings(lambda v: (v - 0.3)[:, None], 0.0, 1.0, 9)
    (row,) = found.crossings.to_dict("records")
    assert row["value"] == pytest.approx(0.3, abs=1e-3)
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_the_same_value_is_never_evaluated_twice():
    seen = []

    def evaluate(values):
        seen.extend(values.tolist())
        return (values - 0.31)[:, None] + 0.01 * NOISE

    find_crossings(evaluate, 0.0, 1.0, 9)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("function", "low", "high", "root"),
    [
        (lambda v: np.cos(v) - v, 0.0, 1.5, 0.7390851332),
        (lambda v: v**3 - 2.0 * v - 5.0, 0.0, 4.0, 2.0945514815),
        (lambda v: np.exp(-v) - 0.25, 0.0, 5.0, np.log(4.0)),
    ],
)
@pytest.mark.parametrize("first", [3, 33])
def test_roots_of_the_textbooks(function, low, high, root, first):
    noise = 0.02 * (NOISE[:6] - NOISE[:6].mean())
    found = find_crossings(lambda v: function(v)[:, None] + noise, low, high, first)
    (row,) = found.crossings.to_dict("records")
    assert row["value"] == pytest.approx(root, abs=1e-3 * (high - low))
    assert row["low"] < root < row["high"]


@pytest.mark.parametrize("replicates", [2, 5])
def test_the_interval_of_a_crossing_covers_the_truth_in_nineteen_of_twenty(replicates):
    generator = np.random.default_rng(replicates)
    covered = 0
    for _ in range(200):
        noise = generator.normal(0.0, 0.01, replicates)
        found = find_crossings(lambda v, noise=noise: (v - 0.4)[:, None] + noise, 0.0, 1.0, 5)
        (row,) = found.crossings.to_dict("records")
        covered += row["low"] <= 0.4 <= row["high"]
    assert 0.90 <= covered / 200 <= 0.99
