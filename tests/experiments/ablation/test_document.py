"""What an ablation says: which switch turns the sign, what is undecided, what does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.commands.pages import write_page
from sim.errors import ResultsError
from sim.experiments.ablation.analysis import ablation_table, largest
from sim.experiments.ablation.known_changes import ablation_effects, counterparts
from sim.experiments.ablation.record import Ablation
from sim.experiments.ablation.sentences import (
    changes_most,
    idle,
    interactions,
    turning,
)
from sim.experiments.ablation.terms import ALREADY_SO, NOT_POSSIBLE, REFERENCE, Term
from tests.support.synthetic_mechanisms import CHANGES, synthetic_ablation

STEADY = np.array([-0.1, 0.0, 0.1])
"""What replicates differ by, the same in every world."""

WORLDS: Mapping[str, tuple[float, float]] = {
    "unchanged": (3.0, -2.0),
    "turns": (-4.0, -2.0),
    "shifts": (5.0, 1.0),
    "nothing": (3.0, -2.0),
    "turns + shifts": (9.0, 1.0),
}
"""Gap and what balance adds, by term."""


def term(name: str, left_out: str = "") -> Term:
    return Term(name, "mechanism", "10.1", f"{name} goes", {}, (name,), left_out)


TERMS = (
    REFERENCE,
    term("turns"),
    term("shifts"),
    term("nothing"),
    term("held", ALREADY_SO),
    term("beyond", NOT_POSSIBLE),
    Term("turns + shifts", "pair", "", "turns goes; and shifts goes", {}, ("turns", "shifts")),
)


def found(worlds: Mapping[str, tuple[float, float]] = WORLDS) -> dict[str, pd.DataFrame]:
    noise = {name: STEADY * (1.0 if name in ("unchanged", "nothing") else 0.5) for name in worlds}
    return {
        name: pd.DataFrame({"gap": gap + noise[name], "balance": balance + noise[name]})
        for name, (gap, balance) in worlds.items()
    }


def table(worlds: Mapping[str, tuple[float, float]] = WORLDS) -> pd.DataFrame:
    return ablation_table(TERMS, found(worlds), {name: k for k, name in enumerate(worlds)})


def single(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["kind"] == "mechanism"]


def said(worlds: Mapping[str, tuple[float, float]] = WORLDS) -> str:
    rows = table(worlds)
    return turning(single(rows), dict(rows.iloc[0]), "gap", "sign")


def test_the_switch_that_turns_the_sign_is_named_with_its_interval() -> None:
    assert said() == (
        "1 alternative alone turns the sign: turns goes (-4.0 log points [-4.1, -3.9])."
    )


def test_an_interval_that_contains_zero_is_undecided_and_turns_nothing() -> None:
    text = said({**WORLDS, "turns": (-0.05, -2.0)})
    assert text.startswith(
        "No alternative alone is shown to turn the sign. It is undecided where: turns goes"
    )


def test_an_undecided_model_has_no_sign_that_could_turn() -> None:
    text = said({**WORLDS, "unchanged": (0.1, -2.0), "nothing": (0.1, -2.0)})
    assert text.startswith(
        "Its sign is undecided; one alternative alone puts it above zero: shifts"
    )
    assert "Or below zero: turns goes (-4.0" in text
    assert "nothing" not in text


def test_noise_in_the_change_decides_no_sign() -> None:
    rows = single(table({**WORLDS, "unchanged": (0.1, -2.0), "nothing": (0.1, -2.0)}))
    base = {"gap_low": -0.1, "gap_high": 0.3}
    unsure = rows.assign(change_low=-9.0, change_high=9.0)
    assert turning(unsure, base, "gap", "sign") == (
        "Its sign is undecided, and no alternative alone decides it."
    )


def test_largest_changes_come_first_and_only_those_that_intervals_tell() -> None:
    text = changes_most(single(table()), "change")
    assert text.startswith("2 alternatives of 5 change the gap")
    assert text.index("turns goes") < text.index("shifts goes")
    assert "nothing" not in text
    assert "what balance adds" in changes_most(single(table()), "balance_change")
    calm = dict.fromkeys(WORLDS, (3.0, -2.0))
    assert changes_most(single(table(calm)), "change").startswith("No alternative changes the gap")


def test_interactions_that_exceed_their_interval_are_named() -> None:
    pairs = table()[table()["kind"] == "pair"]
    # -4 - 3 = -7 and 5 - 3 = +2 add up to a gap of -2, and the pair has +9.
    assert pairs["interaction"].iloc[0] == pytest.approx(11.0)
    assert "1 of 1 pair interacts by more than its interval" in interactions(pairs)
    added = table({**WORLDS, "turns + shifts": (-2.0, 1.0)})
    none = interactions(added[added["kind"] == "pair"])
    assert "None of 1 pair" in none
    assert "add up is undecided there" in none
    assert interactions(pairs.iloc[:0]) == ""


def test_a_sentence_says_what_has_no_effect() -> None:
    text = idle(single(table()))
    assert "1 alternative has no effect, to the last digit: nothing goes." in text
    assert "Already so in this model, and not simulated: held goes." in text
    assert "Outside the range of a parameter in this model, and not simulated: beyond goes." in text


def test_only_what_changes_something_is_combined() -> None:
    assert largest(found(), 10)[-2:] != ["nothing"]
    assert "nothing" not in largest(found(), 10)
    assert largest({key: found()[key] for key in list(WORLDS)[:4]}, 1) == ["turns"]


def test_a_single_replicate_decides_nothing() -> None:
    alone = {name: rows.iloc[:1] for name, rows in found().items()}
    rows = ablation_table(TERMS, alone, {})
    assert set(rows["sign"]) == {"unchanged", "undecided", ""}
    assert rows["change_low"].isna().all()
    assert changes_most(single(rows), "change").startswith("Without intervals no change")


VERDICTS = {"pass": 1.0, "miss": 3.0, "undecided": 2.0}
"""Simulated effects beside an interval from 0 to 2."""


def known_changes(worlds: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Return the effects of two known changes in some worlds; they differ where verdicts do."""
    rows = []
    for world, verdicts in worlds.items():
        for name, verdict, before in zip(
            ("one", "other"), verdicts, worlds["unchanged"], strict=True
        ):
            value = VERDICTS[verdict]
            row = {"term": world, "experiment": name, "title": name, "unit": "per cent"}
            row |= {"published": 1.0, "low": 0.0, "high": 2.0, "verdict": verdict}
            row |= {"simulated": value, "simulated_low": value - 0.5, "simulated_high": value + 0.5}
            change = value - VERDICTS[before] if world != "unchanged" else np.nan
            row |= {"change": change, "change_low": change - 0.1, "change_high": change + 0.1}
            rows.append(row)
    return pd.DataFrame(rows)


