"""A document as a page of HTML that needs no other file and no connection."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment
from markupsafe import Markup, escape

from sim.text.document import Block, Document, Picture
from sim.text.inline import inline
from sim.text.templating import environment, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

type StyleSheet = str | os.PathLike[str]
"""The file of a Matplotlib style sheet."""

LARGEST_DRAWING: Final = 700_000
"""Bytes above which a figure is put into the page as points, not as lines."""

PAGE_WIDTH: Final = 7.2
"""Width in inches of a figure that is as wide as the page."""

LEAST_WIDTH: Final = 34.0
"""Width below which a page-wide figure is not shrunk but scrolled, in heights of a letter."""

_POINTS_PER_INCH: Final = 200

_SMALL_POINTS_PER_INCH: Final = 90
"""Of figures in the cell of a notebook."""


def render(
    document: Document, *, style_sheet: StyleSheet | None = None, figures: bool = True
) -> str:
    """Return a document as a page; equal documents give equal pages.

    Figures are in it, as lines where they are small enough and else as points. The page can be
    read by a screen reader, on a phone, in the dark and on paper.

    Parameters
    ----------
    document : Document
    style_sheet : path, optional
        Matplotlib style sheet under which figures are written; by default that of the user.
    figures : bool
        Whether to draw them; otherwise only their captions are there.
    """
    template = _environment().get_template("page.html.j2")
    with under(style_sheet):
        return template.render(document=document, style=style("page.css"), figures=figures)


def render_fragment(
    document: Document, blocks: Sequence[Block], picture: Picture | None = None
) -> str:
    """Return title, assumptions, answer in short, a figure and some blocks, for another page.

    Parameters
    ----------
    document : Document
    blocks : sequence of Block
        Folded; of figures only the captions are shown.
    picture : Picture, optional
        Shown small; left out where it cannot be drawn.
    """
    template = _environment().get_template("fragment.html.j2")
    shown = picture if picture is not None and not picture.problem else None
    return template.render(
        document=document, blocks=blocks, picture=shown, style=style("fragment.css")
    )


@contextmanager
def under(style_sheet: StyleSheet | None) -> Iterator[None]:
    """Draw and write figures under a style sheet of Matplotlib, and leave no other trace."""
    if style_sheet is None:
        yield
        return
    import matplotlib as mpl

    with mpl.rc_context(fname=os.fspath(style_sheet)):
        yield


def embedded(picture: Picture) -> str:
    """Return a figure as a ``data:`` address: lines where they are small enough, else points."""
    return _address(picture.figure, picture.name)


def _small(picture: Picture) -> str:
    """Return a figure as a ``data:`` address of few points, for the cell of a notebook."""
    return _data("image/png", _written(picture.figure, "png", picture.name, _SMALL_POINTS_PER_INCH))


def _narrow(picture: Picture) -> str:
    """Return the figure with its panels in one column as a ``data:`` address."""
    assert picture.narrow is not None
    return _address(picture.narrow(), f"{picture.name}_narrow")


def _address(figure: Figure, name: str) -> str:
    drawing = _written(figure, "svg", name)
    if len(drawing) <= LARGEST_DRAWING:
        return _data("image/svg+xml", drawing)
    return _data("image/png", _written(figure, "png", name))


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _written(figure: Figure, kind: str, name: str, points: int = _POINTS_PER_INCH) -> bytes:
    """Return a figure in a file format, the same bytes every time."""
    import matplotlib as mpl

    stream = io.BytesIO()
    # Letters as outlines: who reads the page may not have the font.
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": name}):
        metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {}
        figure.savefig(stream, format=kind, metadata=metadata, dpi=points)
    return stream.getvalue()


@cache
def _environment() -> Environment:
    found = environment(autoescape=True)
    found.filters["inline"] = _inline
    found.filters["kept"] = _kept_together
    found.filters["source"] = embedded
    found.filters["narrow_source"] = _narrow
    found.filters["small_source"] = _small
    found.filters["width"] = _width
    return found


def _inline(text: str) -> Markup:
    """Return running text with what is to be typed, and links, as elements."""
    return Markup(
        inline(
            _kept_together(text),
            plain=lambda words: str(escape(words)),
            code=lambda typed: f"<code>{escape(typed)}</code>",
            link=lambda words, place: f'<a href="{escape(place)}">{escape(words)}</a>',
        )
    )


def _width(picture: Picture) -> str:
    """Return the width of a figure, so that letters have one size in all of them."""
    share = min(1.0, picture.figure.get_figwidth() / PAGE_WIDTH)
    return f"--share: {100.0 * share:.0f}%; --least: {LEAST_WIDTH * share:.1f}rem"


def _kept_together(text: str) -> str:
    """Return text in which no line ends between a number and its per cent sign."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")
