"""Sampling: points that cover the ranges, the same for a seed."""

import numpy as np
import pytest

from sim.analysis import morris, sobol
from sim.analysis.factors import Factor
from sim.analysis.sampling import grid, latin_hypercube
from sim.errors import DesignError

ISHIGAMI = [Factor.between(f"x{k}", -np.pi, np.pi) for k in (1, 2, 3)]


def test_a_latin_hypercube_takes_each_part_of_a_range_once():
    points = latin_hypercube([Factor.between("a", 2.0, 4.0), Factor.among("b", "xy")], 20, 7).points
    parts = np.floor((points["a"] - 2.0) / 2.0 * 20)
    assert sorted(parts) == list(range(20))
    assert points["b"].value_counts().to_dict() == {"x": 10, "y": 10}


@pytest.mark.parametrize("draw", [latin_hypercube, sobol.sample, morris.sample])
@pytest.mark.parametrize("seed", [0, 5, 2**40, 2**63 - 1])
def test_a_seed_gives_its_points_and_leaves_the_global_generator_alone(draw, seed):
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    first, second = draw(ISHIGAMI, 8, seed), draw(ISHIGAMI, 8, seed)
    np.testing.assert_array_equal(first.numeric, second.numeric)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    assert not np.array_equal(first.numeric, draw(ISHIGAMI, 8, seed // 2 + 1).numeric)


@pytest.mark.parametrize("draw", [latin_hypercube, sobol.sample, morris.sample])
def test_no_point_leaves_its_range(draw):
    factors = [Factor.between("a", 0.03, 0.3), Factor.between("b", 0.1, 0.7)]
    points = draw(factors, 16, 1).points
    assert points["a"].between(0.03, 0.3).all()
    assert points["b"].between(0.1, 0.7).all()


def test_a_grid_has_all_combinations_the_last_factor_fastest():
    points = grid({"a": [1, 2], "b": ["x", "y", "z"]})
    assert list(points.itertuples(index=False, name=None)) == [
        (1, "x"), (1, "y"), (1, "z"), (2, "x"), (2, "y"), (2, "z"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: latin_hypercube([], 4, 0), "at least one factor"),
        (lambda: latin_hypercube(ISHIGAMI, 0, 0), "at least 1"),
        (lambda: sobol.sample([], 4, 0), "at least one factor"),
        (lambda: morris.sample([], 4, 0), "at least one factor"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(DesignError, match=message):
        call()
