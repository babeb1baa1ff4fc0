"""The summary of a comparison: numbers of the verdict for programs."""

import json

import numpy as np
import pytest

from tests.support.synthetic import synthetic_comparison


def test_the_verdict_gives_the_relative_difference_and_its_interval():
    comparison = synthetic_comparison()
    verdict = comparison.summary()["verdict"]["long_run"]["output_per_hour"]
    rows = comparison.differences
    row = rows[(rows["indicator"] == "output_per_hour") & (rows["horizon"] == "long_run")].iloc[0]
    assert verdict["conclusion"] == "higher under b"
    assert verdict["log_points"] == {
        "difference": row["relative"],
        "low": row["relative_low"],
        "high": row["relative_high"],
    }
    assert verdict["per_cent"]["low"] == pytest.approx(100 * np.expm1(row["relative_low"] / 100))


def test_the_conclusion_goes_the_other_way_when_the_numbers_do():
    verdict = synthetic_comparison(effect=-1.0).summary()["verdict"]["long_run"]
    assert verdict["output_per_hour"]["conclusion"] == "lower under b"


def test_channels_add_up_to_their_total():
    channels = synthetic_comparison().summary()["channels"]["output_per_head"]["long_run"]
    names = ("allocation", "overhead", "skills", "effort", "technology", "employment")
    total = sum(channels[name]["difference"] for name in names)
    assert total == pytest.approx(channels["total"]["difference"])


def test_a_summary_holds_no_number_that_json_cannot_write():
    for result in (synthetic_comparison(replicates=1), synthetic_comparison()):
        text = json.dumps(result.summary(), allow_nan=False)
        assert json.loads(text) == result.summary()


def test_a_single_replicate_has_no_interval_in_the_summary():
    verdict = synthetic_comparison(replicates=1).summary()["verdict"]["long_run"]["output_per_hour"]
    assert verdict["conclusion"] == "no interval"
    assert verdict["log_points"]["low"] is None
