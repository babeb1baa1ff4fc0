"""The page of the explorer that comes with the package, beside the pages of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import sim

NAME = "choose.html"
"""File of the page in the site."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the page when the site is built."""
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True}


def _write(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        sim.explore(out=Path(app.outdir) / NAME)
