"""Figures of experiments from small real results: what they show, and that it can be read."""

import dataclasses
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from sim import plot
from sim.errors import ResultsError
from sim.experiments.verdict.record import Verdict
from sim.plot.saving import EXPERIMENT_FIGURES, save_experiment
from tests.experiments.small import CALLS

EVERY = [
    (name, figure)
    for name, kind in {**{name: name for name in CALLS}, "screening": "sensitivity",
                       "density": "sensitivity"}.items()
    for figure in EXPERIMENT_FIGURES[kind]
]  # fmt: skip


MEASURES = ("output_per_hour", "output_per_head")


def draw(name, figure, result):
    return EXPERIMENT_FIGURES[result.kind][figure](result)


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
    drawn = draw(name, figure, done(name)[0])
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
    drawn = draw(name, figure, done(name)[0])
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
    first = plot.save(draw(name, figure, result), tmp_path / "a.png").read_bytes()
    with mpl.rc_context({"font.size": 30}):
        second = plot.save(draw(name, figure, result), tmp_path / "b.png").read_bytes()
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
    for figure in EXPERIMENT_FIGURES[result.kind]:
        drawn = draw(name, figure, dataclasses.replace(result, **bare))
        drawn.draw_without_rendering()
        assert drawn.axes[0].has_data()


def test_all_figures_of_an_experiment_are_saved(done, tmp_path):
    for name in CALLS:
        result = done(name)[0]
        saved = save_experiment(result, tmp_path / name)
        expected = {
            f"{figure}.{kind}"
            for figure in EXPERIMENT_FIGURES[result.kind]
            for kind in ("png", "pdf")
        }
        assert {path.name for path in saved} == expected


def test_effects_are_drawn_where_the_table_has_them(done):
    result = done("factorial")[0]
    figure = plot.factorial_effects(result, ["effort"], "transition")
    rows = result.effects.query("horizon == 'transition' and outcome == 'effort'")
    panel = figure.axes[0]
    marks = [line for line in panel.get_lines() if line.get_marker() in ("o", "D")]
    assert [line.get_xdata()[0] for line in marks] == pytest.approx(rows["effect"].tolist())
    assert [line.get_marker() for line in marks] == ["o"] * 6 + ["D"] * 15
    with pytest.raises(ResultsError, match="happiness"):
        plot.factorial_effects(result, ["happiness"])
    with pytest.raises(ResultsError, match="year_20"):
        plot.factorial_effects(result, horizon="year_20")
    with pytest.raises(ResultsError, match="needs 4 axes"):
        plot.factorial_effects(result, axes=[Figure().subplots()])


def test_the_map_shows_the_line_and_every_point(done):
    result = done("frontier")[0]
    panel = plot.frontier_map(result).axes[0]
    line = result.contours[result.contours["kind"] == "estimate"]
    drawn = [entry for entry in panel.get_lines() if entry.get_linewidth() == 1.8]
    assert sum(len(entry.get_xdata()) for entry in drawn) == len(line)
    dots = [entry for entry in panel.get_lines() if entry.get_marker() == "."]
    assert len(dots[0].get_xdata()) == len(result.points)
    low, high = (result.points[result.x].min(), result.points[result.x].max())
    assert panel.get_xlim() == (low, high)
    own = Figure()
    assert plot.frontier_map(result, own.subplots()) is own


def test_the_map_of_a_frontier_without_a_line_is_drawn(done):
    result = done("frontier")[0]
    points = result.points.assign(gap=lambda table: table["gap"].abs() + 1.0)
    none = dataclasses.replace(result, points=points, contours=result.contours.iloc[:0])
    plot.frontier_map(none).draw_without_rendering()
    flat = dataclasses.replace(none, points=points.assign(gap=0.0))
    plot.frontier_map(flat).draw_without_rendering()


def test_the_curve_shows_the_crossing_and_its_interval(done):
    result = done("break-even")[0]
    panel = plot.break_even_curve(result).axes[0]
    row = result.crossings.iloc[0]
    dashed = [line for line in panel.get_lines() if list(line.get_xdata()) == [row["value"]] * 2]
    assert len(dashed) == 1
    bars = [line for line in panel.get_lines() if line.get_linewidth() == 4]
    assert [list(line.get_xdata()) for line in bars] == [[row["low"], row["high"]]]
    none = dataclasses.replace(result, crossings=result.crossings.iloc[:0])
    assert plot.break_even_curve(none).axes[0].has_data()


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
        columns=list(Verdict.tables["boxes"]),
    )
    boxed = dataclasses.replace(result, boxes=box)
    figure = plot.verdict_map(boxed, "monitoring", "crowding")
    (patch,) = figure.axes[0].patches
    assert (patch.get_x(), patch.get_width()) == pytest.approx((0.2, 0.2))
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert "box of the critics" in labels
    assert "box of the advocates" not in labels


def test_the_distribution_ends_at_one_and_marks_the_packs(done):
    result = done("verdict")[0]
    figure = plot.verdict_distribution(result)
    for panel, measure in zip(figure.axes, MEASURES, strict=True):
        step = panel.get_lines()[0]
        assert step.get_ydata()[-1] == 1.0
        expected = np.sort(result.gaps.loc[result.gaps["measure"] == measure, "gap"])
        np.testing.assert_allclose(step.get_xdata(), expected)


@pytest.mark.parametrize(
    ("name", "column"), [("sensitivity", "total"), ("screening", "mu_star"), ("verdict", "total")]
)
def test_bars_have_the_length_of_the_indices_in_their_order(name, column, done):
    result = done(name)[0]
    table = result.indices
    if name == "verdict":
        table = table.query("measure == 'output_per_hour'")
    expected = sorted(table[column], reverse=True)
    panel = plot.sensitivity_bars(result).axes[0]
    bars = panel.containers[-1]
    assert [bar.get_width() for bar in bars] == pytest.approx(expected)


def test_the_overview_shows_the_mean_at_each_value(done):
    result = done("sweep")[0]
    figure = plot.sweep_overview(result, "effort", "year_1")
    assert len(figure.axes) == 2
    rows = result.table.query("horizon == 'year_1' and scenario == 'parecon'")
    expected = rows.groupby("monitoring")["effort"].mean()
    np.testing.assert_allclose(figure.axes[0].get_lines()[1].get_ydata(), expected)
    with pytest.raises(ResultsError, match="happiness"):
        plot.sweep_overview(result, "happiness")
