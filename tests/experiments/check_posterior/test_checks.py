"""Every check of a posterior on a simulator whose answer is known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.weighting import effective_size
from sim.experiments.check_posterior.asking import AS_ASKED, AVERAGE, FOLDER, sensitivity, variants
from sim.experiments.check_posterior.exchange import EXCHANGE
from sim.experiments.check_posterior.larger import size_rows
from sim.experiments.check_posterior.numerical import numerical_error
from sim.experiments.check_posterior.predicting import left_out, predictions, without
from sim.experiments.check_posterior.recovery import recover_by_emulators, recover_by_weights
from sim.experiments.check_posterior.sample import log_normal
from sim.experiments.check_posterior.symmetry import symmetry
from sim.experiments.check_posterior.tables import frame, recovery_rows
from sim.experiments.check_posterior.verdicts import (
    of_numerical,
    of_prediction,
    of_recovery,
    of_sensitivity,
    of_size,
    of_symmetry,
    verdicts_of,
)
from sim.experiments.posterior.simulate import BESIDE_BASELINE
from sim.simulation import BurnIns
from sim.study.requests import RunRequest
from tests.experiments.check_posterior.toy import OUTCOME, toy


def recovery_table(*found):
    sample = toy()
    rows = [row for one in found for row in recovery_rows(sample, one, 1)]
    return frame(rows, "recovery")


def test_a_right_pipeline_passes_recovery() -> None:
    sample = toy(points=150)
    found = [
        recover_by_weights(sample, 300, 1),
        recover_by_emulators(sample, 150, 1, cloud=8192),
    ]
    assert [len(one.ranks) for one in found] == [300, 150]
    verdict, said = of_recovery(recovery_table(*found))
    assert verdict == "passed", said


def test_a_pipeline_that_believes_too_small_errors_fails_recovery() -> None:
    sample = toy(draws=6000, points=150)

    def narrow(places, observed):
        variance = np.array([0.2 * sample.items[k].variance() for k in places])
        return log_normal(sample.values[:, places], observed, variance)

    wrong = recover_by_weights(sample, 300, 1, narrow)
    verdict, said = of_recovery(recovery_table(wrong))
    assert (verdict, "crowding" in said) == ("failed", True)
    wrong = recover_by_emulators(sample, 150, 1, cloud=8192, factor=0.2)
    assert of_recovery(recovery_table(wrong))[0] == "failed"


def test_what_recovery_misses_is_named_in_words() -> None:
    table = recovery_table(recover_by_weights(toy(), 80, 1))
    wrong = table["quantity"] == "parecon:output_per_hour:year_1"
    assert wrong.any()
    table.loc[wrong, "placed"] = "outside"
    table.loc[~wrong, "placed"] = "inside"
    table["even"] = 1.0
    table["effective"] = 100.0
    verdict, said = of_recovery(table)
    assert verdict == "failed"
    assert said.endswith("; off: Parecon, output per hour, year 1")


def test_few_truths_leave_recovery_undecided() -> None:
    found = recover_by_weights(toy(), 30, 1)
    verdict, said = of_recovery(recovery_table(found))
    assert verdict == "undecided"
    assert said.startswith("30 truths, 60 are needed")


def test_what_the_model_can_give_is_predicted_and_what_it_cannot_is_missed() -> None:
    assert of_prediction(frame(predictions(toy(), 1), "prediction"))[0] == "passed"
    missed = frame(predictions(toy(third=1.9), 1), "prediction")
    verdict, said = of_prediction(missed)
    assert (verdict, "outside:" in said) == ("failed", True)


def test_an_item_that_is_left_out_is_predicted_from_the_others_as_bayes_does() -> None:
    table = frame(left_out(toy(draws=6000, third=1.5), 1), "left_out").set_index("item")
    # Without it, it is the sum of two parameters given one item each, and its own error.
    spread = np.sqrt(2 * (0.06**2 + 0.08**2 + 0.03**2) + 0.06**2 + 0.08**2 + 0.03**2)
    row = table.loc["both"]
    assert row["q50"] == pytest.approx(0.95, abs=0.02)
    assert row["q95"] - row["q50"] == pytest.approx(1.645 * spread, rel=0.1)
    assert row["placed"] == "outside"
    assert table.loc["held", "below"] == pytest.approx(0.5, abs=0.05)


def test_weights_without_an_item_are_those_of_the_others() -> None:
    sample = toy()
    weights, shape = without(sample, [2])
    level = sample.terms([0, 1], sample.observed([0, 1])).sum(axis=1)
    assert effective_size(weights) == pytest.approx(
        effective_size(np.exp(level - level.max())), rel=0.05
    )
    assert shape < 0.7


def test_other_ways_of_asking_give_what_was_asked_for() -> None:
    sample = toy()
    found = {one.name: one for one in variants(sample)}
    assert list(found)[:3] == [AS_ASKED, "halved", "doubled"]
    level = sample.terms([0, 1, 2], sample.observed([0, 1, 2]), 2.0).sum(axis=1)
    expected = np.exp(level - level.max())
    assert effective_size(found["doubled"].weights) == pytest.approx(
        effective_size(expected), rel=0.05
    )
    # The priors are uniform already.
    assert found["uniform"].weights == pytest.approx(sample.weights, rel=0.5, abs=1e-4)
    table = frame(sensitivity(sample, {}, 1), "sensitivity")
    assert of_sensitivity(table)[0] == "passed"
    assert table["change"].iloc[0] == 0.0


def test_an_answer_that_hangs_on_one_item_fails_sensitivity() -> None:
    sample = toy()
    against = dataclasses.replace(sample, gaps=-sample.gaps)
    table = frame(sensitivity(sample, {"other": against}, 1), "sensitivity")
    kinds = table.set_index("kind")["probability"]
    assert kinds[FOLDER] == pytest.approx(1.0 - kinds[AS_ASKED], abs=1e-9)
    assert kinds[AVERAGE] == pytest.approx(0.5)
    verdict, said = of_sensitivity(table)
    assert verdict == "failed"
    assert "turned by other" in said


def again(gaps: np.ndarray, exchanged: np.ndarray, copy: float = 0.0) -> pd.DataFrame:
    count = len(gaps)
    return pd.DataFrame(
        {
            "draw": np.arange(count), "further": False, "regime": OUTCOME[0],
            "measure": OUTCOME[1], "horizon": OUTCOME[2], "as asked": gaps,
            "exchanged": exchanged, "copy": copy,
        }
    )  # fmt: skip


def test_exchanged_roles_pass_where_gaps_are_opposite_and_ties_count_one_half() -> None:
    gaps = np.array([1.0, -2.0, 0.0, 3.0])
    runs = again(gaps, -gaps)
    stored = runs.rename(columns={"draw": "point", "as asked": "gap"})
    table = frame(symmetry(runs, stored, 1), "symmetry")
    assert table[["probability", "exchanged", "total", "copy"]].iloc[0].tolist() == [
        0.625, 0.375, 1.0, 0.5
    ]  # fmt: skip
    assert of_symmetry(table)[0] == "passed"
    above = np.abs(gaps) + 1.0
    for wrong in (again(above, above), again(gaps, -gaps, copy=1.0)):
        assert of_symmetry(frame(symmetry(wrong, stored, 1), "symmetry"))[0] == "failed"
    other = stored.assign(gap=gaps + 0.5)
    verdict, said = of_symmetry(frame(symmetry(runs, other, 1), "symmetry"))
    assert (verdict, "differ from stored ones by 0.5" in said) == ("failed", True)


def test_numerical_error_is_that_of_as_many_draws_and_tells_noise_from_parameters() -> None:
    sample = toy(draws=4000)
    random = np.random.default_rng(3)
    unit = sample.unit[:200]
    further = 10.0 * (unit[:, 0] - unit[:, 1]) + random.standard_normal(200)
    runs = again(further, -further).assign(further=True)
    table = frame(numerical_error(sample, runs, 1), "numerical")
    row = table.iloc[0]
    half = 1.96 * np.sqrt(row["probability"] * (1 - row["probability"]) / row["effective"])
    assert 0.5 * (row["high"] - row["low"]) == pytest.approx(half, rel=0.25)
    # Draws are from the prior: the gap has the variance 100 / 6, a run adds 1.
    assert row["noise"] == pytest.approx(1.0 / (100.0 / 6.0 + 1.0), rel=0.3)
    assert 0.0 < row["turned"] < 0.2
    assert of_numerical(table)[0] == "passed"


def test_halves_that_differ_fail_and_few_draws_are_undecided() -> None:
    sample = toy(draws=4000)
    gaps = sample.gaps.copy()
    gaps[::2] = -np.abs(gaps[::2])
    none = again(np.empty(0), np.empty(0))
    split = frame(numerical_error(dataclasses.replace(sample, gaps=gaps), none, 1), "numerical")
    assert of_numerical(split)[0] == "failed"
    few = frame(numerical_error(toy(draws=200), none, 1), "numerical")
    assert of_numerical(few)[0] == "undecided"


def test_roles_are_exchanged_after_the_past_of_the_posterior() -> None:
    # The share of profit that this regime sets acts in a burn-in too.
    small = {"workers": 120, "months": 12, "burn_in": 2}
    pair = [sim.load_scenario(name, small) for name in ("capitalism", "cooperative")]
    found = dict(EXCHANGE.measure(pair.__getitem__, RunRequest(1, (), 3), BurnIns(seed=7)))
    posterior = dict(
        BESIDE_BASELINE.measure(pair.__getitem__, RunRequest(1, (), 3), BurnIns(seed=7))
    )
    name = "output_per_hour:year_1"
    assert found[f"as asked:{name}"] == posterior[name]
    assert posterior[name][0] != 0.0
    assert found[f"exchanged:{name}"][0] == -posterior[name][0]
    assert found[f"copy:{name}"][0] == 0.0


def larger_gaps(change: float, draws: int = 60) -> pd.DataFrame:
    gaps = np.linspace(-8.0, -1.0, draws)
    return pd.DataFrame(
        {
            "draw": np.arange(draws), "times": 1, "regime": OUTCOME[0], "measure": OUTCOME[1],
            "horizon": OUTCOME[2], "gap": gaps, "larger": gaps + change,
        }
    )  # fmt: skip


def test_larger_economies_pass_where_they_decide_the_same_and_fail_where_the_opposite() -> None:
    table = frame(size_rows(larger_gaps(0.5), 500, 2_000, 1), "size")
    row = table.iloc[0]
    assert (row["workers"], row["larger"], row["draws"]) == (500, 2_000, 60)
    assert (row["change"], row["spread"]) == (pytest.approx(0.5), pytest.approx(0.0, abs=1e-9))
    assert row["larger_median"] - row["median"] == pytest.approx(0.5)
    verdict, said = of_size(table)
    assert verdict == "passed"
    assert "0 % [0, 5] becomes 0 % [0, 5] with 2,000 people in place of 500" in said
    assert "+0.5 [+0.5, +0.5] log points; 60 draws" in said
    assert of_size(frame(size_rows(larger_gaps(9.0), 500, 2_000, 1), "size"))[0] == "failed"
    open_there = frame(size_rows(larger_gaps(4.5), 500, 2_000, 1), "size")
    assert of_size(open_there)[0] == "undecided"
    few = frame(size_rows(larger_gaps(0.5, 10), 500, 2_000, 1), "size")
    assert of_size(few)[0] == "undecided"
    assert of_size(frame((), "size")) == (
        "undecided", "no larger economies were simulated, which `--larger PEOPLE` does"
    )  # fmt: skip


def test_larger_economies_without_draws_are_not_said_to_be_unasked_for() -> None:
    empty = {
        name: frame((), name)
        for name in (
            "recovery", "prediction", "left_out", "sensitivity", "symmetry", "numerical", "size",
        )
    }  # fmt: skip
    last = list(verdicts_of(**empty))[-1]
    assert last == {
        "check": "size", "verdict": "undecided", "said": "there are no draws given the evidence",
    }  # fmt: skip


def test_a_draw_that_is_taken_twice_counts_twice_and_one_that_failed_not() -> None:
    found = larger_gaps(0.0, 4).assign(times=[3, 1, 1, 1], larger=[0.0, -8.0, np.nan, -8.0])
    row = frame(size_rows(found, 500, 2_000, 1), "size").iloc[0]
    assert (row["draws"], row["different"]) == (5, 3)
    assert row["larger_probability"] == pytest.approx(0.6)
    assert row["change"] == pytest.approx((3 * 8.0 + (-8.0 - found["gap"][1]) - 7.0) / 5)
