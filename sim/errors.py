"""Errors that a user can correct; messages say what, where, what is allowed and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from itertools import islice

SHORTEST_PART = 4
"""Letters from which a part of a name is enough to find it."""

MOST_MISTAKES = 50
"""Mistakes that one message names; nobody reads more, and to look for a million takes hours."""

LONGEST_LINE = 2_000
"""Characters of a line of a message."""


class BalancedJobsError(Exception):
    """Any mistake in what a user gave; the command line prints it and exits with 2.

    Parameters
    ----------
    message : str
        May quote what the user gave; what a terminal would obey or cannot show is written out.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__("\n".join(map(_line, message.split("\n"))))


class ArgumentError(BalancedJobsError, TypeError):
    """An argument of a function that is of another sort than it takes."""


class ScenarioError(BalancedJobsError):
    """A scenario, or a comparison of two, that cannot be run."""


class ParameterError(ScenarioError):
    """A parameter that does not exist or a value that it cannot take."""


class PluginError(ScenarioError):
    """A rule of one's own that cannot be loaded or does not have what a rule needs."""


class SectorError(BalancedJobsError):
    """A sector file that cannot be used."""


class EvidenceError(BalancedJobsError):
    """A table of facts or interventions that cannot be used."""


class DesignError(BalancedJobsError):
    """A design of experiments that cannot be used."""


class ResultsError(BalancedJobsError):
    """Results that cannot be read or written."""


class UnfinishedError(ResultsError):
    """Runs are missing that an experiment needs; what is finished is kept."""


class PageError(BalancedJobsError):
    """A live page that cannot be served."""


def printable(text: str) -> str:
    """Return a text in which characters that cannot be shown are written as in Python."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def _line(text: str) -> str:
    """Return a line of a message, without its middle where it is too long."""
    text = printable(text)
    half = LONGEST_LINE // 2 - 2
    return text if len(text) <= LONGEST_LINE else f"{text[:half]} ... {text[-half:]}"


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name closest to a mistyped one, or None when nothing is close.

    Parameters
    ----------
    name : str
    valid : iterable of str
        Dotted names are also found by their last part, and long ones by any part: 'division' is
        close to 'institutions.division', 'motivation' and 'intrinsik' to 'intrinsic_motivation'.
    """
    names = list(valid)
    typed = str(name).strip().lower().replace("-", "_")
    by_last_part: dict[str, str] = {}
    for candidate in names:
        by_last_part.setdefault(candidate.rpartition(".")[2].lower(), candidate)
    by_name = {candidate.lower(): candidate for candidate in names}
    for known in (by_name, by_last_part):
        close = get_close_matches(typed, known, n=1, cutoff=0.6)
        if close:
            return known[close[0]]
    if len(typed) < SHORTEST_PART:
        return None
    parts = [name for name in names if typed in name.lower()]
    if parts:
        return min(parts, key=len)
    by_word = {word: name for name in reversed(names) for word in re.split(r"[._]", name.lower())}
    close = get_close_matches(typed, by_word, n=1, cutoff=0.75)
    return by_word[close[0]] if close else None


def suggestion(name: str, valid: Iterable[str]) -> str:
    """Return "; did you mean '...'?" or an empty string."""
    close = nearest(name, valid)
    return f"; did you mean '{close}'?" if close else ""


def choices(name: str, valid: Iterable[str]) -> str:
    """Return the allowed names and the nearest of them, as the end of a message."""
    names = list(valid)
    return f"allowed are {', '.join(names)}{suggestion(name, names)}"


def refuse(
    error: type[BalancedJobsError], problems: Iterable[str], where: str | Callable[[], str] = ""
) -> None:
    """Raise an error that names all problems, if there are any.

    Parameters
    ----------
    error : type
        Class of the error.
    problems : iterable of str
    where : str or callable
        As in `compose`, or what returns it when it is needed.
    """
    found = several(problems)
    if found:
        raise error(compose(where if isinstance(where, str) else where(), found))


def several(problems: Iterable[str]) -> list[str]:
    """Return the first problems, as many as `compose` names and one more."""
    return list(islice(problems, MOST_MISTAKES + 1))


def compose(where: str, problems: Sequence[str]) -> str:
    """Return one message about all problems found in one place.

    Parameters
    ----------
    where : str
        The file or other source; may be empty.
    problems : sequence of str
        What is wrong, what is allowed and what to do, one sentence without a full stop each; at
        least one.
    """
    prefix = f"{where}: " if where else ""
    if len(problems) == 1:
        return f"{prefix}{problems[0]}"
    lines = (f"  - {problem}" for problem in problems[:MOST_MISTAKES])
    if len(problems) > MOST_MISTAKES:
        title = f"more than {MOST_MISTAKES} mistakes, of which these are the first:"
    else:
        title = f"{len(problems)} mistakes:"
    return "\n".join([f"{prefix}{title}", *lines])
