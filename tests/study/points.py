"""Points of a design that the tests of studies share."""

from __future__ import annotations

from sim.study.requests import as_point

POINTS = [as_point({"monitoring": value}) for value in (0.1, 0.3, 0.5)]
