"""The templates of documents, and what all of them use."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.text.cells import as_text

_TEMPLATES: Final = Path(__file__).with_name("templates")


def environment(*, autoescape: bool, folder: Path | None = None) -> Environment:
    """Return an environment with the templates of this folder; unknown names are errors.

    Parameters
    ----------
    autoescape : bool
        Whether text is escaped for HTML.
    folder : Path, optional
        With further templates, which come first.
    """
    folders = [_TEMPLATES] if folder is None else [folder, _TEMPLATES]
    found = Environment(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["kind"] = _kind
    found.filters["as_text"] = as_text
    return found


def style(name: str) -> str:
    """Return a style sheet of this folder.

    Parameters
    ----------
    name : str
        Of its file, as in "page.css".
    """
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


def _kind(block: object) -> str:
    """Return which part of a section a block is."""
    return type(block).__name__.lower()
