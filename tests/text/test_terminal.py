"""A document on a terminal: the answer in a dozen lines, at any width, with nothing unshowable."""

import dataclasses
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sim.text.assumptions import Assumptions, Change
from sim.text.brief import MOST_LINES
from sim.text.document import Bars, Code, Document, Fold, Items, Paragraph, Section, Table
from sim.text.numbers import Number
from sim.text.terminal import render, screen_width, show, shows_color
from tests.text.sample import document

ANSWER = """\
Participatory economy against Capitalism
Paired comparison, 20 replicates. Assumptions: critics (28 of 110 changed);
meeting_hours = 0.1 instead of 0.05

Output per hour is 3.0 % lower [-3.6 to -2.4 %] under Parecon than under
Capitalism in the long run (months 181 to 240).

2 of 22 replicates failed and are left out.

All tables here: --table. Files: results/demo
"""

BARS = """\
What changes
output per hour                ██│                   -3.0 % [-3.6, -2.4]
effort                           │█████████         +16.2 % [+14.1, +18.0]
alienation       ████████████████│                  -30.0 % [-33.0, -27.0]
inequality                       │░                  +0.2 % [-0.5, +0.9]
In brackets the 95 % interval. Pale bars are undecided: the interval contains
zero.

- This holds for `critics` alone.
- See Evidence.

  balanced-jobs compare capitalism parecon --assumptions critics \\
      --workers 2000 --months 240
"""

TABLE = """\
All indicators, long run
Indicator                 Capitalism  Parecon                 Difference
────────────────────────────────────────────────────────────────────────
Output per hour                0.743    0.721  -0.022 [-0.028, -0.016] *
Effort                         0.631    0.731  +0.100 [+0.090, +0.110] *
Unemployment                   5.2 %    4.1 %     -1.1 pp [-1.6, -0.6] *
Wealth inequality (Gini)       0.400    0.310   0.000 [-0.001, +0.001]
In brackets the 95 % interval. * The 95 % interval does not contain zero.
"""

NARROW_TABLE = """\
All indicators, long run
Indicator      Capitalism  Parecon       Difference
───────────────────────────────────────────────────
Output per          0.743    0.721  -0.022 ±0.006 *
hour
Effort              0.631    0.731  +0.100 ±0.010 *
Unemployment        5.2 %    4.1 %   -1.1 ±0.5 pp *
Wealth              0.400    0.310   0.000 ±0.001
inequality
(Gini)
± is half the width of the 95 % interval. * The
95 % interval does not contain zero.
"""

STACKED_TABLE = """\
All indicators, long run
Output per hour
  Capitalism: 0.743
  Parecon: 0.721
  Difference: -0.022 ±0.006 *
Effort
"""


def test_the_answer_stands_first_at_80_columns():
    assert render(document(), 80, folder="results/demo") == ANSWER


def test_everything_can_be_asked_for():
    text = render(document(), 80, detail="all", folder="results/demo")
    assert TABLE in text
    assert BARS in text
    headings = re.findall(r"\n\n(.*)\n─+\n\n", text)
    assert headings == ["The question", "The answer", "All indicators", "In short"]
    assert "Figure paths: How it goes, in 1 % steps." in text
    assert "How to repeat it\n\n  import sim" in text
    assert text.count("2 of 22 replicates failed") == 2


def test_a_screen_with_everything_ends_with_the_answer():
    lines = render(document(), 80, detail="all", folder="results/demo").splitlines()
    assert lines[-6:] == [
        "Output per hour is 3.0 % lower [-3.6 to -2.4 %] under Parecon than under",
        "Capitalism in the long run (months 181 to 240).",
        "",
        "2 of 22 replicates failed and are left out.",
        "",
        "Files: results/demo",
    ]


def test_what_answers_nothing_ends_with_no_answer():
    page = Document("T", "S", (Section("A", (Paragraph("Words."),)),))
    assert "In short" not in render(page, 80, detail="all")


def test_intervals_become_shorter_where_the_screen_is_narrow():
    assert NARROW_TABLE in render(document(), 51, detail="all")


def test_rows_are_stacked_where_columns_do_not_fit():
    assert STACKED_TABLE in render(document(), 32, detail="all")


def test_the_answer_has_at_most_twelve_lines_whatever_is_to_be_said():
    """What comes later gives way first, whole sentences at a time."""
    sentence = "A sentence of some sixty letters that says what else there is here."
    for count in range(1, 12):
        whole = dataclasses.replace(
            document(),
            short=("Output falls by 3.0 % [-3.6, -2.4].", *[f"{sentence} {sentence}"] * count),
        )
        lines = render(whole, 80, folder="results/demo").splitlines()
        assert len(lines) <= MOST_LINES
        first = lines.index("Output falls by 3.0 % [-3.6, -2.4].")
        assert lines[-1].endswith("Files: results/demo")
        assert all(" ".join(lines).count(word) for word in ("2 of 22 replicates", "critics"))
        said = " ".join(lines[first + 1 : -1]).replace(
            "2 of 22 replicates failed and are left out.", ""
        )
        assert said.split() == (sentence.split() * 99)[: len(said.split())]
        assert said.rstrip().endswith("here.")


def test_a_first_sentence_that_is_too_long_is_shown_all_the_same():
    long = f"{'word ' * 250}end."
    shown = render(Document("T", "S", short=(f"{long} More.", "Else.")), 80)
    assert "end." in shown
    assert "More." not in shown
    assert "Else." not in shown


