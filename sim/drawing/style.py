"""The look that all figures share: style file, colours, marks of the two regimes."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import MultipleLocator

from sim.errors import ResultsError
from sim.grammar.arguments import checked
from sim.vocabulary import windows_of

STYLE_FILE: Final = Path(__file__).with_name("style.mplstyle")
"""Matplotlib style sheet of every figure."""

ONE_COLUMN: Final = 3.5
"""Width of a journal column in inches."""

TWO_COLUMNS: Final = 7.2
"""Width of a journal page in inches."""

INK: Final = "#222222"
"""Colour of marks that belong to neither regime."""

DARK: Final = 0.3
"""Lightness up to which a colour counts as dark, 0 to 1."""

SHADE: Final = "#EFEFEF"
"""Background of the transition."""


type LineStyle = tuple[float, tuple[float, ...]]
"""Offset and lengths of dashes and gaps, in points."""

SOLID: Final[LineStyle] = (0, ())
"""A line without gaps."""

DASHED: Final[LineStyle] = (0, (4, 1.5))
"""A dashed line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a series is told apart, in colour and without.

    Attributes
    ----------
    color, linestyle, marker, hatch
        In the notation of Matplotlib; any one of them is enough to tell two series apart.
    """

    color: str
    linestyle: LineStyle
    marker: str
    hatch: str


REGIME_MARKS: Final = (Mark("#0072B2", SOLID, "o", ""), Mark("#D55E00", DASHED, "s", "////"))
"""Marks of regimes a and b; the colours are told apart by colour-blind readers."""

CHANNEL_MARKS: Final[Mapping[str, Mark]] = MappingProxyType(
    {
        "efficiency": Mark("#E69F00", (0, (6, 1.2, 1, 1.2)), "v", "////"),
        "motivation": Mark("#009E73", DASHED, "^", "...."),
        "skills": Mark("#56B4E9", (0, (1, 1)), "D", "\\\\\\\\"),
        "technology": Mark("#CC79A7", (0, (5, 1, 1, 1, 1, 1)), "P", "xxxx"),
        "employment": Mark("#F0E442", DASHED, "X", "||||"),
        "total": Mark("#444444", SOLID, "o", ""),
    }
)
"""Marks of the groups of channels."""


def styled[**P](draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Return a drawing function that works under the house style and leaves no other trace.

    It takes its axes as ``axes`` or, as other libraries call them, ``ax``: one, a list, or the
    array that ``subplots`` returns. Without them, the figure is its own and says what the result
    assumes, as its ``figure_note`` has it.
    """
    signature = inspect.signature(draw)
    declared = signature.parameters.get("axes")
    single = declared is not None and str(declared.annotation).startswith("Axes")

    @wraps(draw)
    def under_house_style(*args: P.args, **kwargs: P.kwargs) -> Figure:
        if "ax" in kwargs:
            if "axes" in kwargs:
                raise ResultsError("give either ax or axes, not both")
            kwargs["axes"] = kwargs.pop("ax")
        given = signature.bind(*args, **kwargs)
        if given.arguments.get("axes") is not None:
            given.arguments["axes"] = _as_wanted(given.arguments["axes"], single)
        with mpl.rc_context(fname=str(STYLE_FILE)):
            figure = checked(draw)(*given.args, **given.kwargs)
            if given.arguments.get("axes") is None:
                result = next(iter(given.arguments.values()))
                say_assumptions(figure, getattr(result, "figure_note", ""))
            else:
                _make_readable(given.arguments["axes"])
            return figure

    return under_house_style


def _as_wanted(axes: Any, single: bool) -> Any:
    """Return axes as a function takes them: one alone or a list, whatever was given."""
    listed = list(axes.ravel()) if isinstance(axes, np.ndarray) else axes
    if single:
        return listed[0] if isinstance(listed, list | tuple) and len(listed) == 1 else listed
    return [listed] if isinstance(listed, Axes) else listed


def _make_readable(axes: Axes | Sequence[Axes]) -> None:
    """Give dark text and dark lines on axes of a dark style the colour of their labels."""
    for panel in [axes] if isinstance(axes, Axes) else axes:
        if _lightness(panel.get_facecolor()) > DARK:
            continue
        for artist in panel.findobj(_has_colour):
            if _lightness(artist.get_color()) <= DARK:  # type: ignore[attr-defined]
                artist.set_color(panel.xaxis.label.get_color())  # type: ignore[attr-defined]


