"""The figure of sensitivity indices shows what its table holds."""

import pytest

from sim import plot


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
