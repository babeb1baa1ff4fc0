"""A made-up pace of a machine, for tests of what is counted with it."""

from __future__ import annotations

from typing import Final

from sim.study.probe import Line, Pace

MADE_UP: Final = Pace(
    start=Line(0.0, 0.0),
    burn_in=Line(0.0, 1e-6),
    run=Line(0.0, 1e-6),
    memory=2.0**28,
    bytes_per_worker=500.0,
    probed=(200,),
    seconds=1.0,
)
"""A microsecond for each person and step."""
