"""Every caption begins with what its figure says, computed from the result."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.experiments.compare.captions import captions
from sim.experiments.compare.outcomes import channel_of
from sim.experiments.compare.record import Comparison
from sim.experiments.compare.takeaways import (
    peaks_of,
    spread,
    takeaway,
    who_does,
    within_workplaces,
)
from sim.vocabulary import LONG_RUN, TOTAL
from tests.support.synthetic import synthetic_comparison


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return synthetic_comparison(4, 96, balance=True)


def test_every_caption_says_first_what_its_figure_says(comparison: Comparison) -> None:
    for name, caption in captions(comparison, comparison.drawings()).items():
        if name != "distributions":  # the people of a made-up comparison have no workplace
            assert caption.takeaway, name
            assert caption.takeaway.endswith("."), name
        assert caption.text.endswith(caption.caption)
        assert "nan" not in caption.text


def test_what_channels_say_is_the_largest_gain_and_loss_and_their_sum(
    comparison: Comparison,
) -> None:
    text = takeaway(comparison, "channels")
    total = channel_of(comparison, "output_per_hour", LONG_RUN, TOTAL).difference
    assert f"all together make {total:+.1f} log points" in text
    turned = comparison.channels.assign(log_points=-comparison.channels["log_points"])
    other = takeaway(replace(comparison, channels=turned), "channels")
    assert text.count("the largest") + text.count("The largest") >= 1
    assert other != text


@pytest.mark.parametrize(
    ("shares", "places"),
    [
        ([0, 10, 0, 0], [1]),
        ([0, 10, 1, 9, 0], [1, 3]),
        ([0, 10, 9, 10.5, 0], [3]),
        ([0, 3, 0, 12, 0], [3]),
        ([0, 8, 8, 0], [2]),
        ([0, 0, 0], []),
    ],
)
def test_peaks_are_high_and_apart(shares: list[float], places: list[int]) -> None:
    assert peaks_of(np.array(shares, float)) == places


def test_variance_inside_and_between_workplaces() -> None:
    people = pd.DataFrame(
        {"replicate": 0, "workplace": [0, 0, 1, 1], "empowerment": [0.2, 0.2, 0.6, 0.6]}
    )
    assert within_workplaces(people) == pytest.approx(0.0)
    mixed = people.assign(workplace=[0, 1, 0, 1])
    assert within_workplaces(mixed) == pytest.approx(1.0)


def test_two_peaks_are_explained_by_where_they_are(comparison: Comparison) -> None:
    rows = [
        {
            "replicate": replicate, "regime": regime, "person": k, "status": "employed",
            "sector": "school" if k < 60 else "hospital", "workplace": int(k >= 60),
            "empowerment": 0.31 if k < 60 else 0.51,
        }
        for replicate in range(2)
        for regime in comparison.regimes
        for k in range(100)
    ]  # fmt: skip
    text = spread(replace(comparison, people=pd.DataFrame(rows)))
    assert "empowerment has 2 peaks, at 0.31 (mostly school) and 0.51 (mostly hospital)" in text
    assert "0 % of its variance lies inside workplaces" in text


def test_who_operates_and_whether_trained(comparison: Comparison) -> None:
    rows = [
        ("burn-in", 0, "surgery and diagnosis", 1.0, "trained"),
        ("burn-in", 1, "nursing", 1.0, "trained"),
        ("parecon", 0, "surgery and diagnosis", 0.6, "trained"),
        ("parecon", 2, "surgery and diagnosis", 0.2, "untrained"),
    ]
    jobs = pd.DataFrame(rows, columns=["regime", "person", "task", "hours", "training"])
    jobs = jobs.assign(month=60, sector="hospital", workplace=0, entry_month=0, job_index=0.5)
    text = who_does(replace(comparison, jobs=jobs), "hospital")
    assert text == (
        "Surgery and diagnosis is done before by 1 person, all trained for it, after by 2 people, "
        "1 of them not trained for it (25 % of the time)."
    )
