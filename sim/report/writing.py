"""Reports as files beside the results they are about."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from sim.drawing.saving import save
from sim.drawing.style import STYLE_FILE
from sim.errors import ResultsError
from sim.execution.files import write_text
from sim.experiments.compare.document import DECIDING
from sim.experiments.compare.record import Comparison
from sim.grammar.arguments import checked
from sim.report.assumptions import assumptions
from sim.report.hanging import hanging
from sim.report.origin import origin
from sim.results.reading import open_results
from sim.study.record import Record
from sim.study.replicated import ReplicatedRecord
from sim.study.store import FIGURES_FOLDER, REPORT_FILES, check_writable
from sim.text import html, markdown
from sim.text.document import Document, Section

_DEFAULT_OUT: Final = Path("report")


class Written(NamedTuple):
    """The files of a report.

    Attributes
    ----------
    html, markdown : Path
    figures : tuple of Path
        To which the Markdown refers; the HTML holds them itself.
    """

    html: Path
    markdown: Path
    figures: tuple[Path, ...]


@checked
def write_report(
    result: Record | str | os.PathLike[str], out: str | os.PathLike[str] | None = None
) -> Written:
    """Return the paths of a report, after writing it.

    ``report.html`` is one file that needs no other and no connection; ``report.md`` says the same
    and refers to the pictures in ``figures/``. The same results give the same report.

    Parameters
    ----------
    result : Record or path
        A result of any experiment, or the folder that one is saved in.
    out : path, optional
        Folder for the report; by default that of the results, or ``report``.

    Raises
    ------
    ResultsError
        If the folder holds no results that can be reported on, or nothing can be written.

    Examples
    --------
    >>> import sim
    >>> result = sim.run("parecon", workers=300, burn_in=6, months=6)
    >>> sim.report(result, out="report").html.name
    'report.html'
    """
    opened = _opened(result)
    document = document_of(opened)
    place = check_writable(out if out is not None else opened.folder or _DEFAULT_OUT)
    figures = tuple(
        save(picture.figure, place / FIGURES_FOLDER / f"{picture.name}.png")
        for picture in document.pictures
        if not picture.problem
    )
    page, text = (place / name for name in REPORT_FILES)
    write_text(page, html.render(document, style_sheet=STYLE_FILE))
    write_text(
        text, markdown.render(document, lambda picture: f"{FIGURES_FOLDER}/{picture.name}.png")
    )
    return Written(page, text, figures)


def document_of(result: Record | str | os.PathLike[str]) -> Document:
    """Return what a report on a result says: its document, what it rests on, where it comes from.

    Parameters
    ----------
    result : Record or path
        A result, or the folder that one is saved in.

    Raises
    ------
    ResultsError
        If the folder holds no results, or no replicate of them is finished.
    """
    opened = _opened(result)
    if isinstance(opened, ReplicatedRecord) and not opened.completed:
        raise ResultsError("no replicate finished, so there is nothing to report on; run it again")
    document = opened.document()
    sections = document.sections
    if isinstance(opened, Comparison):
        sections = _with(sections, hanging(opened))
    common = (assumptions(opened.settings["scenarios"], opened.varied()), origin(opened))
    return replace(document, sections=(*sections, *common))


def _with(sections: tuple[Section, ...], more: Section) -> tuple[Section, ...]:
    """Return sections with one more, after what decides the answer or else at the end."""
    titles = [section.title for section in sections]
    place = titles.index(DECIDING) + 1 if DECIDING in titles else len(sections)
    return (*sections[:place], more, *sections[place:])


def _opened(result: Record | str | os.PathLike[str]) -> Record:
    return result if isinstance(result, Record) else open_results(result)
