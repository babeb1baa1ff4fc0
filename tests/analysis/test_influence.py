"""How much of an outcome goes with an input: known shares, and nothing where there is none."""

import numpy as np
import pytest

from sim.analysis.influence import influence

RANDOM = np.random.default_rng(3)


@pytest.mark.parametrize("shape", [lambda u: u - 0.5, lambda u: (u - 0.5) ** 2 - 1 / 12])
def test_a_slope_and_a_hill_have_their_share_of_the_variance(shape) -> None:
    u = RANDOM.random(4_000)
    part = shape(u) / np.sqrt(shape(u).var())
    outcome = part + RANDOM.normal(0.0, np.sqrt(3.0), 4_000)
    found = influence(u, outcome, np.ones(4_000))
    assert found.share == pytest.approx(0.25, abs=0.03)
    assert found.told


def test_one_in_twenty_without_influence_is_told_from_chance() -> None:
    told = [
        influence(RANDOM.random(60), RANDOM.normal(size=60), np.ones(60)).told for _ in range(1_000)
    ]
    assert 0.03 < np.mean(told) < 0.075


def test_draws_of_little_weight_do_not_count() -> None:
    u = RANDOM.random(200)
    weights = np.where(np.arange(200) < 100, 1.0, 1e-9)
    outcome = np.where(np.arange(200) < 100, RANDOM.normal(size=200), 50.0 * u)
    assert influence(u, outcome, weights).share < 0.1


def test_an_input_that_does_not_vary_has_none() -> None:
    assert influence(np.ones(9), np.arange(9.0), np.ones(9)) == (0.0, False)
