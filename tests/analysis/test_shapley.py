"""Shapley values: games with known answers, and the four properties that single them out."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from sim.analysis.shapley import shapley_values

Game = NDArray[np.float64]

GAMES = st.integers(1, 5).flatmap(
    lambda players: hnp.arrays(
        np.float64, (2,) * players + (2,), elements=st.floats(-100, 100).map(lambda x: round(x, 3))
    )
)


def game(players: int, worth: dict[str, float]) -> Game:
    """Return a game of players a, b, ... from the worth of coalitions; the others are worth 0."""
    values = np.zeros((2,) * players + (1,))
    for coalition, value in worth.items():
        values[tuple(int(name in coalition) for name in "abcde"[:players])] = value
    return values


def airport(costs: list[float]) -> Game:
    """Return the game of aircraft that share a runway as long as the largest of them needs."""
    values = np.zeros((2,) * len(costs) + (1,))
    for coalition in product((0, 1), repeat=len(costs)):
        needed = [cost for cost, there in zip(costs, coalition, strict=True) if there]
        values[coalition] = max(needed, default=0.0)
    return values


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (game(1, {"": 1.0, "a": 4.0}), [3.0]),
        (game(2, {"a": 3.0, "b": 2.0, "ab": 5.0}), [3.0, 2.0]),
        (game(3, {"abc": 6.0}), [2.0, 2.0, 2.0]),
        # Gloves: a and b own a left one each, c the only right one.
        (game(3, {"ac": 1.0, "bc": 1.0, "abc": 1.0}), [1 / 6, 1 / 6, 4 / 6]),
        # A council whose chair needs one of two members: the chair has two thirds of the power.
        (game(3, {"ab": 1.0, "ac": 1.0, "abc": 1.0}), [4 / 6, 1 / 6, 1 / 6]),
        # Each stretch of a runway is paid in equal parts by those who need it.
        (airport([1.0, 2.0, 3.0]), [1 / 3, 5 / 6, 11 / 6]),
        (airport([8.0, 11.0, 13.0, 18.0]), [2.0, 3.0, 4.0, 9.0]),
    ],
)
def test_games_of_the_textbooks(values: Game, expected: list[float]) -> None:
    np.testing.assert_allclose(shapley_values(values)[:, 0], expected, atol=1e-12)


@pytest.mark.parametrize("games", [1, 3])
def test_any_number_of_games_is_solved_at_once(games: int) -> None:
    alone = game(2, {"a": 3.0, "b": 2.0, "ab": 5.0})
    together = shapley_values(alone * np.arange(1.0, games + 1.0))
    assert together.tolist() == np.outer([3.0, 2.0], np.arange(1.0, games + 1.0)).tolist()


@given(GAMES)
def test_a_value_is_what_a_player_adds_on_average_over_all_orders(values: Game) -> None:
    players = values.ndim - 1
    added = np.zeros((players, 2))
    orders = list(permutations(range(players)))
    for order in orders:
        coalition = [0] * players
        for player in order:
            before = values[tuple(coalition)]
            coalition[player] = 1
            added[player] += values[tuple(coalition)] - before
    np.testing.assert_allclose(shapley_values(values), added / len(orders), atol=1e-9)


@given(GAMES)
def test_efficiency(values: Game) -> None:
    players = values.ndim - 1
    gain = values[(1,) * players] - values[(0,) * players]
    np.testing.assert_allclose(shapley_values(values).sum(axis=0), gain, atol=1e-9)


@given(GAMES, st.randoms(use_true_random=False))
def test_symmetry(values: Game, random: object) -> None:
    order = list(range(values.ndim - 1))
    random.shuffle(order)  # type: ignore[attr-defined]
    renamed = shapley_values(np.transpose(values, [*order, values.ndim - 1]))
    np.testing.assert_allclose(renamed, shapley_values(values)[order], atol=1e-9)


@given(GAMES)
def test_a_dummy_gets_what_it_is_worth_alone_and_changes_nothing(values: Game) -> None:
    with_dummy = np.stack([values, values + 7.0])
    found = shapley_values(with_dummy)
    np.testing.assert_allclose(found[0], 7.0, atol=1e-9)
    np.testing.assert_allclose(found[1:], shapley_values(values), atol=1e-9)


@given(GAMES, st.floats(-3, 3))
def test_additivity(values: Game, factor: float) -> None:
    one, other = values[..., :1], values[..., 1:]
    together = shapley_values(one + factor * other)
    apart = shapley_values(one) + factor * shapley_values(other)
    np.testing.assert_allclose(together, apart, atol=1e-9)
