"""Fitting by simulated moments, on problems whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from sim.analysis.simulated_moments import UNIFORM_SPREAD, Range, Target, fit_moments

RANGES = (Range("a", 1.0, 0.0, 2.0), Range("b", 0.0, -1.0, 1.0))
TARGETS = (Target("x", 1.1, 0.2), Target("y", 0.3, 0.1), Target("z", -0.2, 0.5))
SLOPES = np.array([[1.0, 0.2], [-0.3, 0.8], [0.1, -0.5]])
NOISE = np.random.default_rng(5).normal(size=(6, 3))


def linear(slopes, noise=0.0):
    """Return an evaluation whose mean is linear, with common random numbers."""
    shifts = noise * (NOISE - NOISE.mean(axis=0))

    def evaluate(points):
        return (points @ slopes.T)[:, None, :] + shifts

    return evaluate


def analytic(slopes, extra=0.0):
    """Return mean and covariance of the normal posterior, in the parameters' own units."""
    width = np.array([entry.high - entry.low for entry in RANGES])
    default = np.array([entry.default for entry in RANGES])
    central = np.array([target.central for target in TARGETS])
    variance = np.array([target.standard_error for target in TARGETS]) ** 2 + extra
    weight = np.diag(1.0 / variance)
    prior = np.diag(1.0 / (UNIFORM_SPREAD * width) ** 2)
    precision = slopes.T @ weight @ slopes + prior
    mean = np.linalg.solve(precision, slopes.T @ weight @ central + prior @ default)
    return mean, np.linalg.inv(precision)


@given(st.lists(st.floats(-1.0, 1.0), min_size=6, max_size=6))
@settings(deadline=None, max_examples=30)
def test_a_linear_problem_has_its_analytic_solution(entries):
    slopes = np.array(entries).reshape(3, 2)
    found = fit_moments(linear(slopes), RANGES, TARGETS, 20)
    mean, covariance = analytic(slopes)
    inside = ((mean > [0.02, -0.98]) & (mean < [1.98, 0.98])).all()
    deviation = np.sqrt(np.diag(covariance))
    if inside:
        # The search is exact enough once it is far closer than the data can tell.
        assert (np.abs(found.values - mean) <= np.maximum(0.02, 0.1 * deviation)).all()
    spread = UNIFORM_SPREAD * np.array([2.0, 2.0])
    np.testing.assert_allclose(found.identification, 1.0 - deviation / spread, atol=1e-6)
    assert ((found.low >= [0.0, -1.0]) & (found.high <= [2.0, 1.0])).all()


def test_the_interval_is_two_deviations_inside_the_range():
    found = fit_moments(linear(SLOPES), RANGES, TARGETS, 20)
    mean, covariance = analytic(SLOPES)
    deviation = np.sqrt(np.diag(covariance))
    expected = np.clip(mean - 1.96 * deviation, [0.0, -1.0], [2.0, 1.0])
    np.testing.assert_allclose(found.low, expected, atol=0.02)


def test_what_moves_no_fact_keeps_its_default_and_is_not_identified():
    slopes = SLOPES * np.array([1.0, 0.0])
    found = fit_moments(linear(slopes), RANGES, TARGETS, 20)
    assert found.values[1] == pytest.approx(0.0, abs=1e-3)
    assert found.identification[1] == pytest.approx(0.0, abs=1e-9)
    assert found.identification[0] > 0.3


def test_what_is_known_only_of_a_sum_shows_given_the_others():
    slopes = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])
    sharp = (Target("x", 1.1, 0.05), *TARGETS[1:])
    found = fit_moments(linear(slopes), RANGES, sharp, 20)
    assert (found.conditional_identification > 0.8).all()
    assert (found.identification < 0.35).all()


def test_a_target_far_away_drives_a_parameter_to_the_end_of_its_range_and_no_further():
    far = (Target("x", 100.0, 0.01),)
    found = fit_moments(
        lambda points: points[:, None, :1] * np.ones((1, 2, 1)), RANGES[:1], far, 30
    )
    assert 1.9 < found.values[0] <= 2.0


def test_noise_that_is_seen_in_the_replicates_widens_the_interval():
    quiet = fit_moments(linear(SLOPES), RANGES, TARGETS, 20)
    noisy = fit_moments(linear(SLOPES, noise=1.0), RANGES, TARGETS, 20)
    np.testing.assert_allclose(noisy.values, quiet.values, atol=1e-6)
    assert (noisy.identification < quiet.identification).all()


def test_an_estimate_moves_with_a_fact_by_its_weight():
    found = fit_moments(linear(SLOPES), RANGES, TARGETS, 40)
    moved = (
        Target("x", TARGETS[0].central + TARGETS[0].standard_error, TARGETS[0].standard_error),
        *TARGETS[1:],
    )
    other = fit_moments(linear(SLOPES), RANGES, moved, 40)
    in_ranges = (other.values - found.values) / 2.0
    np.testing.assert_allclose(in_ranges, found.sensitivity[:, 0], atol=0.01)
    np.testing.assert_allclose(found.response, SLOPES.T * 2.0, atol=1e-9)


