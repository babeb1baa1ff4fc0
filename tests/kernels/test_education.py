"""What those who select people for expert training see of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from sim.kernels.education import signal_aptitude
from sim.kernels.random import fill_normal, stream_key
from tests.kernels.worlds import few_examples, seeds, shares

KEY = stream_key(3, 0, 1, 1)


def signals(seed: int, validity: float, count: int = 60) -> tuple[np.ndarray, ...]:
    """Return rows, aptitude, the holders' noise, and what is filled."""
    rng = np.random.default_rng(seed)
    aptitude = np.exp(rng.normal(0.0, 0.3, (2 * count, 6)))
    rows = np.sort(rng.permutation(2 * count)[:count])
    holder = rng.integers(0, 10_000, count)
    noise, able, signal = np.empty((3, count))
    fill_normal(KEY, holder, noise)
    signal_aptitude(0, count, KEY, rows, holder, 4, aptitude, 0.3, validity, able, signal)
    return np.log(aptitude[rows, 4]) / 0.3, noise, able, signal


@few_examples
@given(seeds, shares)
def test_the_test_mixes_ability_and_noise_by_its_validity(seed: int, validity: float) -> None:
    ability, noise, able, signal = signals(seed, validity)
    np.testing.assert_allclose(able, ability, rtol=1e-12, atol=1e-13)
    expected = validity * ability + np.sqrt(1.0 - validity**2) * noise
    np.testing.assert_allclose(signal, expected, rtol=1e-12, atol=1e-12)


def test_the_correlation_of_test_and_ability_is_the_validity() -> None:
    ability, _, _, signal = signals(1, 0.6, 40_000)
    assert abs(np.corrcoef(ability, signal)[0, 1] - 0.6) < 0.015
    assert abs(signal.std() - 1.0) < 0.015
