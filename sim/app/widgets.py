"""The few parts that the page is put together from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import panel as pn
from bokeh.plotting import figure

from sim.app.style import STYLE


def words(html: str = "") -> pn.pane.HTML:
    """Return a pane of text that is as wide as there is room."""
    return pn.pane.HTML(html, sizing_mode="stretch_width", stylesheets=[STYLE])


def button(label: str, **more: Any) -> pn.widgets.Button:
    """Return a button whose focus is seen, in the light and in the dark.

    Parameters
    ----------
    label : str
    **more
        As of `panel.widgets.Button`.
    """
    return pn.widgets.Button(label=label, stylesheets=[STYLE], **more)


def pane_of(plot: figure) -> pn.pane.Bokeh:
    """Return a pane of a figure that is as wide as there is room."""
    return pn.pane.Bokeh(plot, sizing_mode="stretch_width")


@contextmanager
def at_once(plots: Iterable[figure]) -> Iterator[None]:
    """Let the document of figures take note of what is added to them once, and not every time.

    Parameters
    ----------
    plots
    """
    document = next(iter(plots)).document
    with nullcontext() if document is None else document.models.freeze():
        yield


def card(*parts: pn.viewable.Viewable, **more: Any) -> pn.Column:
    """Return parts one below the other in a frame.

    Parameters
    ----------
    *parts
    **more
        As of `panel.Column`.
    """
    return pn.Column(
        *parts, css_classes=["card"], sizing_mode="stretch_width", stylesheets=[STYLE], **more
    )


def side_by_side(*cards: pn.Column) -> pn.Column:
    """Return cards beside one another as far as there is room."""
    return pn.Column(
        *cards, css_classes=["cards"], sizing_mode="stretch_width", stylesheets=[STYLE]
    )


def in_lines(*parts: pn.viewable.Viewable) -> pn.Column:
    """Return parts beside one another, in as many lines as they need, with their feet level.

    Parameters
    ----------
    *parts
    """
    return pn.Column(
        *parts, css_classes=["lines"], sizing_mode="stretch_width", stylesheets=[STYLE], margin=0
    )
