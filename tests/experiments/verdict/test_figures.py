"""Figures of a verdict show what its tables hold."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from sim import plot
from sim.errors import ResultsError
from sim.experiments.verdict.record import Verdict

MEASURES = ("output_per_hour", "output_per_head")


def test_probabilities_are_drawn_with_their_intervals(done):
    result = done("verdict")[0]
    panel = plot.verdict_probabilities(result).axes[0]
    for line, measure in zip(panel.get_lines(), MEASURES, strict=False):
        rows = result.probabilities[result.probabilities["measure"] == measure]
        np.testing.assert_allclose(line.get_xdata(), rows["probability"])
    intervals = [entry for entry in panel.collections if isinstance(entry, LineCollection)]
    ends = [segment[:, 0].tolist() for entry in intervals for segment in entry.get_segments()]
    assert sorted(ends) == sorted(result.probabilities[["low", "high"]].to_numpy().tolist())
    assert panel.get_xlim() == (0.0, 1.0)
    assert panel.get_legend() is None


def test_the_map_of_a_verdict_shows_every_draw_on_its_side(done):
    result = done("verdict")[0]
    panel = plot.verdict_map(result, "monitoring", "crowding").axes[0]
    gaps = result.gaps.query("measure == 'output_per_hour' and horizon == 'year_1'")["gap"]
    counts = [len(line.get_xdata()) for line in panel.get_lines()[:2]]
    assert counts == [(gaps < 0).sum(), (gaps >= 0).sum()]
    assert panel.get_xlabel().startswith("Monitoring")
    with pytest.raises(ResultsError, match="drew no parameter 'happiness'"):
        plot.verdict_map(result, "happiness")


def test_boxes_are_drawn_where_they_limit_what_is_shown(done):
    result = done("verdict")[0]
    box = pd.DataFrame(
        [("critics", "monitoring", 0.2, 0.4, 0.0, 1.0, "probability")],
        columns=list(Verdict.tables["boxes"].columns),
    )
    told = pd.DataFrame(
        {"side": ["critics"], "density": 1.0, "density_low": 0.999, "density_high": 1.0}
    )
    half = result.probabilities.assign(probability=0.5)
    boxed = dataclasses.replace(result, boxes=box, box_quality=told, probabilities=half)
    figure = plot.verdict_map(boxed, "monitoring", "crowding")
    (patch,) = figure.axes[0].patches
    assert (patch.get_x(), patch.get_width()) == pytest.approx((0.2, 0.2))
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert "box of the critics" in labels
    assert "box of the advocates" not in labels
    open_one = dataclasses.replace(boxed, box_quality=told.assign(density_low=0.4))
    assert not plot.verdict_map(open_one, "monitoring", "crowding").axes[0].patches


def test_the_distribution_ends_at_one_and_marks_the_packs(done):
    result = done("verdict")[0]
    figure = plot.verdict_distribution(result)
    for panel, measure in zip(figure.axes, MEASURES, strict=True):
        step = panel.get_lines()[0]
        assert step.get_ydata()[-1] == 1.0
        expected = np.sort(result.gaps.loc[result.gaps["measure"] == measure, "gap"])
        np.testing.assert_allclose(step.get_xdata(), expected)
