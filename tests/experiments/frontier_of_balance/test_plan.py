"""The frontier of balance: what is measured, what is said, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim import Economy
from sim.analysis.best_division import best_division
from sim.errors import DesignError, ScenarioError
from sim.experiments.frontier_of_balance.document import least_cost
from sim.experiments.frontier_of_balance.record import FrontierOfBalance
from sim.experiments.frontier_of_balance.workforces import (
    chosen_workplaces,
    hours_of,
    workforce_of,
)
from sim.kernels.licences import reserve_licensed

SIZE = {"workers": 300, "burn_in": 6, "months": 12, "seed": 3}


@pytest.fixture(scope="module")
def result() -> FrontierOfBalance:
    return sim.frontier_of_balance(
        "hospital", replicates=2, members=20, workplaces=1, points=5, **SIZE
    )


def test_output_rises_from_equal_jobs_to_the_best_division(result: FrontierOfBalance) -> None:
    curve = result.frontier
    assert np.all(np.diff(curve["spread"]) > 0.0)
    assert np.all(np.diff(curve["output"]) > -0.02)
    assert curve["output"].iloc[-1] == pytest.approx(100.0)
    assert least_cost(result).value == pytest.approx(100.0 - curve["output"].iloc[0])


def test_no_regime_is_beyond_what_is_possible(result: FrontierOfBalance) -> None:
    ends = result.divisions[result.divisions["regime"] != "burn-in"]
    assert set(ends["regime"]) == {"capitalism", "parecon"}
    assert (ends["output"] <= ends["possible"] * (1.0 + 2e-4)).all()
    assert (ends["possible"] <= 100.0 * (1.0 + 2e-4)).all()
    shortfall = result.regimes["shortfall"]
    np.testing.assert_allclose(
        shortfall,
        [
            (100.0 * (1.0 - rows["output"] / rows["possible"])).mean()
            for _, rows in ends.groupby("regime", sort=False)
        ],
    )


def test_the_answer_comes_first_with_its_intervals(result: FrontierOfBalance) -> None:
    lead = result.document().lead
    assert (
        "Making the jobs of a workplace in the sector hospital as equal as licences allow, to a "
        "standard deviation of job indices of 0."
    ) in lead
    assert least_cost(result).text() in lead
    for title in result.titles:
        assert title in lead


def test_without_licences_jobs_can_be_equal_and_it_is_said() -> None:
    found = sim.frontier_of_balance(
        "hospital",
        replicates=1,
        members=20,
        workplaces=1,
        points=2,
        overrides={"licensing": 0.0},
        **SIZE,
    )
    assert found.frontier["spread"].iloc[0] == pytest.approx(0.0, abs=1e-6)
    assert "Making all jobs of a workplace equal in the sector hospital costs" in (
        found.document().lead
    )


@pytest.mark.parametrize("regime", ["capitalism", "parecon"])
def test_the_law_of_the_programmes_is_that_of_the_simulator(regime: str) -> None:
    economy = Economy(regime, seed=2, workers=400, burn_in=6, months=24, agent_interval=0)
    for _ in range(30):
        economy.step()
    state, lawful = economy.state, 0
    everywhere = np.ones(len(state.workplaces.members), dtype=np.bool_)
    for workplace in np.flatnonzero(state.workplaces.members > 1):
        people = workforce_of(state, int(workplace))
        if (people.licence < 0).all():
            continue
        lawful += 1
        closed = ~people.may()
        assert closed.any()
        np.testing.assert_allclose(hours_of(state, int(workplace))[closed], 0.0, atol=1e-9)
        best = best_division(people).hours
        start, stop = state.workplaces.offsets[workplace : workplace + 2]
        state.people.hours[start:stop, : best.shape[1]] = best
        reserve_licensed(0, len(everywhere), state, everywhere)
        np.testing.assert_allclose(hours_of(state, int(workplace)), best, atol=1e-6)
    assert lawful >= 2


def test_the_workforce_of_a_workplace_produces_what_the_economy_does() -> None:
    economy = Economy(
        "parecon", seed=2, workers=400, burn_in=6, months=40, agent_interval=0,
        federation_tolerance=0.2, federation_rate=0.2,
    )  # fmt: skip
    # Skills and effort change after production, so that they are looked at right after it.
    found: list[tuple[float, float]] = []

    def compare(model: Economy) -> None:
        state = model.state
        for workplace in np.flatnonzero(state.workplaces.members > 1):
            people = workforce_of(state, int(workplace))
            output = people.output(hours_of(state, int(workplace)))
            scale = (
                state.workplaces.technology[workplace] * state.workplaces.hours_factor[workplace]
            )
            found.append((output * scale, float(state.workplaces.output[workplace])))

    for _ in range(40):
        economy.step()
    assert (economy.state.people.outside_partner >= 0).any()
    with economy.observe("production", compare):
        economy.step()
    ours, theirs = np.array(found).T
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


def test_workplaces_nearest_to_the_wanted_size_are_taken() -> None:
    economy = Economy("capitalism", seed=2, workers=1_000, burn_in=6, months=6, agent_interval=0)
    state = economy.state
    sector = int(np.bincount(state.workplaces.sector).argmax())
    chosen = chosen_workplaces(state, sector, 20, 2)
    here = np.flatnonzero(state.workplaces.sector == sector)
    distance = np.abs(state.workplaces.members - 20)
    assert sorted(distance[chosen]) == sorted(distance[here])[: len(chosen)]


def test_mistakes_are_named() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'hospital'"):
        sim.frontier_of_balance("hospitl", **SIZE)
    with pytest.raises(DesignError, match="members"):
        sim.frontier_of_balance("hospital", members=1, **SIZE)


def test_the_same_call_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    options = {"replicates": 2, "members": 15, "workplaces": 1, "points": 3, **SIZE}
    first = sim.frontier_of_balance("hospital", out=tmp_path / "kept", **options)
    (tmp_path / "kept" / "frontier.parquet").unlink()
    chunks = sorted((tmp_path / "kept" / "chunks").iterdir())
    chunks[0].unlink()
    again = sim.frontier_of_balance("hospital", out=tmp_path / "kept", **options)
    pd.testing.assert_frame_equal(again.frontier, first.frontier)
    pd.testing.assert_frame_equal(again.regimes, first.regimes)
