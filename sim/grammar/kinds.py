"""Kinds of values in what users write: what each allows, in words, as a check and as a schema."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sim.errors import choices
from sim.grammar.values import integer, number, shown, word

Phrase = str | Callable[[object], str]
"""What is allowed, as the end of a message, perhaps one about a certain value (None: missing)."""


class Kind(ABC):
    """What a value may be.

    A kind has three faces: `problems` checks a value, `read` turns a valid one into what the
    program works with, and `schema` says the same to an editor.

    Parameters
    ----------
    phrase : str or callable
    """

    def __init__(self, phrase: Phrase) -> None:
        self._phrase = phrase

    def allowed(self, value: object = None) -> str:
        """Return what is allowed, as the end of a message about a value that is not."""
        return self._phrase if isinstance(self._phrase, str) else self._phrase(value)

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
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the values."""

    def read(self, value: Any) -> Any:
        """Return what a valid value stands for."""
        return value


class Scalar(Kind):
    """A value without parts, which is allowed or not.

    Parameters
    ----------
    allows : callable
        Returns whether a value is a valid one.
    phrase : str or callable
    schema : callable
        Returns the JSON Schema.
    read : callable, optional
        Returns what a valid value stands for.
    """

    def __init__(
        self,
        allows: Callable[[Any], bool],
        phrase: Phrase,
        schema: Callable[[], dict[str, Any]],
        read: Callable[[Any], Any] | None = None,
    ) -> None:
        super().__init__(phrase)
        self._allows, self._schema, self._read = allows, schema, read

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence about a value that is not allowed."""
        if not self._allows(value):
            yield f"{place} = {shown(value)}: {self.allowed(value)}"

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the values."""
        return self._schema()

    def read(self, value: Any) -> Any:
        """Return what a valid value stands for."""
        return value if self._read is None else self._read(value)


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
        def allows(value: object) -> bool:
            given = number(value)
            return given is not None and low <= given <= high and not (above and given == low)

        def phrase(value: object) -> str:
            if above and number(value) == low:
                return f"must be above {low:g}; {above}"
            bounds = f" of at least {low:g}" if math.isfinite(low) else ""
            if math.isfinite(high):
                bounds = f" from {low:g} to {high:g}"
            return f"must be a number{bounds}{f' ({unit})' if unit.strip('- ') else ''}"

        def schema() -> dict[str, Any]:
            bounds = {"exclusiveMinimum" if above else "minimum": low, "maximum": high}
            return {"type": "number"} | {key: n for key, n in bounds.items() if math.isfinite(n)}

        super().__init__(allows, phrase, schema, float)


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
        def allows(value: object) -> bool:
            given = integer(value)
            if given is None or given < low or (given - low) % step:
                return False
            return high is None or given <= high

        def schema() -> dict[str, Any]:
            if step > 1 and high is not None:
                return {"enum": list(range(low, high + 1, step))}
            bounds = {"minimum": low} | ({} if high is None else {"maximum": high})
            return {"type": "integer", **bounds}

        bounds = f"of at least {low:,}" if high is None else f"from {low:,} to {high:,}"
        super().__init__(allows, phrase or f"must be a whole number {bounds}", schema, int)


class Flag(Scalar):
    """True or false."""

    def __init__(self) -> None:
        super().__init__(
            lambda value: isinstance(value, bool),
            "must be true or false",
            lambda: {"type": "boolean"},
        )


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
        def allows(value: object) -> bool:
            if not isinstance(value, str) or len(value.strip()) < shortest:
                return False
            if longest is not None and len(value) > longest:
                return False
            if printable and not value.isprintable():
                return False
            return not pattern or re.fullmatch(pattern, value) is not None

        def schema() -> dict[str, Any]:
            allowed = pattern or (r"[^\u0000-\u001f\u007f]*" if printable else "")
            filled = rf"\S[\s\S]{{{shortest - 2},}}\S" if shortest > 1 else r"\S"
            rules = {
                "pattern": f"^(?:{allowed})$" if allowed else filled if shortest else None,
                "maxLength": longest,
            }
            return {"type": "string"} | {key: n for key, n in rules.items() if n is not None}

        least = f" of at least {shortest} characters" if shortest > 1 else ", not empty"
        usual = f"must be text in quotes{least if shortest else ''}"
        super().__init__(allows, phrase or usual, schema)


class OneOf(Scalar):
    """One of several names.

    Parameters
    ----------
    names : sequence of str or callable
        The names, or a function that returns those that there are now.
    phrase : callable, optional
        Returns what is allowed, in place of all names and the nearest one.
    """

    def __init__(
        self,
        names: Sequence[str] | Callable[[], Sequence[str]],
        phrase: Callable[[object], str] | None = None,
    ) -> None:
        def known() -> Sequence[str]:
            return names() if callable(names) else names

        def allowed(value: object) -> str:
            return choices("" if value is None else word(value), known())

        super().__init__(
            lambda value: isinstance(value, str) and value in known(),
            phrase or allowed,
            lambda: {"enum": list(known())},
        )


class ListOf(Kind):
    """A list of values of one kind; tables in it go by their names in messages.

    Parameters
    ----------
    kind : Kind
        Of the entries.
    phrase : str or callable
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
        phrase: Phrase = "must be a list",
        least: int = 0,
        most: int | None = None,
        *,
        once: bool = False,
    ) -> None:
        super().__init__(phrase)
        self._kind, self._least, self._most, self._once = kind, least, most, once

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
            if isinstance(entry, Mapping):
                name = entry.get("name")
                label = f"{place}.{name if isinstance(name, str) else index + 1}"
            wrong = False
            for problem in self._kind.problems(label, entry):
                wrong = True
                yield problem
            if self._once and isinstance(name, str | float | int) and not (wrong and name is entry):
                if name in seen:
                    yield _twice(place, label, name, value)
                seen.add(name)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a list."""
        rules = {
            "minItems": self._least or None,
            "maxItems": self._most,
            "uniqueItems": self._once or None,
        }
        schema = {"type": "array", "items": self._kind.schema()}
        return schema | {key: n for key, n in rules.items() if n is not None}

    def read(self, value: Any) -> Any:
        """Return the entries in a tuple, each as its kind reads it."""
        return tuple(self._kind.read(entry) for entry in value)


def _twice(place: str, label: str, name: object, values: object) -> str:
    """Return a sentence about an entry that stands twice, or a table whose name does."""
    if label != place:
        tables = place.rpartition(".")[2]
        return f"{label} stands twice: two {tables} have this name; each needs one of its own"
    if isinstance(name, str):
        return f"{place}: '{name}' stands twice"
    return f"{place} = {shown(values)}: a value stands twice"
