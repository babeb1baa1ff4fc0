"""Facts, natural experiments and calibration end to end, on economies that are small and short."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import EvidenceError
from sim.evidence import load_facts, load_interventions
from sim.execution.process_pool import process_pool
from sim.experiments.calibrate.plan import BLOCKS as ALL_BLOCKS
from sim.experiments.calibrate.plan import Block
from sim.experiments.calibrate.scenario_file import write_calibrated

SMALL = {"workers": 300, "burn_in": 12}
WINDOW = 24

CHANGES = """
[[interventions]]
name = "watch_less"
title = "Less control in hospitals"
use = "validation"
months = 6
first = 4
sectors = ["hospital"]
effect = "output_per_hour"
published = 1.0
low = -50.0
high = 50.0
source = "Somebody (2000), a firm"
source_checked = false
reading = "as it stands"
[interventions.change]
monitoring = 0.1
"institutions.decisions" = "council"
"""


@pytest.fixture(scope="module")
def validation(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("facts") / "out"
    return sim.validate_model(replicates=3, months=WINDOW, out=folder, **SMALL)


def test_every_fact_is_shown_with_a_verdict_that_follows_from_its_range(validation) -> None:
    table = validation.facts
    assert list(table["fact"]) == [fact.name for fact in load_facts()]
    inside = table["simulated"].between(table["low"], table["high"])
    np.testing.assert_array_equal(table["verdict"] == "pass", inside)
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


def test_an_effect_is_that_of_a_fork_made_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "changes.toml"
    path.write_text(CHANGES, encoding="utf-8")
    result = sim.natural_experiments("capitalism", replicates=2, file=path, **SMALL)
    gaps = []
    for replicate in range(2):
        first = sim.Economy(
            sim.load_scenario("capitalism", **SMALL), seed=0, replicate=replicate, agent_interval=0
        )
        for _ in range(12):
            first.step()
        change = {"monitoring": 0.1, "institutions.decisions": "council"}
        second = first.fork(sim.load_scenario(first.scenario, change))
        hospital = first.sector_names.index("hospital")
        logs = []
        for month in range(1, 7):
            row = []
            for economy in (first, second):
                economy.step()
                places = economy.state.workplaces
                here = places.sector == hospital
                hours = (places.hours_factor * places.members)[here].sum()
                row.append(np.log(places.output[here].sum() / hours))
            if month >= 4:
                logs.append(row)
        without, with_it = np.mean(logs, axis=0)
        gaps.append(100.0 * np.expm1(with_it - without))
    row = result.effects.iloc[0]
    assert row["simulated"] == pytest.approx(np.mean(gaps), rel=1e-9)
    assert row["verdict"] == "pass"
    assert set(result.responses["experiment"]) == {"watch_less"}


def test_a_name_that_is_no_intervention_is_refused() -> None:
    with pytest.raises(EvidenceError, match="did you mean 'less_supervision'"):
        sim.natural_experiments("capitalism", names=["less_supervison"])


BLOCKS = [
    Block("economy", "fit", ("labour_share", "skill_premium", "wealth_dispersion")),
    Block("motivation", "motivation", ("discipline_response", "crowding")),
]


def small_calibration(folder: Path | None = None, executor=None):
    return sim.calibrate(
        replicates=2, steps=2, months=WINDOW, blocks=BLOCKS, out=folder, executor=executor, **SMALL
    )


@pytest.fixture(scope="module")
def calibration(tmp_path_factory: pytest.TempPathFactory):
    return small_calibration(tmp_path_factory.mktemp("fit") / "out")


@pytest.mark.slow
def test_a_calibration_brings_the_baseline_nearer_to_the_facts(calibration) -> None:
    for _, path in calibration.steps.groupby(["block", "stage"]):
        distances = path.groupby("step")["distance"].first()
        assert distances.min() <= distances.iloc[0]
    targets = calibration.targets
    error = (targets["high"] - targets["low"]) / 4.0
    before, after = (
        (((targets[name] - targets["central"]) / error) ** 2).groupby(targets["block"]).sum()
        for name in ("before", "after")
    )
    assert after["economy"] < before["economy"]


@pytest.mark.slow
def test_what_is_not_fitted_keeps_default_and_range(calibration) -> None:
    fit = calibration.fit.set_index("parameter")
    assert list(fit.index) == [name for block in BLOCKS for name in block.parameters]
    kept = fit[fit["status"] == "keeps its range"]
    assert "crowding" in kept.index
    np.testing.assert_array_equal(kept["value"], kept["default"])
    np.testing.assert_array_equal(kept["low"], kept["range_low"])
    assert set(calibration.values) == set(fit.index) - set(kept.index)
    for low, high in calibration.ranges.values():
        assert low < high


@pytest.mark.slow
def test_the_fit_is_a_scenario_that_holds_for_both_sides(calibration, tmp_path: Path) -> None:
    path = write_calibrated(calibration, tmp_path / "mine.toml")
    scenario = sim.load_scenario(path)
    assert scenario.shared_assumptions
    assert scenario.overrides == calibration.values
    assert "Not identified" in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_calibration_gives_the_same_bytes_with_processes(calibration, tmp_path: Path) -> None:
    with process_pool(2) as pool:
        other = small_calibration(tmp_path / "out", pool)
    pd.testing.assert_frame_equal(other.fit, calibration.fit)
    for name in ("fit", "targets", "sensitivity", "steps", "runs"):
        ours, theirs = (result.folder / f"{name}.parquet" for result in (calibration, other))
        assert ours.read_bytes() == theirs.read_bytes(), name


def test_the_shipped_calibration_stays_inside_the_ranges_and_fits_no_parecon_parameter() -> None:
    scenario = sim.load_scenario("calibrated")
    allowed = {name for block in ALL_BLOCKS for name in block.parameters}
    assert set(scenario.overrides) <= allowed
    assert scenario.shared_assumptions
    assert {entry.name for entry in load_interventions() if entry.use == "motivation"}
