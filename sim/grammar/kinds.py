"""Kinds of values in what users write: what each allows, in words, as a check and as a schema."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.errors import choices
from sim.grammar.values import integer, number, shown, word

FEW: Final = 10
"""Up to so many whole numbers are listed in a schema one by one."""


class Kind(ABC):
    """What a value may be.

    A kind has three faces: `problems` checks a value, `read` turns a valid one into what the
    program works with, and `schema` says the same to an editor.
    """

    @abstractmethod
    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in a value.

        Parameters
        ----------
        place : str
            Where the value stands, as the user would write it.
        value : object
        """

    @abstractmethod
    def allowed(self, value: object = None) -> str:
        """Return what is allowed, as the end of a message about a value that is not."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the values."""

    def read(self, value: Any) -> Any:
        """Return what a valid value stands for."""
        return value


class Scalar(Kind):
    """A value without parts, which is allowed or not."""

    @abstractmethod
    def allows(self, value: object) -> bool:
        """Return whether a value is a valid one."""

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence about a value that is not allowed."""
        if not self.allows(value):
            yield f"{place} = {shown(value)}: {self.allowed(value)}"


class Number(Scalar):
    """A finite number in a range.

    Parameters
    ----------
    low, high : float
        Bounds, both allowed.
    unit : str
        Unit for the message; "" or "-" for none.
    above : str
        Why the lower bound itself is not allowed; empty where it is.
    """

    def __init__(
        self, low: float = -math.inf, high: float = math.inf, unit: str = "", above: str = ""
    ) -> None:
        self.low, self.high = low, high
        self._unit = unit.strip("- ")
        self._above = above

    def allows(self, value: object) -> bool:
        """Return whether a value is a number in the range."""
        converted = number(value)
        if converted is None or not self.low <= converted <= self.high:
            return False
        return not (self._above and converted == self.low)

    def allowed(self, value: object = None) -> str:
        """Return the range and the unit in words."""
        if self._above and number(value) == self.low:
            return f"must be above {self.low:g}; {self._above}"
        if math.isfinite(self.high):
            bounds = f" from {self.low:g} to {self.high:g}"
        else:
            bounds = f" of at least {self.low:g}" if math.isfinite(self.low) else ""
        return f"must be a number{bounds}{f' ({self._unit})' if self._unit else ''}"

    def schema(self) -> dict[str, Any]:
        """Return the schema of a number."""
        lower = "exclusiveMinimum" if self._above else "minimum"
        bounds = {lower: self.low, "maximum": self.high}
        return {"type": "number"} | {key: n for key, n in bounds.items() if math.isfinite(n)}

    def read(self, value: Any) -> float:
        """Return the number as a float."""
        return float(value)


class Whole(Scalar):
    """A whole number in a range.

    Parameters
    ----------
    low : int
    high : int, optional
        Bounds, both allowed.
    step : int
        Distance of the numbers that are allowed, from `low` on.
    phrase : str
        What is allowed, in place of the usual words.
    """

    def __init__(self, low: int, high: int | None = None, step: int = 1, phrase: str = "") -> None:
        self.low, self.high = low, high
        self._step = step
        self._phrase = phrase

    def allows(self, value: object) -> bool:
        """Return whether a value is a whole number in the range."""
        whole = integer(value)
        if whole is None or whole < self.low or (whole - self.low) % self._step:
            return False
        return self.high is None or whole <= self.high

    def allowed(self, value: object = None) -> str:
        """Return the range in words."""
        if self._phrase:
            return self._phrase
        bounds = f"of at least {self.low:,}" if self.high is None else (
            f"from {self.low:,} to {self.high:,}"
        )  # fmt: skip
        return f"must be a whole number {bounds}"

    def schema(self) -> dict[str, Any]:
        """Return the schema of a whole number; few that do not follow each other are listed."""
        if self._step > 1 and self.high is not None and self.high <= self.low + FEW * self._step:
            return {"enum": list(range(self.low, self.high + 1, self._step))}
        schema: dict[str, Any] = {"type": "integer", "minimum": self.low}
        if self.high is not None:
            schema["maximum"] = self.high
        return schema if self._step == 1 else schema | {"multipleOf": self._step}

    def read(self, value: Any) -> int:
        """Return the number as an int."""
        return int(value)


class Flag(Scalar):
    """True or false."""

    def allows(self, value: object) -> bool:
        """Return whether a value is true or false."""
        return isinstance(value, bool)

    def allowed(self, value: object = None) -> str:
        """Return the two values."""
        return "must be true or false"

    def schema(self) -> dict[str, Any]:
        """Return the schema of a truth value."""
        return {"type": "boolean"}


class Text(Scalar):
    """Text in quotes.

    Parameters
    ----------
    shortest : int
        Characters that it has at least, blanks at the ends left out.
    longest : int, optional
        Characters that it has at most.
    pattern : str
        Regular expression that all of it matches; any text if empty.
    printable : bool
        Whether it must be a single line without characters that cannot be shown.
    phrase : str
        What is allowed, in place of the usual words.
    """

    def __init__(
        self,
        shortest: int = 0,
        longest: int | None = None,
        *,
        pattern: str = "",
        printable: bool = False,
        phrase: str = "",
    ) -> None:
        self._shortest, self._longest = shortest, longest
        self._pattern = pattern
        self._printable = printable
        self._phrase = phrase

    def allows(self, value: object) -> bool:
        """Return whether a value is such a text."""
        if not isinstance(value, str) or len(value.strip()) < self._shortest:
            return False
        if self._longest is not None and len(value) > self._longest:
            return False
        if self._printable and not value.isprintable():
            return False
        return not self._pattern or re.fullmatch(self._pattern, value) is not None

    def allowed(self, value: object = None) -> str:
        """Return what the text is like."""
        if self._phrase:
            return self._phrase
        return "must be text in quotes" + (
            f" of at least {self._shortest} characters" if self._shortest > 1
            else ", not empty" if self._shortest else ""
        )  # fmt: skip

    def schema(self) -> dict[str, Any]:
        """Return the schema of a text."""
        pattern = self._pattern or (r"[^\u0000-\u001f\u007f]*" if self._printable else "")
        schema: dict[str, Any] = {"type": "string"}
        if pattern or self._shortest:
            schema["pattern"] = f"^(?:{pattern})$" if pattern else r"\S"
        if self._shortest:
            schema["minLength"] = self._shortest
        if self._longest is not None:
            schema["maxLength"] = self._longest
        return schema


class OneOf(Scalar):
    """One of several names."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def allows(self, value: object) -> bool:
        """Return whether a value is one of the names."""
        return isinstance(value, str) and value in self._names

    def allowed(self, value: object = None) -> str:
        """Return the names, and the one that was probably meant."""
        return choices("" if value is None else word(value), self._names)

    def schema(self) -> dict[str, Any]:
        """Return the schema of a choice."""
        return {"enum": list(self._names)}


