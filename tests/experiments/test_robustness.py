"""The comparison repeated in other worlds: variants, gaps, what is said and drawn of them."""

from __future__ import annotations

import dataclasses
import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind

import sim
from sim.analysis.intervals import Estimate, mean_interval
from sim.errors import ResultsError, ScenarioError
from sim.experiments.compare.plan import snapshot_months
from sim.experiments.robustness.analysis import difference_of_means, gap_table, sign_of
from sim.experiments.robustness.record import Robustness
from sim.experiments.robustness.variants import Variant, replicates_of
from sim.plot import robustness_forest
from sim.results import experiment_words
from sim.results.experiment_summary import experiment_summary
from sim.study.evaluation import simulate_run
from sim.study.measurement import steps_within
from sim.vocabulary import horizons_of

SMALL = {"workers": 300, "months": 12, "burn_in": 3, "replicates": 2, "seeds": 3}
NAMES = [
    "reference", "near_leontief", "cobb_douglas", "threshold_effort", "no_peer_norm",
    "strong_peer_norm", "quarter_steps", "population_400", "seeds",
]  # fmt: skip


def small(**changes: object) -> Robustness:
    return sim.robustness(**{**SMALL, "populations": [400], **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("robustness") / "work"


@pytest.fixture(scope="module")
def result(folder: Path) -> Robustness:
    return small(out=folder)


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


def test_a_change_is_taken_in_each_replicate_where_the_luck_is_the_same(
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
    unpaired = difference_of_means(own, reference)
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
    assert experiment_words(again) == experiment_words(result)
    runs = result.runs.drop_duplicates("run")
    chosen = [
        runs[runs["months_per_step"] == 3]["run"].iloc[0],
        runs[runs["workers"] == 400]["run"].iloc[-1],
        runs[runs["seed"] == 2]["run"].iloc[-1],
    ]
    for run in chosen:
        stored = sim.stored_run(folder, int(run))
        assert stored.agrees(stored.repeat())


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


def test_populations_get_as_many_people_in_all_but_at_least_four_runs() -> None:
    assert replicates_of(1_000, 2_000, 20) == 20
    assert replicates_of(8_000, 2_000, 20) == 5
    assert replicates_of(100_000, 2_000, 20) == 4
    assert replicates_of(100_000, 2_000, 3) == 3


@pytest.mark.parametrize(
    ("own", "other", "sign"),
    [
        ((2.0, 1.0, 3.0), (1.0, 0.5, 1.5), "same"),
        ((-2.0, -3.0, -1.0), (-1.0, -1.5, -0.5), "same"),
        ((2.0, 1.0, 3.0), (-1.0, -1.5, -0.5), "reversed"),
        ((2.0, -1.0, 5.0), (-1.0, -1.5, -0.5), "undecided"),
        ((2.0, 1.0, 3.0), (1.0, -0.5, 2.5), "decided"),
        ((2.0, np.nan, np.nan), (1.0, 0.5, 1.5), "undecided"),
    ],
)
def test_the_sign_of_a_gap_is_that_which_its_interval_allows(own, other, sign) -> None:
    estimates = [Estimate(*map(np.asarray, each)) for each in (own, other)]
    assert sign_of(*estimates) == sign


def test_the_interval_of_independent_runs_is_that_of_welch() -> None:
    luck = np.random.default_rng(4)
    values, reference = luck.normal(2.0, 3.0, 5), luck.normal(1.0, 1.0, 20)
    found = difference_of_means(values, reference)
    interval = ttest_ind(values, reference, equal_var=False).confidence_interval(0.95)
    assert found.mean == pytest.approx(values.mean() - reference.mean())
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    alone = difference_of_means(values[:1], reference)
    assert np.isnan([alone.low, alone.high]).all()


def synthetic(gaps: dict[str, float], result: Robustness) -> Robustness:
    """Return a check whose variants have known gaps in output per hour, with little luck."""
    luck = 0.1 * np.random.default_rng(3).normal(size=(len(gaps), 8))
    rows = [
        (name, 0, r, "long_run", measure, "log points", gap + luck[k, r])
        for k, (name, gap) in enumerate(gaps.items())
        for r in range(8)
        for measure in ("output_per_hour",)
    ]
    pairs = pd.DataFrame(rows, columns=list(result.pairs.columns))
    variants = [Variant(name, "", 8) for name in gaps]
    table = gap_table(pairs, variants)
    known = result.variants[result.variants["variant"].isin(gaps)]
    return dataclasses.replace(result, gaps=table[table["pairs"] > 0], pairs=pairs, variants=known)


def test_words_say_what_changes_and_what_does_not(result: Robustness) -> None:
    gaps = {"reference": -2.0, "near_leontief": -4.0, "cobb_douglas": 3.0, "no_peer_norm": 0.0}
    words = " ".join(experiment_words(synthetic(gaps, result)).split())
    assert "Output per hour is higher under Capitalism in the reference" in words
    assert "in 1 of the 3 variants" in words
    assert "It is lower under Capitalism with Cobb-Douglas production." in words
    assert "The luck of the runs does not decide it with no peer norm." in words
    assert "3 of them shift the gap beyond luck, most of all Cobb-Douglas production (+5" in words


def test_words_do_not_claim_what_the_reference_does_not_decide(result: Robustness) -> None:
    gaps = {"reference": 0.0, "near_leontief": -4.0, "population_400": 0.0}
    words = " ".join(experiment_words(synthetic(gaps, result)).split())
    assert "400 people" in words
    assert "the reference does not decide who is ahead, nor do 1 of the 2 variants" in words
    assert "It is decided with near-Leontief production." in words


def test_words_keep_to_the_width_and_name_the_seeds(result: Robustness) -> None:
    words = experiment_words(result)
    assert max(map(len, words.splitlines())) <= 92
    assert "A single run under each of 3 seeds" in " ".join(words.split())


def test_the_summary_has_every_gap(result: Robustness) -> None:
    summary = json.loads(json.dumps(experiment_summary(result), allow_nan=False))
    assert len(summary["gaps"]) == len(result.gaps)
    assert summary["gaps"][0]["change"] is None
    assert [one["variant"] for one in summary["variants"]] == NAMES


def test_the_figure_marks_a_reversed_sign(result: Robustness) -> None:
    gaps = {"reference": -2.0, "near_leontief": -4.0, "cobb_douglas": 3.0, "no_peer_norm": 0.0}
    figure = robustness_forest(synthetic(gaps, result), ["output_per_hour"])
    (panel,) = figure.axes
    marks = [line for line in panel.lines if line.get_marker() in ("o", "s")]
    assert [line.get_marker() for line in marks] == ["o", "o", "s", "o"]
    assert [round(float(line.get_xdata()[0])) for line in marks] == [-2, -4, 3, 0]
    labels = [text.get_text() for text in panel.get_yticklabels()]
    assert labels[0] == "Reference (300 people)"


def test_the_figure_shows_every_measure_and_nothing_is_cut_off(result: Robustness) -> None:
    figure = robustness_forest(result)
    figure.draw_without_rendering()
    frame = figure.bbox
    for panel in figure.axes:
        box = panel.get_tightbbox()
        assert frame.x0 - 1 <= box.x0 < box.x1 <= frame.x1 + 1
    titles = [panel.title.get_window_extent() for panel in figure.axes]
    assert all(left.x1 < right.x0 for left, right in itertools.pairwise(titles))
    with pytest.raises(ResultsError, match="no gap in vote_pass_rate"):
        robustness_forest(result, ["vote_pass_rate"])


@pytest.mark.parametrize(
    ("first", "last", "months", "steps"),
    [
        (1, 12, 1, (0, 12)),
        (49, 60, 1, (48, 60)),
        (1, 12, 3, (0, 4)),
        (49, 60, 3, (16, 20)),
        (1, 4, 3, (0, 1)),
        (5, 12, 3, (1, 4)),
        (1, 1, 3, (0, 1)),
    ],
)
def test_a_step_counts_for_the_horizon_in_which_it_ends(first, last, months, steps) -> None:
    assert steps_within(first, last, months) == slice(*steps)


@pytest.mark.parametrize("months", range(3, 121, 3))
def test_every_horizon_of_a_run_in_quarters_has_a_step(months: int) -> None:
    for first, last in horizons_of(months).values():
        inside = steps_within(first, last, 3)
        assert 0 <= inside.start < inside.stop <= months // 3


def test_a_comparison_in_quarters_is_decomposed_at_ends_of_steps() -> None:
    assert snapshot_months(36) == [2, 5, 8, 11, 14, 17, 20, 23, 27, 33, 36]
    assert snapshot_months(36, 3) == [3, 6, 9, 12, 15, 18, 21, 24, 27, 33, 36]
    size = {"workers": 300, "months": 12, "burn_in": 3, "months_per_step": 3}
    result = sim.compare(
        *(sim.load_scenario(name, size) for name in ("capitalism", "parecon")), replicates=2
    )
    assert sorted(set(result.monthly["month"])) == [0, 3, 6, 9, 12]
    assert np.isfinite(result.differences.query("indicator == 'output_per_hour'")["high"]).all()
    total = result.channels.query("channel == 'total' and measure == 'output_per_hour'")
    assert np.isfinite(total["log_points"]).all()


def test_two_economies_with_different_steps_are_not_compared() -> None:
    a = sim.load_scenario("capitalism", months_per_step=3)
    with pytest.raises(ScenarioError, match="'months_per_step' must be the same"):
        sim.compare(a, "parecon")
