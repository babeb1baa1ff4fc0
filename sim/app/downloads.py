"""What can be taken home from the page: tables as CSV, the charts as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pandas as pd
import panel as pn
from matplotlib.figure import Figure

from sim import __version__
from sim.app.charts import CHARTS, PAST
from sim.app.session import Session
from sim.app.settings import Settings
from sim.app.style import STYLE
from sim.app.widgets import in_lines
from sim.drawing.style import (
    INK,
    REGIME_MARKS,
    TWO_COLUMNS,
    head,
    legend_text,
    mark_time,
    marker_places,
    panels,
    styled,
)
from sim.parameters import declarations
from sim.phases.indicators import UNITS
from sim.scenario import load_scenario, write_scenario
from sim.text.labels import axis_unit, display_of
from sim.vocabulary import PUBLISHED

DOTS_PER_INCH: Final = 200

SWEEP: Final = """\
# balanced-jobs sweep FILE does these runs; {parameter} goes over its published range.
title = "{first} and {second} over {parameter}"
scenarios = ["{first}", "{second}"]
replicates = 20
seed = {seed}
workers = {workers}
months = {months}
burn_in = {burn_in}

[grid]
{parameter} = [{values}]

[parameters]
{fixed}"""
"""A design file."""


def file_stem(session: Session) -> str:
    """Return the beginning of the names of all files about a session."""
    settings = session.settings
    stem = f"{settings.first}-vs-{settings.second}-seed-{settings.seed}"
    label = session.assumptions.label
    return f"{stem}--{label}" if label else stem


def monthly_csv(session: Session) -> io.StringIO:
    """Return the table of `Session.monthly` as CSV, with what it rests on in every row."""
    return _csv(session, session.monthly())


def channels_csv(session: Session) -> io.StringIO:
    """Return the table of `Session.monthly_channels` as CSV, with what it rests on."""
    return _csv(session, session.monthly_channels())


def _csv(session: Session, table: pd.DataFrame) -> io.StringIO:
    settings = session.settings
    known = table.assign(
        workers=settings.workers, seed=settings.seed, assumptions=session.assumptions.short
    )
    return io.StringIO(known.to_csv(index=False, lineterminator="\n"))


def picture_png(session: Session) -> io.BytesIO:
    """Return the charts of the page as a picture for print."""
    content = io.BytesIO()
    picture(session).savefig(content, format="png", dpi=DOTS_PER_INCH)
    content.seek(0)
    return content


def scenario_file(session: Session) -> io.StringIO:
    """Return the second economy as a scenario file."""
    with TemporaryDirectory() as folder:
        path = write_scenario(session.scenarios[1], Path(folder) / "scenario.toml")
        return io.StringIO(path.read_text(encoding="utf-8"))


def _overrides(settings: Settings) -> dict[str, object]:
    """Return what both economies have that their scenarios do not say."""
    assumed = {}
    if settings.assumptions != PUBLISHED:
        assumed = dict(load_scenario(settings.assumptions).overrides)
    return {**assumed, **settings.changes}


def python_of(settings: Settings) -> str:
    """Return a Python program that makes the same comparison with 20 replicates."""
    changes = {
        "workers": settings.workers, "months": settings.months, "burn_in": settings.burn_in,
        **_overrides(settings),
    }  # fmt: skip
    listed = "".join(f"    {name!r}: {value!r},\n" for name, value in changes.items())
    return (
        "import sim\n\n"
        f"changes = {{\n{listed}}}\n"
        "if __name__ == '__main__':\n"
        "    result = sim.compare(\n"
        f"        sim.load_scenario({settings.first!r}, changes),\n"
        f"        sim.load_scenario({settings.second!r}, changes),\n"
        f"        replicates=20,\n        seed={settings.seed},\n    )\n"
        "    print(result)\n"
    )


def design_of(settings: Settings, parameter: str) -> str:
    """Return a design file that varies one parameter over its range, all else as on the page."""
    row = declarations()[parameter]
    held = {name: value for name, value in _overrides(settings).items() if name != parameter}
    values = ", ".join(f"{row.low + k * (row.high - row.low) / 8:.6g}" for k in range(9))
    fixed = "".join(f"{name} = {value!r}\n" for name, value in held.items())
    return SWEEP.format(
        parameter=parameter, values=values, seed=settings.seed, workers=settings.workers,
        months=settings.months, burn_in=settings.burn_in, first=settings.first,
        second=settings.second, fixed=fixed,
    )  # fmt: skip


@styled
def picture(session: Session) -> Figure:
    """Return a figure of the charts of the page, with what was simulated below them."""
    size = (TWO_COLUMNS, 6.6)
    figure, axes = panels(len(CHARTS) + 1, 2, size, None)
    spare = axes.pop()
    past = [row for row in session.burn_in if row["month"] > -PAST]
    for chart, panel in zip(CHARTS, axes, strict=True):
        unit = UNITS[chart.indicator]
        scale = display_of(unit).scale
        panel.plot(
            [row["month"] for row in past],
            [scale * row[chart.indicator] for row in past],
            color=INK,
            label="their shared past",
        )
        for order, (history, mark) in enumerate(zip(session.history, REGIME_MARKS, strict=True)):
            rows = [*past[-1:], *history]
            panel.plot(
                [row["month"] for row in rows],
                [scale * row[chart.indicator] for row in rows],
                color=mark.color,
                linestyle=mark.linestyle,
                marker=mark.marker,
                markevery=marker_places(len(rows), order),
                markersize=3.2,
                label=legend_text(session.titles[order]),
            )
        if chart.from_zero:
            panel.set_ylim(bottom=0.0)
        mark_time(panel, max(session.month, 1))
        panel.set_title(chart.heading)
        panel.set_ylabel(axis_unit(unit))
    spare.axis("off")
    handles, labels = axes[0].get_legend_handles_labels()
    order_shown = [1, 2, 0]
    spare.legend(
        [handles[k] for k in order_shown], [labels[k] for k in order_shown], loc="upper left"
    )
    spare.text(0.0, 0.5, provenance(session), va="top", fontsize=7, wrap=True)
    first, second = session.titles
    head(figure, f"{second} against {first}: one run")
    return figure


def provenance(session: Session) -> str:
    """Return what was simulated, on several lines."""
    settings = session.settings
    lines = [
        f"{settings.workers:,} people, {len(session.history[0])} months, seed {settings.seed},",
        f"{session.assumptions.short}; balanced-jobs {__version__}.",
        "One random draw: it carries no interval.",
    ]
    if session.interventions:
        lines.append("Changed during the run; see the page.")
    return "\n".join(lines)


class Downloads:
    """Buttons that give the tables and the picture of a session.

    Parameters
    ----------
    session : Session
    last_moved : callable
        Returns the parameter whose slider was moved last.
    """

    def __init__(self, session: Session, last_moved: Callable[[], str]) -> None:
        self._session = session
        self._offered: tuple[bool, str] | None = None
        self._buttons = (
            _button("Monthly data (CSV)", lambda: monthly_csv(self._session)),
            _button("Why they differ (CSV)", lambda: channels_csv(self._session)),
            _button("Charts (PNG)", lambda: picture_png(self._session)),
            _button("Scenario file", lambda: scenario_file(self._session)),
            _button("As Python", lambda: io.StringIO(python_of(self._session.settings))),
            _button(
                "Sweep of the last slider",
                lambda: io.StringIO(design_of(self._session.settings, last_moved())),
            ),
        )
        self.view = in_lines(*self._buttons)
        self.show(session)

    def show(self, session: Session) -> None:
        """Offer a session; before its first month there is nothing to take."""
        self._session = session
        offered = bool(session.history[0]), file_stem(session)
        if offered == self._offered:
            return
        self._offered = ready, stem = offered
        endings = (
            "monthly.csv", "why.csv", "charts.png", "scenario.toml", "run.py", "sweep.toml",
        )  # fmt: skip
        for button, ending in zip(self._buttons, endings, strict=True):
            button.param.update(filename=f"{stem}-{ending}", disabled=not ready)


def _button(label: str, content: Callable[[], io.IOBase]) -> pn.widgets.FileDownload:
    return pn.widgets.FileDownload(
        callback=content, label=label, filename="data", width=190, stylesheets=[STYLE]
    )