def test_on_a_narrow_screen_the_answer_has_more_lines():
    whole = dataclasses.replace(document(), short=("Word word word word. " * 20,))
    lines = render(whole, 40, folder="results/demo").splitlines()
    assert MOST_LINES < len(lines) <= 2 * MOST_LINES


def test_a_document_without_an_answer_shows_its_first_section():
    unfinished = Document(
        "T", "S", (Section("State", (Paragraph("No run is finished."),)), Section("More", ()))
    )
    assert render(unfinished) == "T\nS\n\nNo run is finished.\n"


def test_running_text_is_at_most_88_columns_wide():
    text = render(Document("T", "S", (Section("A", (Paragraph("word " * 100),)),)), 200)
    assert max(map(len, text.splitlines())) in range(84, 89)


def test_a_number_is_never_parted_from_its_per_cent_sign_nor_an_interval_broken():
    words = "It is 3.0 % lower [-3.6 to -2.4 %] here, " * 12
    for width in range(30, 100):
        lines = render(Document("T", "S", (Section("A", (Paragraph(words),)),)), width).splitlines()
        assert not any(line.startswith("%") for line in lines)
        assert all(line.count("[") == line.count("]") for line in lines)


def test_bold_and_colours_stand_only_where_they_are_asked_for():
    plain = render(document(), 80)
    colored = render(document(), 80, color=True)
    assert "\x1b" not in plain
    assert colored.startswith("\x1b[1mParticipatory economy against Capitalism\x1b[0m")
    assert "\x1b[1;31m2 of 22 replicates failed" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_the_environment_changes_nothing(monkeypatch):
    plain = render(document(), 80)
    for name, value in (("FORCE_COLOR", "1"), ("COLUMNS", "30"), ("TERM", "xterm-256color")):
        monkeypatch.setenv(name, value)
    assert render(document(), 80) == plain


def test_what_a_terminal_would_obey_is_written_out():
    hostile = Document("\x1b[2J\x07title", "a\nb", (Section("A", (Paragraph("\x9b31m \ue000"),)),))
    assert render(hostile) == "\\x1b[2J\\x07title\na b\n\n\\x9b31m\n"


class _Terminal(io.StringIO):
    def __init__(self, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self._terminal = terminal
        self._encoding = encoding

    @property
    def encoding(self):
        return self._encoding

    def isatty(self):
        return self._terminal


@pytest.mark.parametrize(
    ("terminal", "variables", "colored"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_stand_on_a_terminal_that_wants_them(terminal, variables, colored, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = _Terminal(terminal)
    assert shows_color(stream) == colored
    show(document(), stream)
    assert ("\x1b[" in stream.getvalue()) == colored


def test_the_width_is_that_of_the_variable_or_80(monkeypatch):
    monkeypatch.setenv("COLUMNS", "44")
    assert screen_width() == 44
    stream = _Terminal(False)
    show(document(), stream, folder="results/demo")
    assert stream.getvalue() == render(document(), 44, folder="results/demo")
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr("os.get_terminal_size", _no_terminal)
    assert screen_width() == 80


def _no_terminal(*_: object) -> None:
    raise OSError


def test_a_screen_without_lines_gets_letters_it_can_show():
    stream = _Terminal(False, "ascii")
    show(document(), stream)
    text = stream.getvalue()
    assert text.isascii()
    assert render(document(), 80, ascii_only=True) == text
    stream = _Terminal(False, "ascii")
    show(document(), stream, detail="all")
    assert "effort                           |#########" in stream.getvalue()
    assert "±" not in render(document(), 51, detail="all", ascii_only=True)


words = st.text(max_size=60)
numbers = st.builds(
    Number,
    st.floats(-1e6, 1e6) | st.just(float("nan")),
    st.floats(-1e6, 1e6) | st.just(float("nan")),
    st.floats(-1e6, 1e6) | st.just(float("nan")),
    unit=st.sampled_from(["", "share", "log points", "%"]),
    difference=st.booleans(),
    star=st.booleans(),
)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 5))
    cells = st.lists(words | numbers, min_size=columns, max_size=columns).map(tuple)
    return Table(
        draw(words),
        tuple(draw(st.lists(words, min_size=columns, max_size=columns))),
        tuple(draw(st.lists(cells, max_size=4))),
        tuple(draw(st.lists(st.booleans(), min_size=columns, max_size=columns))),
        draw(words),
    )


simple = st.one_of(
    st.builds(Paragraph, words, st.sampled_from(["", "lead", "warning", "note"])),
    st.builds(Items, st.lists(words, max_size=3).map(tuple)),
    st.builds(Code, words, st.sampled_from(["", "sh", "python"])),
    st.builds(Bars, words, st.lists(st.tuples(words, numbers), max_size=4).map(tuple)),
    tables(),
)
blocks = simple | st.builds(Fold, words, st.lists(simple, max_size=2).map(tuple))


@given(
    st.lists(st.builds(Section, words, st.lists(blocks, max_size=4).map(tuple)), max_size=3).map(
        tuple
    ),
    words,
    st.integers(20, 120),
    st.sampled_from(["answer", "all"]),
    st.booleans(),
)
def test_no_line_is_wider_than_the_screen(sections, title, width, detail, ascii_only):
    assumptions = Assumptions(title, 1, 110, (Change(title, 0.45, 0.3),))
    whole = Document(title, title, sections, assumptions)
    text = render(whole, width, detail=detail, folder=title, ascii_only=ascii_only)
    assert max(map(cell_len, text.split("\n"))) <= width
    assert "\x1b" not in text
    assert text.isascii() or not ascii_only
    assert text == render(whole, width, detail=detail, folder=title, ascii_only=ascii_only)
