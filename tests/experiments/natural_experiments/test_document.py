"""What is said of natural experiments: how many published effects the baseline gives as well."""

from __future__ import annotations

import dataclasses

import pytest

import sim
from sim.text.terminal import render

NAMES = ["dearer_job_loss", "profit_sharing", "suggestion_system"]


@pytest.fixture(scope="module")
def result():
    return sim.natural_experiments("capitalism", replicates=2, names=NAMES, workers=300, burn_in=3)


def with_effects(result, values: list[float]):
    effects = result.effects.assign(simulated=values)
    inside = effects["simulated"].between(effects["low"], effects["high"])
    effects["verdict"] = ["pass" if one else "miss" for one in inside]
    return dataclasses.replace(result, effects=effects)


def test_the_lead_says_on_which_side_effects_are_that_nothing_is_fitted_to(result) -> None:
    lead = with_effects(result, [0.1, 9.0, 0.3]).document().lead
    assert "2 of 3 effects are inside the published interval." in lead
    assert (
        "Of the 2 that nothing is fitted to, 1 lie inside, 1 above, 0 below, and 0 are undecided."
        in lead
    )


def test_an_effect_whose_interval_reaches_over_an_end_is_undecided(result) -> None:
    given = with_effects(result, [0.1, 2.0, 0.3])
    effects = given.effects.assign(verdict=["pass", "undecided", "pass"])
    wide = {"simulated_low": -3.0, "simulated_high": 7.0}
    effects.loc[1, list(wide)] = list(wide.values())
    document = dataclasses.replace(given, effects=effects).document()
    assert document.lead.startswith("Undecided at this size (2 pairs of runs): for 1 of 3 effects")
    assert "2 of 3 effects are inside" in document.lead
    (picture,) = document.pictures
    assert "1 are undecided" in picture.alternative


def test_a_missed_effect_has_its_reason(result) -> None:
    document = with_effects(result, [0.1, -1.0, 0.05]).document()
    shown = " ".join(render(document, detail="all").split())
    assert "Ideas of the shop floor are taken up: Ideas of the shop floor are few" in shown
    (picture,) = document.pictures
    assert "Ideas of the shop floor are taken up at 0.05 against 0.3" in picture.alternative


def test_published_and_simulated_effects_stand_side_by_side(result) -> None:
    shown = render(result.document(), 120, detail="all")
    row = result.effects.set_index("experiment").loc["profit_sharing"]
    assert "3 (0 to 8)" in shown
    number = result.document().numbers["effect.profit_sharing"]
    assert (number.value, number.low) == (row["simulated"], row["simulated_low"])
    assert number.text() in shown


def test_the_institutions_of_the_baseline_stand_there_once(result) -> None:
    question = result.document().sections[1]
    (_, table) = question.blocks
    assert table.header == ("Institution", "Capitalism")
