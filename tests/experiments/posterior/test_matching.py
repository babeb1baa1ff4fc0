"""Posteriors of a simulator whose answer is known by Bayes."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.analysis.weighting import effective_size, weighted_quantile
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from tests.experiments.posterior.synthetic import FITTING, NOISE, matched, piece, result_of

VARIANCE = 0.4**2 + 0.3**2 + NOISE**2
"""Of an item in a single run, given its inputs."""


@cache
def work():
    return matched(FITTING)


@cache
def result() -> Posterior:
    return result_of(work())


def known() -> tuple[float, float]:
    """Return mean and standard deviation of the first input given two items that are it."""
    precision = 1.0 + 2.0 / VARIANCE
    return (0.9 + 0.7) / VARIANCE / precision, precision**-0.5


def test_weighted_runs_give_the_posterior_that_bayes_gives() -> None:
    matching = work()
    assert effective_size(matching.weights) > 200
    mean, spread = known()
    found = weighted_quantile(
        stats.norm.ppf(matching.drawn[:, 0]), matching.weights, [0.1, 0.5, 0.9]
    )
    assert found == pytest.approx(stats.norm.ppf([0.1, 0.5, 0.9], mean, spread), abs=0.12)
    untouched = weighted_quantile(matching.drawn[:, 3], matching.weights, [0.1, 0.5, 0.9])
    assert untouched == pytest.approx([0.1, 0.5, 0.9], abs=0.07)


def test_the_probability_given_evidence_is_that_of_the_known_gap() -> None:
    mean, spread = known()
    truth = float(stats.norm.sf(0.0, 10.0 * mean, np.hypot(10.0 * spread, 1.0)))
    rows = result().probabilities
    rows = rows[rows["measure"] == "output_per_hour"].set_index(["regime", "given"])
    assert rows.loc[("parecon", EVIDENCE), "probability"] == pytest.approx(truth, abs=0.03)
    assert rows.loc[("parecon", RANGES), "probability"] == pytest.approx(0.5, abs=0.12)
    both = rows.loc[("parecon", EVIDENCE)] + rows.loc[("cooperative", EVIDENCE)]
    assert both["probability"] == pytest.approx(1.0)


def test_what_evidence_narrows_is_told_and_the_rest_is_not() -> None:
    table = result().parameters.set_index("parameter")
    assert list(table.index[table["narrowing_low"] > 0.1]) == list(table.index[:2])
    assert set(table["told_by"].iloc[:2]) <= {"one", "same", "two"}
    assert table["narrowing"].iloc[2:].abs().max() < 0.12


def test_held_out_evidence_is_predicted_and_changes_nothing() -> None:
    items = result().items.set_index("item")
    assert items.loc["held", "role"] == "held_out"
    assert items.loc["held", "q50"] == pytest.approx(0.0, abs=0.25)
    assert items.loc["held", "distance"] > 4.0
    assert items.loc["one", "distance"] < 1.0


def test_each_point_has_replicates_of_its_own() -> None:
    for points, numbers in work().work.calls[:-1]:
        each = [number for own in numbers for number in own]
        assert len(set(each)) == len(each) >= points


def test_items_that_no_point_meets_refute_the_model_and_are_named() -> None:
    pieces = [
        piece("one", "unemployment_rate", 2.5), piece("other", "wage_gini", -2.5),
        piece("third", "income_gini", 60.0),
    ]  # fmt: skip
    matching = matched(pieces, points=40, draws=50)
    assert not len(matching.drawn)
    refuted = result_of(matching)
    assert refuted.refuted
    assert set(refuted.probabilities["given"]) == {RANGES}
    said = refuted.document().lead
    assert "refuted" in said
    assert "third" in said
    assert "given the evidence" in said


def test_too_few_draws_are_said_first_with_what_would_do() -> None:
    few = result_of(matched(FITTING, waves=1, points=20, draws=60))
    said = few.document().lead
    assert said.startswith("Too few draws: 60 draws are worth")
    assert "would do at the same weights" in said
    assert "more probably" not in said
    assert not few.enough
    assert few.would_do > 60


def test_enough_draws_give_a_probability_beside_that_of_the_ranges() -> None:
    document = result().document()
    assert document.lead.startswith("Given the evidence, the probability that Participatory")
    assert "given the ranges alone" in document.lead
    assert "(more probably ahead)" in document.lead
    assert "The others, given the evidence" in document.lead
    assert "equal ones" in document.lead
