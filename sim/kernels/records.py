"""Records: Python objects whose fields compiled functions read by name.

A compiled function takes the state of an economy as one argument and reads ``economy.people.hours``
or adds to ``economy.flows.quits``. Each object keeps a block of memory with the numbers themselves,
where arrays begin and how long they are, and where the blocks of other records begin; a compiled
function is handed the address of the block. A call costs as much as with a single array, whatever
the number of fields, and a compiled function sees the arrays that Python sees. Where nothing is
compiled (``NUMBA_DISABLE_JIT=1``) the function is given the object itself, and the same text runs.

Fields of type ``float``, ``int`` and ``bool`` stand in the block, so both sides may change them.
Arrays may be filled by both, and replaced by Python only, by one of the same type and dimension.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, Final, Self, cast, dataclass_transform

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import cgutils, extending, types
from numba.core.typing.templates import AttributeTemplate
from numba.np import arrayobj
from numba.np.numpy_support import as_dtype, from_dtype
from numpy.typing import NDArray

MOST_DIMENSIONS: Final = 4
WORDS: Final = 1 + MOST_DIMENSIONS
"""Of 8 bytes for each field: a number, or the address of an array and its shape."""

NUMBERS: Final[Mapping[str, types.Type]] = {
    "float": types.float64,
    "int": types.int64,
    "bool": types.boolean,
}
"""What a field is to a compiled function, by its annotation."""

SIGN: Final = 1 << 63
ALL_BITS: Final = (1 << 64) - 1


class RecordType(types.Type):
    """A record as the compiler sees it.

    Parameters
    ----------
    name : str
        Name of the class.
    members : tuple of (str, numba type)
        Name and type of every field, in order.
    constant : bool
        Whether nobody changes the numbers, so that a loop need not read them again.
    """

    def __init__(self, name: str, members: tuple[tuple[str, types.Type], ...], constant: bool):
        self.places = {each: (at * WORDS, kind) for at, (each, kind) in enumerate(members)}
        self.addressed = {
            each: place
            for each, place in self.places.items()
            if isinstance(place[1], types.Array | RecordType)
        }
        self.constant = constant
        # Names of compiled functions contain those of their types: a digest keeps them short.
        digest = hashlib.sha256(repr((members, constant)).encode()).hexdigest()[:12]
        cast("Any", super()).__init__(name=f"{name}_{digest}")


class _RecordModel(extending.models.PrimitiveModel):
    """A record is the address of its block."""

    def __init__(self, manager: Any, record: RecordType) -> None:
        cast("Any", super()).__init__(manager, record, ir.IntType(8).as_pointer())


class _RecordFields(AttributeTemplate):
    key = RecordType

    def generic_resolve(self, record: Any, name: str) -> Any:  # type: ignore[override]
        """Return the type of a field, None where there is none."""
        place = record.places.get(name)
        return None if place is None else place[1]


def _read(context: Any, builder: Any, record: RecordType, block: Any, name: str) -> Any:
    place, kind = record.places[name]
    if isinstance(kind, types.Array):
        return _array(context, builder, kind, block, place)
    if isinstance(kind, RecordType):
        return builder.inttoptr(_word(builder, block, place), block.type)
    if kind == types.float64:
        at = builder.bitcast(_at(builder, block, place), ir.DoubleType().as_pointer())
        number = builder.load(at)
    else:
        number = builder.load(_at(builder, block, place))
    if record.constant:
        _never_changes(builder, number)
    if kind == types.boolean:
        return builder.icmp_signed("!=", number, number.type(0))
    return number


def _write(context: Any, builder: Any, signature: Any, arguments: Any, name: str) -> None:
    record, given = signature.args
    place, kind = record.places[name]
    if record.constant or not isinstance(kind, types.Number | types.Boolean):
        raise TypeError(f"a compiled function cannot replace '{name}' of {record}")
    value = context.cast(builder, arguments[1], given, kind)
    if kind == types.boolean:
        value = builder.zext(value, ir.IntType(64))
    at = builder.bitcast(_at(builder, arguments[0], place), value.type.as_pointer())
    builder.store(value, at)


def _at(builder: Any, block: Any, place: int) -> Any:
    words = builder.bitcast(block, ir.IntType(64).as_pointer())
    return builder.gep(words, [ir.IntType(32)(place)])


def _word(builder: Any, block: Any, place: int) -> Any:
    """Return an address or a length, which stay the same while a compiled function runs."""
    return _never_changes(builder, builder.load(_at(builder, block, place)))


def _never_changes(builder: Any, loaded: Any) -> Any:
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def _array(context: Any, builder: Any, kind: types.Array, block: Any, place: int) -> Any:
    array = context.make_array(kind)(context, builder)
    data = builder.inttoptr(_word(builder, block, place), array.data.type)
    shape = [_word(builder, block, place + 1 + axis) for axis in range(kind.ndim)]
    step = size = context.get_constant(types.intp, as_dtype(kind.dtype).itemsize)
    strides: list[Any] = []
    for length in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, length)
    pack = cast("Any", cgutils.pack_array)
    cast("Any", arrayobj.populate_array)(
        array,
        data=data,
        shape=pack(builder, shape),
        strides=pack(builder, strides),
        itemsize=size,
        meminfo=None,  # the Python object holds the memory
    )
    return array._getvalue()


def _take(_record: RecordType, value: Any, compiler: Any) -> Any:
    """Return the address of the block of a Python object."""
    address = compiler.pyapi.object_getattr_string(value, "_address")
    block = compiler.pyapi.long_as_voidptr(address)
    compiler.pyapi.decref(address)
    return compiler_api.NativeValue(block)


compiler_api: Any = extending
"""Has no types."""

compiler_api.register_model(RecordType)(_RecordModel)
compiler_api.infer_getattr(_RecordFields)
compiler_api.lower_getattr_generic(RecordType)(_read)
compiler_api.lower_setattr_generic(RecordType)(_write)
compiler_api.unbox(RecordType)(_take)


class Record:
    """Base class of records; the decorator `record` makes a class one."""

    __slots__ = ("_address", "_floats", "_known", "_numba_type_", "_words")

    _layout: ClassVar[tuple[tuple[str, int, types.Type | None], ...]] = ()
    """Name of each field, its place in the block, and its type if it is a number."""

    def __new__(cls, *_values: Any, **_named: Any) -> Self:
        """Return an object with an empty block."""
        made = super().__new__(cls)
        words = np.zeros(len(cls._layout) * WORDS, np.int64)
        for name, value in (
            ("_words", words),
            ("_floats", words.view(np.float64)),
            ("_address", words.ctypes.data),
            ("_known", None),
        ):
            object.__setattr__(made, name, value)
        return made

    def __getattr__(self, name: str) -> Any:
        """Return the type for the compiler, which is made when it is first asked for."""
        if name != "_numba_type_":
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        kinds = tuple(
            self._note(place, each, getattr(self, each)) if number is None else number
            for each, place, number in self._layout
        )
        # Types are made once and kept, so that their identities tell them apart.
        found = _TYPES.get(key := (type(self), *map(id, kinds)))
        if found is None:
            found = _TYPES[key] = _type_of(type(self), kinds)
        object.__setattr__(self, "_numba_type_", found)
        object.__setattr__(self, "_known", found.addressed)
        return found

    def clear(self) -> None:
        """Set the whole block to 0: all numbers of a record that has nothing else."""
        self._words.fill(0)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes a copy elsewhere, where its block has another address."""
        return type(self), tuple(getattr(self, each) for each, _, _ in self._layout)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a field, for compiled functions too.

        Raises
        ------
        TypeError
            If a field that compiled functions know becomes something else.
        """
        known = self._known
        if known is None or name not in known:
            object.__setattr__(self, name, value)
            return
        place, kind = known[name]
        if isinstance(kind, types.Array):
            _check_array(f"{type(self).__name__}.{name}", value, kind)
        object.__setattr__(self, name, value)
        found = self._note(place, name, value)
        if found != kind:
            raise TypeError(f"{type(self).__name__}.{name} is {kind}, not {found}")

    def _note(self, place: int, name: str, value: Any) -> types.Type | None:
        """Write where an array or a record begins; return its type, None for anything else."""
        words = self._words
        if isinstance(value, np.ndarray):
            if not value.flags.c_contiguous or value.ndim > MOST_DIMENSIONS:
                raise TypeError(f"{type(self).__name__}.{name} is not contiguous")
            words[place] = value.__array_interface__["data"][0]
            words[place + 1 : place + 1 + value.ndim] = value.shape
            return array_type(value.dtype, value.ndim)
        if hasattr(value, "_address"):
            words[place] = value._address
            return cast("types.Type", value._numba_type_)
        return None


def _check_array(name: str, value: Any, kind: types.Array) -> None:
    """Refuse what cannot take the place of an array: others would read its memory as it was."""
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} became a {type(value).__name__}, was an array")
    if array_type(value.dtype, kind.ndim) is not kind and value.dtype != as_dtype(kind.dtype):
        raise TypeError(
            f"{name} became an array of {value.dtype}, must stay {as_dtype(kind.dtype)}; "
            "write into it with [...] instead of replacing it"
        )
    if not value.flags.c_contiguous:
        raise TypeError(f"{name} is no longer contiguous; write into it with [...]")


@cache
def array_type(dtype: np.dtype[Any], dimensions: int) -> types.Array:
    """Return the type of an array whose rows follow one another, for the compiler."""
    return types.Array(from_dtype(dtype), dimensions, "C")


_TYPES: dict[tuple[Any, ...], RecordType] = {}
"""Types of records by class and by the identities of the types of their fields."""


def _type_of(cls: type[Record], kinds: tuple[types.Type | None, ...]) -> RecordType:
    """Return the type of a record whose fields are of these kinds, None for Python only."""
    members = tuple(
        # Those keep their place, under a name that no program can write.
        (f"{name} (Python only)", types.none) if kind is None else (name, kind)
        for (name, _, _), kind in zip(cls._layout, kinds, strict=True)
    )
    return record_type(cls.__name__, members, constant=False)


@cache
def record_type(
    name: str, members: tuple[tuple[str, types.Type], ...], constant: bool
) -> RecordType:
    """Return the type of a record: one object for equal fields, since making one takes long."""
    return RecordType(name, members, constant)


class _NumberInBlock:
    """A field that Python and compiled functions both read and write."""

    __slots__ = ("place",)

    def __init__(self, place: int) -> None:
        self.place = place


class _FloatInBlock(_NumberInBlock):
    def __get__(self, record: Any, _owner: Any = None) -> Any:
        return self if record is None else record._floats.item(self.place)

    def __set__(self, record: Any, value: float) -> None:
        record._floats[self.place] = value


class _IntInBlock(_NumberInBlock):
    def __get__(self, record: Any, _owner: Any = None) -> Any:
        return self if record is None else record._words.item(self.place)

    def __set__(self, record: Any, value: int) -> None:
        # The lowest 64 bits, as a signed number.
        record._words[self.place] = ((int(value) + SIGN) & ALL_BITS) - SIGN


class _BoolInBlock(_NumberInBlock):
    def __get__(self, record: Any, _owner: Any = None) -> Any:
        return self if record is None else record._words.item(self.place) != 0

    def __set__(self, record: Any, value: bool) -> None:
        record._words[self.place] = bool(value)


_IN_BLOCK: Final[Mapping[types.Type, type[_NumberInBlock]]] = {
    types.float64: _FloatInBlock,
    types.int64: _IntInBlock,
    types.boolean: _BoolInBlock,
}


@dataclass_transform(field_specifiers=(field,))
def record[C: type](cls: C) -> C:
    """Make a subclass of `Record` a dataclass whose fields compiled functions read by name.

    Parameters
    ----------
    cls : type
        Annotations say what a field is: numbers are ``float``, ``int`` or ``bool``; arrays and
        other records are known by their values. Everything else is for Python only.
    """
    made = cast("Any", dataclass(slots=True)(cls))
    made._layout = tuple(
        (each.name, at * WORDS, NUMBERS.get(cast("str", each.type)))
        for at, each in enumerate(fields(made))
    )
    for name, place, number in made._layout:
        if number is not None:
            setattr(made, name, _IN_BLOCK[number](place))
    return cast("C", made)


class Constants:
    """Numbers that nobody changes, for compiled functions.

    Parameters
    ----------
    name : str
        What they are; objects of one name have the same numbers.
    values : mapping of str to float
    """

    __slots__ = ("_address", "_numba_type_", "_words")

    def __init__(self, name: str, values: Mapping[str, float]) -> None:
        words = np.zeros((len(values), WORDS))
        words[:, 0] = list(values.values())
        self._words: NDArray[np.float64] = words
        self._address = words.ctypes.data
        self._numba_type_ = record_type(name, _all_numbers(tuple(values)), constant=True)


@cache
def _all_numbers(names: tuple[str, ...]) -> tuple[tuple[str, types.Type], ...]:
    return tuple((each, types.float64) for each in names)


__all__ = ["Constants", "Record", "RecordType", "record"]
