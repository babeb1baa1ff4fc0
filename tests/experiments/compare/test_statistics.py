"""Tables of a comparison, against independent calculations."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.analysis.intervals import paired_differences
from sim.experiments.compare.record import COMPARISON_COLUMNS
from sim.experiments.compare.statistics import (
    channels_from_replicates,
    differences_from_monthly,
    path_from_monthly,
    quintiles_from_replicates,
)
from tests.support.synthetic import UNITS, synthetic_monthly

REGIMES = ("capitalism", "parecon")


@pytest.mark.parametrize(
    ("horizon", "first", "last"), [("transition", 1, 24), ("long_run", 61, 120)]
)
def test_differences_agree_with_a_plain_calculation(horizon, first, last):
    monthly = synthetic_monthly(REGIMES, replicates=5, months=120)
    table = differences_from_monthly(monthly, UNITS, REGIMES)
    row = table[(table["indicator"] == "output_per_hour") & (table["horizon"] == horizon)].iloc[0]
    inside = monthly[monthly["month"].between(first, last)]
    wide = inside.pivot_table(index="replicate", columns="regime", values="output_per_hour")
    logs = inside.assign(output_per_hour=100 * np.log(inside["output_per_hour"])).pivot_table(
        index="replicate", columns="regime", values="output_per_hour"
    )
    interval = stats.ttest_rel(logs["parecon"], logs["capitalism"]).confidence_interval()
    assert row["mean_a"] == pytest.approx(wide["capitalism"].mean())
    assert row["mean_b"] == pytest.approx(wide["parecon"].mean())
    assert row["difference"] == pytest.approx((wide["parecon"] - wide["capitalism"]).mean())
    assert row["relative"] == pytest.approx((logs["parecon"] - logs["capitalism"]).mean())
    assert row["relative_low"] == pytest.approx(interval.low)
    assert row["relative_high"] == pytest.approx(interval.high)
    assert row["unit"] == UNITS["output_per_hour"]


def test_relative_differences_exist_for_levels_alone():
    table = differences_from_monthly(synthetic_monthly(REGIMES), UNITS, REGIMES)
    relative = table.dropna(subset="relative")["indicator"]
    assert set(relative) == {"output_per_hour", "output_per_head", "technology"}


def test_a_logarithmic_indicator_is_its_own_relative_difference():
    table = differences_from_monthly(synthetic_monthly(REGIMES), UNITS, REGIMES)
    row = table[table["indicator"] == "technology"].iloc[1]
    assert row["relative"] == pytest.approx(row["difference"])


def test_natural_logarithms_are_turned_into_log_points():
    units = {**UNITS, "technology": "natural logarithm"}
    table = differences_from_monthly(synthetic_monthly(REGIMES), units, REGIMES)
    row = table[table["indicator"] == "technology"].iloc[1]
    assert row["relative"] == pytest.approx(100.0 * row["difference"])


def test_an_indicator_seen_under_one_regime_alone_has_no_difference():
    table = differences_from_monthly(synthetic_monthly(REGIMES), UNITS, REGIMES)
    row = table[table["indicator"] == "vote_pass_rate"].iloc[1]
    assert np.isnan(row["mean_a"])
    assert row["mean_b"] == pytest.approx(0.8)
    assert np.isnan(row["difference"])


def test_a_regime_does_not_differ_from_itself():
    monthly = synthetic_monthly(("a", "b"), effect=0.0, dip=0.0)
    same = monthly[monthly["regime"] != "b"]
    twin = same[same["regime"] == "a"].assign(regime="b")
    table = differences_from_monthly(pd.concat([same, twin]), UNITS, ("a", "b"))
    assert (table.dropna()[["difference", "low", "high", "relative"]] == 0.0).all(axis=None)


def test_the_order_of_rows_does_not_matter():
    monthly = synthetic_monthly(REGIMES)
    shuffled = monthly.sample(frac=1.0, random_state=1)
    pd.testing.assert_frame_equal(
        differences_from_monthly(monthly, UNITS, REGIMES),
        differences_from_monthly(shuffled, UNITS, REGIMES),
    )


def test_the_path_starts_without_difference_and_ends_with_one():
    path = path_from_monthly(synthetic_monthly(REGIMES), REGIMES)
    output = path[path["indicator"] == "output_per_hour"].set_index("month")
    assert (output.loc[:0, ["difference", "low", "high"]] == 0.0).all(axis=None)
    assert output.loc[120, "low"] > 0.0
    assert output.loc[1, "high"] < 0.0


def test_the_path_of_a_month_is_the_paired_difference_of_that_month():
    monthly = synthetic_monthly(REGIMES)
    path = path_from_monthly(monthly, REGIMES).set_index(["indicator", "month"])
    month = monthly[monthly["month"] == 17].pivot(
        index="replicate", columns="regime", values="effort"
    )
    expected = paired_differences(month["capitalism"], month["parecon"])
    row = path.loc[("effort", 17)]
    assert row["difference"] == pytest.approx(expected.mean)
    assert row["low"] == pytest.approx(expected.low)
    assert row["mean_b"] == pytest.approx(month["parecon"].mean())


def test_tables_of_nothing_have_their_columns():
    nothing = pd.DataFrame(columns=["replicate", "regime", "month", "effort"])
    assert list(path_from_monthly(nothing, REGIMES)) == list(COMPARISON_COLUMNS["path"])
    assert list(differences_from_monthly(nothing, UNITS, REGIMES)) == list(
        COMPARISON_COLUMNS["differences"]
    )
    assert list(channels_from_replicates(nothing, ["month"])) == list(
        COMPARISON_COLUMNS["channel_path"]
    )
    assert list(quintiles_from_replicates(nothing)) == list(COMPARISON_COLUMNS["quintiles"])


def _channels(**of_replicates):
    return pd.DataFrame(
        [
            {"replicate": r, "month": 12, "channel": name, "log_points": value}
            for name, values in of_replicates.items()
            for r, value in enumerate(values)
        ]
    )


def test_groups_and_total_are_sums_of_channels_inside_each_replicate():
    table = channels_from_replicates(
        _channels(allocation=[-3.0, -5.0], overhead=[1.0, 3.0], effort=[8.0, 6.0]), ["month"]
    ).set_index("channel")
    assert table.loc["efficiency", "log_points"] == pytest.approx(-2.0)
    # Allocation and overhead offset one another in each replicate: the sum is known exactly.
    assert table.loc["efficiency", "low"] == pytest.approx(-2.0)
    assert table.loc["motivation", "log_points"] == pytest.approx(7.0)
    assert table.loc["total", "log_points"] == pytest.approx(5.0)


def test_a_channel_that_a_measure_lacks_has_no_row():
    values = pd.concat(
        [
            _channels(effort=[1.0, 2.0]).assign(measure="output_per_hour"),
            _channels(effort=[1.0, 2.0], employment=[4.0, 5.0]).assign(measure="output_per_head"),
        ]
    )
    table = channels_from_replicates(values, ["measure"])
    has = table[table["channel"] == "employment"]["measure"]
    assert list(has) == ["output_per_head"]


def test_quintiles_are_paired_inside_replicates():
    values = pd.DataFrame(
        {
            "replicate": [0, 1],
            "quintile": [1, 1],
            "measure": "income",
            "unit": "months of output",
            "a": [1.0, 5.0],
            "b": [2.0, 6.5],
        }
    )
    row = quintiles_from_replicates(values).iloc[0]
    expected = paired_differences([1.0, 5.0], [2.0, 6.5])
    assert (row["mean_a"], row["mean_b"], row["difference"]) == (3.0, 4.25, 1.25)
    assert row["low"] == pytest.approx(expected.low)
    assert row["high"] == pytest.approx(expected.high)
