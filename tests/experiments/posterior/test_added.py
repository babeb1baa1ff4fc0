"""What balanced jobs alone add, what is chance, and draws as a design."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import ResultsError
from sim.experiments.check_posterior.sized import sized_answer
from sim.experiments.posterior.added import ADDED, WITH, WITHOUT, with_added
from sim.experiments.posterior.answer import answer_of
from sim.experiments.posterior.design import write_design
from sim.experiments.posterior.record import EVIDENCE, Posterior
from sim.text.answer import Answer

SMALL = {
    "regimes": [WITH, WITHOUT], "waves": 1, "points": 12, "draws": 6, "replicates": 1,
    "workers": 120, "months": 12, "burn_in": 2,
}  # fmt: skip
EASY = ("unemployment", "labour_share")
"""Items that an economy of so few people can meet."""


@pytest.fixture(scope="module")
def small() -> Posterior:
    from sim.evidence import load_facts, load_interventions
    from sim.experiments.posterior.evidence import pieces_of

    names = [piece.name for piece in pieces_of(load_facts(), load_interventions())]
    return sim.posterior(**SMALL, hold_out=[name for name in names if name not in EASY])


def test_what_balanced_jobs_add_is_the_difference_at_each_draw(small: Posterior) -> None:
    wide = small.gaps.pivot_table(
        index=["given", "point"], columns=["measure", "horizon", "regime"], values="gap"
    )
    for measure, horizon in {key[:2] for key in wide}:
        part = wide[measure, horizon]
        np.testing.assert_allclose(part[ADDED], part[WITH] - part[WITHOUT], atol=1e-9)
    assert next(iter(small.regimes)) == ADDED
    assert list(small.compared) == [WITH, WITHOUT]


def test_without_both_regimes_nothing_is_said_of_balanced_jobs() -> None:
    table = pd.DataFrame([[1.0]], columns=pd.MultiIndex.from_tuples([(WITH, "x")]))
    assert list(with_added(table).columns) == [(WITH, "x")]


def test_parts_of_the_answer_add_up_to_its_channels(small: Posterior) -> None:
    rows = small.channels[
        (small.channels["regime"] == ADDED) & (small.channels["given"] == EVIDENCE)
    ].set_index("channel")["mean"]
    answer = answer_of(small)
    assert answer.balance is not None
    parts = answer.balance.parts
    assert parts["efficiency"][0] == pytest.approx(rows["allocation"] + rows["overhead"])
    assert parts["motivation"][0] == pytest.approx(rows["effort"])
    total = rows[["allocation", "overhead", "skills", "effort", "technology"]].sum()
    assert sum(mean for mean, _, _ in parts.values()) == pytest.approx(total)
    assert not answer.enough
    assert answer.items == len(EASY)


def test_an_answer_needs_both_regimes(small: Posterior) -> None:
    without = small.probabilities[small.probabilities["regime"] != ADDED]
    with pytest.raises(ResultsError, match="the answer needs parecon and parecon_no_balance"):
        answer_of(replace(small, probabilities=without))


def test_draws_keep_what_they_are_weighted_by(small: Posterior) -> None:
    table = small.estimates
    assert set(table["item"]) == set(EASY)
    assert (table["variance"] > 0.0).all()
    weights = small.draws["weight"]
    for name, rows in table.groupby("item"):
        assert len(rows) == len(weights), name


def test_the_checks_of_such_a_posterior_are_about_a_regime_that_was_run(small: Posterior) -> None:
    checks = sim.check_posterior(small, truths=4, exchanged=2, larger=200, larger_draws=3)
    assert set(checks.size["regime"]) == {ADDED, WITH, WITHOUT}
    assert (checks.size["larger"] == 200).all()
    answer = sized_answer(small, checks)
    assert answer.larger is not None
    row = checks.about(checks.size[checks.size["regime"] == WITH]).iloc[0]
    assert answer.larger.bundle.change == row["change"]
    assert answer.larger.bundle.change != answer.larger.balance.change
    assert f"In economies of 200 people {row['draws']} of them" in answer.text()
    assert Answer.from_json(answer.to_json()) == answer
    assert checks.headline[0] == WITH
    assert ADDED in set(checks.sensitivity["regime"])
    assert len(checks.about(checks.sensitivity))
    assert checks.document().lead
    from sim.experiments.check_posterior.figures import drawings

    for draw in drawings(checks).values():
        assert draw().axes


def test_chance_is_what_two_replicates_at_one_draw_differ_by(small: Posterior) -> None:
    rows = small.variances
    assert set(rows["regime"]) == {ADDED, WITH, WITHOUT}
    assert ((rows["share"] > 0.0) & (rows["share"] <= 1.0)).all()
    np.testing.assert_allclose(
        rows["share"], np.minimum(rows["within"] / rows["over"], 1.0), rtol=1e-12
    )


def test_draws_become_a_design_that_a_sweep_can_run(small: Posterior, tmp_path: Path) -> None:
    path = write_design(small, tmp_path / "mine.toml", points=5)
    design = sim.load_design(path)
    points = design.points()
    assert len(points) == 5
    assert set(points) == set(small.draws) - {"point", "weight"}
    found = small.draws.drop(columns=["point", "weight"]).to_numpy()
    for row in points[list(small.draws.columns[2:])].to_numpy():
        assert np.isclose(found, row, rtol=1e-5).all(axis=1).any()
    again = write_design(small, tmp_path / "mine.toml", points=5)
    pd.testing.assert_frame_equal(sim.load_design(again).points(), points)


def test_a_design_needs_draws_and_the_right_ending(small: Posterior, tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match=r"ends in \.toml"):
        write_design(small, tmp_path / "mine.csv")
    with pytest.raises(ResultsError, match="no draws"):
        write_design(replace(small, draws=small.draws.iloc[:0]), tmp_path / "mine.toml")
