"""Quality of the counter-based random numbers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.kernels.random import fill_normal, fill_uniform, normal, poisson, stream_key, uniform

Array = np.ndarray

DRAWS = 100_000
BITS = (1 << 64) - 1
identifiers = st.integers(min_value=0, max_value=2**62)
parts = st.integers(min_value=-(2**63), max_value=2**63 - 1)


def uniforms(key: np.uint64, ids: Array | int = DRAWS) -> Array:
    """Return uniform numbers of the identifiers, or of the first so many."""
    ids = np.arange(ids) if isinstance(ids, int) else ids
    out = np.empty(len(ids))
    fill_uniform(key, ids, out)
    return out


def normals(key: np.uint64, count: int = DRAWS) -> Array:
    """Return normal numbers of the first identifiers."""
    out = np.empty(count)
    fill_normal(key, np.arange(count), out)
    return out


def largest_correlation(rows: Array) -> float:
    """Return the largest correlation between two rows, in standard errors."""
    matrix = np.corrcoef(rows)
    np.fill_diagonal(matrix, 0.0)
    return float(np.abs(matrix).max() * np.sqrt(rows.shape[1]))


def neighbours() -> list[Callable[[int], np.uint64]]:
    """Return keys that differ in seed, replicate, stream or month alone."""
    return [
        lambda n: stream_key(n, 0, 1, 1),
        lambda n: stream_key(1, n, 1, 1),
        lambda n: stream_key(1, 0, n, 1),
        lambda n: stream_key(1, 0, 1, n),
    ]


def mixed(bits: int) -> int:
    """Return the finaliser of SplitMix64 in plain integers."""
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & BITS
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & BITS
    return bits ^ (bits >> 31)


def key_in_plain_integers(*numbers: int) -> int:
    """Return the key of a stream without compiled code."""
    key = 0
    for number in numbers:
        key = mixed(((key ^ (number & BITS)) + 0x9E3779B97F4A7C15) & BITS)
    return key


@given(parts, parts, parts, parts)
def test_keys_are_those_of_plain_integer_arithmetic(a: int, b: int, c: int, d: int) -> None:
    key = stream_key(a, b, c, d)
    assert isinstance(key, np.uint64)
    assert int(key) == key_in_plain_integers(a, b, c, d)


def test_seeds_beyond_64_bits_are_taken_by_their_lowest_bits() -> None:
    assert stream_key(2**64 + 5, 0, 0, 0) == stream_key(5, 0, 0, 0)
    assert stream_key(2**64 - 1, 0, 0, 0) == stream_key(-1, 0, 0, 0)


def test_keys_of_neighbouring_seeds_replicates_streams_and_months_all_differ() -> None:
    keys = {int(stream_key(*numbers)) for numbers in product(range(12), repeat=4)}
    assert len(keys) == 12**4


def test_a_draw_is_the_same_alone_in_an_array_and_in_any_order() -> None:
    key = stream_key(3, 1, 4, 1)
    ids = np.random.default_rng(0).permutation(1_001)
    assert np.array_equal(uniforms(key, ids), [uniform(key, int(i)) for i in ids])
    drawn = np.empty(len(ids))
    fill_normal(key, ids, drawn)
    assert np.array_equal(drawn, [normal(key, int(i)) for i in ids])


def test_small_and_wide_integers_name_the_same_identifier() -> None:
    key = stream_key(3, 1, 4, 1)
    assert uniform(key, np.int32(77)) == uniform(key, 77) == uniform(key, np.int64(77))


@given(parts, identifiers)
def test_uniform_numbers_lie_strictly_between_zero_and_one(seed: int, identifier: int) -> None:
    assert 0.0 < uniform(stream_key(seed, 0, 0, 0), identifier) < 1.0


@pytest.mark.parametrize("seed", range(4))
def test_uniform_numbers_are_uniform(seed: int) -> None:
    draws = uniforms(stream_key(seed, 0, 7, 11))
    assert stats.kstest(draws, "uniform").pvalue > 1e-4
    cells = np.bincount((draws * 1000).astype(int), minlength=1000)
    assert stats.chisquare(cells).pvalue > 1e-4


def test_the_low_bits_of_uniform_numbers_are_uniform_too() -> None:
    draws = uniforms(stream_key(5, 0, 7, 11))
    low = np.floor(draws * 2**40) % 256
    assert stats.chisquare(np.bincount(low.astype(int), minlength=256)).pvalue > 1e-4


@pytest.mark.parametrize("keys", neighbours(), ids=["seed", "replicate", "stream", "month"])
def test_draws_under_neighbouring_keys_are_uncorrelated(
    keys: Callable[[int], np.uint64],
) -> None:
    for draw in (uniforms, normals):
        rows = np.array([draw(keys(n), 20_000) for n in range(12)])
        assert largest_correlation(rows) < 4.5


@pytest.mark.parametrize("keys", neighbours(), ids=["seed", "replicate", "stream", "month"])
def test_draws_of_one_person_under_successive_keys_are_uniform_and_uncorrelated(
    keys: Callable[[int], np.uint64],
) -> None:
    path = np.array([uniform(keys(n), 42) for n in range(10_000)])
    assert stats.kstest(path, "uniform").pvalue > 1e-4
    lags = np.array([path[lag : lag + 9_900] for lag in range(12)])
    assert largest_correlation(lags) < 4.5


@pytest.mark.parametrize("stride", [1, 2, 3, 100_003, 10_000_000, 2**32])
def test_draws_of_regularly_spaced_identifiers_are_uniform_and_uncorrelated(stride: int) -> None:
    draws = uniforms(stream_key(9, 0, 7, 11), np.arange(DRAWS) * stride)
    assert stats.kstest(draws, "uniform").pvalue > 1e-4
    lags = np.array([draws[lag : lag + DRAWS - 20] for lag in range(12)])
    assert largest_correlation(lags) < 4.5
    pairs = np.histogram2d(draws[:-1:2], draws[1::2], bins=32, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(pairs.ravel()).pvalue > 1e-4


def test_no_two_streams_are_shifted_copies_of_each_other() -> None:
    golden = 0x9E3779B97F4A7C15
    key = stream_key(1, 2, 3, 4)
    shifted = np.uint64((int(key) + golden) & BITS)
    assert not np.any(uniforms(key, np.arange(1, 101)) == uniforms(shifted, np.arange(100)))


def test_uniform_and_normal_numbers_under_one_key_depend_on_each_other_only_by_design() -> None:
    key = stream_key(2, 0, 7, 11)
    rows = np.array([uniforms(key), normals(key)])
    assert largest_correlation(rows) < 4.5


@pytest.mark.parametrize("seed", range(4))
def test_normal_numbers_are_standard_normal(seed: int) -> None:
    draws = normals(stream_key(seed, 0, 7, 11))
    assert stats.kstest(draws, "norm").pvalue > 1e-4
    standard_errors = np.sqrt(np.array([1.0, 2.0, 15.0, 96.0]) / DRAWS)
    moments = np.array([np.mean(draws**power) for power in (1, 2, 3, 4)])
    assert np.all(np.abs(moments - [0.0, 1.0, 0.0, 3.0]) < 4.5 * standard_errors)


@pytest.mark.parametrize("mean", [1e-6, 0.05, 0.7, 3.0, 40.0, 599.0, 601.0, 5_000.0])
def test_poisson_numbers_invert_the_distribution_function(mean: float) -> None:
    key = stream_key(1, 0, 28, 5)
    draws = np.array([poisson(key, i, mean) for i in range(3_000)])
    left = uniforms(key, 3_000)
    slack = 1e-9
    assert np.all(stats.poisson.cdf(draws, mean) >= left - slack)
    assert np.all(stats.poisson.cdf(draws - 1, mean) <= left + slack)


@given(
    st.integers(0, 10_000),
    st.floats(min_value=0.0, max_value=700.0),
    st.floats(min_value=0.0, max_value=5.0),
)
def test_poisson_numbers_never_fall_when_the_mean_rises(
    identifier: int, mean: float, rise: float
) -> None:
    key = stream_key(1, 0, 28, 5)
    assert poisson(key, identifier, mean) <= poisson(key, identifier, mean + rise)


@pytest.mark.parametrize("mean", [0.0, -1.0, np.nan])
def test_without_a_positive_mean_nothing_arrives(mean: float) -> None:
    key = stream_key(1, 0, 28, 5)
    assert all(poisson(key, i, mean) == 0 for i in range(100))
