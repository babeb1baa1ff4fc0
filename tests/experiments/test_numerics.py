"""Effects, crossings, contours and boxes on functions whose answers are known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.contour import refine
from sim.analysis.factorial import effects
from sim.analysis.prim import scenario_box
from sim.analysis.root import find_crossings
from sim.errors import DesignError

LUCK = np.random.default_rng(11).normal(size=30)
LEVELS = {"a": ("off", "on"), "b": ("x", "y"), "c": (0, 1)}


def _factorial(function, replicates=3, noise=0.0):
    """Return all regimes of three factors with an outcome, in a shuffled order."""
    rows = [
        {"a": LEVELS["a"][i], "b": LEVELS["b"][j], "c": k, "replicate": r,
         "y": function(i, j, k) + noise * LUCK[r] * (1 + i)}
        for i in (0, 1) for j in (0, 1) for k in (0, 1) for r in range(replicates)
    ]  # fmt: skip
    return pd.DataFrame(rows).sample(frac=1.0, random_state=3)


@given(st.lists(st.floats(-9, 9), min_size=7, max_size=7))
def test_effects_of_a_known_function(weights):
    m, a, b, c, ab, ac, bc = weights
    table = effects(
        _factorial(
            lambda i, j, k: m + a * i + b * j + c * k + ab * i * j + ac * i * k + bc * j * k
        ),
        LEVELS,
        ["y"],
    ).set_index("term")
    assert list(table.index) == ["a", "b", "c", "a x b", "a x c", "b x c"]
    expected = [
        a + (ab + ac) / 2, b + (ab + bc) / 2, c + (ac + bc) / 2, ab / 2, ac / 2, bc / 2,
    ]  # fmt: skip
    np.testing.assert_allclose(table["effect"], expected, atol=1e-9)
    np.testing.assert_allclose(table["high"] - table["low"], 0.0, atol=1e-9)


def test_an_interaction_is_half_the_change_of_an_effect():
    table = _factorial(lambda i, j, k: 4.0 * i * j).drop(columns="c").drop_duplicates()
    found = effects(table, {"a": ("off", "on"), "b": ("x", "y")}, ["y"]).set_index("term")
    at = table.groupby(["a", "b"])["y"].mean()
    change = (at["on", "y"] - at["off", "y"]) - (at["on", "x"] - at["off", "x"])
    assert found.loc["a x b", "effect"] == change / 2


def test_the_interval_is_that_of_the_effects_in_each_replicate():
    table = effects(_factorial(lambda i, j, k: 1.0 * i, 5, noise=0.1), LEVELS, ["y"])
    row = table.set_index("term").loc["a"]
    each = 1.0 + 0.1 * LUCK[:5]
    half = 2.776445 * each.std(ddof=1) / np.sqrt(5)
    assert row["effect"] == pytest.approx(each.mean())
    assert row["high"] - row["effect"] == pytest.approx(half, rel=1e-6)


def test_a_replicate_without_one_regime_is_left_out():
    whole = _factorial(lambda i, j, k: 1.0 * i, 4, noise=0.1)
    holed = whole.drop(whole[(whole["replicate"] == 3) & (whole["c"] == 1)].index[0])
    expected = effects(whole[whole["replicate"] < 3], LEVELS, ["y"])
    pd.testing.assert_frame_equal(effects(holed, LEVELS, ["y"]), expected)


def test_one_factor_has_one_effect():
    table = pd.DataFrame({"a": ["off", "on"] * 2, "replicate": [0, 0, 1, 1], "y": [1, 3, 2, 4.0]})
    found = effects(table, {"a": ("off", "on")}, ["y"])
    assert found[["term", "effect"]].values.tolist() == [["a", 2.0]]


def _noisy(function, noise=0.1):
    calls = []

    def evaluate(values):
        calls.append(len(values))
        return function(values)[:, None] + noise * LUCK

    return evaluate, calls


@given(st.floats(0.05, 0.95), st.sampled_from([1.0, -1.0]), st.floats(0.5, 5.0))
def test_a_crossing_and_its_interval_are_those_of_the_mean(root, sign, slope):
    evaluate, _ = _noisy(lambda v: sign * slope * (v - root))
    found = find_crossings(evaluate, 0.0, 1.0, 9)
    shift = 0.1 * LUCK.mean() / (sign * slope)
    half = 2.045230 * 0.1 * LUCK.std(ddof=1) / np.sqrt(30) / slope
    if not 0.0 < root - shift < 1.0:
        return
    (row,) = found.crossings.to_dict("records")
    assert row["value"] == pytest.approx(root - shift, abs=2e-3)
    assert row["b_ahead"] == ("above" if sign > 0 else "below")
    if row["value"] - half > 0:
        assert row["low"] == pytest.approx(root - shift - half, abs=2e-2)
    assert row["low"] == 0.0 or not row["low_open"]
    assert row["low"] <= row["value"] <= row["high"]


def test_several_crossings_are_all_found():
    evaluate, _ = _noisy(lambda v: np.sin(7.0 * v + 0.5), noise=0.01)
    found = find_crossings(evaluate, 0.0, 1.0, 9)
    expected = [(np.pi - 0.5) / 7, (2 * np.pi - 0.5) / 7]
    np.testing.assert_allclose(found.crossings["value"], expected, atol=4e-3)
    assert list(found.crossings["b_ahead"]) == ["below", "above"]


@pytest.mark.parametrize("level", [2.0, -2.0])
def test_no_crossing_is_a_plain_answer(level):
    evaluate, calls = _noisy(lambda v: v * 0.1 + level)
    found = find_crossings(evaluate, 0.0, 1.0, 5)
    assert found.crossings.empty
    assert found.undecided.empty
    assert calls == [5]


def test_what_the_luck_does_not_decide_is_said():
    evaluate, _ = _noisy(lambda v: 0.0 * v + 0.001, noise=1.0)
    found = find_crossings(evaluate, 0.0, 1.0, 5)
    assert found.undecided.to_numpy().tolist() == [[0.0, 1.0]]


def test_an_interval_that_goes_on_beyond_the_range_is_open():
    evaluate, _ = _noisy(lambda v: v - 0.9 - 0.5 * LUCK.mean(), noise=0.5)
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
        return (values - 0.31)[:, None] + 0.01 * LUCK

    find_crossings(evaluate, 0.0, 1.0, 9)
    assert len(seen) == len(set(seen))


def _circle(noise=0.05):
    calls = []

    def evaluate(places):
        calls.append(len(places))
        radius = np.hypot(places[:, 0] - 0.1, places[:, 1] / 2 - 0.2)
        return (radius - 0.5)[:, None] + noise * LUCK[:5]

    return evaluate, calls


def test_a_line_is_found_where_it_is_with_its_band():
    evaluate, calls = _circle()
    surface = refine(evaluate, (0.0, 1.0), (0.0, 2.0), first=5, levels=3)
    mean = 0.05 * LUCK[:5].mean()
    half = 2.776445 * 0.05 * LUCK[:5].std(ddof=1) / np.sqrt(5)
    expected = {"estimate": 0.5 - mean, "lower_limit": 0.5 - mean + half,
                "upper_limit": 0.5 - mean - half}  # fmt: skip
    for kind, radius in expected.items():
        line = surface.contours[surface.contours["kind"] == kind]
        found = np.hypot(line["x"] - 0.1, line["y"] / 2 - 0.2)
        np.testing.assert_allclose(found, radius, atol=1e-3 if kind == "estimate" else 2e-2)
    assert calls[0] == 25
    assert len(calls) == 4
    assert sum(calls) == len(surface.points) < 33**2 / 4


def test_refinement_keeps_to_the_line():
    evaluate, _ = _circle()
    points = refine(evaluate, (0.0, 1.0), (0.0, 2.0), first=5, levels=3).points
    finest = points[points["level"] == 3]
    distance = np.abs(np.hypot(finest["x"] - 0.1, finest["y"] / 2 - 0.2) - 0.5)
    assert distance.max() < 0.2


def test_no_line_is_no_line():
    surface = refine(lambda p: np.ones((len(p), 3)), (0, 1), (0, 1), first=3, levels=4)
    assert surface.contours.empty
    assert len(surface.points) == 9


def test_places_without_a_value_leave_a_hole():
    def evaluate(places):
        outcome = (places[:, :1] - 0.45) + 0.01 * LUCK[:4]
        outcome[places[:, 1] > 0.9] = np.nan
        return outcome

    surface = refine(evaluate, (0.0, 1.0), (0.0, 1.0), first=5, levels=1)
    line = surface.contours[surface.contours["kind"] == "estimate"]
    assert line["x"].to_numpy() == pytest.approx(0.45 - 0.01 * LUCK[:4].mean(), abs=1e-6)
    assert line["y"].max() < 0.9


def test_too_fine_a_lattice_is_refused():
    with pytest.raises(DesignError, match="more than 2,048"):
        refine(lambda p: p, (0, 1), (0, 1), first=65, levels=6)


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
