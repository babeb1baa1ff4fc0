"""The figure of a factorial design shows what its table holds."""

import pytest
from matplotlib.figure import Figure

from sim import plot
from sim.errors import ResultsError


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
