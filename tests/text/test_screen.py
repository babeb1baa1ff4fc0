"""How lines and columns are set."""

import shlex
import subprocess

from hypothesis import given
from hypothesis import strategies as st

from sim.text.bars import bar_lines, has_pale
from sim.text.document import Bars
from sim.text.numbers import Number, share
from sim.text.screen import broken, column_widths


def test_a_short_command_is_left_as_it_is():
    assert broken("balanced-jobs demo", 40) == ["balanced-jobs demo"]


def test_a_command_is_broken_before_an_option_and_never_inside_quotes():
    command = "balanced-jobs compare capitalism 'my own rules.toml' --months 240"
    assert broken(command, 60) == [
        "balanced-jobs compare capitalism 'my own rules.toml' \\",
        "    --months 240",
    ]
    assert broken(command, 45) == [
        "balanced-jobs compare capitalism \\",
        "    'my own rules.toml' --months 240",
    ]


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=12), st.integers(10, 60))
def test_a_broken_command_reads_as_the_whole(words, width):
    command = shlex.join(words).replace("\n", "n")
    # A shell takes out a backslash at the end of a line, with the end of the line.
    assert shlex.split("\n".join(broken(command, width)).replace("\\\n", "")) == shlex.split(
        command
    )


def test_a_shell_reads_a_broken_command_as_the_whole():
    lines = broken("printf '%s|' one 'two  words' --three \"a 'four'\" five", 20)
    assert len(lines) > 2
    done = subprocess.run(
        ["sh", "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "one|two  words|--three|a 'four'|five|"


def test_columns_have_their_natural_width_where_there_is_space():
    assert column_widths(["a", "long"], [["first", "12"]], [False, True], 40) == [5, 4]


def test_headings_of_numbers_give_way_before_texts_and_numbers_never():
    header = ["Indicator", "Participatory economy"]
    rows = [["wealth inequality", "0.310"]]
    assert column_widths(header, rows, [False, True], 32) == [17, 13]
    assert column_widths(header, rows, [False, True], 26) == [11, 13]
    assert column_widths(header, rows, [False, True], 24) is None


def test_a_table_without_rows_has_the_width_of_its_header():
    assert column_widths(["a", "bb"], [], [False, True], 20) == [1, 2]


def test_bars_go_to_both_sides_of_a_common_zero():
    bars = Bars(
        "",
        (
            ("a", Number(-1.0, -1.5, -0.5, decimals=1)),
            ("bb", Number(0.5, 0.4, 0.6, decimals=1)),
            ("c", Number(0.01, -0.2, 0.2, decimals=2)),
            ("d", Number(float("nan"))),
            ("e", Number(0.0, decimals=0)),
        ),
    )
    assert bar_lines(bars, 60) == [
        "a   ████████████████│                  -1.0 [-1.5, -0.5]",
        "bb                  │████████           0.5 [0.4, 0.6]",
        "c                   │░                 0.01 [-0.20, 0.20]",
        "d                   │                     -",
        "e                   │                     0",
    ]
    assert has_pale(bars)


def test_bars_of_different_units_have_different_scales():
    bars = Bars("", (("a", Number(100.0, unit="%")), ("b", Number(0.2, unit="0 to 1"))))
    assert [line.count("█") for line in bar_lines(bars, 60)] == [16, 16]


def test_bars_of_shares_can_be_told_what_is_full():
    bars = Bars("", (("a", share(0.5, 0.4, 0.6)), ("b", share(0.25))), full=1.0)
    assert [line.count("█") for line in bar_lines(bars, 60)] == [8, 4]
    assert not has_pale(bars)


def test_intervals_get_shorter_before_bars_are_given_up():
    bars = Bars("", (("label", Number(1.0, 0.5, 1.5, decimals=1)),))
    assert bar_lines(bars, 34) == ["label  │██████████  1.0 [0.5, 1.5]"]
    assert bar_lines(bars, 24) == ["label  │██████  1.0 ±0.5"]
    assert bar_lines(bars, 24, plus_minus=False) == []
    assert bar_lines(bars, 20) == []
