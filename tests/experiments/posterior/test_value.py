"""Which ignorance decides: told right of a simulator whose gap is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pytest

from sim.errors import ResultsError
from sim.evidence import load_interventions
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.experiments.posterior.studies import STUDIES, Study, possible
from sim.experiments.posterior.value import ALL, PARAMETER, STUDY
from sim.experiments.posterior.value_figures import posterior_value
from sim.experiments.posterior.value_words import value_blocks, value_lead
from sim.parameters import declarations
from tests.experiments.posterior.synthetic import FITTING, NAMES, matched, piece, result_of

CLASHING = (piece("one", "unemployment_rate", 9.0), piece("same", "wage_gini", -9.0))


@cache
def result() -> Posterior:
    return result_of(matched(FITTING, waves=1, draws=300))


@cache
def refuted() -> Posterior:
    return result_of(matched(CLASHING))


def words(posterior: Posterior) -> str:
    return " ".join(block.text for block in value_lead(posterior))


def test_the_parameter_that_the_gap_consists_of_decides() -> None:
    rows = result().information
    rows = rows[(rows["regime"] == "parecon") & (rows["about"] == PARAMETER)].set_index("name")
    assert list(rows.index) == NAMES
    # The gap is ten times the first input, of variance 0.13 given two items, plus the fourth.
    assert rows.loc[NAMES[0], "share"] == pytest.approx(0.93, abs=0.05)
    assert rows.loc[NAMES[0], "first"] == 1.0
    assert rows.loc[NAMES[0], "total"] == pytest.approx(0.93, abs=0.05)
    assert rows.loc[[NAMES[2], NAMES[4]], "share_low"].max() == 0.0
    assert (rows["given"] == EVIDENCE).all()
    assert f"it is {NAMES[0].replace('_', ' ')} 9" in words(result())


def test_regimes_with_opposite_gaps_are_told_the_same() -> None:
    rows = result().information
    columns = ["share", "wrong", "fall", "fall_high", "total"]
    first, second = (
        rows.loc[rows["regime"] == name, columns].to_numpy() for name in ("parecon", "cooperative")
    )
    assert first == pytest.approx(second, abs=1e-6, nan_ok=True)


def test_all_parameters_are_worth_at_least_as_much_as_one() -> None:
    rows = result().information
    rows = rows[rows["regime"] == "parecon"]
    wrong = float(rows["wrong"].iloc[0])
    everything = rows.loc[rows["about"] == ALL, "fall"]
    assert len(everything) == 1
    assert 0.0 < float(everything.iloc[0]) <= wrong
    assert (rows["fall"] <= wrong).all()


def test_too_few_draws_are_said_first() -> None:
    assert not words(result()).startswith("Too few")
    few = result_of(matched(FITTING, waves=1, draws=40))
    assert words(few).startswith("Too few draws to say which ignorance decides: they are worth ")


def test_of_a_handful_of_draws_nothing_is_told_of_single_parameters() -> None:
    few = result_of(matched(FITTING, waves=1, draws=15))
    rows = few.information[few.information["about"] == PARAMETER]
    assert len(rows)
    assert rows[["share", "fall"]].isna().all(axis=None)
    assert "nothing is told below 20 effective draws" in words(few)
    figure = posterior_value(few)
    assert not any("nan" in panel.get_xlabel() for panel in figure.axes)
    plt.close(figure)


def test_without_draws_from_the_evidence_it_is_told_given_the_ranges() -> None:
    assert refuted().refuted
    assert set(refuted().information["given"]) == {RANGES}
    assert words(refuted()).startswith("No draws are left by the evidence. Too few draws")
    assert NAMES[0].replace("_", " ") in words(refuted())


def test_chance_and_ignorance_stand_beside_each_other_in_a_row() -> None:
    table = next(block for block in value_blocks(result()) if "made of" in block.caption)
    chance, unknown = table.rows[0][1:3]
    assert chance.value + unknown.value == pytest.approx(1.0)
    assert chance.low + unknown.high == pytest.approx(1.0)


def test_the_figure_is_of_a_regime_that_is_there() -> None:
    figure = posterior_value(result())
    left, right = figure.axes
    assert left.get_yticklabels()[0].get_text() == "Chance within an economy"
    assert right.get_xlabel().startswith("Fall of the probability of\ncalling the wrong")
    plt.close(figure)
    with pytest.raises(ResultsError, match="did you mean 'cooperative'"):
        posterior_value(result(), "coopertive")
    with pytest.raises(ResultsError, match="do not tell"):
        posterior_value(replace(result(), information=result().information.head(0)))


def test_every_study_measures_what_there_is() -> None:
    effects = {entry.name for entry in load_interventions()}
    for study in STUDIES:
        assert study.measured in effects | set(declarations()), study.name
        assert study.reason
    assert len({study.name for study in STUDIES}) == len(STUDIES)


def test_errors_of_studies_fall_with_their_people_down_to_the_discrepancy() -> None:
    study = Study("a", "A", "b", 20.0, "as it is", between_groups=3.0, group=25)
    assert study.error(400, 0.0) == pytest.approx(2.0 * np.sqrt((400.0 + 25.0 * 9.0) / 400.0))
    assert study.error(10**12, 4.0) == pytest.approx(4.0)


def test_a_study_needs_what_it_measures_to_be_simulated() -> None:
    pieces = [piece("participatory_meetings", "x", 1.0), piece("job_enrichment", "y", 1.0)]
    found = {
        study.name: (place, discrepancy, effect)
        for study, place, discrepancy, effect in possible(
            pieces, ["learning", "untrained_ceiling"], [True, False]
        )
    }
    assert found == {"meetings": (0, 0.3, True), "expert_training": (1, 0.05, False)}


def test_a_study_of_what_decides_is_worth_more_the_more_people_it_has() -> None:
    # Its title is that of an effect, what it measures is the first item: the first input itself.
    pieces = (piece("participatory_meetings", "unemployment_rate", 0.9), *FITTING[1:])
    rows = result_of(matched(pieces, waves=1, draws=300)).information
    rows = rows[(rows["regime"] == "parecon") & (rows["about"] == STUDY)]
    assert list(rows["name"]) == ["meetings"] * 3
    assert rows["error"].is_monotonic_decreasing
    # The input has the variance 0.13 given two items, the gap 14; errors are 3.5, 1.6 and 0.8.
    true = 0.93 * 0.13 / (0.13 + rows["error"].to_numpy() ** 2)
    assert rows["share"].to_numpy() == pytest.approx(true, abs=0.05)
    assert (rows["share_low"].to_numpy() <= true).all()
    assert rows["share"].is_monotonic_increasing
    assert float(rows["share_low"].iloc[2]) > 0.03
