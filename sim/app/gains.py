"""The tab that says who gains and who loses, by fifth of the jobs before the change."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
import panel as pn
from bokeh.core.properties import value
from bokeh.models import ColumnDataSource, FactorRange, LabelSet, Range1d, Span
from bokeh.plotting import figure

from sim.app.fifths import MEASURES
from sim.app.session import Session
from sim.app.style import FONT, INK, bare_figure, in_months, signed
from sim.app.widgets import card, pane_of, side_by_side, words
from sim.state.people import Floats

NAMES: Final = ("worst jobs", "second", "middle", "fourth", "best jobs")
"""Of the fifths."""

GAIN: Final = ("#009E73", " ")
LOSS: Final = ("#D55E00", "/")
"""Colour and hatch of a bar."""

WAITING: Final = "Nobody has gained or lost yet. Press Run or Step."


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that people have more or less of.

    Attributes
    ----------
    name : str
        One of `MEASURES`.
    heading, explanation, axis : str
    sign : {1, -1}
        Whether more of it is a gain or a loss.
    relative : bool
        Whether the difference is given in per cent of the first economy.
    """

    name: str
    heading: str
    explanation: str
    axis: str
    sign: int = 1
    relative: bool = False


SHOWN: Final = (
    Measure(
        "income",
        "Income",
        "What people are paid in a month.",
        "Difference in per cent",
        relative=True,
    ),
    Measure(
        "alienation_total",
        "Alienation",
        "How powerless, meaningless, one-sided and isolated work is felt to be; less is a gain.",
        "Difference, points of 0 to 100",
        sign=-1,
    ),
    Measure(
        "voice",
        "Voice",
        "How much people have to say in what is decided at work.",
        "Difference, points of 0 to 100",
    ),
)

COLUMNS: Final = ("fifth", "change", "place", "text", "color", "hatch")


class GainsView:
    """Bars of the difference between both economies for each fifth, and the numbers."""

    def __init__(self) -> None:
        self._bars = tuple(ColumnDataSource({name: [] for name in COLUMNS}) for _ in SHOWN)
        self.figures = tuple(
            _figure(measure, bars) for measure, bars in zip(SHOWN, self._bars, strict=True)
        )
        self._words = words()
        self._table = words()
        self._charts = side_by_side(
            *(
                card(
                    words(f"<h2>{measure.heading}</h2><p>{measure.explanation}</p>"),
                    pane_of(plot),
                )
                for measure, plot in zip(SHOWN, self.figures, strict=True)
            )
        )
        self._numbers = card(self._table, margin=(12, 0, 0, 0))
        self.view = pn.Column(self._words, self._charts, self._numbers, sizing_mode="stretch_width")

    def update(self, session: Session, month: int | None = None) -> None:
        """Show a month, by default the present one.

        Parameters
        ----------
        session : Session
        month : int, optional
            Months after the fork.
        """
        means = None if session.fifths is None else session.fifths.means(until=month)
        self._charts.visible = self._numbers.visible = means is not None
        if means is None:
            self._words.object = f"<h2>Who gains, who loses</h2><p>{WAITING}</p>"
            return
        changes = changes_of(means)
        for measure, bars, plot, change in zip(
            SHOWN, self._bars, self.figures, changes, strict=True
        ):
            digits = 0 if np.abs(change).max() >= 10.0 else 1
            looks = [GAIN if measure.sign * number >= 0.0 else LOSS for number in change]
            bars.data = {
                "fifth": list(NAMES),
                "change": change,
                "place": np.maximum(change, 0.0),
                "text": [signed(number, digits) for number in change],
                "color": [color for color, _ in looks],
                "hatch": [hatch for _, hatch in looks],
            }
            low, high = min(0.0, *change), max(0.0, *change)
            room = 0.16 * max(high - low, 1.0)
            plot.y_range.update(start=low - room, end=high + room)
        last = len(session.history[0][:month])
        self._words.object = _sentences(session, changes, min(12, last), last)
        self._table.object = table(session.titles, means)


def changes_of(means: Floats) -> list[Floats]:
    """Return the difference of each measure that is shown, second less first economy.

    Parameters
    ----------
    means : (2, measures, 5) float64
        As `Fifths.means` returns them.

    Returns
    -------
    list of (5,) float64
        In per cent of the first economy, or in hundredths.
    """
    found = []
    for measure in SHOWN:
        first, second = means[:, MEASURES.index(measure.name)]
        base = np.where(first > 0.0, first, np.nan) if measure.relative else 1.0
        found.append(np.nan_to_num(100.0 * (second - first) / base))
    return found


def _figure(measure: Measure, bars: ColumnDataSource) -> figure:
    plot = bare_figure(
        230,
        x_range=FactorRange(factors=list(NAMES)),
        y_range=Range1d(-1, 1),
        y_axis_label=measure.axis,
        name=f"gains_{measure.name}",
    )
    plot.vbar(
        "fifth", top="change", width=0.7, source=bars, fill_color="color", line_color=INK,
        hatch_pattern="hatch", hatch_color=INK, hatch_alpha=0.6, hatch_weight=0.7,
    )  # fmt: skip
    plot.add_layout(Span(location=0, dimension="width", line_color=INK, line_width=1))
    plot.add_layout(
        LabelSet(
            x="fifth", y="place", text="text", source=bars, text_align="center", y_offset=3,
            text_font=value(FONT), text_font_size="12px", text_color=INK,
        )
    )  # fmt: skip
    plot.xaxis.major_tick_line_color = None
    plot.min_border_left = 64
    return plot


def _sentences(session: Session, changes: list[Floats], months: int, last: int) -> str:
    """Return what the bars say in plain words, as HTML."""
    second = f"<b>{escape(session.titles[1])}</b>"
    told = []
    for measure, change in zip(SHOWN, changes, strict=True):
        gains = [name for name, one in zip(NAMES, measure.sign * change, strict=True) if one > 0.0]
        told.append(
            f"{measure.heading}: {len(gains)} of {len(NAMES)} fifths gain"
            + (f" ({', '.join(gains)})" if 0 < len(gains) < len(NAMES) else "")
        )
    return (
        "<h2>Who gains, who loses</h2>"
        f"<p>In {second}, over the {in_months(months)} up to month {last}. {'; '.join(told)}.</p>"
        "<p>Everybody who had a job when the two economies parted is in one of five equal groups, "
        "from the worst to the best jobs of that time, and stays in it. Plain bars are gains, "
        "hatched ones losses. One run is one random draw: small bars may turn round.</p>"
    )


def table(titles: tuple[str, ...], means: Floats) -> str:
    """Return what each fifth has in both economies, as an HTML table.

    Parameters
    ----------
    titles : tuple of str
    means : (2, measures, 5) float64
    """
    heads = "".join(f"<th scope='col' class='number'>{name}</th>" for name in NAMES)
    rows = []
    for measure in SHOWN:
        place = MEASURES.index(measure.name)
        rows += [
            f"<tr><th scope='row'>{measure.heading}, {escape(title)}</th>"
            + "".join(f"<td class='number'>{number:.2f}</td>" for number in means[order, place])
            + "</tr>"
            for order, title in enumerate(titles)
        ]
    return (
        f"<table><thead><tr><th scope='col'>Mean of each fifth</th>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
        "<p>Income in months of output at full effort; alienation and voice from 0 to 1.</p>"
    )
