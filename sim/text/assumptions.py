"""The one line that says which assumptions a result rests on, in a long and in a short form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sim.text.numbers import exact
from sim.text.phrases import listed
from sim.vocabulary import PUBLISHED

MOST_NAMED: Final = 3
"""Changes that are said one by one; of the others only how many there are."""

_DEFAULTS: Final = "published defaults"


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter that has another value than its assumption set gives it.

    Attributes
    ----------
    name : str
    value, instead_of : object
        As they stand in a scenario: numbers, text, true or false.
    where : str
        The regime in which it has that value, where the others keep theirs.
    """

    name: str
    value: object
    instead_of: object
    where: str = ""

    @property
    def text(self) -> str:
        """Return the change in words: "intrinsic_motivation = 0.45 instead of 0.3"."""
        place = f" in {self.where}" if self.where else ""
        return f"{self.name} = {exact(self.value)} instead of {exact(self.instead_of)}{place}"

    @property
    def short(self) -> str:
        """Return the change as one would type it: "intrinsic_motivation=0.45"."""
        return f"{self.name}={exact(self.value)}"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a result rests on, as every headline, figure, table and download says it.

    Attributes
    ----------
    name : str
        Name of the assumption set, as in "critics"; "published" for the default values.
    set_size : int
        Parameters in which the set differs from the published defaults.
    total : int
        Parameters of the model.
    changes : tuple of Change
        What was changed on top of the set.
    varied : tuple of str
        Parameters that have many values in this result.
    priors : str
        From which distributions they were drawn, in words, as in "declared priors"; empty where
        none was drawn.
    """

    name: str = PUBLISHED
    set_size: int = 0
    total: int = 0
    changes: tuple[Change, ...] = ()
    varied: tuple[str, ...] = ()
    priors: str = ""

    @property
    def line(self) -> str:
        """Return the whole line: "Assumptions: critics (28 of 110 changed)"."""
        return f"Assumptions: {self.text}"

    @property
    def text(self) -> str:
        """Return what stands on the line: "published defaults; meeting_hours = 0.1 instead of 0.2".

        Of more than three changes the first are named and the others counted.
        """
        parts = [self._set]
        if self.changes:
            parts.append(listed((change.text for change in self.changes), most=MOST_NAMED))
        if self.varied:
            parts.append(f"{self._varied} varied{self._drawn}")
        return "; ".join(parts)

    @property
    def short(self) -> str:
        """Return the line for figures and metadata: "critics (28 of 110 changed)"."""
        parts = [self._set]
        if self.changes:
            parts.append(listed((change.short for change in self.changes), most=MOST_NAMED))
        if self.varied:
            parts.append(f"{self._varied} varied{self._drawn}")
        return "; ".join(parts)

    @property
    def label(self) -> str:
        """Return what tells files of different assumptions apart; empty for published defaults.

        As in "critics--meeting_hours=0.1"; parts are joined by two hyphens.
        """
        named = [] if self.name == PUBLISHED else [self.name]
        more = len(self.changes) - MOST_NAMED
        parts = [
            *named,
            *(change.short for change in self.changes[:MOST_NAMED]),
            *([f"and-{more}-more"] if more > 0 else []),
        ]
        return "--".join(re.sub(r"[^\w.=+-]+", "-", part) for part in parts)

    @property
    def _set(self) -> str:
        if self.name == PUBLISHED:
            return _DEFAULTS
        return f"{self.name} ({self.set_size:,} of {self.total:,} changed)"

    @property
    def _drawn(self) -> str:
        return f" ({self.priors})" if self.priors else ""

    @property
    def _varied(self) -> str:
        if self.total and len(self.varied) == self.total:
            return f"all {self.total:,} parameters"
        if len(self.varied) > MOST_NAMED:
            return f"{len(self.varied):,} of {self.total:,} parameters"
        return listed(self.varied)


def assumptions_line(
    changes: Sequence[Change] | Mapping[str, tuple[object, object]],
    total: int,
    name: str = PUBLISHED,
    set_size: int = 0,
) -> str:
    """Return the line that says what a result rests on.

    Parameters
    ----------
    changes : sequence of Change, or mapping of str to (object, object)
        What differs from the assumption set; a mapping gives the value and what it replaces.
    total : int
        Parameters of the model.
    name : str
        Name of the assumption set.
    set_size : int
        Parameters in which the set differs from the published defaults.

    Examples
    --------
    >>> assumptions_line({}, total=110, name="critics", set_size=28)
    'Assumptions: critics (28 of 110 changed)'
    >>> assumptions_line({"intrinsic_motivation": (0.45, 0.3)}, total=110)
    'Assumptions: published defaults; intrinsic_motivation = 0.45 instead of 0.3'
    """
    if isinstance(changes, Mapping):
        changes = [Change(key, value, other) for key, (value, other) in changes.items()]
    return Assumptions(name, set_size, total, tuple(changes)).line
