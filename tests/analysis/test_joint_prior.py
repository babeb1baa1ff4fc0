"""Points of a joint prior fill the space as its parts say, and each has a density."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.analysis import morris, sobol
from sim.analysis.distributions import Distribution
from sim.analysis.factors import Factor
from sim.analysis.joint_prior import JointPrior
from sim.analysis.sampling import latin_hypercube
from sim.errors import DesignError

PRIOR = JointPrior(
    {
        "share": Distribution("uniform", 0.2, 0.8),
        "rate": Distribution("log_uniform", 0.01, 1.0),
        "effect": Distribution("pert", 0.0, 0.6, mode=0.2),
        "loss": Distribution("root_uniform", 0.0, 0.05).within(0.01, 0.05),
    }
)


def test_points_are_spread_evenly_over_each_distribution() -> None:
    points = PRIOR.draw(64, seed=3)
    assert list(points) == PRIOR.names
    unit = PRIOR.unit(points)
    for column in unit.T:
        # A Sobol sequence has one point in each of as many parts as there are points.
        assert sorted(np.floor(64 * column)) == list(range(64))


def test_the_same_seed_gives_the_same_points_and_a_longer_sequence_goes_on() -> None:
    some = PRIOR.draw(13, seed=5)
    pd.testing.assert_frame_equal(some, PRIOR.draw(13, seed=5))
    pd.testing.assert_frame_equal(some, PRIOR.draw(100, seed=5).head(13))
    assert not np.allclose(some, PRIOR.draw(13, seed=6))


def test_the_density_of_a_point_is_the_product_of_those_of_its_parts() -> None:
    points = PRIOR.draw(8, seed=1).assign(other=1.0)
    expected = (
        stats.uniform(0.2, 0.6).logpdf(points["share"])
        + stats.loguniform(0.01, 1.0).logpdf(points["rate"])
        + stats.beta(1 + 4 / 3, 1 + 8 / 3, 0.0, 0.6).logpdf(points["effect"])
        + stats.beta(0.5, 1.0, 0.0, 0.05).logpdf(points["loss"])
        - np.log(1.0 - np.sqrt(0.2))
    )
    np.testing.assert_allclose(PRIOR.logpdf(points), expected, rtol=1e-12)
    outside = points.assign(share=0.9)
    assert np.all(PRIOR.logpdf(outside) == -np.inf)


def test_a_point_of_the_unit_cube_comes_back() -> None:
    unit = np.random.default_rng(2).random((20, 4))
    np.testing.assert_allclose(PRIOR.unit(PRIOR.points(unit)), unit, rtol=1e-9)


def test_too_few_columns_or_points_are_refused() -> None:
    with pytest.raises(DesignError, match="4 columns are needed"):
        PRIOR.points(np.zeros((3, 2)))
    with pytest.raises(DesignError, match="0 points of 4 quantities"):
        PRIOR.draw(0, seed=1)
    with pytest.raises(DesignError, match="4 points of 0 quantities"):
        JointPrior({}).draw(4, seed=1)


def test_a_uniform_prior_leaves_a_design_as_it_was_to_the_bit() -> None:
    old = [Factor.between("a", 0.2, 0.8), Factor.between("b", 3.0, 60.0)]
    new = JointPrior(
        {"a": Distribution("uniform", 0.0, 1.0).within(0.2, 0.8),
         "b": Distribution("uniform", 3.0, 60.0)}
    ).factors  # fmt: skip
    for design in (
        lambda factors: latin_hypercube(factors, 10, 4),
        lambda factors: sobol.sample(factors, 8, 4),
        lambda factors: morris.sample(factors, 3, 4),
    ):
        pd.testing.assert_frame_equal(design(old).points, design(new).points, check_exact=True)


def test_designs_go_through_the_quantiles_of_the_priors() -> None:
    factors = PRIOR.factors
    for sample in (latin_hypercube(factors, 32, 4), sobol.sample(factors, 8, 4)):
        low, high = (np.array([getattr(one, end) for one in factors]) for end in ("low", "high"))
        unit = (sample.numeric - low) / (high - low)
        np.testing.assert_allclose(PRIOR.unit(sample.points), unit, atol=1e-9)
    steps = morris.sample(factors, 3, 4).points
    assert set(np.round(PRIOR.unit(steps).ravel(), 6)) <= {0.0, 0.333333, 0.666667, 1.0}
    assert factors[1].value_at(0.505) == pytest.approx(0.1)
