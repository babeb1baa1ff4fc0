"""Execute the notebooks and write them with their outputs: ``python -m notebooks.refresh``.

The source of a notebook is a script in the percent format of jupytext, ``NN_name.py``. Beside it
stands ``NN_name.ipynb`` with outputs, which students open. Solutions of exercises are folded text:
a block of Python and the block of text that it prints. They are executed after the notebook, and
what they print is written into both files.

Every notebook has one cell tagged ``parameters``, as papermill expects it, with the sizes of what
it simulates. The first cell of every notebook is written here: it installs the program where it is
missing, from the address that ``pyproject.toml`` states.
"""

from __future__ import annotations

import argparse
import base64
import io
import re
import sys
import tomllib
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

FOLDER = Path(__file__).parent
"""Folder of the notebooks."""

SOLUTION = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<printed>.*?)```", re.DOTALL)
"""A solution in the text of a notebook: its program and what that prints."""

PRINTED = re.compile(r"(?<=^# ```\n#\n)# ```text\n.*?^# ```$", re.DOTALL | re.MULTILINE)
"""What a solution prints, as it stands in a script."""

PARAMETERS = "parameters"
"""Tag of the cell that papermill puts its own values after."""

INSTALLATION = "installation"
"""Tag of the first cell."""

PROJECT = FOLDER.parent / "pyproject.toml"
"""The one place for addresses."""

INSTALL = """\
# @title Only where the program is missing, as on Colab: run this cell first
import importlib.util

REPOSITORY = "{repository}"  # address of the program

if importlib.util.find_spec("sim") is None:
    if not REPOSITORY:
        raise SystemExit("Write the address of the repository between the quotation marks above.")
    %pip install --quiet "balanced-jobs[app] @ git+{{REPOSITORY}}"
"""
"""Program of the first cell; where the program is installed, it does nothing."""

COLOURS = 256
"""Colours of a figure: a third of the bytes, and no difference that an eye would see."""

CELL_SECONDS = 600
"""Longest time that one cell may take, on a machine that others use too."""


@dataclass(frozen=True, slots=True)
class Executed:
    """A notebook that has run.

    Attributes
    ----------
    notebook : NotebookNode
        With outputs, and with what the solutions print now.
    solutions : tuple of (str, str)
        What each solution printed when it was written, and what it prints now.
    """

    notebook: NotebookNode
    solutions: tuple[tuple[str, str], ...]


def sources() -> list[Path]:
    """Return the scripts of the notebooks, in their order."""
    return sorted(FOLDER.glob("[0-9][0-9]_*.py"))


def read_source(path: Path) -> NotebookNode:
    """Return the notebook of a script, without outputs and in the form that is committed.

    Parameters
    ----------
    path : Path
        A script in the percent format.
    """
    notebook = jupytext.read(path, fmt="py:percent")
    cells = [cell for cell in notebook.cells if INSTALLATION not in cell.metadata.get("tags", ())]
    return in_order(nbformat.v4.new_notebook(cells=[installation(), *cells]))


