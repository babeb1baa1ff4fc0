"""Errors that a user can mend; messages say what, where, what is allowed and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

SHORTEST_PART = 4
"""Letters from which a part of a name is enough to find it."""


class BalancedJobsError(Exception):
    """Any mistake in what a user gave; the command line prints it and exits with 2."""


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


class PageError(BalancedJobsError):
    """A live page that cannot be served."""


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name closest to a mistyped one, or None when nothing is close.

    Parameters
    ----------
    name : str
    valid : iterable of str
        Dotted names are also found by their last part, and long ones by any part: 'division' is
        close to 'institutions.division', 'motivation' to 'intrinsic_motivation'.
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
    parts = [name for name in names if len(typed) >= SHORTEST_PART and typed in name.lower()]
    return min(parts, key=len, default=None)


def suggestion(name: str, valid: Iterable[str]) -> str:
    """Return "; did you mean '...'?" or an empty string."""
    close = nearest(name, valid)
    return f"; did you mean '{close}'?" if close else ""


def choices(name: str, valid: Iterable[str]) -> str:
    """Return the allowed names and the nearest of them, as the end of a message."""
    names = list(valid)
    return f"allowed are {', '.join(names)}{suggestion(name, names)}"


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
    lines = (f"  - {problem}" for problem in problems)
    return "\n".join([f"{prefix}{len(problems)} mistakes:", *lines])
