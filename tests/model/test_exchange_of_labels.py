"""Names decide nothing: equal regimes have no gap, and exchanged sides have the opposite one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.institutions.registry import registered, registered_for_now
from sim.parameters.alternatives import Alternative
from sim.phases.indicators import INDICATORS
from sim.scenario import Scenario, load_scenario
from sim.vocabulary import CHANNELS

SIZE: dict[str, Any] = {"workers": 200, "burn_in": 6, "months": 18}
REGIMES = ("capitalism", "parecon", "cooperative")


def compared(a: Scenario | str, b: Scenario | str, **overrides: Any) -> sim.Comparison:
    return sim.compare(a, b, replicates=2, seed=3, overrides=overrides, balance=False, **SIZE)


def channels(result: sim.Comparison) -> pd.Series:
    keys = ["measure", "horizon", "channel"]
    return result.channels.set_index(keys)["log_points"]


def monthly(scenario: Scenario) -> np.ndarray:
    return sim.run(scenario, replicates=1, seed=3).monthly[list(INDICATORS)].to_numpy()


def under(regime: str, name: str) -> Scenario:
    return replace(load_scenario(regime, **SIZE), name=name)


@pytest.mark.parametrize("regime", REGIMES)
def test_two_names_for_one_regime_have_no_gap_and_no_channel(regime: str) -> None:
    result = compared(regime, under(regime, "another_name"))
    assert set(result.differences["difference"].dropna()) == {0.0}
    assert set(channels(result)) == {0.0}
    paths = result.channel_path["log_points"]
    assert set(paths) == {0.0}


@pytest.mark.parametrize("other", ["parecon", "parecon_no_balance", "rotation"])
def test_exchanging_the_sides_negates_the_gap_and_its_channels(other: str) -> None:
    """A regime with parameters of its own is no such case: the burn-in has those of a."""
    assert not load_scenario(other).overrides
    forth, back = compared("capitalism", other), compared(other, "capitalism")
    keys = ["indicator", "horizon"]
    differences = [one.differences.set_index(keys)["difference"] for one in (forth, back)]
    pd.testing.assert_series_equal(differences[0], -differences[1], check_exact=True)
    parts = [channels(one) for one in (forth, back)]
    assert parts[0].abs().max() > 1.0
    pd.testing.assert_series_equal(parts[0], -parts[1], rtol=0.0, atol=1e-11)


def test_exchanging_the_sides_negates_an_ablation_too() -> None:
    how: dict[str, Any] = {
        "replicates": 2,
        "alternatives": [Alternative("x", "5.6", "asymmetry", "x goes", {"solidarity": 0.0})],
        "natural_experiments": False,
        **SIZE,
    }
    forth, back = (
        sim.ablation("capitalism", "parecon", **how),
        sim.ablation("parecon", "capitalism", **how),
    )
    for column in ("gap", "change"):
        assert np.array_equal(forth.ablation[column], -back.ablation[column], equal_nan=True), (
            column
        )
    tables = [
        one.channels[one.channels["outcome"] == "gap"]["value"].to_numpy() for one in (forth, back)
    ]
    np.testing.assert_allclose(tables[0], -tables[1], rtol=0.0, atol=1e-11)


AS_IT_BEGINS = (
    {"assignment_improvement": 0.0},
    {"burn_in": 0},
)
"""A division of labour that comes into force sorts the jobs, which would undo what was improved in
the burn-in: nothing is improved, or there is no burn-in."""


@pytest.fixture(params=[(regime, start) for regime in REGIMES for start in AS_IT_BEGINS], ids=str)
def placebo(request: pytest.FixtureRequest) -> Iterator[tuple[Scenario, Scenario]]:
    """Yield a regime, and the same made of copies of its rules under other names."""
    name, start = request.param
    regime = load_scenario(name, **{**SIZE, **start})
    copies = {}
    with ExitStack() as stack:
        for switch, rule in dict(regime.institutions).items():
            shipped = registered(switch, rule)
            copy = type(f"Copy{shipped.__name__}", (shipped,), {"__doc__": "A copy."})
            stack.enter_context(registered_for_now(switch, f"copied_{rule}", copy))
            copies[f"institutions.{switch}"] = f"copied_{rule}"
        yield regime, replace(load_scenario(regime, copies), name="placebo")


def test_copies_of_the_rules_under_other_names_change_no_number(
    placebo: tuple[Scenario, Scenario],
) -> None:
    regime, copied = placebo
    assert set(dict(regime.institutions).values()).isdisjoint(dict(copied.institutions).values())
    assert np.array_equal(monthly(regime), monthly(copied), equal_nan=True)
    result = sim.compare(regime, copied, replicates=1, seed=3, balance=False)
    assert set(result.differences["difference"].dropna()) == {0.0}
    assert {
        value for (_, _, channel), value in channels(result).items() if channel in CHANNELS
    } == {0.0}


@pytest.mark.parametrize(
    ("switch", "rules", "parameters"),
    [
        (
            "innovation",
            ("private", "commons"),
            {"commons_incentive": 1.1, "profit_incentive": 1.1, "private_diffusion": 0.02,
             "commons_diffusion": 0.02, "idea_rate": 0.6},
        ),
        (
            "education",
            ("class_selected", "open"),
            {"open_places": 0.4, "class_places": 0.4, "access_share": 1.0,
             "background_weight": 0.0, "class_schooling": 0.02, "open_schooling": 0.02},
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("regime", ["capitalism", "parecon"])
def test_rules_of_the_two_sides_are_one_where_their_parameters_are(
    regime: str, switch: str, rules: tuple[str, str], parameters: dict[str, float]
) -> None:
    first, second = (
        load_scenario(regime, {f"institutions.{switch}": rule, **parameters}, **SIZE)
        for rule in rules
    )
    assert np.array_equal(monthly(first), monthly(second), equal_nan=True)
    other = {"innovation": {"commons_incentive": 0.4}, "education": {"open_places": 1.0}}[switch]
    apart = load_scenario(second, other)
    assert not np.array_equal(monthly(apart), monthly(second), equal_nan=True)
