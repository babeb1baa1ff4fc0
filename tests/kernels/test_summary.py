"""Sums over people for the indicators of a month."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.summary import (
    BLOCK,
    experts,
    mean_alienation,
    mean_and_spread,
    mean_of,
    mean_rows,
    means_of_jobs,
)
from tests.kernels import reference_sums as reference
from tests.kernels.worlds import few_examples, seeds

COUNTS = [0, 1, 2, 3, 5, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 3]
IN_TRAINING = 2

amounts = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


def numbers(count: int, seed: int = 1) -> np.ndarray:
    """Return numbers, and behind them some that must not count."""
    return np.concatenate([np.random.default_rng(seed).normal(3.0, 2.0, count), [np.nan, np.inf]])


def close(expected: object) -> Any:
    """Return what is equal up to the order of additions."""
    return pytest.approx(expected, rel=1e-12, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("count", COUNTS)
def test_mean_and_spread_are_those_of_the_first_values(count: int) -> None:
    values = numbers(count)
    first = values[:count]
    assert mean_of(count, values) == close(reference.mean_or_nan(first))
    spread = float(first.std()) if count else np.nan
    assert mean_and_spread(count, values) == close((reference.mean_or_nan(first), spread))


@given(amounts)
def test_mean_and_spread_agree_with_numpy(values: list[float]) -> None:
    array = np.array(values)
    mean, spread = mean_and_spread(len(array), array)
    scale = np.abs(array).max() or 1.0
    assert mean == mean_of(len(array), array)
    assert mean == pytest.approx(array.mean(), abs=1e-12 * scale)
    assert spread == pytest.approx(array.std(), abs=1e-7 * scale)


@pytest.mark.parametrize("place", [0, 3, BLOCK - 1, BLOCK, BLOCK + 4])
def test_a_number_that_is_none_makes_the_mean_none(place: int) -> None:
    values = np.ones(BLOCK + 5)
    values[place] = np.nan
    assert np.isnan(mean_of(len(values), values))
    assert np.isnan(mean_and_spread(len(values), values)).all()
    values[place] = np.inf
    assert mean_of(len(values), values) == np.inf


@pytest.mark.parametrize("employed", COUNTS)
def test_jobs_are_summed_up_over_the_employed(employed: int) -> None:
    columns = tuple(numbers(employed, k) for k in range(6))
    effort, empowerment, index, concentration, variety, outside = columns
    found = means_of_jobs(employed, *columns)

    def spread(values: np.ndarray) -> float:
        return float(values[:employed].std()) if employed else np.nan

    def mean(values: np.ndarray) -> float:
        return reference.mean_or_nan(values[:employed])

    assert found == close(
        (
            mean(effort),
            mean(empowerment),
            spread(empowerment),
            spread(index),
            mean(concentration),
            mean(variety),
            mean(outside),
        )
    )


@pytest.mark.parametrize("count", COUNTS[1:])
def test_the_mean_row_is_that_of_the_first_rows(count: int) -> None:
    matrix = np.random.default_rng(count).normal(size=(count + 1, 4))
    matrix[count] = np.nan
    np.testing.assert_allclose(mean_rows(count, matrix), matrix[:count].mean(axis=0), atol=1e-12)


@few_examples
@given(st.sampled_from(COUNTS), seeds, st.sampled_from([0.0, 0.3, 1.0]))
def test_alienation_is_summed_up_over_all_but_those_in_training(
    people: int, seed: int, trained: float
) -> None:
    rng = np.random.default_rng(seed)
    status = np.where(rng.random(people) < trained, IN_TRAINING, rng.integers(0, 2, people))
    alienation, total = rng.random((people, 4)), rng.random(people)
    means = np.full(5, -7.0)
    mean_alienation(IN_TRAINING, status.astype(np.int8), alienation, total, means)
    values = np.column_stack([alienation, total])
    expected = reference.means_without(values, status == IN_TRAINING)
    np.testing.assert_allclose(means, expected, atol=1e-12)


@few_examples
@given(st.sampled_from(COUNTS), st.floats(0.0, 1.0), seeds, st.sampled_from([0.0, 0.02, 0.5, 1.0]))
def test_experts_are_counted_and_their_pay_is_set_beside_that_of_the_others(
    people: int, at_work: float, seed: int, share: float
) -> None:
    rng = np.random.default_rng(seed)
    employed = int(at_work * people)
    is_expert = rng.random(people) < share
    domain = np.where(is_expert, rng.integers(0, 6, people), -1)
    aptitude, pay = rng.lognormal(0.0, 0.3, (people, 6)), rng.lognormal(0.0, 0.5, people)
    pay[employed:] = np.nan
    count, talent, of_experts, of_others = experts(employed, domain.astype(np.int8), aptitude, pay)
    own = np.log(aptitude[is_expert, domain[is_expert]])
    working = np.arange(people) < employed
    assert count == is_expert.sum()
    assert talent == close(reference.mean_or_nan(own))
    assert of_experts == close(reference.mean_or_nan(pay[is_expert & working]))
    assert of_others == close(reference.mean_or_nan(pay[~is_expert & working]))
