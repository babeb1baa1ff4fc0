"""A sensitivity says what decides its outcome, and how many runs that rests on."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from sim.designs import load_design
from sim.experiments.sensitivity.record import Sensitivity
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
    tables = [block for block in result.document().blocks() if isinstance(block, Table)]
    number = tables[0].rows[0][2]
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


FACTORS = ["monitoring", "crowding"]


def measured(method: str, outcome: list[float]) -> Sensitivity:
    """Return a sensitivity of unemployment in one regime; NaN is where the run failed."""
    design = load_design({"scenarios": ["parecon"], method: {"samples": 4, "parameters": FACTORS}})
    wrong = np.isnan(outcome)
    rows = pd.DataFrame(
        {
            "run": range(len(outcome)),
            "point": range(len(outcome)),
            "replicate": 0,
            "scenario": "parecon",
            "horizon": "long_run",
            "unemployment_rate": outcome,
        }
    )
    none = dict.fromkeys(("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma"), 0.0)
    low = dict.fromkeys(("pawn", "threshold", "limit"), 0.0)
    names = pd.DataFrame({"parameter": FACTORS})
    return Sensitivity(
        runs=rows[~wrong],
        errors=rows[wrong].assign(error="no", command="no", arm=None),
        settings={
            "design": design.plan(),
            "scenarios": [one.to_dict() for one in design.scenarios],
            "seed": 0,
        },
        planned=len(outcome),
        units={"unemployment_rate": "share of the labour force"},
        method=method,
        outcome="unemployment_rate",
        horizon="long_run",
        indices=names.assign(**none) if method == "morris" else names,
        density=names.assign(**low) if method == "latin_hypercube" else names.iloc[:0],
    )


@pytest.mark.parametrize(("method", "points"), [("morris", 12), ("latin_hypercube", 4)])
def test_an_outcome_that_does_not_vary_is_said_not_to(method: str, points: int) -> None:
    lead = measured(method, [0.0] * points).document().lead
    assert lead.startswith("Unemployment does not vary: it is 0.0 %")
    assert "at all points of the design, so that nothing in it decides it." in lead
    assert "interval" not in lead


def test_what_is_left_out_is_counted() -> None:
    outcome = [0.1, np.nan, 0.2, *([0.3, 0.1, 0.1] * 2), np.nan, np.nan, 0.3]
    lead = measured("morris", outcome).document().lead
    assert "At 3 points all runs failed: 2 of 4 trajectories are left out." in lead
    lead = measured("latin_hypercube", [0.1, np.nan, 0.2, 0.3]).document().lead
    assert "At 1 point all runs failed: 1 of 4 random draws are left out." in lead
