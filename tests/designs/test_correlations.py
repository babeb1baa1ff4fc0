"""Rank correlations between parameters that a design draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from jsonschema import Draft7Validator
from scipy.stats import spearmanr

import sim
from sim.analysis.rank_correlation import correlated, together_problem
from sim.designs import Design, load_design
from sim.errors import DesignError
from sim.schemas import schema

NAMES = ["idea_rate", "monitoring", "intrinsic_motivation", "crowding"]


def content(*pairs: tuple[str, str, float], method: str = "latin_hypercube", **table: object):
    return {
        "scenarios": ["capitalism", "parecon"],
        method: {"parameters": NAMES, **table},
        "correlations": [{"factors": [a, b], "rank": rank} for a, b, rank in pairs],
    }


TWO = [("idea_rate", "monitoring", 0.6), ("monitoring", "crowding", -0.5)]


def test_ranks_of_a_design_correlate_as_asked_and_all_others_do_not() -> None:
    points = load_design(content(*TWO, samples=400)).points()
    found = pd.DataFrame(spearmanr(points).statistic, index=points.columns, columns=points.columns)
    wanted = pd.DataFrame(np.eye(4), index=NAMES, columns=NAMES)
    for first, second, rank in TWO:
        wanted.loc[first, second] = wanted.loc[second, first] = rank
    assert np.abs(found - wanted).to_numpy().max() < 0.12
    for first, second, rank in TWO:
        assert found.loc[first, second] == pytest.approx(rank, abs=0.03)


def test_each_parameter_has_the_values_that_it_has_without() -> None:
    plain = content(samples=64)
    before = load_design(plain).points()
    after = load_design(content(*TWO, samples=64)).points()
    for name in NAMES:
        assert sorted(after[name]) == sorted(before[name])
    assert not after["monitoring"].equals(before["monitoring"])
    assert after["intrinsic_motivation"].equals(before["intrinsic_motivation"])
    del plain["correlations"]
    pd.testing.assert_frame_equal(before, load_design(plain).points())


def test_correlations_hold_over_many_seeds_at_the_mean() -> None:
    rng = np.random.default_rng(5)
    found = []
    for _ in range(40):
        unit = rng.permuted(np.tile((np.arange(30) + 0.5) / 30, (2, 1)), axis=1).T
        found.append(spearmanr(correlated(unit, ["a", "b"], [("a", "b", 0.7)])).statistic)
    assert np.mean(found) == pytest.approx(0.7, abs=0.03)


def test_the_design_comes_back_and_says_what_is_correlated() -> None:
    plan = load_design(content(TWO[0], samples=16), workers=200, months=3, burn_in=1)
    assert Design.from_dict(plan.to_dict()) == plan
    assert "correlations" not in load_design(content(samples=16)).plan()
    result = sim.sweep(plan)
    assert "rank correlation of idea_rate and monitoring 0.6" in result.assumptions.line
    assert Draft7Validator(schema("design")).is_valid(content(*TWO))
    assert not Draft7Validator(schema("design")).is_valid(content(("idea_rate", "monitoring", 2)))


def test_what_cannot_be_together_is_refused_and_what_could_be_is_named() -> None:
    impossible = [
        ("idea_rate", "monitoring", 0.9),
        ("monitoring", "crowding", 0.9),
        ("idea_rate", "crowding", -0.9),
    ]
    with pytest.raises(DesignError, match=r"at once.*eigenvalue -0\.\d+, .* times (0\.\d+) would"):
        load_design(content(*impossible))
    said = together_problem(impossible)
    share = float(said.split(" times ")[1].split()[0])
    weaker = [(a, b, share * rank) for a, b, rank in impossible]
    assert load_design(content(*weaker)).points().shape == (100, 4)
    assert together_problem([(a, b, (share + 0.02) * rank) for a, b, rank in impossible])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (content(TWO[0], method="sobol"), "a sobol design cannot have them: its indices share out"),
        (content(TWO[0], method="morris"), "a morris design cannot have them: each step changes"),
        (
            {**content(TWO[0]), "latin_hypercube": {"parameters": ["monitoring", "crowding"]}},
            "'idea_rate' is no number that varies; allowed are monitoring, crowding",
        ),
        (content(("idea_rate", "monitorin", 0.1)), "did you mean 'monitoring'"),
        (content(("idea_rate", "idea_rate", 0.1)), "idea_rate"),
        (content(TWO[0], ("monitoring", "idea_rate", 0.2)), "idea_rate stand twice"),
        (content(("idea_rate", "monitoring", 1.0)), "must be a number from -0.99 to 0.99"),
        (content(*TWO, samples=9), "samples = 9: 3 correlated factors need at least 10"),
        (
            content(
                ("monitoring", "institutions.pay", 0.1), institutions={"pay": ["equal", "market"]}
            ),
            "'institutions.pay' is no number that varies",
        ),
        (
            {"scenarios": ["parecon"], "correlations": [{"factors": ["a", "b"], "rank": 0.1}]},
            "a single design cannot have them: it draws no parameters",
        ),
        (
            {**content(), "correlations": [{"factors": ["monitoring"], "rank": 0.1}]},
            "there are 1; allowed are 2 to 2",
        ),
    ],
)
def test_mistakes_are_told(changed: dict, said: str) -> None:
    with pytest.raises(DesignError, match=said):
        load_design(changed)


def test_fewer_samples_and_other_models_are_refused_too() -> None:
    plan = load_design(content(*TWO))
    with pytest.raises(DesignError, match="3 correlated factors need at least 10"):
        load_design(plan, samples=5)
    pytest.importorskip("ema_workbench")
    with pytest.raises(DesignError, match="has correlations, and EMA Workbench draws"):
        sim.ema_model(plan)
