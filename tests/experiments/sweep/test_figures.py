"""The overview of a sweep shows what its table holds."""

import numpy as np
import pytest

from sim import plot
from sim.errors import ResultsError


def test_the_overview_shows_the_mean_at_each_value(done):
    result = done("sweep")[0]
    figure = plot.sweep_overview(result, "effort", "year_1")
    assert len(figure.axes) == 2
    rows = result.table.query("horizon == 'year_1' and scenario == 'parecon'")
    expected = rows.groupby("monitoring")["effort"].mean()
    np.testing.assert_allclose(figure.axes[0].get_lines()[1].get_ydata(), expected)
    with pytest.raises(ResultsError, match="happiness"):
        plot.sweep_overview(result, "happiness")
