"""The summary of a run: its means for programs."""

import json

import pytest

from tests.support.synthetic import synthetic_run


def test_the_summary_of_a_run_gives_means_of_the_last_year():
    run = synthetic_run(replicates=3, months=24)
    means = {row["indicator"]: row for row in run.summary()["means"]}
    year = run.monthly[run.monthly["month"] > 12]
    assert means["effort"]["mean"] == pytest.approx(year["effort"].mean())
    assert means["effort"]["unit"] == "0 to 1"
    assert run.summary()["months_of_means"] == [13, 24]


def test_a_summary_holds_no_number_that_json_cannot_write():
    run = synthetic_run(1)
    assert json.loads(json.dumps(run.summary(), allow_nan=False)) == run.summary()
