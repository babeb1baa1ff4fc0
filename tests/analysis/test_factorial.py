"""Factorial effects on functions whose answers are known."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.factorial import effects

NOISE = np.random.default_rng(11).normal(size=30)
LEVELS = {"a": ("off", "on"), "b": ("x", "y"), "c": (0, 1)}


def _factorial(function, replicates=3, noise=0.0):
    """Return all regimes of three factors with an outcome, in a shuffled order."""
    rows = [
        {"a": LEVELS["a"][i], "b": LEVELS["b"][j], "c": k, "replicate": r,
         "y": function(i, j, k) + noise * NOISE[r] * (1 + i)}
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
    each = 1.0 + 0.1 * NOISE[:5]
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


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_effects_are_twice_the_coefficients_of_a_regression_on_signs(count):
    generator = np.random.default_rng(count)
    names = [f"f{k}" for k in range(count)]
    signs = np.array(list(itertools.product((-1.0, 1.0), repeat=count)))
    pairs = list(itertools.combinations(range(count), 2))
    design = np.column_stack(
        [np.ones(len(signs)), signs, *(signs[:, i] * signs[:, j] for i, j in pairs)]
    )
    outcome = generator.normal(size=len(signs))
    coefficients, *_ = np.linalg.lstsq(design, outcome)
    table = pd.DataFrame(np.where(signs > 0, "high", "low"), columns=names)
    table = table.assign(replicate=0, y=outcome).sample(frac=1.0, random_state=1)
    found = effects(table, dict.fromkeys(names, ("low", "high")), ["y"])
    assert list(found["term"]) == names + [f"f{i} x f{j}" for i, j in pairs]
    np.testing.assert_allclose(found["effect"], 2.0 * coefficients[1:], atol=1e-12)
