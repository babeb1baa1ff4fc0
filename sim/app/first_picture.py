"""People at work as a drawing, which is there before any script has been loaded."""

from __future__ import annotations

from html import escape
from typing import Final

import numpy as np

from sim.app.names import name_of
from sim.app.scene import KEEN, PALETTE, TIRED, seats
from sim.app.session import Session
from sim.app.snapshots import snapshot_of

SECTOR: Final = "hospital"
"""Shown where the economy has one."""

MOST: Final = 240
"""People who are drawn; the last workplaces are left out beyond."""

WIDTH, HEIGHT = 960, 200

SHAPES: Final = {
    "tip": "M-7,-5H7L0,8Z",
    "round": "M-7,0a7,7 0 1,0 14,0a7,7 0 1,0 -14,0",
    "base": "M-7,6H7L0,-7Z",
}
"""Little, middling and much effort."""


def people_at_work(session: Session) -> str:
    """Return a drawing of people at their workplaces as HTML.

    Parameters
    ----------
    session : Session
        Before its first month, when both economies are still the same.
    """
    economy = session.present[0]
    sectors = economy.sector_names
    sector = SECTOR if SECTOR in sectors else sectors[0]
    now = snapshot_of(economy)
    places: list[int] = []
    count = 0
    for place in np.flatnonzero(economy.state.workplaces.sector == sectors.index(sector)):
        members = int((now.workplace == place).sum())
        if not members or (places and count + members > MOST):
            continue
        places.append(int(place))
        count += members
    marks = []
    for person, (x, y) in seats(now, places).items():
        effort = now.effort[person]
        shape = list(SHAPES)[int(effort >= TIRED) + int(effort > KEEN)]
        color = PALETTE[int(255 * min(max(now.alienation[person], 0.0), 1.0))]
        name = escape(name_of(person, int(now.entered[person])))
        marks.append(
            f'<use href="#{shape}" x="{WIDTH * x:.0f}" y="{HEIGHT * (1.0 - y):.0f}" '
            f'fill="{color}"><title>{name}</title></use>'
        )
    shapes = "".join(f'<path id="{name}" d="{shape}"/>' for name, shape in SHAPES.items())
    titles = {one.name: one.title for one in economy.scenario.sector_definitions}
    homes = "one workplace" if len(places) == 1 else f"{len(places)} workplaces"
    where = f"{titles[sector].lower()}: {count} people in {homes}"
    return (
        f'<figure class="people"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="People at work, {escape(where)}"><defs>{shapes}</defs>{"".join(marks)}</svg>'
        f"<figcaption>People at work before anything changes, {escape(where)}. The darker, the "
        "more alienated; on the base with much effort, on the tip with little. Press Run: the "
        "same people go on under two sets of rules. The tab A workplace follows them.</figcaption>"
        "</figure>"
    )
