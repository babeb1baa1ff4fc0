"""Documents: what they hold, in order, and what programs read from them."""

import json
import subprocess
import sys

import pytest

from sim.errors import ResultsError
from sim.text.document import Bars, Document, Fold, Paragraph, Picture, Section, Table
from sim.text.numbers import Number
from tests.text.sample import document, drawn, not_drawn


def test_a_picture_is_drawn_when_it_is_needed_and_once():
    calls = []

    def draw():
        calls.append(1)
        return drawn()

    picture = Picture("paths", draw, "Caption", "Alternative")
    assert calls == []
    assert picture.figure is picture.figure
    assert picture.problem == ""
    assert calls == [1]


def test_a_figure_can_be_given_as_it_is():
    figure = drawn()
    assert Picture("paths", figure, "Caption", "Alternative").figure is figure


def test_a_figure_that_cannot_be_drawn_says_why():
    picture = Picture("map", not_drawn, "Caption", "Alternative")
    assert picture.problem == "no run is finished"
    with pytest.raises(ResultsError):
        _ = picture.figure


def test_pictures_are_found_in_folds_and_can_be_left_out():
    inner = Fold("More", (Picture("b", drawn, "", ""), Paragraph("text")))
    only = Fold("Only figures", (Picture("c", drawn, "", ""),))
    whole = Document(
        "T",
        "S",
        (
            Section("One", (Picture("a", drawn, "", ""), inner, only)),
            Section("Two", (Picture("d", drawn, "", ""),)),
        ),
    )
    assert [picture.name for picture in whole.pictures] == ["a", "b", "c", "d"]
    rest = whole.without_pictures()
    assert rest.pictures == []
    assert rest.sections == (Section("One", (Fold("More", (Paragraph("text"),)),)),)


def test_rows_are_as_long_as_the_header():
    with pytest.raises(ValueError, match="rows of the table 'Gaps' are not as long"):
        Table("Gaps", ("a", "b"), (("1",),), (False, True))


def test_bars_are_a_table_too():
    number = Number(1.0)
    table = Bars("Caption", (("label", number),), "note").table
    assert table == Table("Caption", ("", ""), (("label", number),), (False, True), "note")


def test_the_section_with_a_lead_is_the_answer():
    assert [section.title for section in document().sections if section.answers] == ["The answer"]
    assert document().lead.startswith("Output per hour is 3.0 % lower")
    assert document().warnings == ("2 of 22 replicates failed and are left out.",)


def test_anchors_are_made_of_letters_and_hyphens():
    assert Section("Who gains, and who loses?", ()).anchor == "who-gains-and-who-loses"


def test_a_program_reads_assumptions_answer_and_numbers():
    record = document().record()
    assert record["title"] == "Participatory economy against Capitalism"
    assert record["assumptions"] == (
        "critics (28 of 110 changed); meeting_hours = 0.1 instead of 0.05"
    )
    assert record["answer"] == document().lead
    assert record["numbers"] == [
        {
            "name": "gap.output_per_hour.long_run",
            "value": -3.0,
            "low": -3.6,
            "high": -2.4,
            "unit": "%",
        }
    ]
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert Document("T", "S").record()["assumptions"] is None


def test_neither_rich_nor_pandas_nor_matplotlib_is_loaded_with_the_room():
    modules = "assumptions bars cells document html markdown notebook numbers tables terminal"
    imports = ", ".join(f"sim.text.{name}" for name in modules.split())
    program = (
        f"import sys, {imports}; "
        "print([name for name in ('rich', 'pandas', 'matplotlib', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
