"""Sobol designs and indices, on functions whose indices are known."""

import numpy as np
import pandas as pd
import pytest
from SALib.test_functions import Ishigami, Sobol_G
from scipy import stats

from sim.analysis import morris, sobol
from sim.analysis.factors import Factor
from sim.errors import DesignError

ISHIGAMI = [Factor.between(f"x{k}", -np.pi, np.pi) for k in (1, 2, 3)]
ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0)
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437)
G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
G_FACTORS = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(8)]


def _contains(table, column, truth, within=0.05):
    slack = 0.02
    for row, value in zip(table.to_dict("records"), truth, strict=True):
        assert row[f"{column}_low"] - slack <= value <= row[f"{column}_high"] + slack
        assert row[column] == pytest.approx(value, abs=within)


def test_indices_of_ishigami_are_the_analytic_ones():
    sample = sobol.sample(ISHIGAMI, 4096, seed=1)
    table = sobol.analyze(sample, Ishigami.evaluate(sample.numeric))
    assert list(table["factor"]) == ["x1", "x2", "x3"]
    _contains(table, "first_order", ISHIGAMI_FIRST)
    _contains(table, "total", ISHIGAMI_TOTAL)


@pytest.mark.parametrize("second_order", [False, True])
def test_indices_of_sobol_g_are_the_analytic_ones(second_order):
    sample = sobol.sample(G_FACTORS, 1024, seed=2, second_order=second_order)
    table = sobol.analyze(sample, Sobol_G.evaluate(sample.numeric, a=G_WEIGHTS))
    _contains(table, "first_order", Sobol_G.sensitivity_index(G_WEIGHTS))
    _contains(table, "total", Sobol_G.total_sensitivity_index(G_WEIGHTS))


@pytest.mark.parametrize(("samples", "within"), [(64, 0.15), (512, 0.03)])
def test_a_sum_has_the_variances_of_its_parts_at_any_size(samples, within):
    weights = np.array([1.0, 2.0, 3.0])
    factors = [Factor.between("a", 0, 1), Factor.between("b", 5, 6), Factor.between("c", -1, 0)]
    sample = sobol.sample(factors, samples, seed=3)
    table = sobol.analyze(sample, sample.numeric @ weights)
    _contains(table, "first_order", weights**2 / 14, within)
    _contains(table, "total", weights**2 / 14, within)


@pytest.mark.parametrize(("factors", "samples"), [(3, 16), (15, 64), (15, 256), (147, 256)])
@pytest.mark.parametrize("seed", [0, 1, 20_000])
def test_draws_correlate_no_more_than_independent_ones(factors, samples, seed):
    named = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(factors)]
    draws = sobol.base_sample(named, samples, seed).numeric
    columns = np.hstack([draws[0::2], draws[1::2]])
    found = np.abs(np.corrcoef(columns.T) - np.eye(2 * factors)).max()
    # What one in a thousand sets of independent normal columns exceeds.
    pairs = factors * (2 * factors - 1)
    assert np.arctanh(found) < stats.norm.isf(0.0005 / pairs) / np.sqrt(samples - 3)


def _sum(places):
    return places @ np.arange(1.0, 1.0 + places.shape[1])


_WEIGHTS = np.arange(1.0, 7.0) ** 2 / (np.arange(1.0, 7.0) ** 2).sum()
_UNIT = [Factor.between(f"x{k}", 0.0, 1.0) for k in range(15)]
_G = np.array([0.0, 1.0, 4.5, 9.0, *[20.0] * 11])