class ListOf(Kind):
    """A list of values of one kind; tables in it go by their names in messages.

    Parameters
    ----------
    kind : Kind
        Of the entries.
    phrase : str
        What is allowed, for what is no list or an empty one.
    least : int
        Entries that there must be, none or one unless `most` is given.
    most : int, optional
    once : bool
        Whether each entry, or the name of each table, may stand only once.
    """

    def __init__(
        self,
        kind: Kind,
        phrase: str = "must be a list",
        least: int = 0,
        most: int | None = None,
        *,
        once: bool = False,
    ) -> None:
        self.kind = kind
        self._phrase = phrase
        self._least, self._most = least, most
        self._once = once

    def allowed(self, value: object = None) -> str:
        """Return what the list holds."""
        return self._phrase

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in the list and its entries."""
        if not isinstance(value, list | tuple) or (self._least and not value):
            yield f"{place} = {shown(value)}: {self.allowed(value)}"
            return
        if self._most is not None and not self._least <= len(value) <= self._most:
            bounds = f"{self._least:,} to" if self._least > 1 else "up to"
            yield f"{place}: there are {len(value):,}; allowed are {bounds} {self._most:,}"
        seen: set[object] = set()
        for index, entry in enumerate(value):
            name, label = entry, place
            if not isinstance(entry, str | float | int | list | tuple):
                name = entry.get("name") if isinstance(entry, Mapping) else None
                label = f"{place}.{name if isinstance(name, str) else index + 1}"
            wrong = False
            for problem in self.kind.problems(label, entry):
                wrong = True
                yield problem
            if (
                self._once
                and isinstance(name, str | float | int)
                and not (wrong and label == place)
            ):
                if name in seen:
                    yield _twice(place, label, name, value)
                seen.add(name)

    def schema(self) -> dict[str, Any]:
        """Return the schema of a list."""
        schema: dict[str, Any] = {"type": "array", "items": self.kind.schema()}
        if self._least:
            schema["minItems"] = self._least
        if self._most is not None:
            schema["maxItems"] = self._most
        return schema | ({"uniqueItems": True} if self._once else {})

    def read(self, value: Any) -> tuple[Any, ...]:
        """Return the entries, each as its kind reads it."""
        return tuple(self.kind.read(entry) for entry in value)


def _twice(place: str, label: str, name: object, values: object) -> str:
    """Return a sentence about an entry of a list that stands twice.

    Parameters
    ----------
    place, label : str
        Where the list and the entry stand; a value, other than a table, has no place of its own.
    name : object
        Value of the entry, or name of the table.
    values : object
        The list.
    """
    if label != place:
        tables = place.rpartition(".")[2]
        return f"{label} stands twice: two {tables} have this name; each needs one of its own"
    if isinstance(name, str):
        return f"{place}: '{name}' stands twice"
    return f"{place} = {shown(values)}: a value stands twice"
