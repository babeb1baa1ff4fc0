"""PAWN indices, on functions whose distributions are known."""

import numpy as np
import pandas as pd
import pytest
from SALib.test_functions import Ishigami, Sobol_G

from sim.analysis import pawn
from sim.analysis.factors import Factor
from sim.analysis.sampling import latin_hypercube
from sim.errors import DesignError

G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
G_FACTORS = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(8)]
ISHIGAMI = [Factor.between(f"x{k}", -np.pi, np.pi) for k in (1, 2, 3)]


@pytest.mark.parametrize(("draws", "within"), [(60, 0.08), (2000, 0.005)])
def test_the_index_of_the_only_factor_is_the_analytic_one(draws, within):
    # Slice s of ten holds the s-th tenth of the outcomes: distances 0.9, 0.8, ..., 0.5, 0.5, ...
    sample = latin_hypercube([Factor.between("a", 2, 5), Factor.between("b", 0, 1)], draws, seed=1)
    table = pawn.analyze(sample.numeric, ["a", "b"], sample.numeric[:, 0])
    assert table["pawn"][0] == pytest.approx(0.7, abs=within)
    assert table["pawn"][1] < 0.7 / 2


def test_a_rising_function_of_the_outcome_has_the_same_indices():
    sample = latin_hypercube(G_FACTORS, 300, seed=2)
    outcome = sample.numeric @ np.arange(8.0)
    names = [factor.name for factor in G_FACTORS]
    pd.testing.assert_frame_equal(
        pawn.analyze(sample.numeric, names, outcome),
        pawn.analyze(sample.numeric, names, np.exp(outcome)),
    )


def test_factors_of_sobol_g_are_ranked_and_those_without_influence_are_known():
    sample = latin_hypercube(G_FACTORS, 2000, seed=6)
    table = pawn.analyze(
        sample.numeric,
        [factor.name for factor in G_FACTORS],
        Sobol_G.evaluate(sample.numeric, a=G_WEIGHTS),
    )
    assert list(table.nlargest(2, "pawn")["factor"]) == ["x0", "x1"]
    assert (table["pawn"] > table["threshold"]).sum() in (2, 3, 4)


def test_a_factor_that_moves_the_tails_alone_is_not_missed():
    # The third factor of Ishigami leaves the mean where it is and has a first-order index of zero.
    sample = latin_hypercube(ISHIGAMI, 2000, seed=6)
    table = pawn.analyze(sample.numeric, ["x1", "x2", "x3"], Ishigami.evaluate(sample.numeric))
    assert list(table.nlargest(3, "pawn")["factor"]) == ["x2", "x1", "x3"]
    assert (table["pawn"] > 1.3 * table["threshold"]).all()


def test_factors_without_influence_stay_below_the_threshold_nineteen_times_of_twenty():
    above = []
    for seed in range(4):
        generator = np.random.default_rng(seed)
        numeric, outcome = generator.random((40, 20)), generator.random(40)
        table = pawn.analyze(numeric, [f"x{k}" for k in range(20)], outcome, seed=seed + 10)
        above.append((table["pawn"] > table["threshold"]).mean())
    assert 0.0 < np.mean(above) < 0.15


@pytest.mark.parametrize("draws", range(4, 62, 3))
def test_any_number_of_draws_from_four_will_do(draws):
    numeric = np.random.default_rng(draws).random((draws, 2))
    table = pawn.analyze(numeric, ["first", "second"], numeric[:, 0])
    assert table["pawn"].between(0.0, 1.0).all()
    assert table["pawn"][0] >= table["pawn"][1]


def test_fewer_than_four_draws_are_too_few():
    with pytest.raises(DesignError, match="need at least 4"):
        pawn.analyze(np.zeros((3, 1)), ["first"], np.arange(3.0))


@pytest.mark.parametrize("outcome", [[1.0, 2.0, np.nan], [1.0, 2.0]])
def test_an_outcome_that_does_not_fit_is_refused(outcome):
    with pytest.raises(DesignError, match="none of them missing"):
        pawn.analyze(np.zeros((3, 1)), ["a"], np.array(outcome))
