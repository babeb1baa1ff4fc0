"""The notebooks as pages of the site, with their outputs, and links to where they can be run."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sphinx.application import Sphinx

FOLDER = "notebooks"
"""Folder of the notebooks in the project, and of their copies below that of the pages."""

PAGE = "notebooks"
"""The page that leads to them."""

PART = "_generated/notebooks.md"
"""What it includes."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Copy the notebooks before Sphinx looks for pages."""
    app.connect("config-inited", lambda app, _: prepare(Path(app.srcdir)))
    app.connect("source-read", _link_to_copies)
    return {"parallel_read_safe": True}


def prepare(docs: Path) -> None:
    """Copy the notebooks below the pages, and write the part that lists them.

    Parameters
    ----------
    docs : Path
        Folder of the pages, beside that of the notebooks.
    """
    found = sorted((docs.parent / FOLDER).glob("*.ipynb"))
    copies = docs / FOLDER
    copies.mkdir(exist_ok=True)
    for old in {*copies.glob("*.ipynb")} - {copies / path.name for path in found}:
        old.unlink()
    for path in found:
        copy = copies / path.name
        if not copy.exists() or copy.read_bytes() != path.read_bytes():
            shutil.copyfile(path, copy)
    project = tomllib.loads((docs.parent / "pyproject.toml").read_text(encoding="utf-8"))
    repository = project["project"].get("urls", {}).get("Repository", "")
    part = docs / PART
    part.parent.mkdir(exist_ok=True)
    text = "\n".join((*_contents(found), *launchers(repository, found))) + "\n"
    if not part.exists() or part.read_text(encoding="utf-8") != text:
        part.write_text(text, encoding="utf-8")


def _contents(found: list[Path]) -> Iterator[str]:
    yield from ("```{toctree}", ":maxdepth: 1", ":hidden:", "")
    yield from (f"{FOLDER}/{path.stem}" for path in found)
    yield from ("```", "")


def launchers(repository: str, found: list[Path]) -> Iterator[str]:
    """Yield links that open notebooks in the browser, or nothing without an address.

    Parameters
    ----------
    repository : str
        Address of the repository; empty where there is none.
    found : list of Path
    """
    if not repository:
        return
    yield "To run one in the browser:"
    yield ""
    for path in found:
        place = f"{FOLDER}/{path.name}"
        links = [f"[Binder](https://mybinder.org/v2/git/{quote(repository, safe='')}/HEAD"
                 f"?labpath={quote(place, safe='')})"]  # fmt: skip
        start, forge, name = repository.partition("https://github.com/")
        if forge and not start:
            name = name.removesuffix("/").removesuffix(".git")
            colab = f"https://colab.research.google.com/github/{name}/blob/main/{place}"
            links.append(f"[Colab]({colab})")
        yield f"- `{path.stem}`: {', '.join(links)}"


def _link_to_copies(app: Sphinx, page: str, source: list[str]) -> None:
    """Let links to notebooks of the project lead to their pages."""
    if page == PAGE:
        source[0] = source[0].replace(f"](../{FOLDER}/", f"]({FOLDER}/")
