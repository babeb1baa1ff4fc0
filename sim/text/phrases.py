"""Words that every text shares: horizons, lists, counts, and what an interval decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sim.analysis.estimates import Conclusion, Outcome
from sim.text.numbers import Number, fixed, per_cent
from sim.vocabulary import LONG_RUN, TRANSITION

UNDECIDED: Final = "undecided"
"""The one word for a difference whose interval contains zero."""

DECIDED_NOTE: Final = "* The 95 % interval does not contain zero."
"""What a star means, below every table that has one."""

BRACKETS_NOTE: Final = "In brackets the 95 % interval."

PLUS_MINUS_NOTE: Final = "± is half the width of the 95 % interval."

_HORIZONS: Final = {TRANSITION: "transition", LONG_RUN: "long run"}


def horizon_name(horizon: str) -> str:
    """Return a horizon as a name: "year 5", "transition", "long run"."""
    year = _year(horizon)
    return f"year {year}" if year else _HORIZONS.get(horizon, horizon.replace("_", " "))


def horizon_phrase(horizon: str) -> str:
    """Return a horizon as part of a sentence: "after 5 years", "in the long run"."""
    year = _year(horizon)
    return f"after {counted(year, 'year')}" if year else f"in the {horizon_name(horizon)}"


def months_name(first: int, last: int) -> str:
    """Return months in words, both ends included: "months 181 to 240", "month 3"."""
    return f"month {first}" if first == last else f"months {first} to {last}"


def _year(horizon: str) -> int:
    """Return the number of a year, 0 for other horizons."""
    found = re.fullmatch(r"year_(\d+)", horizon)
    return int(found[1]) if found else 0


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: "1 replicate", "2,000 people"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def listed(names: Iterable[str], most: int | None = None, conjunction: str = "and") -> str:
    """Return names as a list in a sentence: "a", "a and b", "a, b and c", "a, b and 4 more".

    Parameters
    ----------
    names : iterable of str
    most : int, optional
        Names that are said; of the others only how many there are.
    conjunction : str
        Between the last two.
    """
    said = list(names)
    if most is not None and len(said) > most:
        said[most:] = [f"{len(said) - most} more"]
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {conjunction} {said[-1]}"


def capital(text: str) -> str:
    """Return a text with a capital at its beginning and everything else as it is."""
    return text[:1].upper() + text[1:]


def ahead(conclusion: Conclusion, a: str, b: str) -> str:
    """Return which of two is ahead, as far as an interval tells.

    Parameters
    ----------
    conclusion : Conclusion
        From the interval of b minus a, or from that of a probability compared with one half.
    a, b : str
        Names for a reader.
    """
    match conclusion:
        case Conclusion.HIGHER:
            return f"{b} is ahead"
        case Conclusion.LOWER:
            return f"{a} is ahead"
        case Conclusion.EQUAL:
            return "both are exactly the same"
        case Conclusion.UNDECIDED:
            return f"{UNDECIDED}: the interval contains both signs"
        case Conclusion.NO_INTERVAL:
            return f"{UNDECIDED}: there is no interval"


def higher_or_lower(gap: Outcome) -> str:
    """Return a gap in log points as a reader says it: "8.1 % higher [+6.9 to +9.4 %]".

    Parameters
    ----------
    gap : Outcome
        In log points; it is said in per cent.
    """
    if gap.conclusion is Conclusion.EQUAL:
        return "the same"
    number = per_cent(gap)
    if not number.known:
        return "not known"
    size = Number(abs(number.value), unit="%").text()
    text = f"{size} {'higher' if number.value >= 0.0 else 'lower'}"
    if not number.bounded:
        return text
    low, high = (fixed(limit, 1, signed=True) for limit in (number.low, number.high))
    return f"{text} [{low} to {high} %]"


def but_undecided(conclusion: Conclusion) -> str:
    """Return ", which is undecided" where an interval contains zero, else nothing."""
    return f", which is {UNDECIDED}" if conclusion is Conclusion.UNDECIDED else ""
