"""Figures say which assumptions they rest on, unless these are the published defaults."""

from __future__ import annotations

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from sim import plot
from sim.experiments.compare.record import Comparison
from sim.scenario import load_scenario
from tests.support.synthetic import synthetic_comparison

NOTE = "Assumptions: published defaults; intrinsic_motivation=0.45"


def texts(figure: Figure) -> str:
    """Return all that is written in a figure, on one line."""
    found = (text.get_text() for text in figure.findobj(mpl.text.Text))
    return " ".join(" ".join(found).split())


@pytest.fixture(scope="module")
def changed() -> Comparison:
    a, b = (
        load_scenario(name, months=24, intrinsic_motivation=0.45)
        for name in ("capitalism", "parecon")
    )
    return synthetic_comparison(3, 24, a=a, b=b, balance=True)


def test_every_figure_says_what_was_changed(changed):
    for name, draw in changed.drawings().items():
        assert NOTE in texts(draw()), name


def test_every_figure_says_how_much_was_simulated(changed):
    for name, draw in changed.drawings().items():
        assert f"3 replicates of {changed.a.workers:,} people." in texts(draw()), name


def test_published_defaults_are_not_mentioned():
    for name, draw in synthetic_comparison(3, 24, balance=True).drawings().items():
        assert "ssumptions" not in texts(draw()), name


def test_the_note_stays_clear_of_everything_else(changed):
    for name, draw in changed.drawings().items():
        figure = draw()
        figure.draw_without_rendering()
        notes = [
            text
            for text in figure.texts
            if "Assumptions" in text.get_text() and text is not figure._suptitle
        ]
        for note in notes:
            box = note.get_window_extent()
            assert box.x0 >= 0.0, name
            assert box.x1 <= figure.bbox.x1, name
            assert box.y0 >= 0.0, name
            others = [legend.get_window_extent() for legend in figure.legends]
            others += [panel.get_tightbbox() for panel in figure.axes]
            assert not any(box.overlaps(other) for other in others if other is not None), name


def test_axes_of_ones_own_get_no_note(changed):
    own = Figure()
    plot.channels(changed, axes=list(own.subplots(1, 2)))
    assert "ssumptions" not in texts(own)
