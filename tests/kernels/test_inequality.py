"""The Gini coefficient and quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.inequality import gini, gini_of_ordered, quantile_of_ordered
from tests.kernels import reference_people as reference
from tests.kernels.worlds import few_examples

amounts = st.lists(st.floats(0.0, 1e6), min_size=1, max_size=30).filter(lambda x: sum(x) > 1e-3)
counts = st.integers(min_value=1, max_value=200)


@few_examples
@given(amounts)
def test_gini_agrees_with_the_mean_difference_of_all_pairs(values):
    owned = np.array(values)
    assert gini(owned) == pytest.approx(reference.gini(owned), rel=1e-12, abs=1e-12)


@few_examples
@given(counts, st.floats(0.1, 100.0))
def test_gini_is_0_when_all_have_the_same(count, amount):
    assert gini(np.full(count, amount)) == pytest.approx(0.0, abs=1e-12)


@few_examples
@given(counts, st.integers(0, 199))
def test_gini_is_1_minus_1_over_n_when_one_owns_everything(count, owner):
    values = np.zeros(count)
    values[owner % count] = 3.0
    assert gini(values) == pytest.approx((count - 1) / count, rel=1e-12)


@few_examples
@given(amounts, st.floats(0.01, 100.0))
def test_gini_depends_neither_on_the_unit_nor_on_the_order_nor_on_copies(values, unit):
    owned = np.array(values)
    expected = pytest.approx(gini(owned), rel=1e-10, abs=1e-10)
    assert gini(unit * owned) == expected
    assert gini(owned[::-1].copy()) == expected
    assert gini(np.concatenate([owned, owned])) == expected


@few_examples
@given(amounts)
def test_gini_lies_between_0_and_1_and_leaves_the_values_as_they_are(values):
    owned = np.array(values)
    assert -1e-12 <= gini(owned) < 1.0
    np.testing.assert_array_equal(owned, values)


@few_examples
@given(st.lists(st.floats(0.1, 100.0), min_size=2, max_size=30), st.floats(0.01, 0.99))
def test_a_gift_from_the_richest_to_the_poorest_lowers_gini(values, part):
    owned = np.sort(np.array(values))
    owned[-1] += 1.0
    given_away = part * (owned[-1] - owned[0]) / 2.0
    after = owned.copy()
    after[[0, -1]] += [given_away, -given_away]
    assert gini(after) < gini(owned)


def test_gini_is_undefined_without_values_or_without_anything_owned():
    assert np.isnan(gini(np.empty(0)))
    assert np.isnan(gini(np.zeros(4)))


@few_examples
@given(amounts)
def test_gini_of_ordered_values_is_the_same(values):
    owned = np.array(values)
    assert gini_of_ordered(np.sort(owned)) == gini(owned)


finite = st.lists(
    st.floats(-1e9, 1e9) | st.sampled_from([0.0, 1.0, 2.0]), min_size=1, max_size=40
).map(sorted)
shares = st.floats(0.0, 1.0, allow_subnormal=False)


@given(finite, shares)
def test_a_quantile_agrees_with_the_linear_one_of_numpy(values, share):
    ordered = np.array(values)
    expected = pytest.approx(np.quantile(ordered, share, method="linear"), rel=1e-12, abs=1e-6)
    assert quantile_of_ordered(ordered, share) == expected


@given(finite, shares, shares)
def test_quantiles_lie_between_the_values_and_rise_with_the_share(values, one, other):
    ordered = np.array(values)
    low, high = sorted((one, other))
    lower, higher = quantile_of_ordered(ordered, low), quantile_of_ordered(ordered, high)
    assert ordered[0] <= lower <= ordered[-1]
    below = int(high * (len(ordered) - 1))
    assert ordered[below] <= higher <= ordered[min(below + 1, len(ordered) - 1)]
    slack = 1e-12 * max(abs(ordered[0]), abs(ordered[-1]))
    assert lower <= higher + slack


@given(finite)
def test_the_extreme_quantiles_are_the_extreme_values_and_equal_values_have_one_quantile(values):
    ordered = np.array(values)
    assert quantile_of_ordered(ordered, 0.0) == ordered[0]
    assert quantile_of_ordered(ordered, 1.0) == ordered[-1]
    same = np.full(len(ordered), ordered[0])
    assert quantile_of_ordered(same, 0.37) == ordered[0]


def test_quantiles_of_few_values_are_as_defined():
    assert quantile_of_ordered(np.array([3.0]), 0.9) == 3.0
    assert quantile_of_ordered(np.array([1.0, 2.0]), 0.5) == 1.5
    assert quantile_of_ordered(np.array([1.0, 2.0, 4.0]), 0.75) == 3.0
    assert quantile_of_ordered(np.empty(0), 0.5) == 0.0
