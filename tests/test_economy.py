"""An economy is a Mesa model like any other, and a fork shares its random numbers."""

from __future__ import annotations

import copy
import pickle

import mesa
import numpy as np
import pytest

import sim
from sim.agents import Worker, Workplace
from sim.economy import Economy
from sim.phases.indicators import INDICATORS

SMALL = {"workers": 200, "burn_in": 3, "months": 6}


def economy(name: str = "parecon", steps: int = 5, **changes: object) -> Economy:
    model = Economy(name, **{"seed": 1, **SMALL, **changes})
    for _ in range(steps):
        model.step()
    return model


def test_agents_are_mesa_agents_in_agent_sets() -> None:
    model = economy()
    assert isinstance(model, mesa.Model)
    assert len(model.workers) == 200
    assert {type(agent) for agent in model.agents} == {Worker, Workplace}
    keen = model.workers.select(lambda worker: worker.effort > 0.6)
    assert 0 < len(keen) < 200
    assert model.workers.agg("effort", np.mean) == pytest.approx(model.state.people.effort.mean())


def test_agents_read_and_write_the_arrays() -> None:
    model = economy()
    worker = model.worker(17)
    worker.effort = 0.77
    worker.skill[2] = 1.5
    row = model.state.people.row_of[17]
    assert model.state.people.effort[row] == 0.77
    assert model.state.people.skill[row, 2] == 1.5
    model.step()
    assert model.worker(17).effort != 0.77


def test_workers_and_workplaces_point_at_each_other() -> None:
    model = economy()
    for workplace in model.workplaces:
        assert all(member.workplace is workplace for member in workplace.members)
        assert len(workplace.members) == workplace.size
    employed = sum(workplace.size for workplace in model.workplaces)
    assert employed == sum(worker.status == "employed" for worker in model.workers)


def test_a_worker_moves_by_assignment() -> None:
    model = economy()
    worker = next(w for w in model.workers if w.status == "employed")
    target = next(w for w in model.workplaces if w is not worker.workplace)
    before = target.size
    worker.workplace = target
    assert worker.workplace is target
    assert target.size == before + 1
    assert sum(worker.job.values()) == pytest.approx(1.0, abs=1e-6)
    model.step()
    assert np.isfinite(model.indicators["output_per_hour"])


def test_agents_are_not_created_until_somebody_looks() -> None:
    model = economy(agent_interval=0)
    assert len(model._all_agents) == 0
    assert len(model.agents) > 200


def test_batch_run_gives_the_numbers_of_our_own_calls() -> None:
    rows = mesa.batch_run(
        Economy,
        parameters={"scenario": ["capitalism", "parecon"], "agent_interval": 0, **SMALL},
        rng=[1, 2],
        max_steps=9,
        data_collection_period=1,
        display_progress=False,
    )
    for name in ("capitalism", "parecon"):
        theirs = [
            row["output_per_hour"] for row in rows if (row["scenario"], row["seed"]) == (name, 2)
        ]
        ours = sim.run(sim.load_scenario(name, SMALL), seed=2).monthly["output_per_hour"]
        by_hand = economy(name, steps=9, seed=2).monthly["output_per_hour"]
        np.testing.assert_array_equal(theirs, ours)
        np.testing.assert_array_equal(theirs, by_hand)


def test_the_data_collector_has_model_and_agent_frames() -> None:
    model = economy(steps=9)
    assert not model.running
    frame = model.datacollector.get_model_vars_dataframe()
    assert len(frame) == 9
    agents = model.datacollector.get_agenttype_vars_dataframe(Worker)
    assert len(agents) == 200
    np.testing.assert_array_equal(
        agents["effort"].to_numpy(), [worker.effort for worker in model.workers]
    )


def test_reporters_of_ones_own_stand_beside_the_indicators_month_by_month() -> None:
    model = economy(steps=0)
    collector = model.datacollector
    collector.model_reporters |= {"jobs": lambda m: len(m.workplaces), "clock": "time"}
    for month in range(1, 4):
        model.step()
        assert collector.model_vars["effort"][-1] == model.indicators["effort"]
        assert {len(values) for values in collector.model_vars.values()} == {month}
    frame = collector.get_model_vars_dataframe()
    assert list(frame["jobs"]) == 3 * [len(model.workplaces)]
    assert list(frame["clock"]) == [1, 2, 3]
    assert list(frame)[: len(INDICATORS)] == list(INDICATORS)
    assert frame["wealth_gini"].tolist() == model.monthly["wealth_gini"].tolist()


def test_a_data_collector_of_ones_own_replaces_ours() -> None:
    model = economy()
    model.datacollector = mesa.DataCollector(
        model_reporters={"jobs": lambda m: len(m.workplaces)},
        agenttype_reporters={Worker: {"income": "income"}},
    )
    model.step()
    assert list(model.datacollector.get_model_vars_dataframe()["jobs"]) == [len(model.workplaces)]


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_copies_continue_on_the_same_trajectory(duplicate) -> None:
    model = economy()
    other = duplicate(model)
    for _ in range(3):
        model.step()
        other.step()
    assert model.monthly.to_numpy().tobytes() == other.monthly.to_numpy().tobytes()


def test_a_fork_of_the_same_scenario_has_the_same_future() -> None:
    model = economy(steps=3)
    fork = model.fork()
    for _ in range(4):
        model.step()
        fork.step()
    ours = model.monthly.query("month > 0").to_numpy()
    assert ours.tobytes() == fork.monthly.to_numpy().tobytes()


def test_forks_share_the_random_numbers_of_entrants_and_nothing_else() -> None:
    model = economy("capitalism", steps=3, months=60)
    fork = model.fork(sim.load_scenario("parecon", {**SMALL, "months": 60}))
    for _ in range(40):
        model.step()
        fork.step()
    ours, theirs = model.state.people, fork.state.people
    np.testing.assert_array_equal(ours.aptitude[ours.row_of], theirs.aptitude[theirs.row_of])
    assert (ours.entry_month > 3).any()
    assert not np.array_equal(ours.effort[ours.row_of], theirs.effort[theirs.row_of])
