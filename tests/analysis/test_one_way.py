"""What an output owes to one input: known shares, none where there is none, and coverage."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.one_way import Shares, spline_of, variance_share
from sim.analysis.weighting import bootstrap_weights


def share(x, y, weights=None, seed=0) -> Shares:
    own = np.full(len(y), 1.0) if weights is None else weights
    found = variance_share(spline_of(x, own), y, own, bootstrap_weights(own, seed, 200))
    assert found is not None
    return found


def linear(draws: int, seed: int, uneven: float = 0.0):
    """Return inputs, output 1 x_1 + 0.4 x_2 + 0.8 e, and weights that go with none of them."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((draws, 3))
    y = x[:, 0] + 0.4 * x[:, 1] + 0.8 * random.standard_normal(draws)
    return x, y, np.exp(uneven * random.standard_normal(draws))


TRUE = np.array([1.0, 0.16, 0.0]) / 1.8


def test_shares_of_a_sum_of_normal_inputs_are_those_of_their_variances() -> None:
    x, y, _ = linear(4000, 1)
    for place, true in enumerate(TRUE):
        found = share(x[:, place], y)
        assert found.value == pytest.approx(true, abs=0.025)
        assert found.low <= true <= found.high


@pytest.mark.parametrize("uneven", [0.0, 0.7])
def test_intervals_hold_the_truth_and_nothing_is_claimed_of_an_idle_input(uneven) -> None:
    tries = 60
    held, claimed, values = np.zeros(3), np.zeros(3), np.zeros(3)
    for seed in range(tries):
        x, y, weights = linear(200, seed, uneven)
        for place, true in enumerate(TRUE):
            found = share(x[:, place], y, weights, seed)
            held[place] += found.low <= true <= found.high
            claimed[place] += found.low > 0.0
            values[place] += found.value / tries
    assert (held / tries >= 0.83).all()
    assert values == pytest.approx(TRUE, abs=0.03)
    assert claimed[0] == tries
    assert claimed[2] <= 3


def test_first_orders_of_ishigami() -> None:
    random = np.random.default_rng(4)
    unit = random.random((3000, 4))
    x = (2.0 * unit - 1.0) * np.pi
    y = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = [share(unit[:, place], y).value for place in range(4)]
    assert found == pytest.approx([0.314, 0.442, 0.0, 0.0], abs=0.035)


def test_weights_count_as_draws_from_what_they_stand_for() -> None:
    # Uniform draws weighted to a density 2 x: Var(x) = 1/18, and the noise has as much.
    random = np.random.default_rng(5)
    x = random.random(4000)
    y = x + random.standard_normal(4000) / np.sqrt(18.0)
    assert share(x, y, 2.0 * x).value == pytest.approx(0.5, abs=0.04)


def test_a_share_does_not_change_where_the_input_is_measured_otherwise() -> None:
    x, y, weights = linear(300, 2, 0.5)
    one, other = share(x[:, 0], y, weights), share(np.exp(3.0 * x[:, 0]), y, weights)
    assert one[:3] == pytest.approx(other[:3])


def test_what_does_not_vary_has_no_share() -> None:
    own = np.full(50, 0.02)
    again = bootstrap_weights(own, 0, 20)
    assert spline_of(np.ones(50), own) is None
    assert spline_of(np.arange(19.0), np.ones(19)) is None
    assert spline_of(np.arange(50.0), np.where(np.arange(50) < 3, 1.0, 1e-3)) is None
    assert variance_share(spline_of(np.arange(50.0), own), np.ones(50), own, again) is None
