"""What a comparison keeps of the jobs of one workplace of each sector."""

import numpy as np
import pytest

import sim
from sim.experiments.compare.jobs import EXAMPLE_MEMBERS, example_workplaces, jobs_table
from sim.experiments.compare.record import COMPARISON_COLUMNS, TRAINING
from sim.vocabulary import BURN_IN

SIZE = {"workers": 400, "burn_in": 6, "months": 6}


@pytest.fixture(scope="module")
def comparison():
    sides = (sim.load_scenario(name, **SIZE) for name in ("capitalism", "parecon"))
    return sim.compare(*sides, replicates=1, balance=False)


def test_the_example_is_the_smallest_workplace_that_is_large_enough():
    economy = sim.Economy("capitalism", seed=2, **SIZE)
    members, sector = economy.state.workplaces.members, economy.state.workplaces.sector
    for number, chosen in enumerate(example_workplaces(economy)):
        assert sector[chosen] == number
        sizes = members[sector == number]
        enough = sizes[sizes >= EXAMPLE_MEMBERS]
        assert members[chosen] == (enough.min() if enough.size else sizes.max())


def test_the_table_holds_every_hour_of_every_member():
    economy = sim.Economy("parecon", seed=2, **SIZE)
    for _ in range(12):
        economy.step()
    chosen = example_workplaces(economy)
    table = jobs_table(economy, chosen)
    members = economy.state.workplaces.members[chosen].sum()
    hours = table.groupby(["workplace", "person"])["hours"].sum()
    assert len(hours) == members
    np.testing.assert_allclose(hours, 1.0, atol=1e-9)
    row = table.iloc[0]
    assert economy.worker(int(row["person"])).job[row["task"]] == row["hours"]


def test_a_comparison_keeps_the_jobs_at_the_fork_and_after_it_under_both(comparison):
    jobs = comparison.jobs
    assert list(jobs.columns) == [*COMPARISON_COLUMNS["jobs"], TRAINING]
    months = {str(key): set(rows["month"]) for key, rows in jobs.groupby("regime")}
    assert months == {BURN_IN: {0}, "capitalism": {6}, "parecon": {6}}
    assert set(jobs["sector"]) == set(comparison.a.sectors)
    assert jobs.groupby("sector")["workplace"].nunique().eq(1).all()


def test_jobs_survive_saving(comparison, tmp_path):
    sim.results.save(comparison, tmp_path)
    assert sim.open_results(tmp_path).jobs.equals(comparison.jobs)
