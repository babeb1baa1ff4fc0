"""One person's job in both economies, as bars of task hours."""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import Final

import panel as pn
from bokeh.models import ColumnDataSource, FactorRange, HoverTool, Range1d
from bokeh.plotting import figure

from sim.app.people import Job, job_of
from sim.app.session import Session
from sim.app.style import COLORS, HATCHES, INK, bare_figure, dress
from sim.app.widgets import card, pane_of, side_by_side, words

LONGEST: Final = 34
"""Letters of a line of the name of a task."""


class JobView:
    """Two bar charts: the tasks of one person in the first and in the second economy."""

    def __init__(self) -> None:
        self._bars = tuple(ColumnDataSource({"task": [], "share": []}) for _ in COLORS)
        self.figures = tuple(self._figure(order) for order in range(len(COLORS)))
        self._heads = tuple(words() for _ in COLORS)
        # A wrapper that is hidden where there is no job; panes of figures cannot be hidden.
        self._charts = tuple(
            pn.Column(pane_of(plot), sizing_mode="stretch_width", margin=0) for plot in self.figures
        )
        self.view = side_by_side(
            *(card(*parts) for parts in zip(self._heads, self._charts, strict=True))
        )

    def _figure(self, order: int) -> figure:
        hover = HoverTool(tooltips=[("@task", "@share{0.0} % of a full-time month")])
        plot = bare_figure(
            280,
            hover,
            x_range=Range1d(0, 100),
            y_range=FactorRange(factors=[]),
            x_axis_label="% of a full-time month",
            name=f"job_{order}",
        )
        plot.hbar(
            "task",
            right="share",
            height=0.7,
            source=self._bars[order],
            fill_color=COLORS[order],
            line_color=INK,
            hatch_pattern=HATCHES[order],
            hatch_color="white",
            hatch_weight=1.5,
        )
        dress(plot)
        plot.ygrid.grid_line_color = None
        plot.yaxis.major_tick_line_color = None
        return plot

    def show(self, session: Session, person: int, month: int) -> None:
        """Show a person in a month.

        Parameters
        ----------
        session : Session
            With both economies.
        person : int
            Lasting identifier.
        month : int
            Months after the fork.
        """
        for order, economy in enumerate(session.economies):
            job = job_of(economy, person, session.past_of(order, month))
            self._heads[order].object = head(session.titles[order], job)
            self._charts[order].visible = bool(job.tasks)
            tasks = [_in_lines(task) for task in job.tasks]
            factors = list(reversed(tasks))
            if self.figures[order].y_range.factors != factors:
                self.figures[order].y_range.factors = factors
            self._bars[order].data = {
                "task": tasks,
                "share": [100.0 * share for share in job.shares],
            }


def head(title: str, job: Job) -> str:
    """Return who the person is, where, and how the job scores, as HTML."""
    scores = f"alienation {job.alienation:.2f}, effort {job.effort:.2f}"
    if job.empowerment == job.empowerment:
        scores = f"empowerment {job.empowerment:.2f}, {scores}"
    else:
        scores = f"alienation {job.alienation:.2f}"
    who = f"{job.name}, {job.training}"
    return f"<h2>{escape(title)}</h2><p>{escape(who)}: {escape(job.place)}; {scores}.</p>"


def _in_lines(task: str) -> str:
    """Return the name of a task in lines that leave room for the bars."""
    return fill(task, LONGEST)
