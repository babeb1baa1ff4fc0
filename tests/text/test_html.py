"""A document as a page: whole, accessible, and it fetches nothing."""

import base64
import re
from itertools import pairwise

import matplotlib as mpl
import pytest

from sim.drawing.style import STYLE_FILE
from sim.text import html
from sim.text.document import Code, Document, Items, Paragraph, Picture, Section, Table
from sim.text.html import render
from tests.report.page import Page
from tests.text.sample import document, drawn


@pytest.fixture(scope="module")
def text():
    return render(document(), style_sheet=STYLE_FILE)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_a_page_fetches_nothing(text):
    whole = Document("T", "S", (Section("A", tuple(document().pictures)),))
    for address in Page(render(whole)).addresses():
        assert address.startswith(("#", "data:")), address[:60]
    assert not re.search(r"url\(|@import|<script|https?://", text)


def test_a_page_has_a_language_a_title_and_the_assumptions(text, page):
    assert text.startswith("<!DOCTYPE html>\n")
    assert page.all("html") == [{"lang": "en"}]
    assert "Participatory economy against Capitalism | Balanced Jobs" in page.text
    assumptions = "Assumptions: critics (28 of 110 changed); meeting_hours = 0.1 instead of 0.05"
    assert {"name": "description", "content": assumptions} in page.all("meta")
    assert {"class": "assumptions"} in page.all("p")
    assert assumptions in page.text


def test_headings_are_in_order_and_the_contents_lead_to_them(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels == [1, 2, 2, 2]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    inside = {link["href"] for link in page.all("a") if link["href"].startswith("#")}
    assert {address.removeprefix("#") for address in inside} <= anchors
    assert [tag for tag, _ in page.elements if tag in ("main", "nav", "header")] == [
        "header",
        "nav",
        "main",
    ]


def test_tables_have_captions_and_headings_for_columns_and_rows(page):
    rows = page.table("All indicators")
    assert rows[0] == ["Indicator", "Capitalism", "Parecon", "Difference"]
    assert rows[3] == ["Unemployment", "5.2\xa0%", "4.1\xa0%", "-1.1 pp [-1.6, -0.6] *"]
    assert page.table("What changes")[0] == ["output per hour", "-3.0\xa0% [-3.6, -2.4]"]
    scopes = [attributes["scope"] for attributes in page.all("th")]
    assert scopes.count("col") == 4
    assert scopes.count("row") == 8
    regions = [attributes for attributes in page.all("div") if attributes.get("class") == "scroll"]
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)


def test_a_heading_without_text_is_no_heading():
    table = Table("C", ("", "b"), (("x", "y"),), (False, False))
    found = Page(render(Document("T", "S", (Section("A", (table,)),))))
    assert [attributes["scope"] for attributes in found.all("th")] == ["col", "row"]
    assert found.table("C") == [["", "b"], ["x", "y"]]


def test_pictures_are_in_the_page_with_what_can_be_seen_in_them(page):
    (image,) = page.all("img")
    assert image["alt"] == "Output falls by 3 %."
    assert image["style"] == "--share: 100%; --least: 34.0rem"
    kind, _, content = image["src"].partition(";base64,")
    assert kind == "data:image/svg+xml"
    assert b"<svg" in base64.b64decode(content)
    assert {"id": "figure-paths"} in page.all("figure")
    assert "How it goes, in 1\xa0% steps." in page.text


def test_a_figure_that_cannot_be_drawn_is_said(page):
    assert "The figure map cannot be drawn: no run is finished." in page.text


def test_a_large_drawing_is_put_in_as_points(monkeypatch):
    monkeypatch.setattr(html, "LARGEST_DRAWING", 10)
    assert html.embedded(Picture("a", drawn, "", "")).startswith("data:image/png;base64,iVBOR")


def test_a_phone_gets_the_panels_in_one_column():
    picture = Picture("paths", drawn, "Caption", "Alternative", narrow=drawn)
    found = Page(render(Document("T", "S", (Section("A", (picture,)),))))
    (source,) = found.all("source")
    assert source["media"] == "(max-width: 600px)"
    assert source["srcset"].startswith("data:image/svg+xml;base64,")
    assert [image["class"] for image in found.all("img")] == ["folds"]


def test_figures_can_be_left_out():
    def never():
        raise AssertionError("drawn")

    picture = Picture("job_balance", never, "Caption", "Alternative", narrow=never)
    found = Page(render(Document("T", "S", (Section("A", (picture,)),)), figures=False))
    assert found.all("img") == []
    assert "Figure job balance: Caption" in found.text


def test_equal_documents_give_equal_pages_and_leave_no_trace(text):
    before = dict(mpl.rcParams)
    assert render(document(), style_sheet=STYLE_FILE) == text
    assert dict(mpl.rcParams) == before


def test_text_is_never_taken_for_markup():
    whole = Document(
        "<b>T</b>",
        "S & <i>",
        (
            Section(
                "A <script>",
                (
                    Paragraph("`<made up>` & [words](javascript:alert) <u>"),
                    Items(("see [Evidence](evidence.md#facts)",)),
                    Code("a < b", "python"),
                    Table("<c>", ("<h>",), (("<cell>",),), (False,)),
                ),
            ),
        ),
    )
    found = Page(render(whole))
    for tag in ("b", "i", "u", "script", "c", "h", "cell"):
        assert found.all(tag) == []
    assert "<made up> & [words](javascript:alert) <u>" in found.text
    assert {"href": "evidence.md#facts"} in found.all("a")
    assert {"class": "language-python"} in found.all("code")


def test_the_page_can_be_read_in_the_dark_on_a_phone_and_on_paper(text):
    style = text[text.index("<style>") : text.index("</style>")]
    assert "@media (prefers-color-scheme: dark)" in style
    assert "@media (max-width: 600px)" in style
    assert re.search(r"@page \{ margin: \d+mm", style)
    assert style.count("{") == style.count("}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_the_paper(text, scheme):
    light, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    colors = dict(
        re.findall(
            r"--([a-z-]+): (#[0-9a-f]{3,6});",
            light if scheme == "light" else rest.partition("@media")[0],
        )
    )
    for ink in ("ink", "soft", "accent"):
        assert _contrast(colors[ink], colors["paper"]) >= 4.5
    assert _contrast(colors["ink"], colors["alarm-paper"]) >= 4.5
    assert _contrast(colors["ink"], colors["code-paper"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
