"""Tables in what users write: which keys they have, and what each may be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING
from typing import Any, Final

from sim.errors import suggestion
from sim.grammar.kinds import Kind
from sim.grammar.values import shown

REQUIRED: Final[Any] = MISSING
"""Default of a field that must be given."""


class Field:
    """A key of a table.

    Parameters
    ----------
    kind : Kind
        What its value may be.
    description : str
        What it means, for readers of the schema.
    default : object
        Value where it is left out; `REQUIRED` for one that must be given.
    """

    def __init__(self, kind: Kind, description: str, default: Any = None) -> None:
        self.kind = kind
        self.description = description
        self.default = default


Check = Callable[[str, Mapping[str, Any]], Iterable[str]]
"""Yields what is wrong with valid values taken together, given what stands before the keys."""

Home = Callable[[str, object], str]
"""Returns the end of a message about an unknown key and its value, or an empty text."""


class Table(Kind):
    """A table with known keys.

    Parameters
    ----------
    fields : mapping of str to Field
    phrase : str
        What is allowed, for what is no table, or an empty one where `least` forbids that.
    noun : str
        What a key stands for.
    listed : bool
        Whether a message about an unknown key lists those that are known.
    least : int
        Keys that there must be.
    check : callable, optional
        Called with what stands before the keys and with those values that are valid by themselves.
    home : callable, optional
        Returns what may help with an unknown key and its value, such as where it belongs.
    some : (collection of str, str), optional
        Keys of which one at least must be given, with a value that is not empty, and what is said
        where none is.
    """

    def __init__(
        self,
        fields: Mapping[str, Field],
        phrase: str = "must be a table",
        *,
        noun: str = "key",
        listed: bool = True,
        least: int = 0,
        check: Check | None = None,
        home: Home | None = None,
        some: tuple[Collection[str], str] | None = None,
    ) -> None:
        super().__init__(phrase)
        self._fields = fields
        self._noun = noun
        self._listed = listed
        self._least = least
        self._check = check
        self._home = home
        self._some = some

    def names(self) -> Collection[str]:
        """Return the keys, in the order in which they are listed."""
        return self._fields

    def field(self, name: str) -> Field | None:
        """Return the field of a key, or None where there is none."""
        return self._fields.get(name)

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in the table, everything below it included."""
        if not isinstance(value, Mapping) or len(value) < self._least:
            yield f"{place} = {shown(value)}: {self.allowed(value)}"
            return
        prefix = f"{place}." if place else ""
        valid: dict[str, Any] = {}
        for key, entry in value.items():
            wrong = False
            for problem in self.entry_problems(prefix, key, entry):
                wrong = True
                yield problem
            if not wrong:
                valid[key] = entry
        for name, field in self._fields.items():
            if field.default is REQUIRED and name not in value:
                yield f"{prefix}{name} is missing: {field.kind.allowed()}"
        if self._some is not None and not any(value.get(name) for name in self._some[0]):
            yield self._some[1]
        if self._check is not None:
            yield from self._check(prefix, valid)

    def entry_problems(self, prefix: str, key: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in a key and its value.

        Parameters
        ----------
        prefix : str
            What stands before the key in messages.
        key : str
        value : object
        """
        field = self.field(key)
        if field is not None:
            yield from field.kind.problems(f"{prefix}{key}", value)
            return
        names = self.names()
        hint = (self._home(key, value) if self._home else "") or suggestion(key, names)
        given = "" if self._listed else f" = {shown(value)}"
        listed = f"; allowed are {', '.join(names)}" if self._listed else ""
        yield f"{prefix}{key}{given}: there is no such {self._noun}{listed}{hint}"

    def read(self, value: Any) -> Any:
        """Return the values by key, each as its kind reads it; those left out stay out."""
        return {key: self._known(key).kind.read(entry) for key, entry in value.items()}

    def _known(self, name: str) -> Field:
        field = self.field(name)
        assert field is not None
        return field

    def schema(self) -> dict[str, Any]:
        """Return the schema of a table."""
        fields = {name: self._known(name) for name in self.names()}
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {name: _property(field) for name, field in fields.items()},
            "additionalProperties": False,
        }
        required = [name for name, field in fields.items() if field.default is REQUIRED]
        if required:
            schema["required"] = required
        if self._some is not None:
            schema["anyOf"] = [{"required": [name]} for name in self._some[0]]
        return schema | ({"minProperties": self._least} if self._least else {})


def _property(field: Field) -> dict[str, Any]:
    """Return the schema of a field, with what it means and its default."""
    schema = field.kind.schema() | {"description": field.description}
    plain = isinstance(field.default, str | int | float | tuple) and field.default not in ("", ())
    return schema | {"default": field.default} if plain else schema
