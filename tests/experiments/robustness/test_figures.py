"""The figure of a robustness check."""

from __future__ import annotations

import itertools

import pytest

from sim.errors import ResultsError
from sim.experiments.robustness.record import Robustness
from sim.plot import robustness_forest
from tests.experiments.robustness.small import synthetic


def test_the_figure_marks_a_reversed_sign(result: Robustness) -> None:
    gaps = {"reference": -2.0, "near_leontief": -4.0, "cobb_douglas": 3.0, "no_peer_norm": 0.0}
    figure = robustness_forest(synthetic(gaps, result), ["output_per_hour"])
    (panel,) = figure.axes
    marks = [line for line in panel.lines if line.get_marker() in ("o", "s")]
    assert [line.get_marker() for line in marks] == ["o", "o", "s", "o"]
    assert [round(float(line.get_xdata()[0])) for line in marks] == [-2, -4, 3, 0]
    labels = [text.get_text() for text in panel.get_yticklabels()]
    assert labels[0] == "Reference (300 people)"


def test_the_figure_shows_every_measure_and_nothing_is_cut_off(result: Robustness) -> None:
    figure = robustness_forest(result)
    figure.draw_without_rendering()
    frame = figure.bbox
    for panel in figure.axes:
        box = panel.get_tightbbox()
        assert frame.x0 - 1 <= box.x0 < box.x1 <= frame.x1 + 1
    titles = [panel.title.get_window_extent() for panel in figure.axes]
    assert all(left.x1 < right.x0 for left, right in itertools.pairwise(titles))
    with pytest.raises(ResultsError, match="no gap in vote_pass_rate"):
        robustness_forest(result, ["vote_pass_rate"])
