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

from functools import cache
from itertools import product
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


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
    weights, joined, without = _exchanges(players)
    flat = values.reshape(-1, values.shape[-1])
    added = weights * (flat[joined] - flat[without])
    result = np.zeros((players, values.shape[-1]))
    for each in added:  # one after the other, so that the order of the sum is fixed
        result += each
    return result


@cache
def _exchanges(players: int) -> tuple[Floats, Integers, Integers]:
    """Return all ways in which a player joins a coalition of the others.

    Returns
    -------
    weights : (coalitions, 1, 1) float64
        Share of the orders in which the players may join.
    joined, without : (coalitions, players) int64
        Places of the coalition with each player and without.
    """
    weights: list[float] = []
    joined: list[list[int]] = []
    without: list[list[int]] = []
    place = np.arange(2**players).reshape((2,) * players)
    for others in product((0, 1), repeat=players - 1):
        size = sum(others)
        weights.append(factorial(size) * factorial(players - size - 1) / factorial(players))
        for side, places in ((1, joined), (0, without)):
            places.append(
                [int(place[(*others[:each], side, *others[each:])]) for each in range(players)]
            )
    return np.array(weights)[:, None, None], np.array(joined), np.array(without)
