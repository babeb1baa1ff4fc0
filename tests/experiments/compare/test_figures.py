"""Figures of a comparison and of a run show what the tables hold."""

import dataclasses

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from sim import plot
from sim.drawing.style import BREAK, BROKEN
from sim.errors import ResultsError
from sim.experiments.compare.figures.inequality import lorenz_curve
from tests.support.synthetic import synthetic_comparison, synthetic_run


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison(replicates=4, months=96)


@pytest.fixture(scope="module")
def lonely():
    return synthetic_comparison(replicates=1, months=12)


def _texts(figure):
    return [text.get_text() for text in figure.findobj(mpl.text.Text) if text.get_text()]


def test_the_path_shows_the_means_of_each_regime(comparison):
    figure = plot.paths(comparison, ["effort"])
    lines = {line.get_label(): line for line in figure.axes[0].get_lines()}
    for regime in comparison.regimes:
        rows = comparison.monthly[comparison.monthly["regime"] == regime]
        expected = rows.groupby("month")["effort"].mean()
        np.testing.assert_allclose(lines[regime].get_ydata(), expected)
        np.testing.assert_allclose(lines[regime].get_xdata(), expected.index)


def test_shares_are_drawn_in_per_cent(comparison):
    panel = plot.paths(comparison, ["unemployment_rate"]).axes[0]
    assert panel.get_ylabel() == "% of the labour force"
    assert max(panel.get_lines()[0].get_ydata()) > 3.0


def test_the_paired_difference_of_output_is_in_per_cent(comparison):
    figure = plot.paths(comparison, ["output_per_hour"])
    gap = figure.axes[1]
    assert gap.get_ylabel() == "Difference\n(%)"
    a, b = (
        comparison.monthly[comparison.monthly["regime"] == regime]
        .pivot(index="replicate", columns="month", values="output_per_hour")
        .to_numpy()
        for regime in comparison.regimes
    )
    expected = 100.0 * np.expm1((np.log(b) - np.log(a)).mean(axis=0))
    drawn = gap.get_lines()[0]
    after = np.asarray(drawn.get_xdata()) > 0
    np.testing.assert_allclose(np.asarray(drawn.get_ydata())[after], expected)
    assert not np.asarray(drawn.get_ydata())[~after].any()


def test_an_axis_that_does_not_begin_at_zero_has_a_break_and_says_so(comparison):
    figure = plot.paths(comparison, ["output_per_hour"])
    panel = figure.axes[0]
    assert panel.get_ylim()[0] > 0.0
    assert [line for line in panel.get_lines() if line.get_label() == BREAK]
    assert BROKEN in " ".join(_texts(figure)).replace("\n", " ")
    whole = comparison.monthly.assign(output_per_hour=lambda rows: rows["output_per_hour"] - 0.5)
    from_zero = plot.paths(dataclasses.replace(comparison, monthly=whole), ["output_per_hour"])
    assert from_zero.axes[0].get_ylim()[0] <= 0.0
    assert not [line for line in from_zero.axes[0].get_lines() if line.get_label() == BREAK]


def test_long_runs_count_years_and_short_ones_months(comparison, lonely):
    long, short = (plot.paths(each, ["effort"]).axes[0] for each in (comparison, lonely))
    for panel, words in ((long, "Years"), (short, "Months")):
        plotted = panel.get_figure()
        plotted.draw_without_rendering()
        assert plotted.axes[1].get_xlabel() == f"{words} after the change"
    last = [text.get_text() for text in long.get_figure().axes[1].get_xticklabels()]
    assert "8" in last
    assert "96" not in last


def test_bars_of_channels_begin_at_zero_and_add_up_to_the_sum(comparison):
    panel = plot.channels(comparison).axes[1]
    assert {bar.get_x() for bar in panel.patches} == {0.0}
    *parts, total = panel.patches
    assert sum(bar.get_width() for bar in parts) == pytest.approx(total.get_width())


