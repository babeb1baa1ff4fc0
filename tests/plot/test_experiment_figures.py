"""Figures of experiments from small real results: what they show, and that it can be read."""

import dataclasses
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from sim import plot
from tests.support.small import CALLS

FIGURES = {
    "sweep": ("overview",),
    "factorial": ("effects",),
    "frontier": ("map",),
    "break-even": ("curve",),
    "verdict": ("probabilities", "distribution", "map", "sensitivity"),
    "sensitivity": ("sensitivity",),
}
"""Names of the files of figures, which stay as they are."""

KINDS = {name: name if name in FIGURES else "sensitivity" for name in CALLS}

EVERY = [(name, figure) for name, kind in KINDS.items() for figure in FIGURES[kind]]


def draw(figure, result):
    return result.drawings()[figure]()


def shown_texts(figure):
    """Return every text that is drawn, with its box."""
    figure.draw_without_rendering()
    hidden = set()
    for panel in figure.axes:
        for axis in (panel.xaxis, panel.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden |= {tick.label1, tick.label2}
    texts = set(figure.findobj(mpl.text.Text)) - hidden
    return [
        (text, text.get_window_extent())
        for text in texts
        if text.get_text().strip() and text.get_visible()
    ]


def overlaps(texts):
    """Return the pairs of texts of which one covers part of the other."""
    found = []
    for (one, ours), (other, theirs) in combinations(texts, 2):
        across = min(ours.x1, theirs.x1) - max(ours.x0, theirs.x0)
        up = min(ours.y1, theirs.y1) - max(ours.y0, theirs.y0)
        if min(across, up) >= 2.0:
            found.append((one.get_text(), other.get_text()))
    return found


def test_overlapping_text_would_be_found():
    figure = Figure()
    figure.text(0.5, 0.5, "one")
    figure.text(0.51, 0.5, "another")
    figure.text(0.1, 0.1, "elsewhere")
    assert overlaps(shown_texts(figure)) != []
    assert "elsewhere" not in str(overlaps(shown_texts(figure)))


@pytest.mark.parametrize(("name", "figure"), EVERY)
def test_text_stays_inside_and_does_not_overlap(name, figure, done):
    drawn = draw(figure, done(name)[0])
    texts = shown_texts(drawn)
    frame = drawn.bbox
    for text, box in texts:
        assert frame.x0 - 1 <= box.x0 < box.x1 <= frame.x1 + 1, text
        assert frame.y0 - 1 <= box.y0 < box.y1 <= frame.y1 + 1, text
    assert overlaps(texts) == []
    for legend in drawn.legends:
        for panel in drawn.axes:
            assert not legend.get_window_extent().overlaps(panel.bbox), name


@pytest.mark.parametrize(("name", "figure"), EVERY)
def test_every_axis_is_labelled_with_its_unit_or_names(name, figure, done):
    drawn = draw(figure, done(name)[0])
    drawn.draw_without_rendering()
    bars = [panel for panel in drawn.axes if panel.get_label() == "<colorbar>"]
    panels = [panel for panel in drawn.axes if panel not in bars]
    assert all(bar.get_ylabel() for bar in bars)
    assert all(panel.get_xlabel() for panel in panels)
    for panel in panels:
        if panel.get_subplotspec().is_first_col():
            names = "".join(label.get_text() for label in panel.get_yticklabels())
            assert panel.get_ylabel() or any(letter.isalpha() for letter in names)
    assert drawn.get_suptitle()
    assert "nan" not in " ".join(text.get_text() for text, _ in shown_texts(drawn))


@pytest.mark.parametrize(("name", "figure"), EVERY)
def test_figures_leave_no_trace_and_are_the_same_every_time(name, figure, done, tmp_path):
    result = done(name)[0]
    before = dict(mpl.rcParams)
    first = plot.save(draw(figure, result), tmp_path / "a.png").read_bytes()
    with mpl.rc_context({"font.size": 30}):
        second = plot.save(draw(figure, result), tmp_path / "b.png").read_bytes()
    assert first == second
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", ["factorial", "frontier", "break-even", "verdict"])
def test_what_has_no_interval_is_drawn_without_one(name, done):
    result = done(name)[0]
    bare = {
        table: getattr(result, table).assign(low=np.nan, high=np.nan)
        for table in ("effects", "points", "crossings", "pack_gaps")
        if hasattr(result, table)
    }
    if name == "frontier":
        contours = result.contours
        bare["contours"] = contours[contours["kind"] == "estimate"]
    for figure in FIGURES[result.kind]:
        drawn = draw(figure, dataclasses.replace(result, **bare))
        drawn.draw_without_rendering()
        assert drawn.axes[0].has_data()


def test_all_figures_of_an_experiment_are_saved(done, tmp_path):
    for name in CALLS:
        result = done(name)[0]
        saved = plot.save_all(result, tmp_path / name)
        expected = {f"{figure}.{kind}" for figure in FIGURES[result.kind] for kind in ("png", "pdf")}
        assert {path.name for path in saved} == expected
