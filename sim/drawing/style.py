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
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
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


YEARS_FROM: Final = 36
"""Months from which a time axis counts years."""

NEAR_ZERO: Final = 0.5
"""Distance from zero, as a share of what an axis shows, below which it begins there."""

BREAK: Final = "_break"
"""Label of the mark of an axis that does not begin at zero; no legend shows it."""

BROKEN: Final = "An axis with a break does not begin at zero."
"""What a break in an axis says."""

BANDS: Final = "Bands are 95 % intervals over replicates."

LINES: Final = "Thin lines are 95 % intervals over replicates."
"""What bands and thin lines are."""

type LineStyle = tuple[float, tuple[float, ...]]
"""Offset and lengths of dashes and gaps, in points."""

SOLID: Final[LineStyle] = (0, ())
"""A line without gaps."""

DASHED: Final[LineStyle] = (0, (4, 1.5))
"""A dashed line."""


HALO: Final = (Stroke(linewidth=2.4, foreground="white"), Normal())
"""White seam of a thin line on coloured bars."""


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
    array that ``subplots`` returns. Without them, the figure is its own and says below how much was
    simulated, as `figure_size` of the result has it, what its bands and lines are, as the function
    has put it into the label of the figure, and what the result assumes, as its `figure_note`.
    """
    signature, drawing = inspect.signature(draw), checked(draw)
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
            figure = drawing(*given.args, **given.kwargs)
            if given.arguments.get("axes") is None:
                say_below(figure, next(iter(given.arguments.values())))
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


def say_below(figure: Figure, result: object) -> None:
    """Say below a figure what it rests on: how much was simulated, its marks, the assumptions.

    Parameters
    ----------
    figure : Figure
        Its label says what its bands and lines are.
    result : object
        What is drawn; it may have `figure_size` and `figure_note`.
    """
    size, note = (str(getattr(result, name, "")) for name in ("figure_size", "figure_note"))
    parts = [
        f"{size}." if size else "",
        str(figure.get_label()),
        f"Assumptions: {note}." if note else "",
    ]
    text = " ".join(filter(None, parts))
    if not text:
        return
    text = textwrap.fill(text, int(16.5 * figure.get_figwidth()))
    below = [one for one in figure.legends if getattr(one, "_outside_loc", None) == "lower"]
    if below:
        # A legend outside and a label below would cover one another.
        below[0].set_title(text, prop=FontProperties(size="x-small"))
        below[0].set_alignment("left")
    else:
        figure.supxlabel(text, x=0.01, ha="left", fontsize="x-small")


def mark_time(panel: Axes, end: int, since: str = "the change") -> None:
    """Shade the transition and mark its beginning on a time axis, in years where it is long.

    Parameters
    ----------
    panel : Axes
        Its horizontal axis counts months.
    end : int
        Last month.
    since : str
        From what on time is counted, in words.
    """
    start, stop = windows_of(max(end, 1)).transition
    panel.axvspan(start - 1, stop, color=SHADE, zorder=0)
    panel.axvline(0.0, color=INK, linewidth=0.8, linestyle=(0, (1, 1)))
    first, last = panel.dataLim.intervalx
    span = max(float(last - first), float(end))
    unit, name = (12, "Years") if end >= YEARS_FROM else (1, "Months")
    steps = (1, 2, 5, 10, 20) if unit > 1 else (1, 3, 6, 12)
    step = unit * next((step for step in steps if span <= 6 * step * unit), 50)
    panel.xaxis.set_major_locator(MultipleLocator(step))
    panel.xaxis.set_major_formatter(lambda month, _: _signed(month / unit))
    panel.set_xlabel(f"{name} after {since}")
    panel.margins(x=0.01)


def _signed(value: float) -> str:
    """Return a number as axes write it, with a true minus sign."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def mark_broken(panel: Axes) -> None:
    """Begin an axis at zero where that is near, else mark that it does not by a break.

    Parameters
    ----------
    panel : Axes
        With all that is drawn in it.
    """
    low, high = panel.get_ylim()
    if low <= 0.0 <= high:
        return
    if 0.0 < low < NEAR_ZERO * (high - low):
        panel.set_ylim(0.0, high)
        return
    panel.set_ylim(low, high)
    foot = 0.008 if low > 0.0 else 0.95
    panel.plot(
        [0.0, 0.0],
        [foot, foot + 0.035],
        transform=panel.transAxes,
        marker=[(-1.0, -0.6), (1.0, 0.6)],
        markersize=8,
        markeredgewidth=1.0,
        color=INK,
        linestyle="none",
        label=BREAK,
        clip_on=False,
        zorder=9,
    )


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
