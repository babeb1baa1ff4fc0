"""The parts that the form of the page is put together from."""

from __future__ import annotations

from html import escape
from typing import Final

import panel as pn

from sim.app.sliders import explanation_of, heading_of, step_of
from sim.app.style import STYLE
from sim.parameters import declarations

WIDTH: Final = 268
"""Of the widgets, in pixels."""


def select(label: str, options: dict[str, str], value: str) -> pn.widgets.Select:
    """Return a list to choose from.

    Parameters
    ----------
    label : str
    options : dict of str to str
        Value of each entry.
    value : str
        What is chosen.
    """
    return pn.widgets.Select(
        label=label, options=options, value=value, width=WIDTH, stylesheets=[STYLE]
    )


def text(html: str) -> pn.pane.HTML:
    """Return words between the widgets.

    Parameters
    ----------
    html : str
    """
    return pn.pane.HTML(html, stylesheets=[STYLE], width=WIDTH, margin=(4, 10, 0, 10))


def folded(heading: str, wider: int, margin: tuple[int, int]) -> pn.Card:
    """Return a card that is closed and holds nothing yet.

    Parameters
    ----------
    heading : str
    wider : int
        Pixels by which it is wider than the widgets.
    margin : (int, int)
        Above and beside it.
    """
    # A heading in the colours of the page; that of a card would stay dark at night.
    shown = pn.pane.HTML(
        f"<h3>{escape(heading)}</h3>",
        css_classes=["card-title"],
        stylesheets=[STYLE],
        margin=(5, 0),
    )
    return pn.Card(
        header=shown,
        collapsed=True,
        width=WIDTH + wider,
        margin=margin,
        css_classes=["card", "group"],
        stylesheets=[STYLE],
    )


def slider(name: str, question: str, value: float) -> pn.widgets.FloatSlider:
    """Return the slider of a parameter.

    Parameters
    ----------
    name : str
        Of the parameter.
    question : str
        What stands above it; if empty, the name in words.
    value : float
    """
    row = declarations()[name]
    step = step_of(row)
    digits = max(0, len(f"{step:.6f}".rstrip("0").partition(".")[2]))
    return pn.widgets.FloatSlider(
        label=question or heading_of(row),
        start=row.low,
        end=row.high,
        step=step,
        value=value,
        format=f"0.{'0' * digits}[000]",
        width=WIDTH - 46,
        margin=(4, 10, 0, 10),
        stylesheets=[STYLE],
    )


def explained(slider: pn.widgets.FloatSlider, name: str) -> pn.Row:
    """Return a slider beside the sign that explains its parameter.

    Parameters
    ----------
    slider : FloatSlider
    name : str
        Of the parameter.
    """
    icon = pn.widgets.TooltipIcon(
        value=explanation_of(name), margin=(8, 0, 0, 0), stylesheets=[STYLE]
    )
    return pn.Row(slider, icon, margin=0)
