"""Calibration end to end, on economies that are small and short."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.evidence import load_interventions
from sim.execution.process_pool import process_pool
from sim.experiments.calibrate.plan import BLOCKS as ALL_BLOCKS
from sim.experiments.calibrate.plan import Block
from sim.experiments.calibrate.scenario_file import write_calibrated
from sim.parameters import declarations

SMALL = {"workers": 300, "burn_in": 12}
WINDOW = 24

BLOCKS = [
    Block("economy", "fit", ("labour_share", "moves_by_alienation", "wealth_dispersion")),
    Block("motivation", "motivation", ("discipline_response", "unfairness_weight")),
]


def small_calibration(folder: Path | None = None, executor=None):
    return sim.calibrate(
        replicates=2, steps=3, months=WINDOW, blocks=BLOCKS, out=folder, executor=executor, **SMALL
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
    assert "unfairness_weight" in kept.index
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
    scenario = sim.load_scenario("fitted")
    allowed = {name for block in ALL_BLOCKS for name in block.parameters}
    assert set(scenario.overrides) <= allowed
    assert scenario.shared_assumptions
    assert {entry.name for entry in load_interventions() if entry.use == "motivation"}


def test_starts_of_a_block_name_parameters_of_it_inside_their_ranges() -> None:
    declared = declarations()
    starts = [(block, start) for block in ALL_BLOCKS for start in block.starts]
    assert starts
    for block, start in starts:
        assert set(start) <= set(block.parameters)
        assert all(
            declared[name].low <= value <= declared[name].high for name, value in start.items()
        )


def test_a_search_can_begin_away_from_the_defaults() -> None:
    start = {"labour_share": 0.65, "rank_premium": 0.5}
    blocks = [Block("economy", "fit", ("labour_share", "rank_premium"), (start,))]
    facts = Path(__file__).with_name("starting_fact.toml")
    found = sim.calibrate(replicates=2, steps=2, months=12, blocks=blocks, facts=facts, **SMALL)
    first = found.steps[(found.steps["stage"] == 1) & (found.steps["step"] == 0)]
    assert dict(zip(first["parameter"], first["value"], strict=True)) == pytest.approx(start)
    assert found.settings["blocks"][0]["starts"] == [start]
