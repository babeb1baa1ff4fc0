"""Figures as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from sim.drawing.style import STYLE_FILE
from sim.errors import ResultsError, choices
from sim.execution.files import replacing
from sim.grammar.arguments import checked

FORMATS: Final = ("png", "pdf", "svg")
"""File formats that figures can be saved in."""

_NO_DATE: Final[Mapping[str, dict[str, Any]]] = MappingProxyType(
    {"png": {}, "pdf": {"CreationDate": None}, "svg": {"Date": None}}
)


def save_drawings(
    drawings: Mapping[str, Callable[[], Figure]],
    folder: str | PathLike[str],
    formats: Sequence[str] = ("png",),
) -> list[Path]:
    """Return the paths of figures, after drawing and writing them.

    Equal results give equal files.

    Parameters
    ----------
    drawings : mapping of str to callable
        What draws each figure, by its name.
    folder : path
        Created if missing.
    formats : sequence of str
        Some of ``"png"``, ``"pdf"``, ``"svg"``; PNG has 200 dots per inch.

    Raises
    ------
    ResultsError
        If a format is not known or a file cannot be written.
    """
    for kind in formats:
        if kind not in FORMATS:
            raise ResultsError(f"no figure format {kind!r}; there are: {', '.join(FORMATS)}")
    saved = []
    for name, draw in drawings.items():
        figure = draw()
        saved += [save(figure, Path(folder) / f"{name}.{kind}") for kind in formats]
    return saved


@checked
def save(figure: Figure, path: str | PathLike[str]) -> Path:
    """Return the path of a figure, after writing it under the house style.

    Parameters
    ----------
    figure : Figure
    path : path
        Its suffix chooses the format; an existing file is replaced as a whole.

    Raises
    ------
    ResultsError
        If the format is not known or the file cannot be written.
    """
    place = Path(path)
    kind = place.suffix.removeprefix(".")
    known = figure.canvas.get_supported_filetypes()
    if kind not in known:
        raise ResultsError(f"{place}: the end of its name is no format; {choices(kind, known)}")
    with replacing(place) as unfinished, mpl.rc_context(fname=str(STYLE_FILE)):
        mpl.rcParams["svg.hashsalt"] = place.stem
        figure.savefig(unfinished, format=kind, metadata=dict(_NO_DATE.get(kind, {})))
    return place
