"""A result as a page of the documentation, with its figures in a folder beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.options import named

if TYPE_CHECKING:
    from sim.study.record import Record

page_option = click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="Also write the answer as a page of the documentation, figures beside it.",
)
"""The option that names the page."""


def write_page(result: Record, page: Path) -> None:
    """Write the document of a result as a page, with its figures in a folder beside it.

    Parameters
    ----------
    result : Record
    page : Path

    Raises
    ------
    ResultsError
        If something cannot be written.
    """
    from sim.drawing.saving import save
    from sim.execution.files import explained, write_text
    from sim.text.markdown import render

    images = Path("images") / page.stem
    document = result.document()
    with explained("write to", page.parent):
        (page.parent / images).mkdir(parents=True, exist_ok=True)
    for picture in document.pictures:
        save(picture.figure, page.parent / images / f"{picture.name}.png")
    text = render(document, lambda picture: f"{images.as_posix()}/{picture.name}.png")
    write_text(page, text)
