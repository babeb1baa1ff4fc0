"""Figures of results, each a function of a result that returns a Matplotlib figure.

Each takes ``ax`` (or ``axes``) to draw into a figure of one's own; `save` writes PNG, SVG or PDF.
They stand beside the experiments whose results they show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.registry import kinds
from sim.grammar.arguments import checked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.study.record import Record

_FUNCTIONS = ("figures_of", "save", "save_all", "save_experiment")


@checked
def figures_of(result: Record) -> dict[str, Callable[[], Figure]]:
    """Return every figure of a result by its name, to be drawn by a call.

    Figures whose table is empty are left out.

    Parameters
    ----------
    result : Record
    """
    return result.drawings()


@checked
def save_all(
    result: Record, folder: str | PathLike[str], formats: Sequence[str] = ("png", "pdf")
) -> list[Path]:
    """Return the paths of all figures of a result, after writing them.

    Parameters
    ----------
    result : Record
    folder : path
        Created if missing.
    formats : sequence of str
        Some of ``"png"``, ``"pdf"``, ``"svg"``; PNG has 200 dots per inch.

    Raises
    ------
    ResultsError
        If a format is not known or a file cannot be written.
    """
    from sim.drawing.saving import save_drawings

    return save_drawings(result.drawings(), folder, formats)


save_experiment = save_all
"""Earlier name of `save_all` for experiments."""


def __getattr__(name: str) -> Any:
    """Return a figure's function, loaded when it is first used."""
    if name == "save":
        from sim.drawing.saving import save

        return save
    for kind in kinds().values():
        if name in kind.plots:
            return getattr(import_module(f"{kind.package}.figures"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*_FUNCTIONS, *(name for kind in kinds().values() for name in kind.plots)])
