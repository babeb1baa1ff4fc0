"""A sensitivity says what decides its outcome, and how many runs that rests on."""

import dataclasses

from sim.text.document import Fold, Table
from tests.support.synthetic_experiments import synthetic_sensitivity


def test_the_answer_names_outcome_horizon_runs_and_what_decides():
    lead = synthetic_sensitivity().document().lead
    assert lead.startswith(
        "The gap in output per hour of Participatory economy over Capitalism in the long run, in "
        "256 runs of a Sobol design with "
    )
    assert "What decides it most, by the total index: intrinsic motivation (0.55 [0.50" in lead


def test_the_outcome_of_a_single_scenario_is_no_gap():
    result = synthetic_sensitivity()
    alone = {**result.settings, "scenarios": result.settings["scenarios"][1:]}
    document = dataclasses.replace(result, settings=alone, outcome="effort").document()
    assert document.lead.startswith("Effort in the long run")
    assert document.title == "What decides effort, long run"


def test_effects_of_a_morris_design_stand_with_their_unit():
    result = synthetic_sensitivity("morris")
    (table,) = [block for block in result.document().blocks() if isinstance(block, Table)][1:]
    number = table.rows[0][2]
    row = result.indices.iloc[0]
    assert (number.value, number.low, number.high, number.unit) == (
        *(row[name] for name in ("mu_star", "mu_star_low", "mu_star_high")),
        "log points",
    )
    assert not [block for block in result.document().blocks() if isinstance(block, Fold)]


def test_numbers_are_the_total_indices():
    result = synthetic_sensitivity()
    numbers = result.document().numbers
    for row in result.indices.to_dict("records"):
        assert numbers[f"total.{row['parameter']}"].value == row["total"]