def test_no_point_is_simulated_twice():
    asked = []

    def evaluate(points):
        asked.extend(point.tobytes() for point in points)
        return linear(SLOPES)(points)

    fit_moments(evaluate, RANGES, TARGETS, 10)
    assert len(asked) == len(set(asked))


def test_a_moment_that_is_not_defined_is_named():
    def evaluate(points):
        return np.full((len(points), 2, 3), np.nan)

    with pytest.raises(ValueError, match="x, y, z"):
        fit_moments(evaluate, RANGES, TARGETS, 5)


def test_estimate_covariance_and_sensitivity_have_their_closed_forms_under_noise():
    found = fit_moments(linear(SLOPES, noise=0.5), RANGES, TARGETS, 40)
    extra = 0.25 * NOISE.var(axis=0, ddof=1) / len(NOISE)
    # The interval of one standard error of few replicates is that of Student.
    extra *= stdtrit(len(NOISE) - 1.0, 0.5 + 0.5 * 0.6827) ** 2
    _, covariance = analytic(SLOPES, extra)
    errors = np.array([target.standard_error for target in TARGETS])
    expected = covariance @ SLOPES.T @ np.diag(errors / (errors**2 + extra)) / 2.0
    np.testing.assert_allclose(found.sensitivity, expected, atol=1e-9)
    spread = 1.0 - np.sqrt(np.diag(covariance)) / (2.0 * UNIFORM_SPREAD)
    np.testing.assert_allclose(found.identification, spread, atol=1e-9)
    # The search itself weighs by the errors of the targets alone.
    np.testing.assert_allclose(found.values, analytic(SLOPES)[0], atol=1e-3)


@pytest.mark.parametrize("true", [(0.8, 0.1), (1.2, -0.2)])
def test_the_mean_of_a_normal_sample_is_recovered(true):
    # Mean and logarithm of the spread of draws, known from a large sample.
    draws = np.random.default_rng(1).normal(size=(4, 500))
    draws = (draws - draws.mean(axis=1, keepdims=True)) / draws.std(axis=1, keepdims=True)

    def evaluate(points):
        sample = points[:, :1, None, None] + np.exp(points[:, 1:, None, None]) * draws
        return np.stack([sample.mean(axis=-1)[:, 0], sample.std(axis=-1)[:, 0]], axis=-1)

    targets = (Target("mean", true[0], 0.005), Target("spread", np.exp(true[1]), 0.005))
    found = fit_moments(evaluate, RANGES, targets, 30)
    np.testing.assert_allclose(found.values, true, atol=0.005)
    assert (found.low < true).all()
    assert (found.high > true).all()
    assert (found.identification > 0.95).all()


def test_the_interval_covers_parameters_that_come_from_the_prior():
    generator = np.random.default_rng(2)
    spread = UNIFORM_SPREAD * np.array([2.0, 2.0])
    covered = []
    for _ in range(150):
        true = np.array([1.0, 0.0]) + 0.5 * spread * generator.normal(size=2)
        noise = generator.normal(size=3) * [target.standard_error for target in TARGETS]
        targets = tuple(
            Target(target.name, value, target.standard_error)
            for target, value in zip(TARGETS, SLOPES @ true + noise, strict=True)
        )
        found = fit_moments(linear(SLOPES), RANGES, targets, 20)
        covered.append((found.low <= true) & (true <= found.high))
    # The prior is wider than what the parameters are drawn from, so it is rather too careful.
    assert (np.mean(covered, axis=0) >= 0.92).all()


TWO_VALLEYS = (Range("a", 0.2, 0.0, 2.0),)


def valleys(points):
    """Return a moment that meets its target, 1, near a = 1.5 and comes to .3 near a = .2."""
    height = 0.3 * np.exp(-(((points - 0.2) / 0.2) ** 2)) + np.exp(-(((points - 1.5) / 0.2) ** 2))
    return np.repeat(height[:, None, :], 2, axis=1)


def test_a_search_begins_at_the_nearest_of_the_defaults_and_the_starts():
    target = (Target("x", 1.0, 0.05),)
    stuck = fit_moments(valleys, TWO_VALLEYS, target, 20)
    assert stuck.values[0] == pytest.approx(0.2, abs=0.1)
    for starts in ([[1.4]], [[0.9], [1.4]], [[1.4], [0.9]]):
        found = fit_moments(valleys, TWO_VALLEYS, target, 20, starts)
        assert found.values[0] == pytest.approx(1.5, abs=0.1)
        assert found.steps.loc[0, "value"] == pytest.approx(1.4)
    far = fit_moments(valleys, TWO_VALLEYS, target, 20, [[0.9]])
    assert far.values[0] == stuck.values[0]


def test_a_single_step_is_that_of_the_defaults_whatever_the_starts():
    target = (Target("x", 1.0, 0.05),)
    found = fit_moments(valleys, TWO_VALLEYS, target, 1, [[1.5]])
    assert found.values[0] == pytest.approx(0.2)
    assert list(found.steps["value"]) == [pytest.approx(0.2)]
