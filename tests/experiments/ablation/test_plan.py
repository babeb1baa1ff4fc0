"""An ablation: the numbers are those of a comparison, and changes are paired."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import ResultsError, ScenarioError
from sim.experiments.ablation.record import NO_EFFECT, SOME_EFFECT, Ablation
from sim.experiments.ablation.terms import ALREADY_SO, NOT_POSSIBLE
from sim.parameters.alternatives import Alternative
from sim.vocabulary import windows_of

SMALL: dict[str, Any] = {"workers": 200, "burn_in": 3, "months": 12, "seed": 5}
REPLICATES = 3


def away(name: str, **values: float | str) -> Alternative:
    return Alternative(name, "10.0", "asymmetry", f"{name} goes", values)


ALTERNATIVES = (
    away("solidarity", solidarity=0.0),
    away("meetings", meetings_replaced=0.0),
    away("majority", majority=0.5),
    away("wealth", savings_buffer=0.0),
    away("places", class_places="open_places"),
    away("uptake", uptake_low="uptake_council", uptake_council="uptake_low"),
)


@pytest.fixture(scope="module")
def result() -> Ablation:
    return sim.ablation(
        replicates=REPLICATES,
        alternatives=ALTERNATIVES,
        pairs=3,
        natural_experiments=False,
        **SMALL,
    )


@pytest.fixture(scope="module")
def rows(result: Ablation) -> pd.DataFrame:
    return result.ablation.set_index("term")


def compared(b: str = "parecon", a: str = "capitalism", **overrides: float) -> np.ndarray:
    """Return the long-run gap in each replicate as `sim.compare` has it, in log points."""
    found = sim.compare(a, b, replicates=REPLICATES, overrides=overrides, balance=False, **SMALL)
    first, last = windows_of(found.b.months).long_run
    months = found.monthly[found.monthly["month"].between(first, last)]
    logs = months.assign(value=100.0 * np.log(months["output_per_hour"]))
    means = logs.groupby(["replicate", "regime"])["value"].mean().unstack("regime")
    return (means[b] - means[a]).to_numpy()


def outcome(result: Ablation, term: str, name: str = "gap") -> np.ndarray:
    point = result.ablation.set_index("term").loc[term, "point"]
    runs = result.runs[(result.runs["point"] == point) & (result.runs["outcome"] == name)]
    return runs.sort_values("replicate")["value"].to_numpy()


def test_the_gap_is_that_of_a_comparison(result: Ablation) -> None:
    np.testing.assert_allclose(outcome(result, "unchanged"), compared(), rtol=0, atol=1e-10)


def test_what_is_taken_away_is_away_on_both_sides_and_in_the_burn_in(result: Ablation) -> None:
    expected = compared(uptake_low=0.5, uptake_council=0.22)
    np.testing.assert_allclose(outcome(result, "uptake"), expected, rtol=0, atol=1e-10)


def test_what_balance_adds_is_the_gap_over_the_same_regime_without_it(result: Ablation) -> None:
    without = compared("parecon_no_balance")
    added = outcome(result, "unchanged") - outcome(result, "unchanged", "balance")
    np.testing.assert_allclose(added, without, rtol=0, atol=1e-10)


def test_channels_sum_to_the_gap_and_to_what_balance_adds(result: Ablation) -> None:
    for name in ("gap", "balance"):
        table = result.channels[result.channels["outcome"] == name]
        total = table.groupby("term")[["value", "change"]].sum()
        known = result.ablation.set_index("term").loc[total.index]
        np.testing.assert_allclose(total["value"], known[name], rtol=0, atol=1e-10)
        column = "change" if name == "gap" else "balance_change"
        single = total.index != "unchanged"
        np.testing.assert_allclose(
            total["change"][single], known[column][single], rtol=0, atol=1e-10
        )


def test_changes_are_taken_inside_each_replicate(result: Ablation, rows: pd.DataFrame) -> None:
    change = outcome(result, "solidarity") - outcome(result, "unchanged")
    row = rows.loc["solidarity"]
    assert row["change"] == pytest.approx(change.mean(), abs=1e-12)
    half = 4.302652729749464 * change.std(ddof=1) / np.sqrt(REPLICATES)
    assert row["change_high"] - row["change"] == pytest.approx(half, rel=1e-9)
    assert row["change_high"] - row["change_low"] < row["gap_high"] - row["gap_low"]


def test_an_interaction_is_the_change_of_a_pair_less_those_of_its_parts(
    result: Ablation, rows: pd.DataFrame
) -> None:
    pairs = rows[rows["kind"] == "pair"]
    assert len(pairs) == 3
    for name, row in pairs.iterrows():
        parts = [outcome(result, one) for one in (str(name), row["first"], row["second"])]
        base = outcome(result, "unchanged")
        expected = (parts[0] - parts[1] - parts[2] + base).mean()
        assert row["interaction"] == pytest.approx(expected, abs=1e-10)


def test_the_largest_are_combined_and_none_that_changes_nothing(rows: pd.DataFrame) -> None:
    single = rows[rows["kind"] == "asymmetry"]
    moving = single[single["effect"] == SOME_EFFECT]["change"].abs()
    largest = set(moving.sort_values().index[-3:])
    pairs = rows[rows["kind"] == "pair"]
    assert {*pairs["first"], *pairs["second"]} == largest


def test_what_has_no_effect_is_told_from_what_is_so_already(rows: pd.DataFrame) -> None:
    expected = {
        "unchanged": "",
        "solidarity": SOME_EFFECT,
        "wealth": NO_EFFECT,
        "majority": ALREADY_SO,
        "places": NOT_POSSIBLE,
    }
    assert rows.loc[list(expected), "effect"].to_dict() == expected
    assert rows.loc["wealth", ["change", "change_low", "change_high"]].tolist() == [0.0, 0.0, 0.0]
    assert rows.loc["majority", "point"] == -1
    assert rows.loc["majority", "gap"] == rows.loc["unchanged", "gap"]
    assert np.isnan(rows.loc["places", "gap"])


def test_the_values_of_each_alternative_stand_in_a_table(result: Ablation) -> None:
    values = result.values.set_index(["term", "parameter"])
    assert values.loc[("uptake", "uptake_low"), "value"] == 0.5
    assert values.loc[("uptake", "uptake_council"), "value"] == 0.22
    assert values.loc[("places", "class_places"), "unchanged"] == 0.36


def test_in_a_pair_a_name_stands_for_the_value_that_the_other_part_sets() -> None:
    found = sim.ablation(
        replicates=1,
        alternatives=[
            away("swaps", swap_hours=0.06),
            away("solidarity", solidarity="swap_hours"),
        ],
        pairs=2,
        natural_experiments=False,
        **SMALL,
    )
    assert found.values.set_index("term").loc["solidarity", "value"] == 0.05
    (name,) = found.ablation.loc[found.ablation["kind"] == "pair", "term"]
    point = found.ablation.set_index("term").loc[name, "point"]
    runs = found.runs[found.runs["point"] == point]
    assert set(runs["solidarity"]) == set(runs["swap_hours"]) == {0.06}


def test_a_regime_without_balanced_jobs_says_nothing_of_balance() -> None:
    found = sim.ablation(
        "capitalism",
        "cooperative",
        2,
        only=["no_solidarity"],
        natural_experiments=False,
        **SMALL,
    )
    assert found.ablation["balance"].isna().all()
    assert set(found.drawings()) == {"ablation"}
    assert "Balanced jobs add" not in " ".join(
        getattr(block, "text", "") for block in found.document().blocks()
    )


def test_known_changes_are_those_of_natural_experiments() -> None:
    found = sim.ablation(
        replicates=2, alternatives=[away("diligence", effort_norm=0.5)], pairs=0, **SMALL
    )
    own = sim.natural_experiments(
        "capitalism", 2, **{key: value for key, value in SMALL.items() if key != "months"}
    )
    changed = sim.natural_experiments(
        "capitalism",
        2,
        overrides={"effort_norm": 0.5},
        **{key: value for key, value in SMALL.items() if key != "months"},
    )
    table = found.effects.set_index(["term", "experiment"])["simulated"]
    for term, known in (("unchanged", own), ("diligence", changed)):
        expected = known.effects.set_index("experiment")["simulated"]
        pd.testing.assert_series_equal(
            table.loc[term], expected, check_names=False, check_exact=True
        )


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"only": ["no_solidarty"]}, "did you mean 'no_solidarity'"),
        ({"alternatives": [away("x", solidarty=0.0)]}, "did you mean 'solidarity'"),
        ({"alternatives": [away("x", solidarity="monitorin")]}, "did you mean 'monitoring'"),
        ({"alternatives": []}, "there is no alternative"),
    ],
)
def test_what_does_not_exist_is_refused_before_the_work(how: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        sim.ablation(**how, **SMALL)


def test_it_goes_on_where_it_was_and_threads_change_no_number(tmp_path: Path) -> None:
    how: dict[str, Any] = {
        "replicates": 2,
        "alternatives": ALTERNATIVES[:2],
        "natural_experiments": False,
        **SMALL,
    }
    first = sim.ablation(**how, out=tmp_path)
    chunks = {path.name: path.read_bytes() for path in (tmp_path / "chunks").iterdir()}
    lost = sorted(chunks)[0]
    (tmp_path / "chunks" / lost).unlink()
    with ThreadPoolExecutor(2) as executor:
        again = sim.ablation(**how, out=tmp_path, executor=executor)
    assert {path.name: path.read_bytes() for path in (tmp_path / "chunks").iterdir()} == chunks
    for table in ("ablation", "channels", "runs"):
        pd.testing.assert_frame_equal(
            getattr(first, table), getattr(again, table), check_exact=True
        )
    with pytest.raises(ResultsError, match="other settings"):
        sim.ablation(**{**how, "pairs": 0}, out=tmp_path)
