"""The picture of jobs: whose they are, what they are made of, who is named."""

import dataclasses
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from sim import plot
from sim.errors import ResultsError
from sim.experiments.compare.figures.job_bars import jobs_before_and_after, people_named
from tests.support.synthetic import synthetic_comparison


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=2, months=96)


def _heights(panel):
    heights = {}
    for bar in panel.patches:
        place = bar.get_x() + bar.get_width() / 2
        heights[round(place, 6)] = heights.get(round(place, 6), 0.0) + bar.get_height()
    return heights


@pytest.mark.parametrize("sector", ["hospital", "aircraft_plant"])
def test_every_job_fills_the_whole_working_time(comparison, sector):
    figure = plot.job_balance(comparison, sector)
    for panel in figure.axes[:2]:
        assert list(_heights(panel).values()) == pytest.approx([100.0] * len(_heights(panel)))


def test_who_stays_keeps_the_place_and_who_joined_stands_on_the_right(comparison):
    before, after, _ = plot.job_balance(comparison).axes
    places = sorted(_heights(before))
    assert places == pytest.approx([float(k) for k in range(8)])
    later = sorted(_heights(after))
    assert set(later[:-1]) < set(places)
    assert later[-1] > places[-1] + 1.0


def test_surgeon_and_janitor_are_named_by_what_they_did_before(comparison):
    names = {named.name: named.person for named in people_named(comparison, "hospital", "parecon")}
    assert names == {"surgeon": 0, "janitor": 7}
    texts = [text.get_text() for text in plot.job_balance(comparison).axes[1].texts]
    assert {"surgeon", "janitor"} <= set(texts)


@pytest.mark.parametrize("sector", ["hospital", "aircraft_plant"])
def test_names_do_not_run_into_one_another(comparison, sector):
    figure = plot.job_balance(comparison, sector)
    figure.draw_without_rendering()
    for panel in figure.axes[:2]:
        # Without the arrow, of which the box of an annotation is part.
        boxes = [mpl.text.Text.get_window_extent(text) for text in panel.texts]
        for one, two in combinations(boxes, 2):
            assert not one.overlaps(two)


def test_who_did_little_of_a_task_is_not_called_by_it(comparison):
    names = [named.name for named in people_named(comparison, "aircraft_plant", "parecon")]
    assert names == ["design engineer", "did most of: records, stores and cleaning"]


def test_a_seat_with_a_new_holder_is_not_the_same_person(comparison):
    jobs = comparison.jobs.copy()
    jobs.loc[(jobs["regime"] == "parecon") & (jobs["person"] == 0), "entry_month"] = 3
    changed = dataclasses.replace(comparison, jobs=jobs)
    before, after = jobs_before_and_after(changed, "hospital", "parecon")
    assert not before.loc[before["person"] == 0, "stayed"].any()
    assert not after.loc[after["person"] == 0, "stayed"].any()


def test_darker_tasks_are_more_empowering(comparison):
    figure = plot.job_balance(comparison)
    order = [text.get_text() for text in figure.legends[0].get_texts()]
    empowerment = {
        task.name: task.empowerment
        for sector in comparison.a.sector_definitions
        for task in sector.tasks
        if sector.name == "hospital"
    }
    ranked = [empowerment[task] for task in order if task in empowerment]
    assert ranked == sorted(ranked, reverse=True)
    shades = [
        # Relative luminance: how light a colour looks.
        np.dot(np.array(mpl.colors.to_rgb(patch.get_facecolor())) ** 2.2, (0.2126, 0.7152, 0.0722))
        for patch in figure.legends[0].get_patches()
    ]
    assert shades[: len(ranked)] == sorted(shades[: len(ranked)])


def test_the_regime_can_be_chosen_and_axes_be_ones_own(comparison):
    own = Figure()
    axes = own.subplots(3, 1)
    assert plot.job_balance(comparison, regime="capitalism", ax=axes) is own
    assert "Capitalism" in axes[1].get_title(loc="left")
    with pytest.raises(ResultsError, match="needs 3 axes"):
        plot.job_balance(comparison, axes=list(axes[:2]))


def test_unknown_sectors_and_regimes_are_refused_by_name(comparison):
    with pytest.raises(ResultsError, match=r"sector = 'hopsital'.*hospital"):
        plot.job_balance(comparison, "hopsital")
    with pytest.raises(ResultsError, match="regime = 'feudalism'"):
        plot.job_balance(comparison, regime="feudalism")
    bare = dataclasses.replace(comparison, jobs=comparison.jobs.iloc[:0])
    with pytest.raises(ResultsError, match="holds no jobs"):
        plot.job_balance(bare)
