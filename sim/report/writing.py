"""Reports as files beside the results they are about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

from sim.errors import ResultsError
from sim.execution.files import replacing
from sim.experiments.compare.record import Comparison
from sim.experiments.run.record import Run
from sim.plot.saving import save
from sim.report.comparison import comparison_document
from sim.report.experiments import experiment_document
from sim.report.rendering import as_html, as_markdown
from sim.report.run import run_document
from sim.results.reading import open_results
from sim.results.store import check_writable
from sim.study.record import Experiment
from sim.study.store import FIGURES_FOLDER, REPORT_FILES
from sim.text.document import Document

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


def write_report(
    result: Run | Comparison | Experiment | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
) -> Written:
    """Return the paths of a report, after writing it.

    ``report.html`` is one file that needs no other and no connection; ``report.md`` says the same
    and refers to the pictures in ``figures/``. The same results give the same report.

    Parameters
    ----------
    result : Run, Comparison, Experiment or path
        A result, or the folder that one is saved in.
    out : path, optional
        Folder for the report; by default that of the results, or ``report``.

    Raises
    ------
    ResultsError
        If the folder holds no results that can be reported on, or nothing can be written.

    Examples
    --------
    >>> import sim
    >>> result = sim.run(sim.load_scenario("parecon", workers=300, burn_in=6, months=6))
    >>> sim.report(result, out="report").html.name
    'report.html'
    """
    folder = _folder_of(result)
    document = document_of(result)
    place = check_writable(out if out is not None else folder or _DEFAULT_OUT)
    figures = tuple(
        save(picture.figure, place / FIGURES_FOLDER / f"{picture.name}.png")
        for picture in document.pictures
    )
    page, text = (place / name for name in REPORT_FILES)
    _write(page, as_html(document))
    _write(text, as_markdown(document, lambda picture: f"{FIGURES_FOLDER}/{picture.name}.png"))
    return Written(page, text, figures)


def document_of(result: Run | Comparison | Experiment | str | os.PathLike[str]) -> Document:
    """Return what a report on a result says.

    Parameters
    ----------
    result : Run, Comparison, Experiment or path
        A result, or the folder that one is saved in.

    Raises
    ------
    ResultsError
        If the folder holds no results that can be reported on.
    """
    folder = _folder_of(result)
    if isinstance(result, str | os.PathLike):
        result = open_results(result)
    if isinstance(result, Comparison | Run) and not result.completed:
        raise ResultsError("no replicate finished, so there is nothing to report on; run it again")
    if isinstance(result, Comparison):
        return comparison_document(result, folder)
    if isinstance(result, Run):
        return run_document(result, folder)
    return experiment_document(result, folder)


def _folder_of(result: Run | Comparison | Experiment | str | os.PathLike[str]) -> Path | None:
    if isinstance(result, Experiment):
        return result.folder
    if isinstance(result, Run | Comparison):
        return None
    return Path(result)


def _write(path: Path, text: str) -> None:
    with replacing(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
