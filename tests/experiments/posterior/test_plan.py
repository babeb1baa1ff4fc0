"""What a posterior is asked for: evidence, regimes and parameters that are drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import DesignError, EvidenceError, ScenarioError
from sim.evidence import load_facts, load_interventions
from sim.experiments.posterior.evidence import CONDITIONS, EFFECT, HELD_OUT, pieces_of
from sim.experiments.posterior.plan import REGIMES, posterior
from sim.experiments.posterior.simulate import BESIDE_BASELINE
from sim.experiments.rerun import StoredRun
from sim.kernels.elementary import log
from sim.simulation import BurnIns, burned_in
from sim.study.requests import RunRequest

SMALL = {"workers": 120, "months": 12, "burn_in": 2}


def test_each_piece_of_evidence_counts_once() -> None:
    pieces = pieces_of(load_facts(), load_interventions())
    assert len({piece.measured for piece in pieces}) == len(pieces)
    effects = {piece.name for piece in pieces if piece.kind == EFFECT}
    assert effects == {entry.name for entry in load_interventions()}
    assert all(piece.item.variance > 0.0 for piece in pieces)


def test_what_is_held_out_by_name_does_not_condition() -> None:
    pieces = pieces_of(load_facts(), load_interventions(), ["unemployment"])
    roles = {piece.name: piece.role for piece in pieces}
    assert roles["unemployment"] == HELD_OUT
    assert roles["job_finding"] == CONDITIONS
    with pytest.raises(EvidenceError, match="did you mean 'unemployment'"):
        pieces_of(load_facts(), load_interventions(), ["unemploiment"])
    with pytest.raises(EvidenceError, match="no evidence conditions"):
        pieces_of(load_facts(), load_interventions(), list(roles))


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"points": 3}, DesignError, "points"),
        ({"regimes": []}, DesignError, "at least one"),
        ({"regimes": ["parecon", "parecon"]}, DesignError, "named twice"),
        ({"regimes": ["critics"]}, ScenarioError, "critics"),
        ({"priors": "flat"}, DesignError, "flat"),
        ({"regimes": ["cooperative"], "ranges": {"profit_sharing": (0.0, 0.5)}}, Exception,
         "profit_sharing"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_said_before_anything_runs(wrong, error, said) -> None:
    with pytest.raises(error, match=said):
        posterior(**{"waves": 1, "draws": 2, **SMALL, **wrong})


def test_evidence_of_ones_own_is_read_before_anything_runs(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[facts]]\nname = "jobless"\n', encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"mine\.toml"):
        posterior(facts=file, waves=1, draws=2, **SMALL)
    with pytest.raises(EvidenceError, match=r"mine\.toml"):
        posterior(interventions=file, waves=1, draws=2, **SMALL)


def test_all_regimes_that_are_compared_come_with_the_program() -> None:
    for name in REGIMES:
        assert sim.load_scenario(name).name == name


def test_a_gap_is_that_of_two_economies_after_one_burn_in_and_channels_add_up_to_it() -> None:
    scenarios = [sim.load_scenario(name, SMALL) for name in ("capitalism", "parecon")]
    found = dict(
        BESIDE_BASELINE.measure(scenarios.__getitem__, RunRequest(1, (), 3), BurnIns(seed=7))
    )
    again = StoredRun(
        scenarios[1], 7, 3, 0, pd.DataFrame(), None, BESIDE_BASELINE, tuple(scenarios)
    ).repeat()
    assert dict(zip(again["outcome"], again["value"], strict=True)) == {
        name: value[0] for name, value in found.items()
    }
    ends = []
    first = burned_in(scenarios[0], 7, 3)
    for economy in (first.fork(scenarios[0]), first.fork(scenarios[1])):
        logs = []
        for _ in range(12):
            economy.step()
            logs.append(log(economy.indicators["output_per_hour"]))
        ends.append(logs)
    months = 100.0 * (np.array(ends[1]) - np.array(ends[0]))
    assert found["output_per_hour:year_1"][0] == pytest.approx(months.mean())
    channels = sum(value[0] for name, value in found.items() if name.startswith("channel:"))
    # With a year in all the long run are its last months.
    first_month = sim.vocabulary.windows_of(12).long_run[0]
    assert channels == pytest.approx(months[first_month - 1 :].mean())


def test_what_fifths_gain_is_the_mean_of_those_who_stayed_over_the_long_run() -> None:
    scenarios = [sim.load_scenario(name, SMALL) for name in ("capitalism", "parecon")]
    found = dict(
        BESIDE_BASELINE.measure(scenarios.__getitem__, RunRequest(1, (), 3), BurnIns(seed=7))
    )
    first = burned_in(scenarios[0], 7, 3)
    state = first.state
    employed = int(state.workplaces.offsets[-1])
    index = pd.Series(
        state.people.job_index[:employed].copy(), index=state.people.person[:employed].copy()
    )
    ordered = index.sort_index().sort_values(kind="stable").index
    worst, best = ordered[: -(-employed // 5)], ordered[-(-4 * employed // 5) :]
    long_run = sim.vocabulary.windows_of(12).long_run
    seen: dict[str, list[list[float]]] = {"fifth_1": [], "fifth_5": []}
    for economy in (first.fork(scenarios[0]), first.fork(scenarios[1])):
        means: dict[str, list[float]] = {"fifth_1": [], "fifth_5": []}
        for month in range(1, 13):
            economy.step()
            if not long_run[0] <= month <= long_run[1]:
                continue
            people = economy.state.people
            for name, group in (("fifth_1", worst), ("fifth_5", best)):
                rows = people.row_of[group.to_numpy()]
                stayed = people.entry_month[rows] <= SMALL["burn_in"]
                means[name].append(people.income[rows[stayed]].mean())
        for name, values in means.items():
            seen[name].append(values)
    for name, (before, after) in seen.items():
        wanted = np.mean(after) - np.mean(before)
        assert found[f"income:{name}"][0] == pytest.approx(wanted)
        assert {f"{what}:{name}" for what in ("alienation", "voice")} <= set(found)