def _has_colour(artist: Artist) -> bool:
    return isinstance(artist, Text | Line2D | LineCollection)


def _lightness(colour: Any) -> float:
    """Return the lightness of the lightest of one or several colours, 0 to 1."""
    return float(to_rgba_array(colour)[:, :3].mean(axis=1).max(initial=0.0))


def legend_text(title: str) -> str:
    """Return the title of a scenario on lines short enough for a legend."""
    return textwrap.fill(title, 30)


def head(figure: Figure, text: str, above: str = "") -> None:
    """Put a heading on a figure, on as many lines as its width asks for.

    Parameters
    ----------
    figure : Figure
    text : str
    above : str
        What stands in lines of its own above the text.
    """
    characters = int(11.5 * figure.get_figwidth())
    lines = textwrap.fill(text, characters)
    figure.suptitle(f"{above}\n{lines}" if above else lines, x=0.01, ha="left")


def say_assumptions(figure: Figure, assumptions: str) -> None:
    """Say below a figure what it assumes, unless there is nothing to say.

    Where the legend stands below, it is said in the heading, which the layout keeps apart.
    """
    if not assumptions:
        return
    text = f"Assumptions: {assumptions}"
    if any(getattr(legend, "_outside_loc", None) == "lower" for legend in figure.legends):
        head(figure, text, above=figure.get_suptitle())
        return
    characters = int(15 * figure.get_figwidth())
    figure.supxlabel(textwrap.fill(text, characters), x=0.01, ha="left", fontsize="x-small")


def mark_time(panel: Axes, end: int) -> None:
    """Shade the transition and mark the fork on a time axis.

    Parameters
    ----------
    panel : Axes
        Its horizontal axis counts months after the fork.
    end : int
        Last month.
    """
    start, stop = windows_of(max(end, 1)).transition
    panel.axvspan(start - 1, stop, color=SHADE, zorder=0)
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=(0, (1, 1)))
    first, last = panel.dataLim.intervalx
    span = max(float(last - first), float(end))
    step = next((months for months in (1, 3, 6, 12, 24, 48) if span <= 6 * months), 120)
    panel.xaxis.set_major_locator(MultipleLocator(step))
    panel.set_xlabel("Months after the fork")
    panel.margins(x=0.01)


def share_height(axes: list[Axes], room: float = 0.12) -> None:
    """Give axes of bars one vertical scale, with room for labels above and below.

    Parameters
    ----------
    axes : list of Axes
    room : float
        Share of the height that stays free at either end.
    """
    low = min(float(panel.dataLim.y0) for panel in axes)
    high = max(float(panel.dataLim.y1) for panel in axes)
    free = room * (high - low if high > low else 1.0)
    for panel in axes:
        panel.set_ylim(low - free, high + free)


def marker_places(count: int, order: int) -> tuple[int, int]:
    """Return first point and step of the markers of a line, so that those of two lines alternate.

    Parameters
    ----------
    count : int
        Points of the line.
    order : int
        0 for the first line, 1 for the second and so on.
    """
    step = max(1, count // 8)
    return (step // 4 + order * step // 2) % step, step


def panels(
    count: int, columns: int, size: tuple[float, float], axes: Axes | list[Axes] | None
) -> tuple[Figure, list[Axes]]:
    """Return a figure with `count` axes, or the given axes and their figure.

    Parameters
    ----------
    count : int
        Axes needed.
    columns : int
        Axes side by side in a figure of our own.
    size : (float, float)
        Width and height of that figure in inches.
    axes : Axes, list of Axes or None
        Where to draw instead.

    Raises
    ------
    ResultsError
        If axes are given, but not as many as needed.
    """
    if axes is None:
        figure = Figure(figsize=size, layout="constrained")
        rows = -(-count // columns)
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
        for spare in grid[count:]:
            spare.set_visible(False)
        return figure, list(grid[:count])
    given = [axes] if isinstance(axes, Axes) else list(axes)
    if len(given) != count:
        raise ResultsError(f"this figure needs {count} axes, but {len(given)} were given")
    return figure_of(given[0]), given


def figure_of(panel: Axes) -> Figure:
    """Return the figure that axes belong to.

    Raises
    ------
    ResultsError
        If they belong to none.
    """
    figure = panel.get_figure(root=True)
    if figure is None:
        raise ResultsError("the axes to draw on belong to no figure")
    return figure
