"""The style: marks that differ, and settings of Matplotlib left alone."""

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from sim import plot
from sim.drawing.style import CHANNEL_MARKS, REGIME_MARKS
from sim.experiments.compare.figures import FIGURES
from tests.support.synthetic import synthetic_comparison

DRAW = {name: draw for name, (draw, _) in FIGURES.items()}


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=4, months=96)


def test_figures_leave_the_settings_of_matplotlib_alone(comparison):
    before = dict(mpl.rcParams)
    for name, draw in DRAW.items():
        if name != "balance":  # needs cells that this comparison has not simulated
            draw(comparison)
    assert dict(mpl.rcParams) == before


def test_the_settings_of_a_user_do_not_change_a_figure(comparison, tmp_path):
    plain = plot.save(plot.differences(comparison), tmp_path / "plain.png").read_bytes()
    with mpl.rc_context({"font.size": 30, "axes.grid": False}):
        styled = plot.save(plot.differences(comparison), tmp_path / "styled.png").read_bytes()
    assert plain == styled


def test_marks_differ_in_more_than_colour():
    for marks in (REGIME_MARKS, list(CHANNEL_MARKS.values())):
        for kind in ("linestyle", "marker"):
            kinds = [getattr(mark, kind) for mark in marks]
            assert len(set(kinds)) >= min(len(kinds), 4), kind
    assert len({mark.hatch for mark in CHANNEL_MARKS.values()}) == len(CHANNEL_MARKS)


@pytest.mark.parametrize(("name", "count"), [("channels", 2), ("paths", 4), ("quintiles", 4)])
def test_on_axes_of_a_dark_style_nothing_dark_is_left(name, count, comparison):
    with mpl.rc_context(), mpl.style.context("dark_background"):
        panels = Figure().subplots(1, count)
        DRAW[name](comparison, axes=list(panels))
        for panel in panels:
            for artist in panel.findobj(lambda one: isinstance(one, Text | Line2D)):
                lightness = sum(to_rgb(artist.get_color())) / 3.0
                assert lightness > 0.3, artist


def test_on_light_axes_colours_stay_as_they_are(comparison):
    panels = Figure().subplots(1, 2)
    DRAW["channels"](comparison, axes=list(panels))
    colours = {to_rgb(line.get_color()) for panel in panels for line in panel.get_lines()}
    assert any(sum(colour) / 3.0 <= 0.3 for colour in colours)
