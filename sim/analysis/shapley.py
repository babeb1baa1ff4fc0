"""Shapley values: the worth of a coalition of a few players, shared out among them.

With v(S) the worth of the coalition S of n players, the value of player p is

    phi_p = sum over S without p of |S|! (n - |S| - 1)! / n! [v(S + p) - v(S)],

what p adds, averaged over all orders in which the players may join. It is the only rule by which
the shares sum to v(all) - v(none) (efficiency), players who add the same get the same (symmetry),
one who adds nothing gets nothing (dummy), and the values of a sum of games are the sums of their
values (additivity).

Source: Shapley (1953), A value for n-person games, in Contributions to the Theory of Games II.
"""

from __future__ import annotations

from itertools import product
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shapley_values(values: Floats) -> Floats:
    """Return the Shapley values of a game.

    Parameters
    ----------
    values : (2, ..., 2, m) float64
        Worth of each coalition: index 1 along axis p when player p is in it. The last axis holds
        m games that are solved at once.

    Returns
    -------
    (players, m) float64
        They sum to ``values[1, ..., 1] - values[0, ..., 0]``.
    """
    players = values.ndim - 1
    result = np.zeros((players, values.shape[-1]))
    for coalition in product((0, 1), repeat=players - 1):
        size = sum(coalition)
        weight = factorial(size) * factorial(players - size - 1) / factorial(players)
        for player in range(players):
            without = (*coalition[:player], 0, *coalition[player:])
            joined = (*coalition[:player], 1, *coalition[player:])
            result[player] += weight * (values[joined] - values[without])
    return result
