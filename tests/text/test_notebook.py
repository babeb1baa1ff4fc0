"""What a notebook shows of a result: the answer, a figure, and folded tables."""

import dataclasses

from sim.text.document import Document, Paragraph, Section
from sim.text.notebook import FACE_WIDTH, face, fragment
from tests.report.page import Page
from tests.text.sample import document, indicators


def test_the_fragment_holds_title_assumptions_answer_and_small_tables():
    page = Page(fragment(document()))
    for words in (
        "Participatory economy against Capitalism",
        "Assumptions: critics (28 of 110 changed)",
        "Output per hour is 3.0\xa0% lower",
        "2 of 22 replicates failed",
    ):
        assert words in page.text
    assert page.captions == ["What changes"]
    for tag in ("html", "body", "h1", "h2", "nav", "pre"):
        assert page.all(tag) == []


def test_the_answer_stands_before_the_figure_and_the_tables_are_folded():
    text = fragment(document())
    places = [text.index(part) for part in ("3.0", "data:image/png", "<details>", "What changes")]
    assert places == sorted(places)
    (image,) = Page(text).all("img")
    assert image["alt"] == "Output falls by 3 %."
    assert len(image["src"]) < 100_000


def test_a_figure_that_cannot_be_drawn_is_left_out():
    pictures = {picture.name: picture for picture in document().pictures}
    section = Section("Answer", (Paragraph("Yes.", "lead"), pictures["map"]))
    assert Page(fragment(Document("T", "S", (section,)))).all("img") == []


def test_the_short_form_is_shown_where_there_is_one():
    text = fragment(dataclasses.replace(document(), short=("First.", "Then `this`.")))
    assert text.index("First.") < text.index("<code>this</code>")
    assert "Output per hour is 3.0" not in text


def test_the_style_of_the_fragment_stays_inside_it():
    style = fragment(document()).partition("<style>")[2].partition("</style>")[0]
    selectors = [line.partition("{")[0] for line in style.split("}") if "{" in line]
    assert selectors
    for selector in selectors:
        assert all(part.strip().startswith(".balanced-jobs") for part in selector.split(","))


def test_long_tables_are_left_out():
    section = Section("Answer", (Paragraph("Yes.", "lead"), indicators(), indicators(long=True)))
    assert len(Page(fragment(Document("T", "S", (section,)))).tables) == 1
    many = dataclasses.replace(indicators(), rows=indicators().rows * 4)
    section = Section("Answer", (Paragraph("Yes.", "lead"), many))
    assert Page(fragment(Document("T", "S", (section,)))).tables == []


def test_a_face_is_a_few_lines():
    text = face(
        "Comparison",
        "Participatory economy against Capitalism",
        "20 replicates of 2,000 people, 240 months",
        "complete",
        document=document(),
        saved="results/demo",
    )
    assert text == (
        "<Comparison: Participatory economy against Capitalism>\n"
        "  20 replicates of 2,000 people, 240 months; complete\n"
        "  Assumptions: critics (28 of 110 changed); meeting_hours = 0.1 instead of 0.05\n"
        "  Output per hour is 3.0 % lower [-3.6 to -2.4 %] under Parecon than under Capitalism in\n"
        "    the long run (months 181 to 240).\n"
        "  saved in results/demo"
    )


def test_a_face_says_no_more_than_there_is():
    assert face("Run", "Capitalism") == "<Run: Capitalism>\n  not saved"


def test_a_long_headline_is_cut_after_three_lines():
    long = Document("T", "S", (Section("A", (Paragraph("word " * 200, "lead"),)),))
    lines = face("Run", "Capitalism", document=long).splitlines()
    assert len(lines) == 5
    assert max(map(len, lines)) <= FACE_WIDTH
    assert lines[3].endswith(" ...")
