"""A break-even says its value with its interval, and what the runs leave open."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from sim.text.document import Bars, Table
from tests.support.synthetic_experiments import synthetic_break_even


def changed(**crossing):
    """Return a break-even whose crossing is changed."""
    result = synthetic_break_even()
    return dataclasses.replace(result, crossings=result.crossings.assign(**crossing))


def test_the_answer_is_the_crossing_with_its_interval():
    lead = synthetic_break_even().document().lead
    assert lead == (
        "Participatory economy and Capitalism have the same output per hour in the long run at "
        "intrinsic motivation = 0.3 [0.275, 0.325]; Participatory economy is ahead above it."
    )
    (number,) = synthetic_break_even().document().numbers.values()
    assert (number.value, number.low, number.high) == (0.3, 0.275, 0.325)


@pytest.mark.parametrize(
    ("crossing", "said"),
    [
        ({"high_open": True, "high": 0.5}, "[0.275, above 0.5] by the means; Capitalism is ahead "
         "below it, Participatory economy is not shown to be ahead above it."),
        ({"low_open": True, "low": 0.1, "b_ahead": "below"}, "Capitalism is ahead above it, "
         "Participatory economy is not shown to be ahead below it."),
        ({"low_open": True, "low": 0.1}, "[below 0.1, 0.325] by the means; Participatory economy "
         "is ahead above it, Capitalism is not shown to be ahead below it."),
        ({"low_open": True, "high_open": True}, "By the means alone, which may be chance"),
    ],
)  # fmt: skip
def test_a_side_on_which_nothing_is_decided_is_said_to_be_so(crossing, said):
    assert said in changed(**crossing).document().lead


def test_without_a_crossing_the_side_ahead_and_the_size_of_the_gap_are_said():
    result = synthetic_break_even()
    gap = result.points["gap"] + 20.0
    points = result.points.assign(gap=gap, low=gap - 1.0, high=gap + 1.0)
    none = dataclasses.replace(
        result,
        points=points,
        crossings=result.crossings.iloc[:0],
        undecided=result.undecided.iloc[:0],
    )
    low, high = (f"{100.0 * np.expm1(end / 100.0):.1f}" for end in (gap.min(), gap.max()))
    assert none.document().lead == (
        "There is no break-even of intrinsic motivation between 0.1 and 0.5: Participatory economy "
        "has the higher output per hour in the long run at all 9 values that were simulated, by "
        f"{low} to {high} %."
    )
    half = points.assign(low=np.where(points["gap"] > 20.0, points["low"], -1.0))
    doubtful = dataclasses.replace(none, points=half).document().lead
    assert doubtful.startswith("Undecided at this size (4 replicates): at 4 of 9 values of")
    assert "by the means Participatory economy has the higher output" in doubtful


def test_an_interval_as_wide_as_the_range_claims_nothing():
    """As 'ahead above 0.3746 [below 0.1, above 0.5]' once did."""
    result = changed(low=0.1, high=0.5, low_open=True, high_open=True)
    wide = result.points.assign(low=result.points["gap"] - 20, high=result.points["gap"] + 20)
    document = dataclasses.replace(result, points=wide).document()
    assert document.lead.startswith(
        "Undecided at this size (4 replicates): at none of the 9 values of intrinsic motivation do "
        "the runs show who is ahead. About 12 replicates would decide it, if the gaps are as "
        "estimated. By the means alone, which may be chance, the gap in output per hour in the "
        "long run crosses zero at intrinsic motivation = 0.3."
    )
    assert "is ahead above" not in document.lead
    (table,) = [
        one
        for one in document.blocks()
        if isinstance(one, Table) and one.caption == "Where neither is ahead"
    ]
    assert table.rows[0][1] == "undecided"
    (picture,) = document.pictures
    assert picture.caption.startswith("Undecided at this size")


def test_parts_that_are_undecided_without_a_crossing_are_named():
    result = synthetic_break_even()
    more = pd.DataFrame({"low": [0.275, 0.45], "high": [0.325, 0.5]})
    lead = dataclasses.replace(result, undecided=more).document().lead
    assert "Between 0.45 and 0.5 the runs do not decide who is ahead." in lead
    assert "Between 0.275" not in lead


def test_without_intervals_that_is_said_first():
    result = synthetic_break_even()
    bare = dataclasses.replace(
        result,
        settings={**result.settings, "replicates": 1},
        points=result.points.assign(low=np.nan, high=np.nan),
        crossings=result.crossings.assign(low=np.nan, high=np.nan),
    )
    lead = bare.document().lead
    assert lead.startswith("Undecided at this size (1 replicate): ")
    assert "An interval takes at least 2 replicates; ten are usual." in lead
    assert "crosses zero at intrinsic motivation = 0.3." in lead
    (picture,) = bare.document().pictures
    assert "band" not in picture.caption


def test_bars_lie_evenly_over_the_range_and_say_what_is_assumed():
    result = synthetic_break_even()
    document = result.document()
    (bars,) = [block for block in document.blocks() if isinstance(block, Bars)]
    values = [float(label) for label, _ in bars.bars]
    assert (values[0], values[-1]) == (0.1, 0.5)
    assert len(values) == 7
    assert values == sorted(values)
    text = " ".join(getattr(block, "text", "") for block in document.blocks())
    assert "assumed to be 0.325 (published defaults), 0.2425 (critics' assumptions)" in text
