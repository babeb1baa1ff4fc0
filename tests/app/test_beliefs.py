"""Beliefs: the marks of critics, advocates and the evidence below each slider."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

pytest.importorskip("panel", reason="the extra 'app' is not installed")

from sim.app.beliefs import BELIEFS, WIDTH_OF_A_MARK, Belief, marks_of, scale
from sim.app.style import in_months, signed
from sim.parameters import declarations


@pytest.mark.parametrize("belief", BELIEFS, ids=lambda belief: belief.parameter)
def test_no_mark_covers_another(belief: Belief) -> None:
    html = scale(belief)
    places = [float(place) for place in re.findall(r"left:([\d.]+)%", html)]
    assert places == sorted(places)
    gaps = [later - earlier for earlier, later in pairwise(places)]
    assert all(gap >= WIDTH_OF_A_MARK - 0.1 for gap in gaps)
    assert sorted(re.findall(r">([CAE])</span>", html)) == ["A", "C", "E"]


@pytest.mark.parametrize("belief", BELIEFS, ids=lambda belief: belief.parameter)
def test_marks_stand_where_the_values_are(belief: Belief) -> None:
    row = declarations()[belief.parameter]
    html = scale(belief)
    for who, value in marks_of(belief.parameter).items():
        assert f"{who} {value:g}" in html
        found = re.search(rf'left:([\d.]+)%">(?:(?!</i>).)*class="{who}"', html)
        assert found
        place = 100.0 * (value - row.low) / (row.high - row.low)
        assert float(found[1]) == pytest.approx(place, abs=WIDTH_OF_A_MARK)


def test_numbers_are_told_with_a_sign_and_one_month_is_one_month() -> None:
    minus = "\N{MINUS SIGN}"
    assert [signed(-0.26), signed(0.01), signed(-51.6, 0), signed(-0.4, 0)] == [
        f"{minus}0.3", "0.0", f"{minus}52", "0",
    ]  # fmt: skip
    assert [in_months(1), in_months(2)] == ["1 month", "2 months"]
