"""Who does expert work: in the picture of jobs, in the table behind it, in the decomposition."""

import dataclasses

import matplotlib as mpl
import numpy as np
import pytest

from sim import Economy, plot
from sim.experiments.compare.captions import captions
from sim.experiments.compare.figures import JOBS
from sim.experiments.compare.jobs import ELSEWHERE, jobs_table
from sim.experiments.compare.snapshot import mixed_outputs, step_with_snapshot
from sim.sectors import DOMAIN_NAMES
from tests.support.synthetic import synthetic_comparison

SCARCE = {"untrained_ceiling": 0.6, "licensing": 1.0, "placement_fit": 0.5}
EXPERT_WORK = ("surgery and diagnosis", "design engineering")


def is_hatched(bar):
    """Return whether a bar is marked as work of the untrained, unlike hours elsewhere."""
    return "\\" in (bar.get_hatch() or "")


@pytest.fixture(scope="module")
def economy():
    eager = {"federation_tolerance": 0.2, "federation_rate": 0.2}
    model = Economy("parecon", seed=4, workers=400, burn_in=12, months=24, **SCARCE, **eager)
    for _ in range(36):
        model.step()
    return model


@pytest.fixture(scope="module")
def comparison():
    """Return a comparison in which odd people are not trained for the expert work that they do."""
    plain = synthetic_comparison(replicates=2, months=96)
    jobs = plain.jobs
    trained = np.where(jobs["person"] % 2 == 0, "trained", "untrained")
    training = np.where(jobs["task"].isin(EXPERT_WORK), trained, "")
    return dataclasses.replace(plain, jobs=jobs.assign(training=training))


def test_the_table_of_jobs_says_who_is_trained_for_expert_work(economy):
    workplaces = np.arange(len(economy.state.workplaces))
    table = jobs_table(economy, workplaces)
    people = economy.state.people
    trained = dict(zip(people.person.tolist(), people.expert.tolist(), strict=True))
    tasks = {
        (sector.name, task.name): task
        for sector in economy.scenario.sector_definitions
        for task in sector.tasks
    }
    at_home = table[table["task"] != ELSEWHERE]
    for row in at_home.itertuples():
        task = tasks[row.sector, row.task]
        fits = trained[row.person] == DOMAIN_NAMES.index(task.domain)
        expected = ("trained" if fits else "untrained") if task.complexity >= 1.0 else ""
        assert row.training == expected
    expert_work = table[table["training"] != ""]
    untrained = expert_work.loc[expert_work["training"] == "untrained", "hours"].sum()
    share = economy.indicators["untrained_share"]
    assert (table["task"] == ELSEWHERE).any()
    assert untrained / expert_work["hours"].sum() == pytest.approx(share, rel=1e-9)


def test_expert_work_by_the_untrained_is_hatched_and_the_legend_says_so(comparison):
    figure = plot.job_balance(comparison)
    for panel, regime in zip(figure.axes[:2], ("burn-in", "parecon"), strict=True):
        rows = comparison.jobs[comparison.jobs["regime"] == regime]
        hours = rows.loc[
            (rows["sector"] == "hospital") & (rows["training"] == "untrained"), "hours"
        ]
        hatched = [bar.get_height() for bar in panel.patches if is_hatched(bar)]
        assert sorted(hatched) == pytest.approx(sorted(100.0 * hours))
    last = figure.legends[0].get_texts()[-1].get_text()
    assert last == "expert work by people\nnot trained for it"


def test_jobs_are_full_also_where_hours_are_hatched(comparison):
    for panel in plot.job_balance(comparison).axes[:2]:
        heights = {}
        for bar in panel.patches:
            place = round(bar.get_x() + bar.get_width() / 2, 6)
            heights[place] = heights.get(place, 0.0) + bar.get_height()
        assert list(heights.values()) == pytest.approx([100.0] * len(heights))


def test_strokes_stand_out_from_the_shade_they_lie_on(comparison):
    for bar in plot.job_balance(comparison).axes[1].patches:
        if is_hatched(bar):
            shades = (bar.get_facecolor(), bar.get_edgecolor())
            face, strokes = (sum(mpl.colors.to_rgb(shade)) / 3.0 for shade in shades)
            assert abs(face - strokes) > 0.3


def test_older_tables_of_jobs_are_drawn_without_hatching():
    older = synthetic_comparison(replicates=2, months=96)
    figure = plot.job_balance(older)
    assert not any(is_hatched(bar) for bar in figure.axes[0].patches)
    assert "Hatched" not in captions(older, [f"{JOBS}hospital"])[f"{JOBS}hospital"].caption


def test_the_caption_explains_the_hatching(comparison):
    assert (
        "Hatched is expert work"
        in captions(comparison, [f"{JOBS}hospital"])[f"{JOBS}hospital"].caption
    )


def test_training_goes_with_skills_when_two_economies_are_mixed(economy):
    one, other = economy.fork(), economy.fork()
    other.state.people.expert[:] = -1
    snapshots = [step_with_snapshot(each) for each in (one, other)]
    group = np.zeros(400, dtype=np.int64)
    for each, snapshot in zip((one, other), snapshots, strict=True):
        mixed = mixed_outputs(snapshot, (snapshot, snapshot), group, 1)
        for which in np.ndindex(mixed.output.shape):
            whole = mixed.output[which]
            assert whole == pytest.approx(each.state.workplaces.output.sum(), rel=1e-12)
            assert mixed.output_of_group[which][0] == pytest.approx(whole, rel=1e-9)
    first = snapshots[0]
    without = dataclasses.replace(first, expert=np.full(400, -1, dtype=np.int8))
    output = mixed_outputs(first, (first, without)).output
    assert output[0, 1, 0, 0] < 0.95 * output[0, 0, 0, 0]
