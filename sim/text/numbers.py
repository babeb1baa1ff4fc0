"""Numbers with their intervals as a reader sees them: one formatter for every outlet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from sim.analysis.estimates import Conclusion, Outcome, conclusion_of
from sim.text.labels import SCALES, display_of

type IntervalStyle = Literal["brackets", "plus_minus", "none"]
"""How an interval is written: "[0.9, 1.5]", "±0.3" where it is symmetric, or not at all."""

NOTHING = "-"
"""Text of a number that is not known."""

STAR = " *"
"""What follows a number whose interval does not contain zero."""

SIGNIFICANT = 3
"""Significant digits of a number whose unit does not say how many digits it has."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit and its interval, which may be unknown.

    Attributes
    ----------
    value : float
        In `unit`; NaN where unknown.
    low, high : float
        Limits of its 95 % interval; NaN where unknown.
    unit : str
        As in the tables, as in "share of income"; a reader may see another, as in "%".
    difference : bool
        Whether it is a difference of two numbers, which has a sign and may have a unit of its own,
        as percentage points.
    decimals : int, optional
        Digits after the point, as shown; by default as many as numbers of this unit have.
    significant : int, optional
        Significant digits, in place of `decimals`.
    star : bool
        Whether a star marks it where its interval does not contain zero.
    open_low, open_high : bool
        Whether a limit lies beyond the number given, where the range that was looked at ends.
    """

    value: float
    low: float = math.nan
    high: float = math.nan
    unit: str = ""
    difference: bool = False
    decimals: int | None = None
    significant: int | None = None
    star: bool = False
    open_low: bool = False
    open_high: bool = False

    @property
    def known(self) -> bool:
        """Return whether there is a number at all."""
        return math.isfinite(self.value)

    @property
    def bounded(self) -> bool:
        """Return whether both limits of the interval are known."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def decided(self) -> bool:
        """Return whether the interval lies on one side of zero."""
        return self.conclusion().decided

    @property
    def unit_text(self) -> str:
        """Return the unit as shown, as in "%"; may be empty."""
        shown = display_of(self.unit)
        return shown.difference if self.difference else shown.level

    def conclusion(self, null: float = 0.0) -> Conclusion:
        """Return what the interval allows one to say.

        Parameters
        ----------
        null : float
            What the number is compared with, as 0.5 for a probability.
        """
        return conclusion_of(self.low, self.high, null)

    def text(self, interval: IntervalStyle = "brackets", *, unit: bool = True) -> str:
        """Return the number with its interval and unit, as in "+1.2 % [+0.9, +1.5]".

        Parameters
        ----------
        interval : str
            "brackets", "plus_minus" or "none". Limits that are not equally far from the number, or
            of which one is unknown or open, stand in brackets in place of ±.
        unit : bool
            Whether to add the unit; scales as "0 to 1" are never added.
        """
        if not self.known:
            return NOTHING
        said = self.unit_text if unit and self.unit_text not in SCALES else ""
        number = self._digits(self.value)
        half = self._half_width() if interval == "plus_minus" else ""
        limits = "" if half or interval == "none" else self._brackets()
        marked = STAR if self.star and self.decided else ""
        return " ".join(part for part in (number, half, said, limits) if part) + marked

    def record(self, name: str) -> dict[str, Any]:
        """Return the number for a program: name, value, low, high and unit; None where unknown."""
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        known = {key: x if math.isfinite(x) else None for key, x in numbers.items()}
        return {"name": name, **known, "unit": self.unit}

    def _digits(self, value: float, signed: bool | None = None) -> str:
        shown = display_of(self.unit)
        sign = self.difference if signed is None else signed
        if self.significant is not None:
            return significant(shown.scale * value, self.significant, signed=sign)
        decimals = shown.decimals if self.decimals is None else self.decimals
        return fixed(shown.scale * value, decimals, signed=sign)

    def _half_width(self) -> str:
        if not self.bounded or self.open_low or self.open_high:
            return ""
        below, above = self.value - self.low, self.high - self.value
        text = self._digits(above, signed=False)
        return f"±{text}" if text == self._digits(below, signed=False) else ""

    def _brackets(self) -> str:
        if not math.isfinite(self.low) and not math.isfinite(self.high):
            return ""
        low, high = (
            self._digits(limit) if math.isfinite(limit) else "unknown"
            for limit in (self.low, self.high)
        )
        below = "below " if self.open_low and math.isfinite(self.low) else ""
        above = "above " if self.open_high and math.isfinite(self.high) else ""
        return f"[{below}{low}, {above}{high}]"


def difference(outcome: Outcome, unit: str, *, decimals: int | None = None) -> Number:
    """Return an outcome as a number with a sign.

    Parameters
    ----------
    outcome : Outcome
    unit : str
        Of the table it comes from, as in "log points".
    decimals : int, optional
        Digits after the point, as shown.
    """
    limits = (outcome.difference, outcome.low, outcome.high)
    return Number(*limits, unit=unit, difference=True, decimals=decimals)


def per_cent(outcome: Outcome) -> Number:
    """Return an outcome in log points as a difference in per cent, as in "+8.1 % [+6.9, +9.4]"."""
    return difference(outcome.as_percentage(), "%")


def share(value: float, low: float = math.nan, high: float = math.nan) -> Number:
    """Return a share or a probability in whole per cent, as in "24 % [18, 32]"."""
    return Number(value, low, high, unit="share", decimals=0)


def quantity(value: float, low: float = math.nan, high: float = math.nan, unit: str = "") -> Number:
    """Return a number of any size with three significant digits, as in "0.31 [0.25, 0.4]"."""
    return Number(value, low, high, unit=unit, significant=SIGNIFICANT)


def fixed(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number with so many digits after the point; "-" where there is none.

    A rounded zero has no sign: -0.00 would look like a finding.
    """
    if not math.isfinite(value):
        return NOTHING
    text = f"{value:{'+' if signed else ''},.{decimals}f}"
    return text.lstrip("+-") if not text.strip("+-0.,") else text


def significant(value: float, digits: int = SIGNIFICANT, *, signed: bool = False) -> str:
    """Return a number with so many significant digits, without zeros at its end.

    Whole numbers keep all their digits; numbers below a hundred thousandth or from a thousand
    billions on have an exponent.
    """
    if not math.isfinite(value):
        return NOTHING
    if value == 0.0:
        return "0"
    exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])
    sign = "+" if signed else ""
    if not -5 <= exponent < 12:
        return f"{value:{sign}.{digits - 1}e}"
    text = f"{value:{sign},.{max(0, digits - 1 - exponent)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: object) -> str:
    """Return a setting as text from which the same value is read, as in "0.45", "2" or "true"."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)


def span(low: float, high: float) -> str:
    """Return a range in words, as in "0.1 to 0.5"."""
    return f"{significant(low)} to {significant(high)}"
