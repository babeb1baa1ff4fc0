"""A report as HTML in one file, and as Markdown."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from matplotlib.figure import Figure

from sim.drawing.style import STYLE_FILE, TWO_COLUMNS
from sim.text.document import Document, Picture

LARGEST_DRAWING: Final = 700_000
"""Bytes above which a figure is put into the page as points, not as lines."""

LEAST_WIDTH: Final = 34.0
"""Width below which a page-wide figure is not shrunk but scrolled, in heights of a letter."""

_TEMPLATES: Final = Path(__file__).with_name("templates")


def as_html(document: Document) -> str:
    """Return a page that needs no other file: styles and figures are in it."""
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    template = _environment(autoescape=True).get_template("report.html.j2")
    return template.render(document=document, style=style, source_of=embedded)


def as_markdown(document: Document, place_of: Callable[[Picture], str]) -> str:
    """Return a report as Markdown.

    Parameters
    ----------
    document : Document
    place_of : callable
        Returns where the file of a picture is, as seen from that of the report.
    """
    template = _environment(autoescape=False).get_template("report.md.j2")
    text = template.render(document=document, place_of=place_of)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def embedded(picture: Picture) -> str:
    """Return a figure as a ``data:`` address: lines where they are small enough, else points."""
    drawing = _drawn(picture.figure, "svg", picture.name)
    if len(drawing) <= LARGEST_DRAWING:
        return _data("image/svg+xml", drawing)
    return _data("image/png", _drawn(picture.figure, "png", picture.name))


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _drawn(figure: Figure, kind: str, name: str) -> bytes:
    """Return a figure in a file format, the same bytes every time."""
    stream = io.BytesIO()
    with mpl.rc_context(fname=str(STYLE_FILE)):
        # Letters as outlines: who reads the page may not have the font.
        mpl.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": name})
        metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {}
        figure.savefig(stream, format=kind, metadata=metadata)
    return stream.getvalue()


@cache
def _environment(autoescape: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = _markdown_cell
    environment.filters["kind"] = _kind
    environment.filters["width"] = _width
    environment.filters["kept"] = _kept_together
    return environment


def _width(picture: Picture) -> str:
    """Return the width of a figure, so that letters have one size in all of them."""
    share = min(1.0, picture.figure.get_figwidth() / TWO_COLUMNS)
    return f"width: {100.0 * share:.0f}%; min-width: {LEAST_WIDTH * share:.1f}rem"


def _kept_together(text: str) -> str:
    """Return text in which no line ends between a number and its per cent sign."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _kind(block: object) -> str:
    """Return which part of a section a block is, for the templates."""
    return type(block).__name__.lower()


def _markdown_cell(text: str) -> str:
    """Return text that keeps to its cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|") or " "
