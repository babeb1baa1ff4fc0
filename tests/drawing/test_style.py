"""The style: marks that differ, and settings of Matplotlib left alone."""

import matplotlib as mpl
import pytest

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
