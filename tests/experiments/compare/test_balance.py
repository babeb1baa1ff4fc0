"""What balanced jobs themselves add: cells, effects, and that nothing else changes by them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import ResultsError, ScenarioError
from sim.experiments.compare.balance import ADDED, added, effect_of, less, settings_in
from sim.experiments.compare.bundle import cells_of, setting_of
from sim.experiments.compare.cells import BundleTables
from sim.experiments.compare.outcomes import channel_of, relative_difference_in
from sim.simulation import BurnIns
from sim.study.pairs import align_assumptions
from sim.study.requests import RunRequest
from sim.vocabulary import HORIZONS

SMALL: dict[str, Any] = {"workers": 250, "burn_in": 4, "months": 30, "seed": 5}
PAIR_TABLES = (
    "monthly", "differences", "path", "channels", "channel_path", "quintiles", "people", "jobs",
)  # fmt: skip
PARTS = ("allocation", "overhead", "skills", "effort", "technology")


@pytest.fixture(scope="module")
def bundle() -> sim.Comparison:
    return sim.compare("capitalism", "parecon", replicates=3, **SMALL)


def mixed(side: str, decisions: str, division: str) -> sim.Scenario:
    """Return a mix under its own name, as a user would write it."""
    return sim.load_scenario(
        side, {"institutions.decisions": decisions, "institutions.division": division}
    )


def test_a_bundle_has_eight_cells_of_which_two_are_the_pair() -> None:
    a, b = sim.load_scenario("capitalism"), sim.load_scenario("parecon")
    cells = cells_of(a, b)
    assert len({cell.key for cell in cells}) == 8
    assert [cell.key for cell in cells if cell.side == 0] == [
        ("capitalism", "manager", "hierarchical")
    ]
    assert [cell.key for cell in cells if cell.side == 1] == [("parecon", "council", "balanced")]
    for cell in cells:
        rules = cell.scenario.institutions
        side = a if cell.rest == "capitalism" else b
        assert (rules.decisions, rules.division) == (cell.decisions, cell.division)
        for switch in ("pay", "employment", "education", "innovation"):
            assert getattr(rules, switch) == getattr(side.institutions, switch)
        assert cell.scenario.parameters.to_dict() == side.parameters.to_dict()


def test_cells_take_the_parameters_of_the_side_whose_rest_they_have() -> None:
    a = sim.load_scenario("capitalism", meeting_hours=0.02)
    b = sim.load_scenario("parecon", meeting_hours=0.06)
    found = {cell.rest: set() for cell in cells_of(a, b)}
    for cell in cells_of(a, b):
        found[cell.rest].add(cell.scenario.parameters.meeting_hours)
    assert found == {"capitalism": {0.02}, "parecon": {0.06}}


def test_shared_assumptions_hold_in_every_cell() -> None:
    a, b = align_assumptions(sim.load_scenario("capitalism"), sim.load_scenario("critics"))
    for cell in cells_of(a, b):
        for name, value in b.overrides.items():
            assert getattr(cell.scenario.parameters, name) == value


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        ("capitalism", "parecon", 8),
        ("parecon", "capitalism", 8),
        ("parecon_no_balance", "parecon", 0),
        ("capitalism", "balanced_only", 0),
        ("capitalism", "cooperative", 0),
        ("capitalism", "rotation", 0),
        ("rotation", "parecon", 0),
        ("balanced_only", "parecon", 0),
        ("coordinatorism", "balanced_only", 4),
        ("cooperative", "balanced_only", 8),
    ],
)
def test_only_a_bundle_is_taken_apart(a: str, b: str, count: int) -> None:
    assert len(cells_of(sim.load_scenario(a), sim.load_scenario(b))) == count


def test_one_decision_or_one_rest_on_both_sides_leaves_four_cells() -> None:
    council = mixed("capitalism", "council", "balanced")
    by_decisions = cells_of(sim.load_scenario("capitalism"), council)
    assert {cell.key[1:] for cell in by_decisions} == {
        (rule, division)
        for rule in ("manager", "council")
        for division in ("hierarchical", "balanced")
    }
    assert {cell.rest for cell in by_decisions} == {"capitalism (a)"}
    assert sorted(cell.side for cell in by_decisions if cell.side is not None) == [0, 1]
    assert setting_of(sim.load_scenario("capitalism"), council, "balanced") == (
        "capitalism (a)",
        "council",
    )


@pytest.mark.parametrize(
    ("side", "decisions"),
    [
        ("capitalism", "manager"),
        ("capitalism", "council"),
        ("parecon", "manager"),
        ("parecon", "council"),
    ],
)
def test_each_setting_equals_a_comparison_of_its_own_to_the_last_bit(
    bundle: sim.Comparison, side: str, decisions: str
) -> None:
    a, b = (mixed(side, decisions, division) for division in ("hierarchical", "balanced"))
    alone = sim.compare(a, b, replicates=3, **SMALL)
    assert alone.balance.empty
    for horizon in HORIZONS:
        found = added(bundle, (side, decisions), horizon)
        assert found == relative_difference_in(alone, "output_per_hour", horizon)
        for channel in (*PARTS, "efficiency", "motivation", "total"):
            ours = added(bundle, (side, decisions), horizon, channel)
            assert ours == channel_of(alone, "output_per_hour", horizon, channel)
    rows = bundle.balance.query(
        "effect == 'balance' and rest == @side and decisions == @decisions "
        "and outcome == 'effort' and horizon == 'long_run'"
    )
    expected = alone.differences.query("indicator == 'effort' and horizon == 'long_run'")
    for column in ("difference", "low", "high"):
        assert rows[column].item() == expected[column].item()


def test_cells_equal_economies_simulated_alone_to_the_last_bit() -> None:
    size = {key: value for key, value in SMALL.items() if key != "seed"}
    pair = [sim.load_scenario(name, size) for name in ("capitalism", "parecon")]
    tables = BundleTables().tables(pair.__getitem__, RunRequest(0, (), 1), BurnIns(5))
    months = tables["cells"].set_index(["rest", "decisions", "division"])
    burn_ins = BurnIns(5)
    for cell in cells_of(*pair):
        economy = burn_ins.fork(cell.scenario, 1)
        for _ in range(30):
            economy.step()
        rows = months.loc[cell.key]
        alone = economy.monthly.query("month > 0")
        assert len(rows) == 30
        for outcome in rows.columns.drop(["replicate", "month"]):
            assert rows[outcome].to_numpy().tobytes() == alone[outcome].to_numpy().tobytes()


@pytest.mark.parametrize("horizon", HORIZONS)
def test_parts_sum_to_the_total(bundle: sim.Comparison, horizon: str) -> None:
    assert len(settings_in(bundle)) == 4
    for setting in settings_in(bundle):
        parts = {
            name: added(bundle, setting, horizon, name).difference
            for name in (*PARTS, "efficiency", "motivation", "total")
        }
        assert sum(parts[name] for name in PARTS) == pytest.approx(parts["total"], abs=1e-10)
        groups = ("efficiency", "motivation", "skills", "technology")
        assert sum(parts[name] for name in groups) == pytest.approx(parts["total"], abs=1e-10)


@pytest.mark.parametrize("horizon", HORIZONS)
def test_effects_are_differences_of_the_levels_and_add_up(
    bundle: sim.Comparison, horizon: str
) -> None:
    change = less("council", "manager")

    def number(effect: str, *key: str) -> float:
        return effect_of(bundle, effect, key, horizon).difference

    for rest in bundle.regimes:
        level = {
            (rule, division): number("level", rest, rule, division)
            for rule in ("manager", "council")
            for division in ("hierarchical", "balanced")
        }
        for rule in ("manager", "council"):
            gain = level[rule, "balanced"] - level[rule, "hierarchical"]
            assert number("balance", rest, rule, ADDED) == pytest.approx(gain, abs=1e-10)
        for division in ("hierarchical", "balanced"):
            gain = level["council", division] - level["manager", division]
            assert number("decisions", rest, change, division) == pytest.approx(gain, abs=1e-10)
        twice = number("balance", rest, "council", ADDED) - number(
            "balance", rest, "manager", ADDED
        )
        assert number("interaction", rest, change, ADDED) == pytest.approx(twice, abs=1e-10)
    gap = relative_difference_in(bundle, "output_per_hour", horizon)
    assert effect_of(bundle, "level", ("parecon", "council", "balanced"), horizon) == gap
    assert number("level", "capitalism", "manager", "hierarchical") == 0.0


def test_the_effect_is_of_balanced_jobs_and_of_the_council_whichever_side_comes_first(
    bundle: sim.Comparison,
) -> None:
    turned = sim.compare("parecon", "capitalism", replicates=3, **SMALL)
    keys = ["effect", "rest", "decisions", "division", "horizon", "outcome", "channel"]
    ours, theirs = (
        result.balance.query("effect != 'level'").set_index(keys).sort_index()
        for result in (bundle, turned)
    )
    pd.testing.assert_frame_equal(ours, theirs, check_exact=False, atol=1e-9)


def test_the_tables_of_the_pair_are_the_same_with_and_without(
    bundle: sim.Comparison, tmp_path: Path
) -> None:
    plain = sim.compare("capitalism", "parecon", replicates=3, balance=False, out=tmp_path, **SMALL)
    for name in PAIR_TABLES:
        assert getattr(plain, name).to_csv() == getattr(bundle, name).to_csv()
    assert plain.balance.empty
    assert "balance" not in plain.settings
    assert "balance" not in plain.summary()
    assert "balance" not in {path.stem for path in tmp_path.iterdir()}
    assert sim.open_results(tmp_path).balance.empty
    assert "balance" not in plain.drawings()


def test_it_is_stored_and_read_back(tmp_path: Path) -> None:
    small = {**SMALL, "months": 3}
    whole = sim.compare("capitalism", "parecon", replicates=2, out=tmp_path, **small)
    opened = sim.open_results(tmp_path)
    pd.testing.assert_frame_equal(opened.balance, whole.balance, check_exact=True)
    assert opened.summary() == whole.summary()
    with pytest.raises(ResultsError, match="balance was true, now none"):
        sim.compare("capitalism", "parecon", replicates=2, balance=False, out=tmp_path, **small)
    repeated = sim.stored_run(tmp_path, 1)
    assert repeated.agrees(repeated.repeat())


def test_a_stopped_bundle_goes_on_with_the_replicates_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {**SMALL, "months": 3}
    original = BundleTables.tables

    def stops(measurement: BundleTables, settings: Any, request: RunRequest, *rest: Any) -> Any:
        if request.replicate == 2:
            raise KeyboardInterrupt
        return original(measurement, settings, request, *rest)

    monkeypatch.setattr(BundleTables, "tables", stops)
    stopped = sim.compare("capitalism", "parecon", replicates=4, out=tmp_path, **small)
    assert (stopped.completed, stopped.unfinished) == (2, 2)
    assert set(stopped.balance["replicates"]) == {2}
    assert sim.open_results(tmp_path).balance.equals(stopped.balance)

    def first_again(measurement: BundleTables, settings: Any, request: RunRequest, *rest: Any):
        assert request.replicate > 1, "a finished replicate is done again"
        return original(measurement, settings, request, *rest)

    monkeypatch.setattr(BundleTables, "tables", first_again)
    whole = sim.compare("capitalism", "parecon", replicates=4, out=tmp_path, **small)
    monkeypatch.undo()
    alone = sim.compare("capitalism", "parecon", replicates=4, **small)
    assert whole.completed == 4
    assert whole.balance.to_csv() == alone.balance.to_csv()


def test_asking_for_it_where_there_is_no_bundle_is_refused() -> None:
    with pytest.raises(ScenarioError, match="hold no bundle of changes"):
        sim.compare("capitalism", "cooperative", balance=True, **SMALL)


def test_progress_in_months_comes_to_its_end_and_never_goes_back() -> None:
    noted: list[tuple[int, int]] = []
    small = {**SMALL, "months": 6}
    sim.compare(
        "capitalism",
        "parecon",
        replicates=1,
        progress=lambda done, total: noted.append((done, total)),
        **small,
    )
    done, totals = zip(*noted[1:], strict=True)  # before it begins, replicates are counted
    assert set(totals) == {4 + 4 * 6}
    assert list(done) == sorted(done)
    assert done[-1] == totals[0]


def test_quarters_are_taken_apart_too() -> None:
    size = {"workers": 250, "months": 12, "burn_in": 3, "months_per_step": 3}
    pair = (sim.load_scenario(name, size) for name in ("capitalism", "parecon"))
    result = sim.compare(*pair, replicates=2)
    assert np.isfinite(result.balance["difference"]).all()
