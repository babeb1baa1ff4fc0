"""The comparison repeated in other worlds: variants, runs and gaps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from sim.analysis.intervals import independent_difference, mean_interval
from sim.errors import ScenarioError
from sim.experiments.robustness.record import Robustness
from sim.study.evaluation import simulate_run
from sim.text.terminal import render
from tests.experiments.robustness.small import NAMES, small


def test_every_variant_is_run_on_both_sides(result: Robustness) -> None:
    assert list(result.variants["variant"]) == NAMES
    assert result.planned == result.completed == 2 * (8 * 2 + 3)
    assert set(result.runs["scenario"]) == {"capitalism", "parecon"}
    runs = result.runs.drop_duplicates("run")
    by_point = runs.groupby("point")[["workers", "months_per_step", "seed"]].first()
    assert by_point["workers"].tolist() == [300] * 7 + [400] + [300] * 3
    assert by_point["months_per_step"].tolist() == [1] * 6 + [3] + [1] * 4
    assert by_point["seed"].tolist() == [0] * 8 + [0, 1, 2]
    elasticity = runs.groupby("point")["substitution_elasticity"].first()
    assert elasticity.dropna().to_dict() == {1: 0.05, 2: 1.0}


def test_a_variant_gives_what_the_two_regimes_give_in_its_world(result: Robustness) -> None:
    changes = {"workers": 300, "months": 12, "burn_in": 3, "motivation_steepness": 4.0}
    logs = [
        dict(simulate_run(sim.load_scenario(name, changes), 0, 1))["long_run"]
        for name in ("capitalism", "parecon")
    ]
    column = list(result.runs.columns).index("log_output_per_hour") - list(
        result.runs.columns
    ).index("output_per_hour")
    pairs = result.pairs.set_index(["variant", "replicate", "horizon", "measure"])["gap"]
    expected = 100.0 * (logs[1][column] - logs[0][column])
    assert pairs["threshold_effort", 1, "long_run", "output_per_hour"] == expected


def test_a_change_is_taken_in_each_replicate_where_the_draws_are_the_same(
    result: Robustness,
) -> None:
    pairs = result.pairs.query("horizon == 'year_1' and measure == 'effort'")
    gap = pairs.pivot(index=["replicate", "seed"], columns="variant", values="gap")
    both = gap.loc[[(0, 0), (1, 0)]]
    change = mean_interval((both["quarter_steps"] - both["reference"]).to_numpy())
    rows = result.gaps.query("horizon == 'year_1' and measure == 'effort'").set_index("variant")
    found = rows.loc["quarter_steps", ["change", "change_low", "change_high"]]
    np.testing.assert_allclose(found.to_numpy(float), [float(x) for x in change], rtol=1e-12)
    own = pairs[pairs["variant"] == "population_400"]["gap"].to_numpy()
    reference = pairs[pairs["variant"] == "reference"]["gap"].to_numpy()
    unpaired = independent_difference(own, reference)
    found = rows.loc["population_400", ["change", "change_low", "change_high"]]
    np.testing.assert_allclose(found.to_numpy(float), [float(x) for x in unpaired], rtol=1e-12)


def test_the_reference_has_no_change_and_seeds_are_single_runs(result: Robustness) -> None:
    reference = result.gaps[result.gaps["variant"] == "reference"]
    assert reference["change"].isna().all()
    assert set(reference["sign"]) == {"reference"}
    assert set(result.gaps["sign"]) <= {"reference", "same", "reversed", "undecided", "decided"}
    seeds = result.pairs[result.pairs["variant"] == "seeds"]
    assert set(seeds["seed"]) == {0, 1, 2}
    assert set(seeds["replicate"]) == {0}
    same = ["horizon", "measure", "gap"]
    first = result.pairs.query("variant == 'reference' and replicate == 0")[same]
    zero = seeds[seeds["seed"] == 0][same]
    pd.testing.assert_frame_equal(
        first.reset_index(drop=True), zero.reset_index(drop=True), check_exact=True
    )


def test_results_are_read_back_and_any_run_can_be_repeated(
    result: Robustness, folder: Path
) -> None:
    again = sim.open_results(folder)
    assert isinstance(again, Robustness)
    for table in ("variants", "gaps", "pairs", "runs"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(result, table))
    assert render(again.document()) == render(result.document())
    runs = result.runs.drop_duplicates("run")
    chosen = [
        runs[runs["months_per_step"] == 3]["run"].iloc[0],
        runs[runs["workers"] == 400]["run"].iloc[-1],
        runs[runs["seed"] == 2]["run"].iloc[-1],
    ]
    for run in chosen:
        stored = sim.stored_run(folder, int(run))
        assert stored.agrees(stored.repeat())


def test_every_number_says_its_unit(folder: Path) -> None:
    for table in ("gaps", "pairs"):
        schema = pq.read_schema(folder / f"{table}.parquet")
        assert schema.field("gap").metadata[b"unit"] == b"as the column unit says"


def test_stopped_work_goes_on_and_gives_the_same(result: Robustness, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small(out=tmp_path / "work", progress=stop)
    begun = {file.name for file in (tmp_path / "work").rglob("*.parquet")}
    assert begun
    progress: list[int] = []
    again = small(out=tmp_path / "work", progress=lambda done, total: progress.append(done))
    assert progress[0] > 0
    pd.testing.assert_frame_equal(again.gaps, result.gaps, check_exact=True)


def test_assumptions_of_a_scenario_hold_for_both_sides() -> None:
    result = small(assumptions="critics", replicates=1, seeds=0, populations=[])
    assumed = sim.load_scenario("critics").overrides
    for scenario in result.settings["scenarios"]:
        assert {name: scenario["parameters"][name] for name in assumed} == assumed
    assert list(result.variants["variant"]) == NAMES[:7]
    assert result.gaps["low"].isna().all()
    assert set(result.gaps["sign"]) == {"reference", "undecided"}


def test_the_other_step_is_tried_and_the_population_of_the_reference_is_not() -> None:
    changes = {"months_per_step": 3}
    result = small(overrides=changes, replicates=1, seeds=0, populations=[300, 350])
    assert list(result.variants["variant"])[-2:] == ["month_steps", "population_350"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"populations": [20]}, "variant population_20 of capitalism: workers = 20"),
        ({"months": 13}, "variant quarter_steps of capitalism: months = 13"),
        ({"assumptions": "critic"}, "no scenario is called 'critic'"),
        ({"a": "parecon"}, "both scenarios have the name 'parecon'"),
    ],
)
def test_what_cannot_be_run_is_refused_before_the_work(
    changes: dict[str, object], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        small(**changes)