def installation() -> NotebookNode:
    """Return the cell that installs the program where it is missing."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    repository = project.get("urls", {}).get("Repository", "")
    source = INSTALL.format(repository=repository).rstrip("\n")
    return nbformat.v4.new_code_cell(source, metadata={"tags": [INSTALLATION]})


def in_order(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without what differs from machine to machine or from one run to the next.

    Cells are numbered in their order, in their identifiers and as they were executed.

    Parameters
    ----------
    notebook : NotebookNode
    """
    count = 0
    cells = []
    for number, cell in enumerate(notebook.cells, start=1):
        kept = NotebookNode(
            cell_type=cell.cell_type,
            id=f"cell-{number:02d}",
            metadata=_metadata(cell.metadata.get("tags", ())),
            source=cell.source,
        )
        if cell.cell_type == "code":
            count += 1
            outputs = cell.get("outputs", [])
            for output in outputs:
                if output.output_type == "execute_result":
                    output.execution_count = count
                picture = output.get("data", {}).get("image/png")
                if picture is not None:
                    output.data["image/png"] = with_a_palette(picture)
            kept.update(outputs=joined(outputs), execution_count=count if outputs else None)
        cells.append(kept)
    return nbformat.from_dict(
        {
            "cells": cells,
            "metadata": {
                "jupytext": {"formats": "ipynb,py:percent"},
                "kernelspec": {
                    "display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3",
                },
                "language_info": {"file_extension": ".py", "name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )  # fmt: skip


def _metadata(tags: Iterable[str]) -> dict[str, Any]:
    """Return what a cell says of itself: its tag, and for the first that its program is folded."""
    kept = [tag for tag in tags if tag in (PARAMETERS, INSTALLATION)]
    if INSTALLATION in kept:
        # for Colab, for JupyterLab, and for the site, which leaves the cell out
        return {
            "cellView": "form",
            "jupyter": {"source_hidden": True},
            "tags": [INSTALLATION, "remove-cell"],
        }
    return {"tags": kept} if kept else {}


def with_a_palette(picture: str) -> str:
    """Return a figure with at most `COLOURS` colours, so that a notebook is small enough to send.

    Parameters
    ----------
    picture : str
        Bytes of a PNG file in base64.

    Returns
    -------
    str
        The same size on a white ground; what already has a palette is returned as it is.
    """
    with Image.open(io.BytesIO(base64.b64decode(picture))) as opened:
        if opened.mode == "P":
            return picture
        drawn = opened.convert("RGBA")
    ground = Image.new("RGBA", drawn.size, "white")
    page = Image.alpha_composite(ground, drawn).convert("RGB")
    written = io.BytesIO()
    page.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return base64.b64encode(written.getvalue()).decode("ascii")


def joined(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Return outputs with neighbouring pieces of one stream as one: how it is cut is chance."""
    kept: list[NotebookNode] = []
    for output in outputs:
        last = kept[-1] if kept else None
        if last is not None and output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            kept.append(output)
    return kept


def execute(notebook: NotebookNode) -> Executed:
    """Run a notebook from start to end in a new kernel, then the solutions of its exercises.

    Parameters
    ----------
    notebook : NotebookNode

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell or a solution ends in an error.
    """
    cells = deepcopy(list(notebook.cells))  # the client writes outputs into the cells it is given
    found = [
        (number, match)
        for number, cell in enumerate(cells)
        if cell.cell_type == "markdown"
        for match in SOLUTION.finditer(cell.source)
    ]
    running = nbformat.v4.new_notebook(
        cells=[*cells, *(nbformat.v4.new_code_cell(match["code"]) for _, match in found)]
    )
    client = NotebookClient(
        running,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    done = in_order(nbformat.v4.new_notebook(cells=running.cells[: len(cells)]))
    printed = [_printed_by(cell) for cell in running.cells[len(cells) :]]
    for (number, match), text in zip(found, printed, strict=True):
        cell = done.cells[number]
        cell.source = cell.source.replace(match[0], _with_text(match[0], match["printed"], text))
    old = (match["printed"] for _, match in found)
    return Executed(done, tuple(zip(old, printed, strict=True)))


def _printed_by(cell: NotebookNode) -> str:
    """Return what a cell has printed, without blanks at the ends of lines, as scripts have it."""
    text = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _with_text(block: str, old: str, new: str) -> str:
    return block.removesuffix(f"```text\n{old}```") + f"```text\n{new}```"


def refresh(path: Path) -> Path:
    """Execute a notebook and write it, and what its solutions print into its source.

    Parameters
    ----------
    path : Path
        A script in the percent format.

    Returns
    -------
    Path
        The notebook with outputs.
    """
    done = execute(read_source(path))
    printed = iter(new for _, new in done.solutions)
    text = path.read_text(encoding="utf-8")
    text = PRINTED.sub(lambda _: _commented(next(printed)), text)
    path.write_text(text, encoding="utf-8")
    written = path.with_suffix(".ipynb")
    nbformat.write(done.notebook, written)
    return written


def _commented(printed: str) -> str:
    """Return a block of text as it stands in a script."""
    lines = ["```text", *printed.splitlines(), "```"]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def main(names: list[str] | None = None) -> None:
    """Refresh all notebooks, or those whose names begin with one of the arguments."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.refresh", description=__doc__)
    parser.add_argument("names", nargs="*", help="beginnings of names, such as 02; all by default")
    wanted = tuple(parser.parse_args(names).names)
    chosen = [path for path in sources() if not wanted or path.name.startswith(wanted)]
    if not chosen:
        sys.exit(f"no notebook begins with any of: {', '.join(wanted)}")
    for path in chosen:
        written = refresh(path)
        print(f"{written.name}: {written.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
