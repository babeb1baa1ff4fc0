"""Whether a simulated value lies in its published interval."""

from __future__ import annotations

from typing import Any

PASS = "pass"


MISS = "miss"


def verdict_on(simulated: Any, low: float, high: float) -> str:
    """Return "pass" where a simulated value is in a range, else "miss"; a missing one is a miss."""
    return PASS if low <= float(simulated) <= high else MISS
