"""A frontier says along which line neither is ahead, no more surely than its intervals allow."""

import dataclasses

import numpy as np

from sim.text.document import Table
from tests.support.synthetic_experiments import synthetic_frontier


def test_the_answer_says_where_the_line_runs_and_who_is_ahead_how_often():
    result = synthetic_frontier()
    lead = result.document().lead
    line = "intrinsic motivation from 0.2 to 0.4 and complexity scale from 0.5 to 1.5"
    assert f"the same output per hour in the long run along a line through {line}" in lead
    before, behind = (result.points["low"] > 0).sum(), (result.points["high"] < 0).sum()
    undecided = len(result.points) - before - behind
    assert (
        f"Of 49 points, which lie densest along the line, Participatory economy is ahead at "
        f"{before} and Capitalism at {behind}; at {undecided} the runs do not decide."
    ) in lead


def test_a_line_with_nobody_decided_on_one_side_is_told_as_a_mean():
    result = synthetic_frontier()
    points = result.points.assign(high=np.maximum(result.points["high"], 1.0))
    lead = dataclasses.replace(result, points=points).document().lead
    assert lead.startswith(
        "Undecided at this size (4 replicates): at no point do the runs show that Capitalism is "
        "ahead."
    )
    assert "The mean gap in output per hour in the long run is zero along a line" in lead
    assert "have the same" not in lead


def test_without_a_line_the_side_that_is_ahead_is_named():
    result = synthetic_frontier()
    gap = result.points["gap"].abs() + 5.0
    points = result.points.assign(gap=gap, low=gap - 2.0, high=gap + 2.0)
    none = dataclasses.replace(result, points=points, contours=result.contours.iloc[:0])
    lead = none.document().lead
    assert "No line inside the ranges: Participatory economy has the higher output" in lead
    assert "at 49 and Capitalism at 0; at 0 the runs do not decide" in lead


def test_one_replicate_claims_nothing_and_has_no_band():
    result = synthetic_frontier()
    points = result.points.assign(low=np.nan, high=np.nan)
    document = dataclasses.replace(
        result,
        points=points,
        contours=result.contours[result.contours["kind"] == "estimate"],
        settings={**result.settings, "replicates": 1},
    ).document()
    assert document.lead.startswith("Undecided at this size (1 replicate)")
    assert "By the means alone, which may be chance" in document.lead
    (picture,) = document.pictures
    assert "interval" not in picture.caption.partition("usual.")[2]
    assert picture.draw().legends[0].get_texts()[0].get_text() == "equally productive"
    assert not any("interval" in one.get_text() for one in picture.draw().legends[0].get_texts())
    assert not any("band" in one.note for one in document.blocks() if isinstance(one, Table))


def test_points_that_are_open_may_hide_a_line():
    result = synthetic_frontier()
    gap = result.points["gap"].abs() + 1.0
    points = result.points.assign(gap=gap, low=gap - 2.0, high=gap + 2.0)
    none = dataclasses.replace(result, points=points, contours=result.contours.iloc[:0])
    lead = none.document().lead
    assert lead.startswith("Undecided at this size (4 replicates): at ")
    assert "so that there may be a line" in lead
    assert "No line inside the ranges" not in lead


def test_corners_and_points_stand_in_tables_with_their_intervals():
    result = synthetic_frontier()
    tables = {
        block.caption: block for block in result.document().blocks() if isinstance(block, Table)
    }
    corners = tables["Gap in output per hour, long run, corners"]
    assert len(corners.rows) == 4
    first = result.points.iloc[0]
    gap = corners.rows[0][2]
    assert (gap.value, gap.low, gap.high) == (first["gap"], first["low"], first["high"])
    assert len(tables["Gap in output per hour, long run"].rows) == 49
    assert len(tables["The line where neither is ahead"].rows) == 11
