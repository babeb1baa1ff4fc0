"""The sliders for experts: most readers never open them, so they are made when somebody does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import panel as pn

from sim.app.form import folded, text
from sim.app.sliders import GROUPS

Guard = Callable[[Callable[[], None]], Callable[..., None]]


def experts(row: Callable[[str], pn.Row], handler: Guard) -> pn.Card:
    """Return a closed card of closed groups, each of which is filled when it is opened.

    Parameters
    ----------
    row : callable
        Makes the slider of a parameter, with its explanation.
    handler : callable
        Makes an event handler of an action.
    """

    def group(heading: str, names: tuple[str, ...]) -> pn.Card:
        card = folded(heading, 16, (2, 6))
        _when_opened(card, lambda: [row(name) for name in names], handler)
        return card

    def groups() -> list[pn.viewable.Viewable]:
        explanation = text(
            "<p>These hold in both economies as well. The sign ? says what each means, its "
            "range, and where it comes from.</p>"
        )
        return [explanation, *(group(heading, names) for heading, names in GROUPS.items())]

    card = folded(f"For experts: {sum(map(len, GROUPS.values()))} more", 24, (8, 2))
    _when_opened(card, groups, handler)
    return card


def _when_opened(
    card: pn.Card, parts: Callable[[], list[pn.viewable.Viewable]], handler: Guard
) -> None:
    card.param.watch(handler(partial(_fill, card, parts)), "collapsed")


def _fill(card: pn.Card, parts: Callable[[], list[pn.viewable.Viewable]]) -> None:
    if not card.collapsed and not card.objects:
        card.objects = parts()
