"""A design draws from declared priors, from uniform ones, or from distributions of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from jsonschema import Draft7Validator

from sim.designs import Design, load_design
from sim.errors import DesignError
from sim.parameters import declarations
from sim.schemas import schema

PAIR = {"scenarios": ["capitalism", "parecon"]}
NAMES = ["idea_rate", "monitoring", "intrinsic_motivation"]


def design(**table: object) -> Design:
    return load_design({**PAIR, "latin_hypercube": {"samples": 64, "parameters": NAMES, **table}})


def test_parameters_are_drawn_from_the_priors_that_they_declare() -> None:
    plan = design()
    assert plan.priors == "declared"
    points = plan.points()
    for name in NAMES:
        unit = declarations()[name].distribution.cdf(points[name])
        assert sorted(np.floor(64 * unit)) == list(range(64))
    pd.testing.assert_frame_equal(points, design().points())


def test_uniform_priors_are_those_of_before() -> None:
    plan = design(priors="uniform")
    assert [factor.prior for factor in plan.factors] == [None, None, None]
    points = plan.points()
    low, high = declarations()["idea_rate"].low, declarations()["idea_rate"].high
    assert sorted(np.floor(64 * (points["idea_rate"] - low) / (high - low))) == list(range(64))
    # Drawn with the version before there were priors.
    assert points["idea_rate"].iloc[:2].tolist() == [0.15361538040491274, 0.28954559848456274]


def test_priors_can_be_changed_and_the_design_comes_back() -> None:
    plan, even = design(), design(priors="uniform")
    assert load_design(plan, priors="uniform") == even
    assert load_design(even, priors="declared") == plan
    for one in (plan, even):
        assert Design.from_dict(one.to_dict()) == one


def test_a_design_of_before_was_uniform() -> None:
    content = design(priors="uniform").to_dict()
    del content["priors"], content["own"]
    assert Design.from_dict(content) == design(priors="uniform")


def test_a_range_cuts_the_declared_prior() -> None:
    plan = design(ranges={"intrinsic_motivation": [0.2, 0.4]})
    (factor,) = [one for one in plan.factors if one.name == "intrinsic_motivation"]
    assert (factor.low, factor.high) == (0.2, 0.4)
    expected = declarations()["intrinsic_motivation"].distribution.within(0.2, 0.4)
    assert factor.prior == expected
    assert plan.points()["intrinsic_motivation"].between(0.2, 0.4).all()


def test_a_design_may_give_low_high_and_distribution() -> None:
    ranges = {
        "idea_rate": {"low": 0.1, "distribution": "pert"},
        "monitoring": {"distribution": "normal", "mode": 0.4, "spread": 0.1},
        "intrinsic_motivation": {"high": 0.4},
    }
    plan = design(ranges=ranges)
    words = {one.name: (one.low, one.high, one.prior and one.prior.words) for one in plan.factors}
    assert words == {
        "idea_rate": (0.1, 0.6, "PERT with mode 0.2"),
        "monitoring": (0.0, 1.0, "cut normal with mode 0.4 and standard deviation 0.1"),
        "intrinsic_motivation": (0.05, 0.4, "PERT with mode 0.3"),
    }
    assert plan.own == ("idea_rate", "monitoring")
    even = load_design(plan, priors="uniform")
    assert [one.prior is None for one in even.factors] == [False, False, True]
    assert Design.from_dict(even.to_dict()) == even
    content = {**PAIR, "latin_hypercube": {"ranges": ranges, "priors": "uniform"}}
    assert Draft7Validator(schema("design")).is_valid(content)
    content["latin_hypercube"]["ranges"]["idea_rate"] = {"distribution": "pret"}
    assert not Draft7Validator(schema("design")).is_valid(content)


MISTAKES = [
    ({"priors": "flat"}, 'priors = "flat": allowed are declared, uniform'),
    ({"ranges": {"idea_rate": {}}}, r"must be a table"),
    ({"ranges": {"idea_rate": {"lo": 0.1}}}, "did you mean 'low'"),
    ({"ranges": {"idea_rate": {"low": 0.01}}}, "low = 0.01: must be a number from 0.05 to 0.6"),
    ({"ranges": {"idea_rate": {"low": 0.4, "high": 0.2}}}, "low = 0.4 must lie below high = 0.2"),
    ({"ranges": {"idea_rate": {"distribution": "pret"}}}, "did you mean 'pert'"),
    ({"ranges": {"idea_rate": {"mode": 0.2}}}, "mode needs a distribution beside it"),
    (
        {"ranges": {"idea_rate": {"distribution": "pert", "high": 0.1}}},
        "needs a mode from 0.05 to 0.1, not 0.2",
    ),
    ({"ranges": {"idea_rate": {"distribution": "normal"}}}, "needs a spread above 0"),
    ({"ranges": {"monitoring": {"distribution": "log_uniform"}}}, "needs a range above 0"),
    ({"ranges": {"intrinsic_motivation": [0.05, 0.0501]}}, "give another distribution"),
]


@pytest.mark.parametrize(("table", "message"), MISTAKES)
def test_a_mistake_is_named_with_what_is_allowed(table: dict, message: str) -> None:
    with pytest.raises(DesignError, match=message):
        design(**table)


def test_a_grid_draws_nothing() -> None:
    with pytest.raises(DesignError, match="priors: the grid design 'smoke' draws no parameters"):
        load_design("smoke", priors="uniform")
    with pytest.raises(DesignError, match="allowed are declared, uniform"):
        load_design("published_ranges", priors="flat")
    assert "priors" not in load_design("smoke").plan()


def test_a_range_that_the_prior_holds_for_impossible_is_told_by_file_and_key(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        """
        scenarios = ["capitalism"]
        [latin_hypercube]
        samples = 2
        parameters = ["assignment_improvement"]
        [latin_hypercube.ranges]
        assignment_improvement = [0.0, 1e-38]
        """,
        encoding="utf-8",
    )
    with pytest.raises(DesignError) as refused:
        load_design(path)
    place = "mine.toml: latin_hypercube.ranges.assignment_improvement: the distribution"
    assert place in str(refused.value)
