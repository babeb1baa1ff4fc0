"""Tables for the terminal: aligned, complete, in units a reader knows."""

import pytest

from sim.results import channels_table, differences_table
from sim.text.labels import name_of
from tests.support.synthetic import synthetic_comparison


def _line(table, start):
    (line,) = [line for line in table.splitlines() if line.strip().startswith(start)]
    return line


@pytest.fixture(scope="module")
def comparison():
    return synthetic_comparison()


@pytest.mark.parametrize("horizon", ["transition", "long_run"])
def test_every_indicator_has_a_line(horizon, comparison):
    table = differences_table(comparison, horizon)
    for indicator in comparison.indicators:
        assert name_of(indicator) in table


def test_lines_are_at_most_a_hundred_characters(comparison):
    for text in (differences_table(comparison), channels_table(comparison)):
        assert max(map(len, text.splitlines())) <= 100


def test_intervals_end_in_one_column(comparison):
    ends = {line.index("]") for line in differences_table(comparison).splitlines() if "]" in line}
    assert len(ends) == 1


def test_shares_are_shown_in_per_cent(comparison):
    row = comparison.differences.query("indicator == 'unemployment_rate'").iloc[1]
    words = _line(differences_table(comparison), "unemployment").split()
    assert words[1] == "%"
    assert float(words[2]) == pytest.approx(100 * row["mean_a"], abs=0.05)
    assert float(words[4]) == pytest.approx(100 * row["difference"], abs=0.05)


def test_a_star_marks_intervals_without_zero_alone():
    clear = differences_table(synthetic_comparison())
    unclear = differences_table(synthetic_comparison(effect=0.0, dip=0.0))
    assert _line(clear, "effort").endswith("*")
    assert not _line(unclear, "effort").endswith("*")


def test_a_single_replicate_is_shown_without_intervals():
    table = differences_table(synthetic_comparison(replicates=1))
    assert "[" not in table
    assert "nan" not in table


def test_the_channels_of_output_per_hour_leave_out_employment(comparison):
    assert "employment" not in channels_table(comparison)
    assert "employment" in channels_table(comparison, "output_per_head", "transition")
