"""A document as Markdown, with its figures as files beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment

from sim.text import templating
from sim.text.document import Code, Document, Paragraph, Picture
from sim.text.inline import inline
from sim.text.numbers import Number

FIGURES_FOLDER: Final = "figures"
"""Where the files of the figures are, as seen from the text, unless told otherwise."""

_EMPHASIS: Final = {"": "", "lead": "**", "warning": "**", "note": ""}


def figure_file(picture: Picture) -> str:
    """Return where the file of a figure is, as seen from the text: "figures/paths.png"."""
    return f"{FIGURES_FOLDER}/{picture.name}.png"


def render(
    document: Document,
    place_of: Callable[[Picture], str] = figure_file,
    *,
    figures: bool = True,
) -> str:
    """Return a document as Markdown; equal documents give equal text.

    Parameters
    ----------
    document : Document
    place_of : callable
        Returns where the file of a figure is, as seen from the text; who calls writes the files.
    figures : bool
        Whether to refer to them; otherwise only their captions are there.
    """
    template = environment().get_template("page.md.j2")
    return tidy(template.render(document=document, place_of=place_of, figures=figures))


@cache
def environment(folder: Path | None = None) -> Environment:
    """Return an environment for templates of Markdown, with what writes the blocks of a document.

    A template gets a block written by ``block`` from ``blocks.md.j2``, imported with its context,
    which holds ``figures`` and ``place_of`` as in `render`; numbers write themselves.

    Parameters
    ----------
    folder : Path, optional
        With templates beside those of this package.
    """
    found = templating.environment(autoescape=False, folder=folder)
    found.finalize = _finalized
    found.filters["alternative"] = _alternative
    found.filters["cell"] = _cell
    found.filters["escaped"] = _escaped
    found.filters["fence"] = _fence
    found.filters["inline"] = _inline
    found.filters["paragraph"] = _paragraph
    return found


def tidy(text: str) -> str:
    """Return what a template gave with single blank lines and a line break at its end."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _finalized(value: object) -> object:
    return value.text() if isinstance(value, Number) else value


def _escaped(text: str) -> str:
    """Return text on one line in which nothing is taken for a tag or for emphasis."""
    return re.sub(r"[*`]|<(?=[A-Za-z/!?])", r"\\\g<0>", " ".join(text.split()))


def _inline(text: str) -> str:
    return inline(
        text,
        plain=lambda words: re.sub(r"[*]|<(?=[A-Za-z/!?])", r"\\\g<0>", words),
        code=lambda typed: f"`{typed}`",
        link=lambda words, place: f"[{words}]({place})",
    )


def _paragraph(block: Paragraph) -> str:
    mark = _EMPHASIS[block.role]
    return f"{mark}{_inline(block.text.strip())}{mark}"


def _fence(block: Code) -> str:
    """Return lines to type in a fence longer than any in them."""
    longest = max((len(found) for found in re.findall(r"`+", block.text)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{block.language}\n{block.text}\n{marks}"


def _cell(text: str) -> str:
    """Return text that keeps to its cell."""
    return _escaped(text).replace("|", "\\|") or " "


def _alternative(text: str) -> str:
    return " ".join(text.split()).replace("[", "(").replace("]", ")")
