"""Arguments of public functions, checked by what their signatures say of them."""

from __future__ import annotations

import inspect
from ast import literal_eval
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from operator import is_
from os import PathLike
from typing import Any, Final

from sim.errors import ArgumentError
from sim.grammar.values import boolean, integer, number, shown

_LIST: Final = "a list"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of values.

    Attributes
    ----------
    words : str
        Its name, after 'must be'.
    take : callable
        Returns a value as it is used, or raises TypeError where it is of another sort.
    """

    words: str
    take: Callable[[Any], Any]


def checked[**Arguments, Result](
    function: Callable[Arguments, Result],
) -> Callable[Arguments, Result]:
    """Return a function that refuses, by name, arguments that its annotations do not allow.

    Numbers of NumPy and pandas become those of Python. What a value may be is read off the
    annotations; those that are not known here allow everything.

    Parameters
    ----------
    function : callable
        Its annotations are texts, as ``from __future__ import annotations`` makes them.

    Raises
    ------
    ArgumentError
        By what is returned, if an argument is of another sort.
    """

    @wraps(function)
    def checking(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        signature, annotations = _declared(function)
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return function(*args, **kwargs)  # says itself what is missing or too much
        given = {}
        for name, value in bound.arguments.items():
            if signature.parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
                given[name] = checked_values(annotations, value, function)
            elif name in annotations:
                given[name] = _value(name, value, annotations[name], function)
            else:
                given[name] = value
        bound.arguments.update(given)
        return function(*bound.args, **bound.kwargs)

    return checking


def checked_values(
    annotations: Mapping[str, str],
    values: Mapping[str, Any],
    function: Callable[..., Any] | None = None,
) -> dict[str, Any]:
    """Return values by name after checking those that are annotated.

    Parameters
    ----------
    annotations : mapping of str to str
    values : mapping
    function : callable, optional
        Where names of classes in the annotations are known.

    Raises
    ------
    ArgumentError
        If one is of another sort.
    """
    return {
        name: _value(name, value, annotations[name], function) if name in annotations else value
        for name, value in values.items()
    }


def annotations_of(typed: type) -> dict[str, str]:
    """Return the annotations of a typed dictionary as texts."""
    found = inspect.get_annotations(typed)
    return {name: str(getattr(text, "__forward_arg__", text)) for name, text in found.items()}


@cache
def _declared(function: Callable[..., Any]) -> tuple[inspect.Signature, dict[str, str]]:
    """Return the signature of a function, and annotations of all that it takes by name."""
    signature = inspect.signature(function)
    annotations: dict[str, str] = {}
    for name, parameter in signature.parameters.items():
        text = parameter.annotation
        if not isinstance(text, str):
            continue
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            typed = _known(text.removeprefix("Unpack[").removesuffix("]"), function)
            annotations |= annotations_of(typed) if isinstance(typed, type) else {}
        elif parameter.kind is not inspect.Parameter.VAR_POSITIONAL:
            annotations[name] = text
    return signature, annotations


def _value(name: str, value: object, annotation: str, function: Callable[..., Any] | None) -> Any:
    sorts = _sorts(annotation, function)
    try:
        return _taken(value, sorts) if sorts else value
    except TypeError:
        raise ArgumentError(f"{name} = {shown(value)}: must be {_words(sorts)}") from None


def _taken(value: object, sorts: Iterable[Sort]) -> Any:
    """Return a value as the first sort that it is of takes it; TypeError if there is none."""
    for sort in sorts:
        try:
            return sort.take(value)
        except TypeError:
            continue
    raise TypeError


def _words(sorts: Iterable[Sort]) -> str:
    words = sorted(dict.fromkeys(sort.words for sort in sorts), key=_is_of_many)  # those last
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _is_of_many(words: str) -> bool:
    return words.startswith(_LIST)


@cache
def _sorts(annotation: str, function: Callable[..., Any] | None) -> tuple[Sort, ...]:
    """Return the sorts that an annotation names; none where it allows everything."""
    found = []
    for part in _parts(annotation):
        sort = _sort(part, function)
        if sort is None:
            return ()
        found.append(sort)
    return tuple(found)


def _parts(annotation: str) -> Iterator[str]:
    """Yield what stands between the bars of an annotation."""
    depth = begin = 0
    for position, character in enumerate(annotation):
        depth += (character in "[(") - (character in "])")
        if character == "|" and not depth:
            yield annotation[begin:position].strip()
            begin = position + 1
    yield annotation[begin:].strip()


def _sort(part: str, function: Callable[..., Any] | None) -> Sort | None:
    name, _, inside = part.removesuffix("]").partition("[")
    name = name.rpartition(".")[2]
    if name in ("Sequence", "list"):
        return _list_of(_sorts(inside, function))
    if name == "Literal":
        return _one_of(literal_eval(f"[{inside}]"))
    if name in _SORTS:
        return _SORTS[name]
    known = _known(name, function)
    if known is None and name in getattr(function, "__globals__", ()):
        return None  # an alias
    return _instance(name, known)


def _known(name: str, function: Callable[..., Any] | None) -> type | None:
    """Return a class that the module of a function knows by a name, or a bound of its own."""
    for own in getattr(function, "__type_params__", ()):
        if own.__name__ == name:
            found = own.__bound__
            return found if isinstance(found, type) else None
    found = getattr(function, "__globals__", {}).get(name)
    return found if isinstance(found, type) else None


def _taking(holds: Callable[[Any], bool]) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        if not holds(value):
            raise TypeError
        return value

    return take


def _read(reader: Callable[[object], Any]) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        found = reader(value)
        if found is None:
            raise TypeError
        return found

    return take


def _instance(name: str, known: type | None) -> Sort:
    """Return the sort of the instances of a class; one not loaded yet is known by its name."""

    def holds(value: object) -> bool:
        if getattr(known, "_is_protocol", False):
            return all(hasattr(value, own) for own in vars(known) if not own.startswith("_"))
        if known is not None:
            return isinstance(value, known)
        return any(one.__name__ == name for one in type(value).__mro__)

    article = "an" if name[:1] in "AEIOU" else "a"
    return Sort(_WORDS.get(name, f"{article} {name}"), _taking(holds))


def _one_of(values: list[Any]) -> Sort:
    def holds(value: object) -> bool:
        return any(value is one or (isinstance(value, str) and value == one) for one in values)

    return Sort(" or ".join(map(shown, values)), _taking(holds))


def _list_of(sorts: tuple[Sort, ...]) -> Sort:
    def take(value: Any) -> Any:
        if isinstance(value, Iterator):
            return value
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Collection):
            raise TypeError
        items = list(value)  # an array without dimensions raises
        if not sorts:
            return value
        taken = [_taken(item, sorts) for item in items]
        return value if all(map(is_, items, taken)) else taken

    return Sort(f"{_LIST}, each of which is {_words(sorts)}" if sorts else _LIST, take)


_WORDS: Final = {"Record": "results of an experiment", "DataFrame": "a table of pandas"}
"""Names of classes for readers."""


def _is_scenario(value: object) -> bool:
    return isinstance(value, PathLike) or any(c.__name__ == "Scenario" for c in type(value).__mro__)


def _is_design(value: object) -> bool:
    named = any(one.__name__ in ("Design", "DataFrame") for one in type(value).__mro__)
    return named or isinstance(value, Mapping)


def _is_function(value: object) -> bool:
    """Return whether something can be called and is no class, which makes objects of arguments."""
    return callable(value) and not isinstance(value, type)


def _plain_number(value: object) -> Any:
    return value if type(value) in (int, float) else number(value)


_PATH: Final = Sort("a path", _taking(lambda value: isinstance(value, PathLike)))

_SORTS: Final[Mapping[str, Sort | None]] = {
    "Any": None,
    "object": None,
    "NDArray": None,
    "None": Sort("None", _taking(lambda value: value is None)),
    "int": Sort("a whole number", _read(integer)),
    "float": Sort("a number", _read(_plain_number)),
    "bool": Sort("True or False", _read(boolean)),
    "str": Sort("a text", _taking(lambda value: isinstance(value, str))),
    "Path": _PATH,
    "PathLike": _PATH,
    "Mapping": Sort("a table of values by name", _taking(lambda v: isinstance(v, Mapping))),
    "Callable": Sort("a function", _taking(_is_function)),
    "Progress": Sort("a function", _taking(lambda v: _is_function(v) or isinstance(v, bool))),
    "Executor": Sort(
        "an executor as of concurrent.futures",
        _taking(lambda value: callable(getattr(value, "submit", None))),
    ),
    "Scenario": Sort("a Scenario", _taking(_is_scenario)),
    "Design": Sort("a Design", _taking(_is_design)),
}
"""Sorts by the name in an annotation; None where everything is allowed."""
