"""The tab that shows the people of one workplace in both economies."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

import numpy as np
import panel as pn
from bokeh.models import ColumnDataSource, HoverTool, LinearColorMapper, Range1d, TapTool
from bokeh.palettes import Cividis256
from bokeh.plotting import figure
from numpy.typing import NDArray

from sim.app.jobs import JobView
from sim.app.lifeline import LifeLine
from sim.app.mobility import Move, MoveLog
from sim.app.names import name_of
from sim.app.people import FEW_HOURS, STATUS_WORDS, Members, members_of, workplace_names
from sim.app.scene import Scene
from sim.app.session import Session
from sim.app.style import INK, STYLE, bare_figure, dress
from sim.app.widgets import card, in_lines, pane_of, side_by_side, words
from sim.state.people import NOBODY, Floats, Integers

PALETTE: Final = tuple(reversed(Cividis256))
"""Light for little alienation, dark for much; the order survives in grey."""

NEWCOMER_MONTHS: Final = 12
"""Months in the workplace below which a dot is a diamond."""

LISTED: Final = 8
"""Moves that are listed for each economy."""

COLUMNS: Final = (
    "person", "name", "empowerment", "place", "effort", "alienation", "tenure", "task", "marker",
    "training", "sign", "sign_size",
)  # fmt: skip

SIGN_SIZE: Final = 7
"""Of the white sign in the dot of an expert, and of who does expert work without training."""


class WorkplaceView:
    """People as dots, what each one's job is made of, and who moved lately.

    Parameters
    ----------
    session : Session
    handler : callable
        Makes an event handler of an action.
    """

    def __init__(
        self, session: Session, handler: Callable[[Callable[[], None]], Callable[..., None]]
    ) -> None:
        self._session = session
        self._names: list[str] = []
        self._sectors: list[str] = []
        self.sector = pn.widgets.Select(label="Sector", options=[], width=230, stylesheets=[STYLE])
        self.workplace = pn.widgets.Select(
            label="Workplace", options={}, width=260, stylesheets=[STYLE]
        )
        self.person = pn.widgets.Select(label="Person", options={}, width=300, stylesheets=[STYLE])
        self._waiting = words()
        self._effort = Range1d(0, 1)
        self._dots = tuple(ColumnDataSource({name: [] for name in COLUMNS}) for _ in range(2))
        self.figures = tuple(self._figure(order, source) for order, source in enumerate(self._dots))
        self._heads = tuple(words() for _ in range(2))
        self._moves = tuple(words() for _ in range(2))
        self._jobs = JobView()
        self._scene = Scene()
        self._life = LifeLine()
        self._month = 0
        self.whole = pn.widgets.Select(
            label="In view",
            options={"this workplace": False, "the whole sector": True},
            width=180,
            stylesheets=[STYLE],
        )
        self._body = self._layout()
        self.view = pn.Column(self._waiting, self._body, sizing_mode="stretch_width")
        self.sector.param.watch(handler(self._choose_sector), "value")
        self.workplace.param.watch(handler(self._choose_workplace), "value")
        self.person.param.watch(handler(self._show_jobs), "value")
        self.whole.param.watch(handler(self._show_scene), "value")
        self.restart(session)

    def _figure(self, order: int, source: ColumnDataSource) -> figure:
        hover = HoverTool(
            tooltips=[
                ("Person", "@name"),
                ("Mostly", "@task"),
                ("Training", "@training"),
                ("Empowerment", "@empowerment{0.00}"),
                ("Alienation", "@alienation{0.00}"),
                ("Effort", "@effort{0.00}"),
                ("Months here", "@tenure"),
            ]
        )
        plot = bare_figure(
            280,
            hover,
            x_range=Range1d(0, 1),
            y_range=self._effort,
            x_axis_label="Empowerment of the job (0 to 1)",
            y_axis_label="Effort (0 to 1)",
            name=f"people_{order}",
        )
        colours = LinearColorMapper(palette=list(PALETTE), low=0.0, high=1.0)
        dots = plot.scatter(
            "place",
            "effort",
            source=source,
            marker="marker",
            size=12,
            fill_color={"field": "alienation", "transform": colours},
            line_color=INK,
            line_width=0.8,
            selection_line_width=3,
            selection_line_color="#D55E00" if order else "#0072B2",
            nonselection_fill_alpha=1.0,
            nonselection_line_alpha=1.0,
        )
        plot.scatter(
            "place",
            "effort",
            source=source,
            marker="sign",
            size="sign_size",
            fill_color="white",
            line_color=INK,
            line_width=0.8,
            nonselection_fill_alpha=1.0,
            nonselection_line_alpha=1.0,
        )
        hover.renderers = [dots]
        plot.add_tools(TapTool(renderers=[dots]))
        source.selected.on_change("indices", self._tapped(source))
        dress(plot)
        return plot

    def _layout(self) -> pn.Column:
        cards = [
            card(head, pane_of(plot), moves)
            for head, plot, moves in zip(self._heads, self.figures, self._moves, strict=True)
        ]
        return pn.Column(
            in_lines(self.sector, self.workplace, self.whole),
            *self._scene.parts,
            words("<h2>Jobs by what they empower to</h2>"),
            words(_explanation()),
            side_by_side(*cards),
            words(
                "<h2>What one person's job is made of</h2><p>Click a dot above, or choose a "
                "person: the same person in both economies.</p>"
            ),
            self.person,
            self._jobs.view,
            self._life.view,
            sizing_mode="stretch_width",
        )

    def restart(self, session: Session) -> None:
        """Show a session from its beginning."""
        self._session = session
        self._names = []
        self.update()

    def update(self, month: int | None = None) -> None:
        """Show a month, by default the present one.

        Parameters
        ----------
        month : int, optional
            Months after the fork.
        """
        self._month = self._session.month if month is None else month
        forked = self._session.forked
        self._waiting.object = "" if forked else "<p>The two economies still share their past.</p>"
        self._body.visible = forked
        if not forked:
            return
        if not self._names:
            self._name_workplaces()
        self._show_scene()
        self._show_people()
        self._show_jobs()

    def _show_scene(self) -> None:
        """Let people stand where they work."""
        if not self._names:
            return
        sector = str(self.sector.value)
        place = [int(self.workplace.value)]
        whole = [index for index, name in enumerate(self._sectors) if name == sector]
        economy = self._session.economies[0]
        tasks = economy.task_names[economy.sector_names.index(sector)]
        shown = whole if self.whole.value else place
        self._scene.show(self._session, shown, tuple(tasks), self._month)

    def _name_workplaces(self) -> None:
        """Offer the sectors of the economy; a hospital is shown first where there is one."""
        economy = self._session.economies[0]
        self._names = workplace_names(economy)
        self._sectors = [
            economy.sector_names[int(index)] for index in economy.state.workplaces.sector
        ]
        titles = {sector.title: sector.name for sector in economy.scenario.sector_definitions}
        kept = self.sector.value
        names = list(titles.values())
        value = kept if kept in names else ("hospital" if "hospital" in names else names[0])
        self.sector.param.update(options=titles, value=value)
        self._offer_workplaces()

    def _offer_workplaces(self) -> None:
        found = [index for index, sector in enumerate(self._sectors) if sector == self.sector.value]
        options = {self._names[index]: index for index in found}
        kept = self.workplace.value
        self.workplace.param.update(options=options, value=kept if kept in found else found[0])

    def _choose_sector(self) -> None:
        if self._names:
            self._offer_workplaces()

    def _choose_workplace(self) -> None:
        if self._names:
            self._show_scene()
            self._show_people()
            self._show_jobs()

    def _show_people(self) -> None:
        """Draw the members of the workplace in both economies."""
        place = int(self.workplace.value)
        logs = self._session.moves
        everybody: dict[int, str] = {}
        efforts: list[float] = []
        for order, economy in enumerate(self._session.economies):
            members = members_of(economy, place, self._session.past_of(order, self._month))
            for person, name in zip(reversed(members.person), reversed(members.name), strict=True):
                everybody.setdefault(int(person), name)
            newcomer = members.tenure < NEWCOMER_MONTHS
            efforts += [float(effort) for effort in members.effort]
            source = self._dots[order]
            source.data = {
                "person": members.person,
                "name": members.name,
                "empowerment": members.empowerment,
                "place": members.empowerment + _apart(members.person),
                "effort": members.effort,
                "alienation": members.alienation,
                "tenure": members.tenure,
                "task": members.main_task,
                "marker": np.where(newcomer, "diamond", "circle"),
                "training": members.training,
                **_signs(members),
            }
            self._heads[order].object = _head(
                self._session.titles[order], self._names[place], len(members.person)
            )
            if logs is not None:
                self._moves[order].object = _moves(logs[order], place, self._names)
        if efforts:
            self._effort.update(start=min(efforts) - 0.05, end=max(efforts) + 0.05)
        self._offer_persons(everybody)

    def _offer_persons(self, persons: dict[int, str]) -> None:
        """Offer the people of the workplace, keeping the chosen one as long as possible."""
        options = {name: person for person, name in persons.items()}
        kept = self.person.value
        if kept is not None and kept not in options.values():
            options = {f"{name_of(kept)} (no longer here)": kept, **options}
        if not options or options == self.person.options:
            return
        value = kept if kept in options.values() else next(iter(options.values()))
        self.person.param.update(options=options, value=value)

    def _tapped(self, source: ColumnDataSource) -> Callable[[str, list[int], list[int]], None]:
        def choose(_: str, __: list[int], new: list[int]) -> None:
            persons = source.data["person"]
            if new and new[0] < len(persons):
                self.person.value = int(persons[new[0]])

        return choose

    def _show_jobs(self) -> None:
        if self._names and self.person.value is not None:
            person = int(self.person.value)
            self._jobs.show(self._session, person, self._month)
            self._life.show(self._session, person, self._names)


def _signs(members: Members) -> dict[str, NDArray[np.generic]]:
    """Return the white sign in each dot: expert work without training comes before training."""
    untrained = members.untrained_hours > FEW_HOURS
    return {
        "sign": np.where(untrained, "triangle", "circle"),
        "sign_size": np.where(untrained | members.trained, SIGN_SIZE, 0),
    }


def _apart(persons: Integers) -> Floats:
    """Return a shift of up to 0.012 for each person, so that equal jobs do not hide one another."""
    between = np.asarray((persons * 0.6180339887) % 1.0, dtype=np.float64)
    return 0.024 * (between - 0.5)


def _explanation() -> str:
    gradient = ", ".join(PALETTE[::32])
    return (
        "<p>Each dot is a person at work here. Left: work that empowers little; right: work that "
        "empowers much. Diamonds came within the last year. A white point marks a trained expert, "
        "a white triangle somebody who does expert work without training for it, more than two "
        "hours a week. People with equal jobs are drawn slightly apart. Where jobs are alike, the "
        "dots gather.</p>"
        '<span class="scale">Alienation: none (0)'
        f'<i style="background:linear-gradient(90deg, {gradient})"></i>complete (1)</span>'
    )


def _head(title: str, name: str, members: int) -> str:
    return f"<h2>{escape(title)}</h2><p>{escape(name)}: {members} people</p>"


def _moves(log: MoveLog, place: int, names: list[str]) -> str:
    """Return who came and went lately, as HTML."""
    here = log.recent(place)
    items = "".join(f"<li>{escape(_sentence(move, place, names))}</li>" for move in here[:LISTED])
    more = f"<li>and {len(here) - LISTED} more</li>" if len(here) > LISTED else ""
    totals = log.totals()
    whole = (
        f"In the whole economy {totals['moved']} moved to another workplace, {totals['hired']} "
        f"found work, {totals['left']} lost or left it and {totals['training']} began training."
    )
    return (
        "<h3>Who moved in the last 12 months</h3>"
        f'<ul class="plain">{items or "<li>Nobody came or went.</li>"}{more}</ul><p>{whole}</p>'
    )


def _sentence(move: Move, place: int, names: list[str]) -> str:
    """Return one move in words, as seen from a workplace."""
    here = move.destination == place
    entered = move.entered if here else move.entered_before
    who = f"Month {move.month}: {name_of(move.person, entered)}"
    if here:
        if move.entrant:
            return f"{who} began working life here"
        origin = "" if move.origin == NOBODY else f" from {names[move.origin]}"
        return f"{who} came{origin or ', without work before'}"
    if move.entrant:
        return f"{who} retired"
    if move.destination == NOBODY:
        return f"{who} left and is {STATUS_WORDS[move.status]}"
    return f"{who} went to {names[move.destination]}"
