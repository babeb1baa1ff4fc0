"""Elementary effects, on functions whose effects are known."""

import numpy as np
import pytest
from SALib.test_functions import Ishigami, Sobol_G

from sim.analysis import morris, sobol
from sim.analysis.factors import Factor
from sim.errors import DesignError

ISHIGAMI = [Factor.between(f"x{k}", -np.pi, np.pi) for k in (1, 2, 3)]
G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
G_FACTORS = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(8)]


def test_elementary_effects_of_a_line_are_its_slopes():
    factors = [Factor.between("a", 0, 1), Factor.between("b", -1, 3), Factor.between("c", 0, 1)]
    sample = morris.sample(factors, 6, seed=4)
    outcome = 2.0 * sample.numeric[:, 0] - 3.0 * sample.numeric[:, 1]
    table = morris.analyze(sample, outcome).set_index("factor")
    np.testing.assert_allclose(table["mu"], [2.0, -12.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(table["mu_star"], [2.0, 12.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(table["sigma"], 0.0, atol=1e-9)


def test_effects_of_a_parabola_are_those_of_its_two_steps():
    # With four levels the step is 2/3, from 0 or from 1/3: x^2 rises by 2x + 2/3 per unit.
    factors = [Factor.between("a", 0, 1), Factor.between("b", 0, 1)]
    sample = morris.sample(factors, 400, seed=7)
    row = morris.analyze(sample, sample.numeric[:, 0] ** 2).set_index("factor").loc["a"]
    assert row["mu"] == row["mu_star"] == pytest.approx(1.0, abs=0.05)
    assert row["sigma"] == pytest.approx(1.0 / 3.0, abs=0.01)
    assert row["mu_star_low"] <= 1.0 <= row["mu_star_high"]


@pytest.mark.parametrize("trajectories", [10, 100])
def test_factors_of_sobol_g_are_ranked_by_their_weights(trajectories):
    sample = morris.sample(G_FACTORS, trajectories, seed=5)
    table = morris.analyze(sample, Sobol_G.evaluate(sample.numeric, a=G_WEIGHTS))
    assert list(table.nlargest(4, "mu_star")["factor"]) == ["x0", "x1", "x2", "x3"]
    assert (table["mu_star"][4:] < 0.1 * table["mu_star"][0]).all()


def test_a_factor_that_acts_only_with_another_is_not_missed():
    # The third factor of Ishigami has a first-order index of zero: its mean effect is none.
    sample = morris.sample(ISHIGAMI, 200, seed=3)
    table = morris.analyze(sample, Ishigami.evaluate(sample.numeric)).set_index("factor")
    assert table.loc["x3", "mu_star_low"] > 1.0
    assert abs(table.loc["x3", "mu"]) < 0.2 * table.loc["x3", "sigma"]


def test_an_interaction_shows_in_sigma():
    factors = [Factor.between(name, 0, 1) for name in "abc"]
    sample = morris.sample(factors, 30, seed=4)
    outcome = sample.numeric[:, 0] * sample.numeric[:, 1]
    table = morris.analyze(sample, outcome).set_index("factor")
    assert table.loc["a", "sigma"] > 0.1
    assert table.loc["c", "sigma"] == pytest.approx(0.0, abs=1e-12)


def test_one_trajectory_is_too_few():
    sample = morris.sample(ISHIGAMI, 2, seed=1)
    outcome = Ishigami.evaluate(sample.numeric)
    outcome[0] = np.nan
    with pytest.raises(DesignError, match="1 of 2 trajectories are complete"):
        morris.analyze(sample, outcome)


def test_a_missing_outcome_leaves_out_its_trajectory_alone():
    sample = morris.sample(ISHIGAMI, 6, seed=2)
    outcome = sample.numeric @ [1.0, 2.0, 3.0]
    outcome[5] = np.nan
    table = morris.analyze(sample, outcome)
    np.testing.assert_allclose(table["mu"], 2.0 * np.pi * np.array([1.0, 2.0, 3.0]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: morris.sample(ISHIGAMI, 4, 0, levels=3), "even number"),
        (lambda: morris.analyze(sobol.sample(ISHIGAMI, 2, 0), np.zeros(10)), "is of a sobol"),
        (lambda: morris.analyze(morris.sample(ISHIGAMI, 2, 0), np.zeros(3)), "has 8 points"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(DesignError, match=message):
        call()
