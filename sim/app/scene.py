"""Two buildings side by side: people at their places, with what fills their month."""

from __future__ import annotations

from typing import Final

import numpy as np
from bokeh.models import ColumnDataSource, CustomJS, HoverTool, LinearColorMapper, Range1d
from bokeh.palettes import Cividis256
from bokeh.plotting import figure
from numpy.typing import NDArray

from sim.app.names import name_of
from sim.app.session import Session
from sim.app.snapshots import Snapshot
from sim.app.style import INK, bare_figure
from sim.app.widgets import card, pane_of, side_by_side, words
from sim.state.people import Floats, Integers

PALETTE: Final = tuple(reversed(Cividis256))

TASKS: Final = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999",
)  # fmt: skip
"""Colours of the tasks of a sector in their order."""

FEW: Final = 150
"""Largest number of people who are drawn with what fills their month."""

TIRED: Final = 0.5
KEEN: Final = 0.7
"""Effort below which a person is drawn as a triangle on its tip, and above which on its base."""

CHANGED: Final = 0.01
"""Share of a month by which a task must grow or shrink to count as having changed hands."""

DOOR: Final = (0.5, -0.06)
"""Where people come from and go to."""

GLIDE: Final = "if (window.glide) window.glide(cb_obj)"

DOT: Final = ("x", "y", "x0", "y0", "x1", "y1", "name", "effort", "alienation", "marker", "size")
PIE: Final = ("x", "y", "x0", "y0", "x1", "y1", "start", "end", "color", "radius")
HAND: Final = ("x0", "y0", "x1", "y1", "color")


class Scene:
    """The people of a sector or of a workplace in both economies; they glide when a month ends."""

    def __init__(self) -> None:
        self._dots = tuple(ColumnDataSource({name: [] for name in DOT}) for _ in range(2))
        self._pies = tuple(ColumnDataSource({name: [] for name in PIE}) for _ in range(2))
        self._hands = tuple(ColumnDataSource({name: [] for name in HAND}) for _ in range(2))
        self._heads = tuple(words() for _ in range(2))
        self.figures = tuple(self._figure(order) for order in range(2))
        self._key = words()
        cards = [
            card(head, pane_of(plot)) for head, plot in zip(self._heads, self.figures, strict=True)
        ]
        self.parts = (self._key, side_by_side(*cards))

    def _figure(self, order: int) -> figure:
        hover = HoverTool(
            tooltips=[
                ("", "@name"),
                ("Alienation", "@alienation{0.00}"),
                ("Effort", "@effort{0.00}"),
            ]
        )
        plot = bare_figure(
            300,
            hover,
            x_range=Range1d(0, 1),
            y_range=Range1d(-0.1, 1),
            name=f"scene_{order}",
            output_backend="webgl",
        )
        plot.axis.visible = False
        plot.grid.visible = False
        colours = LinearColorMapper(palette=list(PALETTE), low=0.0, high=1.0)
        dots = plot.scatter(
            "x", "y", source=self._dots[order], marker="marker", size="size", line_color=INK,
            line_width=0.6, fill_color={"field": "alienation", "transform": colours},
        )  # fmt: skip
        plot.wedge(
            "x", "y", radius="radius", radius_units="screen", start_angle="start",
            end_angle="end", color="color", source=self._pies[order],
        )  # fmt: skip
        plot.segment(
            "x0", "y0", "x1", "y1", source=self._hands[order], line_color="color", line_width=2.5,
            line_alpha=0.8,
        )  # fmt: skip
        plot.line([0, 0.45], [-0.03, -0.03], line_color=INK, line_width=2)
        plot.line([0.55, 1], [-0.03, -0.03], line_color=INK, line_width=2)
        for source in (self._dots[order], self._pies[order]):
            source.js_on_change("data", CustomJS(code=GLIDE))
        hover.renderers = [dots]
        return plot

    def show(self, session: Session, places: list[int], tasks: tuple[str, ...], month: int) -> None:
        """Show the people of some workplaces in a month.

        Parameters
        ----------
        session : Session
        places : list of int
            Workplaces of one sector.
        tasks : tuple of str
            Tasks of the sector.
        month : int
            Months after the fork.
        """
        small = False
        for order, album in enumerate(session.albums):
            now, before = album.at(month)
            if now is None:
                continue
            dots, pies, hands = drawn(now, before, places)
            small = small or bool(len(pies["x"]))
            self._dots[order].data = dots
            self._pies[order].data = pies
            self._hands[order].data = hands
            here = int(np.isin(now.workplace, places).sum())
            moved = len(hands["x0"])
            told = f"; tasks changed hands {moved} times since the month before" if moved else ""
            self._heads[order].object = (
                f"<h2>{session.titles[order]}</h2><p>Month {now.month}: {here} people at "
                f"work{told}.</p>"
            )
        self._key.object = key(tasks if small else ())


