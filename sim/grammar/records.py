"""Records: frozen dataclasses that declare in their annotations what users may write in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, ClassVar, Final, Self, get_type_hints

from sim.errors import BalancedJobsError, refuse
from sim.grammar.tables import REQUIRED, Field, Table

_FIELDS: Final[dict[type, dict[str, Field]]] = {}


class Record:
    """Base of a frozen dataclass whose fields are each ``Annotated[type, Kind, description]``.

    A record is checked when it is made, and its values are those that their kinds read.

    Attributes
    ----------
    error : type
        Class of the error that names all mistakes.
    """

    __slots__ = ()

    error: ClassVar[type[BalancedJobsError]] = BalancedJobsError

    def __post_init__(self) -> None:
        """Refuse values that a file may not hold either."""
        known = fields_of(type(self))
        given = {name: getattr(self, name) for name in known}
        # Defaults need no check, and some stand for a value that is not there.
        changed = {
            name: value for name, value in given.items() if not _same(value, known[name].default)
        }
        refuse(self.error, table_of(type(self)).problems("", changed))
        for name, value in changed.items():
            object.__setattr__(self, name, known[name].kind.read(value))

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Return the record with some content, as it stands in a file.

        Raises
        ------
        BalancedJobsError
            Of the class `error`, if anything is not allowed; all mistakes are named.
        """
        table = table_of(cls)
        refuse(cls.error, table.problems("", content))
        record: Self = table.read(content)
        return record

    @classmethod
    def together(cls, prefix: str, values: Mapping[str, Any]) -> Iterable[str]:
        """Return what is wrong with valid values taken together.

        Parameters
        ----------
        prefix : str
            What stands before the keys in messages.
        values : mapping of str to object
            Those values that were given and are valid by themselves.
        """
        return ()


class RecordTable(Table):
    """The table that a record is read from."""

    def __init__(self, record: type[Record], phrase: str) -> None:
        super().__init__(fields_of(record), phrase, check=record.together)
        self._record = record

    def problems(self, place: str, value: object) -> Iterator[str]:
        """Yield a sentence for each mistake in the table; a record has been checked before."""
        if not isinstance(value, self._record):
            yield from super().problems(place, value)

    def read(self, value: Any) -> Any:
        """Return the record."""
        if isinstance(value, self._record):
            return value
        given = super().read(value)
        record = object.__new__(self._record)
        for name, field in fields_of(self._record).items():
            object.__setattr__(record, name, given.get(name, field.default))
        return record


def table_of(record: type[Record], phrase: str = "must be a table") -> RecordTable:
    """Return the table that a record is read from.

    Parameters
    ----------
    record : type
    phrase : str
        What is allowed, for what is no table.
    """
    return RecordTable(record, phrase)


def fields_of(record: type[Record]) -> dict[str, Field]:
    """Return the fields that a record declares."""
    if record not in _FIELDS:
        _FIELDS[record] = _declared(record)
    return _FIELDS[record]


def _declared(record: type[Record]) -> dict[str, Field]:
    hints = get_type_hints(record, include_extras=True)
    declared = {}
    for each in fields(record):  # type: ignore[arg-type]  # records are dataclasses
        kind, description = hints[each.name].__metadata__
        default = each.default
        if each.default_factory is not MISSING:
            default = each.default_factory()
        declared[each.name] = Field(kind, description, REQUIRED if default is MISSING else default)
    return declared


def _same(value: object, default: object) -> bool:
    """Return whether a value is the default; true and 1 are not the same."""
    return value is default or (type(value) is type(default) and value == default)
