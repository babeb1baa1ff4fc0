"""The curve of a break-even shows what its tables hold."""

import dataclasses

from sim import plot


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
