"""Smoothed weights on tails whose shape is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.analysis.pareto_smoothing import pareto_of, smoothed


@pytest.mark.parametrize("shape", [-0.2, 0.2, 0.6, 1.0])
def test_the_shape_of_a_pareto_tail_is_found(shape: float) -> None:
    random = np.random.default_rng(2)
    drawn = np.sort(stats.genpareto(shape, scale=3.0).rvs(4000, random_state=random))
    found, scale = pareto_of(drawn)
    assert found == pytest.approx(shape, abs=0.08)
    assert scale == pytest.approx(3.0, rel=0.1)


def test_heavy_tails_are_told_and_only_the_tail_changes() -> None:
    random = np.random.default_rng(4)
    raw = stats.genpareto(1.2).rvs(2000, random_state=random)
    found = smoothed(np.log(raw))
    assert found.shape > 0.7
    assert found.weights.sum() == pytest.approx(1.0)
    bulk = raw < np.quantile(raw, 0.9)
    share = found.weights[bulk] / raw[bulk]
    assert share == pytest.approx(share[0])
    assert (np.argsort(found.weights[~bulk]) == np.argsort(raw[~bulk])).all()


def test_light_tails_stay_and_equal_weights_have_none() -> None:
    random = np.random.default_rng(5)
    raw = random.uniform(0.5, 1.5, 2000)
    found = smoothed(np.log(raw))
    assert found.shape < 0.3
    assert found.weights == pytest.approx(raw / raw.sum(), rel=0.05)
    assert smoothed(np.zeros(100)).shape == -np.inf
    assert smoothed(np.zeros(10)).shape == np.inf