def seats(snapshot: Snapshot, places: list[int]) -> dict[int, tuple[float, float]]:
    """Return where everybody of some workplaces stands, both from 0 to 1.

    Parameters
    ----------
    snapshot : Snapshot
    places : list of int
    """
    across = int(np.ceil(np.sqrt(len(places))))
    down = -(-len(places) // across)
    found: dict[int, tuple[float, float]] = {}
    for index, place in enumerate(places):
        members = np.flatnonzero(snapshot.workplace == place)
        width = max(1, int(np.ceil(np.sqrt(1.8 * len(members)))))
        height = max(1, -(-len(members) // width))
        left, top = (index % across) / across, 1.0 - (index // across) / down
        for seat, person in enumerate(members):
            x = left + (0.06 + 0.88 * (seat % width + 0.5) / width) / across
            y = top - (0.06 + 0.88 * (seat // width + 0.5) / height) / down
            found[int(person)] = (x, y)
    return found


def drawn(
    now: Snapshot, before: Snapshot | None, places: list[int]
) -> tuple[dict[str, object], dict[str, NDArray[np.generic]], dict[str, list[object]]]:
    """Return the columns of people, of what fills their month, and of what changed hands.

    Parameters
    ----------
    now : Snapshot
    before : Snapshot, optional
        Where people come from.
    places : list of int
    """
    here = seats(now, places)
    there = seats(before, places) if before is not None else here
    gone = [person for person in there if person not in here]
    people = np.array([*here, *gone], dtype=np.int64)
    end = _points([here.get(int(one), DOOR) for one in people])
    start = _points([there.get(int(one), DOOR) for one in people])
    few = len(people) <= FEW
    size = 7.0 if not few else 26.0 if len(people) <= 60 else 19.0
    effort = now.effort[people]
    path = {"x": start[:, 0], "y": start[:, 1], "x0": start[:, 0], "y0": start[:, 1]}
    path.update(x1=end[:, 0], y1=end[:, 1])
    dots: dict[str, object] = {
        **{name: values.copy() for name, values in path.items()},
        "name": [name_of(int(one), int(now.entered[one])) for one in people],
        "effort": effort,
        "alienation": now.alienation[people],
        "marker": np.select(
            [effort < TIRED, effort > KEEN], ["inverted_triangle", "triangle"], "circle"
        ),
        "size": np.full(len(people), size),
    }
    return dots, _pies(now, people, path, 0.26 * size if few else 0.0), _hands(now, before, here)


def _points(pairs: list[tuple[float, float]]) -> Floats:
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def _pies(
    now: Snapshot, people: Integers, path: dict[str, Floats], radius: float
) -> dict[str, NDArray[np.generic]]:
    """Return a wedge for each task of each person; none where the radius is zero."""
    hours = now.hours[people] if radius else now.hours[:0]
    whole = np.maximum(hours.sum(axis=1, keepdims=True), 1e-9)
    edges = 2.0 * np.pi * np.cumsum(hours / whole, axis=1)
    starts = edges - 2.0 * np.pi * hours / whole
    row, task = np.nonzero(hours > 0.01)
    return {
        **{name: values[row] for name, values in path.items()},
        "start": starts[row, task].astype(np.float64),
        "end": edges[row, task].astype(np.float64),
        "color": np.array(TASKS)[task % len(TASKS)],
        "radius": np.full(len(row), radius),
    }


def _hands(
    now: Snapshot, before: Snapshot | None, here: dict[int, tuple[float, float]]
) -> dict[str, list[object]]:
    """Return a line from who gave most of a task to who took most, for colleagues who stayed."""
    lines: dict[str, list[object]] = {name: [] for name in HAND}
    if before is None or len(here) > FEW:
        return lines
    stayed = np.array([one for one in here if before.workplace[one] == now.workplace[one]], int)
    if len(stayed) < 2:
        return lines
    change = now.hours[stayed].astype(np.float64) - before.hours[stayed]
    for task in range(change.shape[1]):
        giver, taker = int(change[:, task].argmin()), int(change[:, task].argmax())
        if min(-change[giver, task], change[taker, task]) > CHANGED:
            (left, bottom), (right, top) = here[int(stayed[giver])], here[int(stayed[taker])]
            ends = (left, bottom, right, top, TASKS[task % len(TASKS)])
            for name, value in zip(HAND, ends, strict=True):
                lines[name].append(value)
    return lines


def key(tasks: tuple[str, ...]) -> str:
    """Return what colours and shapes mean, as HTML."""
    listed = "".join(
        f'<span class="key"><i style="background:{TASKS[order % len(TASKS)]}"></i>{task}</span>'
        for order, task in enumerate(tasks)
    )
    gradient = ", ".join(PALETTE[::32])
    pies = (
        "The pie is what fills the month; a line joins who gave hours of a task to who took them."
        if tasks
        else "Choose a single workplace to see what fills each month."
    )
    return (
        "<p>Each figure is a person at work: on its base with much effort, round, on its tip with "
        f"little. {pies} Who comes or goes does so through the door.</p>"
        '<span class="scale">Alienation: none (0)'
        f'<i style="background:linear-gradient(90deg, {gradient})"></i>complete (1)</span>'
        f'<div class="legend">{listed}</div>'
    )
