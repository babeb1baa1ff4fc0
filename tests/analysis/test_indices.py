"""Sensitivity indices on SALib's own test functions, whose indices are known."""

import numpy as np
import pandas as pd
import pytest
from SALib.test_functions import Ishigami, Sobol_G

from sim.analysis.factors import Factor
from sim.analysis.indices import morris_effects, pawn_indices, sobol_indices
from sim.analysis.sampling import latin_hypercube, morris, sobol
from sim.errors import DesignError

ISHIGAMI = [Factor.between(f"x{k}", -np.pi, np.pi) for k in (1, 2, 3)]
ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0)
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437)
G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
G_FACTORS = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(8)]


def _contains(table, column, truth):
    slack = 0.02
    for row, value in zip(table.to_dict("records"), truth, strict=True):
        assert row[f"{column}_low"] - slack <= value <= row[f"{column}_high"] + slack
        assert row[column] == pytest.approx(value, abs=0.05)


def test_indices_of_ishigami_are_the_analytic_ones():
    sample = sobol(ISHIGAMI, 1024, seed=1)
    table = sobol_indices(sample, Ishigami.evaluate(sample.numeric))
    assert list(table["factor"]) == ["x1", "x2", "x3"]
    _contains(table, "first_order", ISHIGAMI_FIRST)
    _contains(table, "total", ISHIGAMI_TOTAL)


@pytest.mark.parametrize("second_order", [False, True])
def test_indices_of_sobol_g_are_the_analytic_ones(second_order):
    sample = sobol(G_FACTORS, 1024, seed=2, second_order=second_order)
    table = sobol_indices(sample, Sobol_G.evaluate(sample.numeric, a=G_WEIGHTS))
    _contains(table, "first_order", Sobol_G.sensitivity_index(G_WEIGHTS))
    _contains(table, "total", Sobol_G.total_sensitivity_index(G_WEIGHTS))


def test_a_group_has_the_variance_of_its_factors():
    groups = {"x1": "x1", "x2": "others", "x3": "others"}
    sample = sobol(ISHIGAMI, 1024, 3, groups)
    table = sobol_indices(sample, Ishigami.evaluate(sample.numeric)).set_index("factor")
    assert table.loc["x1", "first_order"] == pytest.approx(0.3139, abs=0.05)
    assert table.loc["others", "total"] == pytest.approx(1.0 - 0.3139, abs=0.05)


def test_missing_outcomes_leave_out_their_base_sample_alone():
    sample = sobol(ISHIGAMI, 1024, seed=1)
    outcome = Ishigami.evaluate(sample.numeric)
    outcome[7] = np.nan
    _contains(sobol_indices(sample, outcome), "first_order", ISHIGAMI_FIRST)


def test_an_outcome_that_does_not_vary_has_no_indices():
    sample = sobol(ISHIGAMI, 8, seed=1)
    table = sobol_indices(sample, np.ones(len(sample.numeric)))
    assert (table[["first_order", "total"]] == 0.0).all(axis=None)


def test_elementary_effects_of_a_line_are_its_slopes():
    factors = [Factor.between("a", 0, 1), Factor.between("b", -1, 3), Factor.between("c", 0, 1)]
    sample = morris(factors, 6, seed=4)
    outcome = 2.0 * sample.numeric[:, 0] - 3.0 * sample.numeric[:, 1]
    table = morris_effects(sample, outcome).set_index("factor")
    np.testing.assert_allclose(table["mu"], [2.0, -12.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(table["mu_star"], [2.0, 12.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(table["sigma"], 0.0, atol=1e-9)


def test_an_interaction_shows_in_sigma():
    factors = [Factor.between(name, 0, 1) for name in "abc"]
    sample = morris(factors, 30, seed=4)
    table = morris_effects(sample, sample.numeric[:, 0] * sample.numeric[:, 1]).set_index("factor")
    assert table.loc["a", "sigma"] > 0.1
    assert table.loc["c", "sigma"] == pytest.approx(0.0, abs=1e-12)


def test_one_trajectory_is_too_few():
    sample = morris(ISHIGAMI, 2, seed=1)
    outcome = Ishigami.evaluate(sample.numeric)
    outcome[0] = np.nan
    with pytest.raises(DesignError, match="1 of 2 trajectories are complete"):
        morris_effects(sample, outcome)


@pytest.mark.parametrize("draws", range(4, 62, 3))
def test_pawn_takes_any_number_of_draws_from_four(draws):
    numeric = np.random.default_rng(draws).random((draws, 2))
    table = pawn_indices(numeric, ["first", "second"], numeric[:, 0])
    assert table["pawn"].between(0.0, 1.0).all()
    assert table["pawn"][0] >= table["pawn"][1]


def test_fewer_than_four_draws_are_too_few_for_pawn():
    with pytest.raises(DesignError, match="need at least 4"):
        pawn_indices(np.zeros((3, 1)), ["first"], np.arange(3.0))


def test_pawn_ranks_factors_and_knows_those_without_influence():
    sample = latin_hypercube(G_FACTORS, 2000, seed=6)
    table = pawn_indices(
        sample.numeric,
        [factor.name for factor in G_FACTORS],
        Sobol_G.evaluate(sample.numeric, a=G_WEIGHTS),
    )
    assert list(table.nlargest(2, "pawn")["factor"]) == ["x0", "x1"]
    assert (table["pawn"] > table["threshold"]).sum() in (2, 3, 4)


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_intervals_have_a_seed(seed):
    sample = sobol(ISHIGAMI, 64, 1)
    outcome = Ishigami.evaluate(sample.numeric)
    pd.testing.assert_frame_equal(
        sobol_indices(sample, outcome, seed), sobol_indices(sample, outcome, seed)
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sobol_indices(morris(ISHIGAMI, 2, 0), np.zeros(8)), "is of a morris design"),
        (lambda: sobol_indices(sobol(ISHIGAMI, 2, 0), np.zeros(3)), "the design has 10 points"),
        (lambda: pawn_indices(np.zeros((3, 1)), ["a"], np.array([1.0, 2.0, np.nan])), "missing"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(DesignError, match=message):
        call()
