"""The end of the screen of a comparison, and what in it goes against its headline."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from sim.analysis.estimates import Outcome
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.surprises import opposite, surprises
from sim.vocabulary import LONG_RUN, TRANSITION
from tests.support.synthetic import synthetic_comparison


@pytest.fixture(scope="module")
def bundle() -> Comparison:
    return synthetic_comparison(months=96, balance=True)


def with_difference(result: Comparison, horizon: str, **changes: float) -> Comparison:
    """Return a comparison in which indicators differ by other amounts, without doubt."""
    rows = result.differences.copy()
    for name, value in changes.items():
        chosen = (rows["indicator"] == name) & (rows["horizon"] == horizon)
        assert chosen.any()
        for column, shift in (("difference", 0.0), ("low", -0.001), ("high", 0.001)):
            rows.loc[chosen, column] = value + shift
        for column, shift in (("relative", 0.0), ("relative_low", -0.1), ("relative_high", 0.1)):
            rows.loc[chosen, column] = 100.0 * value + shift
    return dataclasses.replace(result, differences=rows)


def test_balanced_jobs_stand_before_the_bundle_and_what_decides_after_it(
    bundle: Comparison,
) -> None:
    first, deciding, beside = bundle.document().short
    jobs, whole = first.index("Balanced jobs alone change"), first.index("The whole bundle")
    assert jobs < whole
    assert first.count('all else as in "') == 2
    assert deciding.startswith("What decides the bundle most, in log points: motivation +")
    assert "alienation -" in beside
    assert "`balanced-jobs verdict`" in deciding
    assert first.count("[") == 3


def test_what_is_undecided_comes_first_and_is_named() -> None:
    first = synthetic_comparison(effect=0.0, dip=0.0, months=96).document().short[0]
    assert first.startswith("Undecided at this size (6 replicates): whether ")
    assert "(undecided)" in first
    single = synthetic_comparison(replicates=1).document().short[0]
    assert single.startswith("A single replicate has no interval")


def test_without_a_bundle_the_pair_is_said_alone() -> None:
    first, deciding, *_ = synthetic_comparison(months=96).document().short
    assert "undle" not in first
    assert first.startswith('In place of "')
    assert deciding.startswith("What decides it most, in log points: ")


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ((1.0, 0.5, 1.5), (-1.0, -1.5, -0.5), True),
        ((1.0, 0.5, 1.5), (1.0, 0.5, 1.5), False),
        ((1.0, -0.5, 2.5), (-1.0, -1.5, -0.5), False),
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), False),
        ((1.0, float("nan"), float("nan")), (-1.0, float("nan"), float("nan")), False),
    ],
)
def test_only_what_is_decided_can_be_opposite(first: Any, second: Any, apart: bool) -> None:
    assert opposite(Outcome(*first), Outcome(*second)) == apart
    assert opposite(Outcome(*second), Outcome(*first)) == apart


def test_parts_against_the_whole_are_surprises() -> None:
    usual = synthetic_comparison(months=96)
    (text,) = [line for line in surprises(usual) if line.startswith("Output rises by")]
    assert "although efficiency takes " in text
    turned = synthetic_comparison(months=96, effect=-1.0, dip=0.0)
    (text,) = [line for line in surprises(turned) if line.startswith("Output falls by")]
    assert "although efficiency adds " in text


def test_a_change_that_turns_in_time_is_a_surprise() -> None:
    found = with_difference(synthetic_comparison(months=96), TRANSITION, output_per_hour=-0.05)
    assert any("in the transition, and rises by" in line for line in surprises(found))
    same = with_difference(synthetic_comparison(months=96), TRANSITION, output_per_hour=0.05)
    assert not any("in the transition" in line for line in surprises(same))


def test_output_per_head_against_output_per_hour_is_a_surprise() -> None:
    usual = synthetic_comparison(months=96)
    against = with_difference(usual, LONG_RUN, output_per_head=-0.05)
    assert any(line.startswith("Output per hour rises by") for line in surprises(against))
    assert not any("per head" in line for line in surprises(usual))


def test_a_side_of_alienation_that_rises_is_a_surprise() -> None:
    usual = synthetic_comparison(months=96)
    against = with_difference(usual, LONG_RUN, powerlessness=0.1)
    (text,) = [line for line in surprises(against) if line.startswith("Alienation falls")]
    assert "powerlessness +" in text
    assert not any(line.startswith("Alienation falls (") for line in surprises(usual))


def test_a_fifth_against_the_others_is_a_surprise() -> None:
    usual = synthetic_comparison(months=96)
    rows = usual.quintiles.copy()
    chosen = rows["measure"] == "alienation"
    rows.loc[chosen, ["difference", "low", "high"]] = [-0.2, -0.25, -0.15]
    top = chosen & (rows["quintile"] == 5)
    rows.loc[top, ["difference", "low", "high"]] = [0.1, 0.05, 0.15]
    found = surprises(dataclasses.replace(usual, quintiles=rows))
    assert "Alienation falls for 4 fifths by job before, and rises for the highest." in found


def test_a_comparison_of_a_regime_with_itself_has_no_surprise() -> None:
    same = synthetic_comparison(effect=0.0, dip=0.0, months=96)
    assert not surprises(with_difference(same, LONG_RUN, output_per_hour=0.0))
