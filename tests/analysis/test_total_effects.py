"""Total indices on an emulator: known ones, and none where it predicts badly."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.total_effects import GOOD_ENOUGH, total_effects


def test_totals_hold_what_inputs_do_together() -> None:
    random = np.random.default_rng(1)
    unit = random.random((250, 4))
    a, b = unit[:, 0] - 0.5, unit[:, 1] - 0.5
    # Var a = 1/12, Var (4 a b) = 16/144 and b by itself as much as a.
    y = a + b + 4.0 * a * b
    found = total_effects(unit, y, np.full(250, 1.0), 2)
    whole = 2.0 / 12.0 + 16.0 / 144.0
    each = (1.0 / 12.0 + 16.0 / 144.0) / whole
    assert found.r2 > 0.9
    assert found.value == pytest.approx([each, each, 0.0, 0.0], abs=0.05)
    assert (found.low <= found.value).all()
    assert (found.value <= found.high).all()


def test_weights_say_where_inputs_lie() -> None:
    random = np.random.default_rng(2)
    unit = random.random((300, 2))
    y = unit[:, 0] + unit[:, 1] + 0.01 * random.standard_normal(300)
    # The first input is held to its middle tenth by the weights.
    weights = np.where(np.abs(unit[:, 0] - 0.5) < 0.05, 1.0, 1e-9)
    found = total_effects(unit, y, weights, 3)
    assert found.value[0] < 0.05
    assert found.value[1] > 0.9


def test_an_emulator_that_predicts_badly_gives_no_indices() -> None:
    random = np.random.default_rng(3)
    found = total_effects(random.random((60, 3)), random.standard_normal(60), np.ones(60), 4)
    assert not found.r2 >= GOOD_ENOUGH
    assert np.isnan([found.value, found.low, found.high]).all()
