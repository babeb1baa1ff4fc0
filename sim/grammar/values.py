"""Plain values as users write them: shown in messages, told apart, summed to one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sim.errors import printable

LONGEST_VALUE = 60
"""Characters of a value that a message shows."""

SHARES_TOLERANCE = 1e-6
"""How far shares in a file may be from a sum of 1, which rounding explains."""

FLOAT_TOLERANCE = 1e-12
"""How far shares may be from a sum of 1 by floating-point arithmetic alone."""


def shown(value: object) -> str:
    """Return a value as it would stand in a TOML file, shortened for a message."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, str):
        text = f'"{value}"'
    else:
        try:
            text = str(value)
        except ValueError:
            text = "a number of thousands of digits"
    text = printable(" ".join(text.split()))
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


def word(value: object) -> str:
    """Return a value as a name that it may have been meant for."""
    return value if isinstance(value, str) else shown(value)


def number(value: object) -> float | None:
    """Return a finite value as a float, or None where it is no number (true and false are none)."""
    plain = _plain(value)
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        return None
    try:
        converted = float(plain)
    except OverflowError:
        return None
    return converted if math.isfinite(converted) else None


def integer(value: object) -> int | None:
    """Return a whole number as an int, or None where the value is no whole number."""
    plain = _plain(value)
    if isinstance(plain, bool) or not isinstance(plain, int):
        return None
    return plain


def boolean(value: object) -> bool | None:
    """Return true or false as a bool, or None where the value is neither."""
    plain = _plain(value)
    return plain if isinstance(plain, bool) else None


def _plain(value: object) -> object:
    """Return a value of NumPy or pandas as one of Python; an array of many is none."""
    try:
        return value.item() if hasattr(value, "item") else value
    except (TypeError, ValueError):
        return None


def sum_to_one(shares: Iterable[float]) -> bool:
    """Return whether shares sum to 1 but for rounding in the file."""
    return abs(math.fsum(shares) - 1.0) <= SHARES_TOLERANCE * (1.0 + 1e-9)


def normalised(shares: Sequence[float]) -> list[float]:
    """Return shares scaled to a sum of 1; those that have it already are left as they are."""
    total = math.fsum(shares)
    if abs(total - 1.0) <= FLOAT_TOLERANCE:
        return list(shares)
    return [share / total for share in shares]
