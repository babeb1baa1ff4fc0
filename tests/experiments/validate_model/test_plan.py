"""Facts end to end, on economies that are small and short."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sim
from sim.evidence import load_facts

SMALL = {"workers": 300, "burn_in": 12}
WINDOW = 24


@pytest.fixture(scope="module")
def validation(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("facts") / "out"
    return sim.validate_model(replicates=3, months=WINDOW, out=folder, **SMALL)


def test_every_fact_is_shown_with_a_verdict_that_follows_from_its_range(validation) -> None:
    table = validation.facts
    assert list(table["fact"]) == [fact.name for fact in load_facts()]
    inside = (table["simulated_low"] >= table["low"]) & (table["simulated_high"] <= table["high"])
    outside = (table["simulated_high"] < table["low"]) | (table["simulated_low"] > table["high"])
    np.testing.assert_array_equal(table["verdict"] == "pass", inside)
    np.testing.assert_array_equal(table["verdict"] == "miss", outside)
    assert set(table["verdict"]) <= {"pass", "miss", "undecided"}
    assert set(validation.missed) == set(
        table.loc[(table["verdict"] == "miss") & (table["use"] != "input"), "fact"]
    )


def test_simulated_facts_are_means_over_replicates_recomputed_from_the_file(validation) -> None:
    runs = pd.read_parquet(validation.folder / "runs.parquet")
    facts = validation.facts.set_index("fact")
    rows = runs[(runs["arm"] == "baseline") & (runs["outcome"] == "wage_gini")]
    assert len(rows) == 3
    assert facts.loc["wage_inequality", "simulated"] == pytest.approx(rows["value"].mean())
    wide = runs[runs["arm"].str.startswith("dearer_job_loss")].pivot(
        index=["arm", "replicate"], columns="outcome", values="value"
    )
    without, with_it = (wide.loc[f"dearer_job_loss:{side}"] for side in ("without", "with"))
    elasticity = np.log(with_it["effort"] / without["effort"]) / np.log(
        with_it["cost_of_job_loss"] / without["cost_of_job_loss"]
    )
    assert facts.loc["effort_and_job_loss", "simulated"] == pytest.approx(elasticity.mean())


def test_the_baseline_arm_is_the_economy_as_anyone_would_run_it(validation) -> None:
    economy = sim.Economy(
        sim.load_scenario("capitalism", months=WINDOW, **SMALL), seed=0, replicate=1,
        agent_interval=0,
    )  # fmt: skip
    for _ in range(12 + WINDOW):
        economy.step()
    expected = economy.monthly.tail(WINDOW)["unemployment_rate"].mean()
    runs = validation.runs
    row = runs[
        (runs["arm"] == "baseline")
        & (runs["replicate"] == 1)
        & (runs["outcome"] == "unemployment_rate")
    ]
    assert row["value"].item() == pytest.approx(expected)


def test_results_are_read_back_as_they_were(validation) -> None:
    again = sim.open_results(validation.folder)
    pd.testing.assert_frame_equal(again.facts, validation.facts)
    pd.testing.assert_frame_equal(again.runs, validation.runs)


def test_a_run_of_an_arm_is_repeated_to_the_last_bit(validation) -> None:
    for run in (0, int(validation.runs["run"].max())):
        stored = sim.stored_run(validation.folder, run)
        assert stored.arm is not None
        assert stored.agrees(stored.repeat())