WORLDS_OF_CHANGES = {
    "unchanged": ("pass", "miss"),
    "turns": ("pass", "pass"),
    "shifts": ("miss", "miss"),
    "nothing": ("pass", "miss"),
}


def test_known_changes_say_which_alternative_moves_which_effect() -> None:
    text = counterparts(known_changes(WORLDS_OF_CHANGES), 4)
    assert "reproduces 1 of 2 known changes" in text
    assert "One leaves its interval with shifts." in text
    assert "Other comes into its interval with turns." in text
    assert "2 effects of 6 differ" in text
    assert "turns (1)" in text
    assert counterparts(known_changes(WORLDS_OF_CHANGES).iloc[:0], 4) == ""


def test_known_changes_that_are_undecided_are_said_first_and_move_nothing() -> None:
    worlds = {"unchanged": ("undecided", "miss"), "turns": ("pass", "miss")}
    text = counterparts(known_changes(worlds), 4)
    assert text.startswith("Undecided at this size (4 replicates): for 1 of 2 effects")
    assert "comes into" not in text
    calm = {"unchanged": ("pass", "miss"), "turns": ("pass", "miss")}
    assert "No effect differs from that of the model" in counterparts(known_changes(calm), 4)


def test_the_map_of_known_changes_marks_where_each_effect_lies() -> None:
    terms = ["unchanged", *(name for name in CHANGES if name != "third_of_both")]
    verdicts = [("pass", "miss"), ("pass", "pass"), ("undecided", "miss"), ("miss", "miss")]
    effects = known_changes(dict(zip(terms, verdicts, strict=False)))
    panel = ablation_effects(replace(synthetic_ablation(), effects=effects)).axes[0]
    rows = [label.get_text().replace("\n", " ") for label in panel.get_yticklabels()]
    assert rows[0] == "The model as it is"
    marks = [
        (line.get_marker(), line.get_xdata()[0], rows[int(line.get_ydata()[0])][:20])
        for line in panel.lines
        if line.get_markerfacecolor() != "none"
    ]
    rings = [line for line in panel.lines if line.get_markerfacecolor() == "none"]
    assert len(marks) == len(effects)
    assert ("D", 0, "Variety counts the t") in marks
    assert ("^", 1, "The model as it is") in marks
    assert ("o", 1, "Expertise is not sca") in marks
    assert len(rings) == 3
    with pytest.raises(ResultsError, match="no known changes"):
        ablation_effects(synthetic_ablation())


@pytest.fixture(scope="module")
def result() -> Ablation:
    small: dict[str, Any] = {"workers": 200, "burn_in": 3, "months": 12, "seed": 5}
    return sim.ablation(
        replicates=2,
        only=["no_solidarity", "no_fairness", "equal_saving"],
        natural_experiments=False,
        **small,
    )


def test_the_document_answers_first_what_the_answer_hangs_on(result: Ablation) -> None:
    lead = result.document().lead
    assert lead.startswith("Undecided at this size (2 replicates): in the model as it is the runs")
    assert "In the model as it is the gap in output per hour in the long run is" in lead
    assert "has no effect, to the last digit: incomes are saved at one rate" in lead


def test_the_page_stands_with_its_figures(result: Ablation, tmp_path: Any) -> None:
    page = tmp_path / "ablation.md"
    write_page(result, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# What the gap between")
    for name in ("ablation", "balance", "pairs"):
        assert f"(images/ablation/{name}.png)" in text
        assert (tmp_path / "images" / "ablation" / f"{name}.png").stat().st_size > 1_000


def test_marks_tell_kinds_apart_by_shape_and_the_model_is_marked(result: Ablation) -> None:
    panel = result.drawings()["ablation"]().axes[0]
    dashed = [line for line in panel.lines if line.get_linestyle() == "--"]
    assert [float(line.get_xdata()[0]) for line in dashed] == [result.unchanged["gap"]]
    labels = [text.get_text().replace("\n", " ") for text in panel.get_yticklabels()]
    changes = result.singles.set_index("title")["change"].abs()
    order = [changes[label[0].lower() + label[1:]] for label in labels]
    assert order == sorted(order)
    marks = {line.get_marker() for line in panel.lines} - {"None", None, ""}
    assert marks == {"s"}
