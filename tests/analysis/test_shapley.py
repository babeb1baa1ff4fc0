"""Shapley values of games with known answers."""

from __future__ import annotations

import numpy as np

from sim.analysis.shapley import shapley_values


def test_shapley_values_of_games_with_known_answers() -> None:
    additive = np.array([[[0.0], [2.0]], [[3.0], [5.0]]])
    np.testing.assert_allclose(shapley_values(additive)[:, 0], [3.0, 2.0])
    unanimity = np.zeros((2, 2, 2, 1))
    unanimity[1, 1, 1] = 6.0
    np.testing.assert_allclose(shapley_values(unanimity)[:, 0], [2.0, 2.0, 2.0])
    glove = np.zeros((2, 2, 2, 1))
    glove[1, 0, 1] = glove[0, 1, 1] = glove[1, 1, 1] = 1.0
    np.testing.assert_allclose(shapley_values(glove)[:, 0], [1 / 6, 1 / 6, 4 / 6])
