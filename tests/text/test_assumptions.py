"""The line that says what a result rests on."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.text.assumptions import Assumptions, Change, assumptions_line

MOTIVATION = Change("intrinsic_motivation", 0.45, 0.3)
HOURS = Change("meeting_hours", 0.1, 0.05, where="Participatory economy")
SWITCH = Change("institutions.pay", "equal", "market")
ON = Change("training", True, False)


@pytest.mark.parametrize(
    ("assumptions", "line"),
    [
        (Assumptions(), "Assumptions: published defaults"),
        (Assumptions("critics", 28, 110), "Assumptions: critics (28 of 110 changed)"),
        (
            Assumptions(total=110, changes=(MOTIVATION,)),
            "Assumptions: published defaults; intrinsic_motivation = 0.45 instead of 0.3",
        ),
        (
            Assumptions("critics", 28, 110, (MOTIVATION, HOURS)),
            "Assumptions: critics (28 of 110 changed); intrinsic_motivation = 0.45 instead of 0.3 "
            "and meeting_hours = 0.1 instead of 0.05 in Participatory economy",
        ),
        (
            Assumptions(total=110, changes=(MOTIVATION, HOURS, SWITCH, ON)),
            "Assumptions: published defaults; intrinsic_motivation = 0.45 instead of 0.3, "
            "meeting_hours = 0.1 instead of 0.05 in Participatory economy, institutions.pay = "
            "equal instead of market and 1 more",
        ),
        (
            Assumptions(total=110, varied=("meeting_hours", "idea_rate")),
            "Assumptions: published defaults; meeting_hours and idea_rate varied",
        ),
        (
            Assumptions(total=110, varied=("a", "b", "c", "d")),
            "Assumptions: published defaults; 4 of 110 parameters varied",
        ),
        (
            Assumptions(total=2, varied=("a", "b")),
            "Assumptions: published defaults; all 2 parameters varied",
        ),
    ],
)
def test_the_line_names_the_set_and_what_was_changed(assumptions, line):
    assert assumptions.line == line


def test_the_function_gives_the_line_of_the_record():
    changes = {"intrinsic_motivation": (0.45, 0.3)}
    expected = Assumptions("critics", 28, 110, (MOTIVATION,)).line
    assert assumptions_line(changes, 110, "critics", 28) == expected
    assert assumptions_line([MOTIVATION], 110, "critics", 28) == expected


def test_the_short_form_fits_below_a_figure():
    assert Assumptions("critics", 28, 110).short == "critics (28 of 110 changed)"
    assert (
        Assumptions(total=110, changes=(MOTIVATION,), varied=("a",)).short
        == "published defaults; intrinsic_motivation=0.45; a varied"
    )


@pytest.mark.parametrize(
    ("assumptions", "label"),
    [
        (Assumptions(), ""),
        (Assumptions("critics", 28, 110), "critics"),
        (Assumptions(changes=(MOTIVATION,)), "intrinsic_motivation=0.45"),
        (Assumptions("critics", 28, 110, (MOTIVATION,)), "critics--intrinsic_motivation=0.45"),
        (
            Assumptions(changes=(MOTIVATION, HOURS, SWITCH, ON)),
            "intrinsic_motivation=0.45--meeting_hours=0.1--institutions.pay=equal--and-1-more",
        ),
    ],
)
def test_the_label_tells_files_apart(assumptions, label):
    assert assumptions.label == label


@given(st.text(max_size=30), st.text(max_size=30) | st.floats() | st.booleans() | st.integers())
def test_a_label_is_part_of_a_file_name_whatever_was_set(name, value):
    label = Assumptions(name, 1, 2, (Change(name, value, 0),)).label
    assert not re.search(r"[^\w.=+-]", label)
