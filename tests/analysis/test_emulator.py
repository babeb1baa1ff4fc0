"""Emulators: the active inputs are found, left-out points predicted, uncertainty honest."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from sim.analysis.active_inputs import trend_of
from sim.analysis.emulator import emulator_of, pooled_noise


def spread(points: int, inputs: int, seed: int = 3) -> np.ndarray:
    return qmc.LatinHypercube(inputs, rng=np.random.default_rng(seed)).random(points)


def curved(unit: np.ndarray) -> np.ndarray:
    return 3.0 * unit[:, 2] + np.sin(5.0 * unit[:, 7]) + 2.0 * unit[:, 2] * unit[:, 7]


def test_active_inputs_are_found_among_more_inputs_than_points() -> None:
    unit = spread(60, 140)
    found = trend_of(unit, 2.0 * unit[:, 5] - 3.0 * unit[:, 90] + 1.0)
    assert found.active == [5, 90]
    assert found.slopes[[5, 90]] == pytest.approx([2.0, -3.0])
    assert found.at(unit[:3]) == pytest.approx(2.0 * unit[:3, 5] - 3.0 * unit[:3, 90] + 1.0)


def test_noise_has_no_active_input() -> None:
    unit = spread(60, 140)
    hits = sum(
        len(trend_of(unit, np.random.default_rng(seed).normal(size=60)).active) > 0
        for seed in range(20)
    )
    assert hits <= 3


def test_a_curved_function_is_predicted_where_it_was_not_run() -> None:
    unit, new = spread(80, 10), spread(200, 10, seed=9)
    emulator = emulator_of(unit, curved(unit))
    assert emulator is not None
    assert {2, 7} <= set(emulator.active)
    assert emulator.left_out.r2 > 0.95
    said = emulator.predict(new)
    missed = np.abs(said.mean - curved(new))
    assert np.sqrt((missed**2).mean()) < 0.2 * curved(new).std()
    assert (missed <= 3.0 * np.sqrt(said.variance)).mean() > 0.9


def test_the_noise_of_replicates_is_no_variance_of_the_emulator() -> None:
    unit = spread(120, 5)
    random = np.random.default_rng(4)
    runs = curved(np.column_stack([unit, unit]))[:, None] + random.normal(0.0, 0.3, (120, 4))
    noise = pooled_noise(runs)
    assert noise == pytest.approx(0.09 / 4.0, rel=0.2)
    emulator = emulator_of(unit, runs.mean(axis=1), noise)
    assert emulator is not None
    assert emulator.predict(unit).variance.mean() < noise


def test_what_only_noise_moves_is_predicted_by_its_mean_with_its_spread() -> None:
    unit = spread(40, 6)
    output = np.random.default_rng(5).normal(2.0, 1.0, 40)
    emulator = emulator_of(unit, output)
    assert emulator is not None
    said = emulator.predict(spread(5, 6, seed=8))
    assert said.mean == pytest.approx(np.full(5, output.mean()), abs=0.8)
    assert (said.variance > 0.4).all()
    assert emulator.left_out.r2 < 0.3


def test_too_few_known_points_have_no_emulator_and_a_constant_has_no_spread() -> None:
    unit = spread(20, 3)
    output = np.full(20, np.nan)
    output[:7] = 1.0
    assert emulator_of(unit, output) is None
    emulator = emulator_of(unit, np.full(20, 4.0))
    assert emulator is not None
    said = emulator.predict(unit)
    assert said.mean == pytest.approx(np.full(20, 4.0))
    assert said.variance == pytest.approx(np.zeros(20))


def test_the_number_of_threads_changes_no_digit() -> None:
    from threadpoolctl import threadpool_limits

    unit = spread(60, 8)
    found = []
    for threads in (1, 2):
        with threadpool_limits(limits=threads):
            emulator = emulator_of(unit, curved(unit))
            assert emulator is not None
            found.append(emulator.predict(unit).mean.tobytes())
    assert found[0] == found[1]
