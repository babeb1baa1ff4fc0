"""Figures: what they show, that nothing overlaps, and that they leave no trace."""

import dataclasses
import subprocess
import sys

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from sim import plot
from sim.errors import ResultsError
from sim.experiments.compare.figures import FIGURES
from tests.support.synthetic import synthetic_comparison

DRAW = {name: draw for name, (draw, _) in FIGURES.items()}


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=4, months=96, balance=True)


@pytest.fixture(scope="module")
def lonely():
    return synthetic_comparison(replicates=1, months=12, balance=True)


def _texts(figure):
    return [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_text()]


@pytest.mark.parametrize("name", DRAW)
def test_every_axis_of_a_figure_is_labelled(name, comparison):
    figure = DRAW[name](comparison)
    figure.draw_without_rendering()
    for panel in figure.axes:
        bottom_label = panel.get_xlabel() or not panel.xaxis.get_tick_params()["labelbottom"]
        names_below = any(not _is_number(t.get_text()) for t in panel.get_xticklabels())
        assert bottom_label or names_below, name
    assert any(panel.get_ylabel() or panel.get_xlabel() for panel in figure.axes)


def _is_number(text):
    try:
        float(text.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return not text
    return True


@pytest.mark.parametrize("name", DRAW)
def test_a_figure_names_both_regimes_or_the_channels(name, comparison):
    text = " ".join(_texts(DRAW[name](comparison)))
    both = "Capitalism" in text and "Participatory economy" in text
    assert both or "efficiency" in text


@pytest.mark.parametrize("name", DRAW)
def test_all_text_stays_inside_the_figure_and_legends_off_the_panels(name, comparison):
    figure = DRAW[name](comparison)
    figure.draw_without_rendering()
    frame = figure.bbox
    # Matplotlib keeps labels of ticks beyond the limits of an axis, which it does not draw.
    ticks = {
        label
        for panel in figure.axes
        for label in (*panel.get_xticklabels(), *panel.get_yticklabels())
    }
    for text in set(figure.findobj(mpl.text.Text)) - ticks:
        if text.get_text() and text.get_visible():
            box = text.get_window_extent()
            assert frame.x0 - 1 <= box.x0 < box.x1 <= frame.x1 + 1, text
            assert frame.y0 - 1 <= box.y0 < box.y1 <= frame.y1 + 1, text
    for legend in figure.legends:
        for panel in figure.axes:
            assert not legend.get_window_extent().overlaps(panel.bbox), name


@pytest.mark.parametrize("name", DRAW)
def test_a_single_replicate_is_drawn_without_warnings(name, lonely):
    figure = DRAW[name](lonely)
    figure.draw_without_rendering()
    assert "nan" not in " ".join(_texts(figure))


def test_drawing_needs_neither_pyplot_nor_a_window():
    code = (
        "import sys; from tests.support.synthetic import synthetic_comparison;"
        "from sim import plot; plot.paths(synthetic_comparison(2, 12));"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_package_and_its_results_are_imported_without_matplotlib():
    code = "import sys, sim, sim.results; assert 'matplotlib' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("draw", "count"),
    [(plot.balance, 2), (plot.paths, 4), (plot.channels, 2), (plot.quintiles, 4), (plot.lorenz, 2)],
)
def test_figures_can_be_drawn_on_axes_of_ones_own(draw, count, comparison):
    own = Figure()
    axes = list(own.subplots(count, 1).ravel())
    assert draw(comparison, axes=axes) is own
    assert all(panel.has_data() for panel in axes)
    with pytest.raises(ResultsError, match="axes"):
        draw(comparison, axes=axes[:1])


def test_an_unknown_indicator_is_refused_by_name(comparison):
    with pytest.raises(ResultsError, match="'happiness'"):
        plot.paths(comparison, ["happiness"])
    with pytest.raises(ResultsError, match="'happiness'"):
        plot.quintiles(comparison, ["happiness"])
    with pytest.raises(ResultsError, match="happiness"):
        plot.distributions(comparison, ["happiness"])
    with pytest.raises(ResultsError, match="output_per_day"):
        plot.channels(comparison, "output_per_day")


def test_what_is_missing_is_refused(comparison):
    bare = dataclasses.replace(
        comparison,
        **{
            name: getattr(comparison, name).iloc[:0]
            for name in {table for _, table in FIGURES.values()} - {"monthly"}
        },
    )
    for name, draw in DRAW.items():
        if name != "paths":
            with pytest.raises(ResultsError, match="holds no"):
                draw(bare)


@pytest.mark.parametrize("name", DRAW)
def test_long_titles_are_broken_into_lines(name):
    long = synthetic_comparison(2, 24, a="parecon_no_balance", b="critics", balance=True)
    figure = DRAW[name](long)
    figure.draw_without_rendering()
    headings = [legend.get_window_extent() for legend in figure.legends]
    if figure.get_suptitle():
        headings.append(figure._suptitle.get_window_extent())
    for box in headings:
        assert box.x0 >= 0.0
        assert box.x1 <= figure.bbox.x1