@pytest.mark.parametrize(
    ("factors", "function", "first", "total"),
    [
        (ISHIGAMI, Ishigami.evaluate, ISHIGAMI_FIRST, ISHIGAMI_TOTAL),
        (_UNIT[:6], _sum, _WEIGHTS, _WEIGHTS),
        (
            _UNIT,
            lambda places: Sobol_G.evaluate(places, a=_G),
            Sobol_G.sensitivity_index(_G),
            Sobol_G.total_sensitivity_index(_G),
        ),
    ],
)
def test_intervals_from_few_base_samples_cover_the_truth(factors, function, first, total):
    """64 base samples of up to 15 factors, where halves of one Sobol sequence would correlate."""
    covered = {"first_order": [], "total": []}
    for seed in range(40):
        sample = sobol.sample(factors, 64, seed)
        table = sobol.analyze(sample, function(sample.numeric), seed)
        for column, truth in (("first_order", np.array(first)), ("total", np.array(total))):
            inside = table[f"{column}_low"].le(truth) & table[f"{column}_high"].ge(truth)
            covered[column] += list(inside[np.asarray(total) > 0.02])
    # 95 % intervals; draws of a sum are more even than the bootstrap of its rows can know.
    for found in covered.values():
        assert 0.9 < np.mean(found) <= 1.0


def test_a_group_has_the_variance_of_its_factors():
    groups = {"x1": "x1", "x2": "others", "x3": "others"}
    sample = sobol.sample(ISHIGAMI, 1024, 3, groups)
    table = sobol.analyze(sample, Ishigami.evaluate(sample.numeric)).set_index("factor")
    assert table.loc["x1", "first_order"] == pytest.approx(0.3139, abs=0.05)
    assert table.loc["others", "total"] == pytest.approx(1.0 - 0.3139, abs=0.05)


def test_missing_outcomes_leave_out_their_base_sample_alone():
    sample = sobol.sample(ISHIGAMI, 1024, seed=1)
    outcome = Ishigami.evaluate(sample.numeric)
    outcome[7] = np.nan
    _contains(sobol.analyze(sample, outcome), "first_order", ISHIGAMI_FIRST)


def test_an_outcome_that_does_not_vary_has_no_indices():
    sample = sobol.sample(ISHIGAMI, 8, seed=1)
    table = sobol.analyze(sample, np.ones(len(sample.numeric)))
    assert (table[["first_order", "total"]] == 0.0).all(axis=None)


def test_one_base_sample_is_too_few():
    sample = sobol.sample(ISHIGAMI, 2, seed=1)
    outcome = Ishigami.evaluate(sample.numeric)
    outcome[0] = np.nan
    with pytest.raises(DesignError, match="fewer than two base samples are complete"):
        sobol.analyze(sample, outcome)


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_intervals_have_a_seed(seed):
    sample = sobol.sample(ISHIGAMI, 64, 1)
    outcome = Ishigami.evaluate(sample.numeric)
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    first, second = (sobol.analyze(sample, outcome, seed) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert not first.equals(sobol.analyze(sample, outcome, seed + 1))
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_the_independent_points_are_those_of_every_grouping():
    alone = sobol.base_sample(ISHIGAMI, 16, 5).numeric
    for groups in ({}, {"x1": "x1", "x2": "b", "x3": "b"}):
        whole = sobol.sample(ISHIGAMI, 16, 5, groups)
        np.testing.assert_array_equal(whole.numeric[sobol.independent_rows(whole)], alone)


def test_points_cover_the_whole_range_evenly():
    points = sobol.base_sample(G_FACTORS, 256, 8).numeric
    for column in points.T:
        assert stats.kstest(column, "uniform").pvalue > 0.2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sobol.sample(ISHIGAMI, 100, 0), "power of two, such as 64 or 128"),
        (
            lambda: sobol.sample(ISHIGAMI, 8, 0, dict.fromkeys(("x1", "x2", "x3"), "all")),
            "single group",
        ),
        (
            lambda: sobol.analyze(morris.sample(ISHIGAMI, 2, 0), np.zeros(8)),
            "is of a morris design",
        ),
        (
            lambda: sobol.analyze(sobol.sample(ISHIGAMI, 2, 0), np.zeros(3)),
            "the design has 10 points",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(DesignError, match=message):
        call()
