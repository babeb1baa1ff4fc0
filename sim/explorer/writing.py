"""The page on which a reader chooses the assumptions, written as one file."""

from __future__ import annotations

import json
import os
import re
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.errors import PageError, ResultsError
from sim.execution.files import write_text
from sim.explorer.parts import Parts, parts_of
from sim.explorer.shipped import shipped_parts
from sim.grammar.arguments import checked
from sim.results import Record, open_results

if TYPE_CHECKING:
    from bokeh.document import Document

LARGEST: Final = 5_000_000
"""Bytes of the page at most."""

NAME: Final = "explorer.html"

_PAGE: Final = Path(__file__).with_name("page")
_IDENTIFIER: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@checked
def explore(
    result: Record | str | os.PathLike[str] | None = None,
    out: str | os.PathLike[str] | None = None,
) -> Path:
    """Return the path of a page on which a reader chooses the assumptions, after writing it.

    It is one file of at most 5 MB that needs no other and no connection. A reader says what to
    believe of the parameters that decide most, and sees how probable it then is that the regime is
    ahead, by how much, through what, and how many simulated worlds support that.

    Parameters
    ----------
    result : Record or path, optional
        A posterior, verdict, sweep or comparison, or the folder that one is saved in; by
        default the posterior behind the answer that comes with the package.
    out : path, optional
        File to write; by default ``explorer.html`` in the folder of the results, or here.

    Raises
    ------
    ResultsError
        If there are no such results, they hold no pair of finished runs, or nothing can be written.
    PageError
        If Bokeh is not installed.

    Examples
    --------
    >>> import sim
    >>> result = sim.compare("capitalism", "parecon", workers=200, months=12, replicates=2)
    >>> sim.explore(result, "results/explorer.html").name
    'explorer.html'
    """
    if find_spec("bokeh") is None:
        raise PageError(
            "the explorer needs Bokeh: pip install 'balanced-jobs[app]', or, in a copy of the "
            "repository, make setup"
        )
    if result is None:
        parts, folder = shipped_parts(), None
    else:
        opened = result if isinstance(result, Record) else open_results(result)
        parts, folder = parts_of(opened), opened.folder
    place = Path(out) if out is not None else (folder or Path()) / NAME
    page = render(parts)
    if len(page.encode()) > LARGEST:
        raise ResultsError(
            f"the page would have {len(page.encode()) / 1e6:.1f} MB, and at most 5 are allowed; "
            "make results of fewer regimes"
        )
    write_text(place, page)
    return place


def render(parts: Parts) -> str:
    """Return the page.

    Parameters
    ----------
    parts : Parts
    """
    document = _document(parts)
    from bokeh.embed import file_html
    from bokeh.resources import Resources

    template = _environment().get_template("page.html.j2")
    page = file_html(
        document,
        Resources(mode="inline"),
        title="Choose your assumptions",
        template=template,
        template_variables={
            "content": parts.content,
            "told": json.dumps(parts.content, allow_nan=False).replace("<", "\\u003c"),
            "drawn_channels": "channels" in {root.name for root in document.roots},
            "fifths": parts.fifths,
            "assumptions": parts.assumptions,
            "style": _file("page.css"),
            "scripts": [_file("weights.js"), _file("gains.js"), _file("page.js")],
        },
        suppress_callback_warning=True,
    )
    return _same_every_time(page)


def _document(parts: Parts) -> Document:
    from bokeh.document import Document
    from bokeh.models import ColumnDataSource, CustomJS

    from sim.explorer.figures import figures

    content, columns = parts.content, parts.columns
    drawn = [key for key in columns if key.startswith("channel|")]
    fixed = content["fixed"] is not None
    channels = list(content["channels"].values()) if drawn or fixed else []
    plots = figures([one["name"] for one in content["parameters"]], channels)
    document = Document()
    for plot in plots:
        document.add_root(plot)
    arguments = {"worlds": ColumnDataSource(data=columns), "plots": plots}
    document.js_on_event(
        "document_ready", CustomJS(args=arguments, code="explorer.start(worlds, plots)")
    )
    return document


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _file(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _same_every_time(page: str) -> str:
    """Return the page with numbers in place of the identifiers that Bokeh draws at random."""
    numbers = count(1)
    known: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        if found[0] not in known:
            known[found[0]] = f"explorer-{next(numbers)}"
        return known[found[0]]

    return _IDENTIFIER.sub(numbered, page)
