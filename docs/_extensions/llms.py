"""The file ``llms.txt`` of the site: that of the project, with links to pages of the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

NAME = "llms.txt"


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the file once the pages are there."""
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True}


def of_site(text: str) -> str:
    """Return the text with each link to a page under ``docs/`` as one to the page of the site."""
    return re.sub(r"\(docs/(\w+)\.md\)", r"(\1.html)", text)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        text = (Path(app.srcdir).parent / NAME).read_text(encoding="utf-8")
        (Path(app.outdir) / NAME).write_text(of_site(text), encoding="utf-8")