def test_channels_per_head_have_employment_too(comparison):
    per_hour = plot.channels(comparison).axes[0].patches
    per_head = plot.channels(comparison, "output_per_head").axes[0].patches
    assert len(per_head) == len(per_hour) + 1


@pytest.mark.parametrize("effect", [-1.0, -0.3, 0.2, 3.0])
@pytest.mark.parametrize("measure", ["output_per_hour", "output_per_head"])
def test_numbers_of_channels_stay_inside_their_panel_and_off_the_line_at_zero(effect, measure):
    figure = plot.channels(synthetic_comparison(3, 24, effect=effect), measure)
    figure.draw_without_rendering()
    for panel in figure.axes:
        zero = panel.transData.transform((0.0, 0.0))[0]
        assert len(panel.texts) == len(panel.patches)
        for number in panel.texts:
            box = number.get_window_extent()
            assert panel.bbox.x0 <= box.x0
            assert box.x1 <= panel.bbox.x1
            assert box.x0 > zero + 0.5 or box.x1 < zero - 0.5, number.get_text()


def test_fifths_show_means_from_zero_and_the_paired_difference_below(comparison):
    means, changes = plot.quintiles(comparison, ["alienation"]).axes
    assert means.get_ylim()[0] == 0.0
    rows = comparison.quintiles[comparison.quintiles["measure"] == "alienation"]
    marks = [line for line in changes.get_lines() if line.get_marker() == "o"]
    drawn = [float(line.get_ydata()[0]) for line in marks]
    np.testing.assert_allclose(drawn, rows.sort_values("quintile")["difference"])


@pytest.mark.parametrize("name", ["paths", "distributions", "lorenz"])
def test_figures_of_a_single_run_have_one_regime(name):
    run = synthetic_run(replicates=3, months=24)
    figure = getattr(plot, name)(run)
    text = " ".join(_texts(figure))
    assert "Capitalism" in text
    assert "Participatory" not in text
    figure.draw_without_rendering()


def test_axes_may_be_called_ax_and_be_an_array(comparison):
    own = Figure()
    grid = own.subplots(2, 2)
    assert plot.paths(comparison, ax=grid) is own
    assert all(panel.has_data() for panel in grid.ravel())
    with pytest.raises(ResultsError, match="not both"):
        plot.paths(comparison, ax=grid, axes=grid)


def test_bands_of_distributions_are_intervals_over_replicates(comparison, lonely):
    def filled(result):
        return len(plot.distributions(result, ["alienation"]).axes[0].patches)

    assert filled(comparison) == filled(lonely) + 2


def test_lorenz_curves_match_closed_forms():
    share = np.linspace(0.0, 1.0, 11)
    np.testing.assert_allclose(lorenz_curve(np.ones(10), share), share)
    np.testing.assert_allclose(lorenz_curve(np.eye(10)[3], share), [0.0] * 10 + [1.0])
    assert np.isnan(lorenz_curve(np.zeros(10), share)).all()


def test_distributions_of_jobs_leave_out_people_without_one(comparison):
    people = comparison.people.assign(effort=0.5)
    people.loc[people["status"] != 0, "effort"] = 0.99
    changed = dataclasses.replace(comparison, people=people)
    figure = plot.distributions(changed, ["effort"], kind="cumulative")
    for line in figure.axes[0].get_lines():
        assert max(line.get_xdata()) == 0.5


def test_histograms_sum_to_all_people(comparison):
    figure = plot.distributions(comparison, ["alienation"])
    shares = [patch.get_data() for patch in figure.axes[0].patches]
    means = [share.values for share in shares if np.ndim(share.baseline) == 0]
    assert len(means) == 4
    for values in means:
        assert values.sum() == pytest.approx(100.0)


def test_single_figures_can_be_drawn_on_axes_of_ones_own(comparison):
    own = Figure()
    panel = own.subplots()
    assert plot.channel_path(comparison, panel) is own
    assert plot.quintile_channels(comparison, own.add_subplot()) is own
