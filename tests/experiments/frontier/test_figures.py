"""The map of a frontier shows what its tables hold."""

import dataclasses

from matplotlib.figure import Figure

from sim import plot


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
