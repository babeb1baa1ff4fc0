"""Tables and records: keys that are known, missing, misspelled, or do not fit together."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError, dataclass, replace
from typing import Annotated, Any, ClassVar

import pytest

from sim.errors import DesignError
from sim.grammar import REQUIRED, Field, Flag, ListOf, Number, Record, Table, Text, Whole, table_of


@dataclass(frozen=True, kw_only=True)
class Shelf(Record):
    name: Annotated[str, Text(1), "Name of the shelf."]
    boards: Annotated[int, Whole(1, 9), "Boards."] = 3


@dataclass(frozen=True, kw_only=True)
class Cupboard(Record):
    error: ClassVar = DesignError

    width: Annotated[float, Number(0.0, 2.0, "metres"), "Width."]
    depth: Annotated[float, Number(0.0, 1.0, "metres"), "Depth."]
    locked: Annotated[bool, Flag(), "Whether it is locked."] = False
    height: Annotated[float | None, Number(0.0, 3.0), "Height; by default that of the room."] = None
    shelves: Annotated[tuple[Shelf, ...], ListOf(table_of(Shelf), once=True), "Shelves."] = ()

    @classmethod
    def together(cls, prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
        if values.get("depth", 0.0) > values.get("width", 2.0):
            yield f"{prefix}depth = {values['depth']:g}: must not exceed the width"


CUPBOARD = table_of(Cupboard)
GOOD = {"width": 1, "depth": 0.5, "shelves": [{"name": "low"}, {"name": "high", "boards": 1}]}


def problems(**changes: object) -> list[str]:
    return list(CUPBOARD.problems("", GOOD | changes))


def test_a_record_has_what_the_table_says_and_its_defaults() -> None:
    cupboard = Cupboard.from_dict(GOOD)
    assert cupboard == Cupboard(
        width=1.0, depth=0.5, shelves=(Shelf(name="low", boards=3), Shelf(name="high", boards=1))
    )
    assert type(cupboard.width) is float
    assert not cupboard.locked
    assert cupboard.height is None
    assert pickle.loads(pickle.dumps(cupboard)) == cupboard
    with pytest.raises(FrozenInstanceError):
        cupboard.width = 2.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"width": 3}, "width = 3: must be a number from 0 to 2 (metres)"),
        ({"witdh": 1}, "witdh: there is no such key; allowed are width, depth, locked, height, "
                       "shelves; did you mean 'width'?"),
        ({"depth": 2}, "depth = 2: must be a number from 0 to 1 (metres)"),
        ({"width": 0.2}, "depth = 0.5: must not exceed the width"),
        ({"locked": 1}, "locked = 1: must be true or false"),
        ({"shelves": [{"name": "low", "boards": 0}]},
         "shelves.low.boards = 0: must be a whole number from 1 to 9"),
        ({"shelves": [{"boards": 2}]}, "shelves.1.name is missing: must be text in quotes, not "
                                       "empty"),
        ({"shelves": [{"name": "a"}, {"name": "a"}]},
         "shelves.a stands twice: two shelves have this name; each needs one of its own"),
        ({"shelves": [3]}, "shelves = 3: must be a table"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(changes: dict[str, object], message: str) -> None:
    assert problems(**changes) == [message]


def test_all_mistakes_are_named_and_an_error_has_the_class_of_the_record() -> None:
    with pytest.raises(DesignError) as caught:
        Cupboard.from_dict({"depth": 7, "shelves": [{"name": ""}], "x": 1})
    assert str(caught.value).startswith("4 mistakes:")


def test_a_record_is_checked_when_it_is_made_or_changed() -> None:
    cupboard = Cupboard.from_dict(GOOD)
    with pytest.raises(DesignError, match=r"width = 3: must be a number from 0 to 2"):
        replace(cupboard, width=3)
    with pytest.raises(DesignError, match="must not exceed"):
        Cupboard(width=0.1, depth=0.5)
    with pytest.raises(DesignError, match="locked = 0: must be true or false"):
        Cupboard(width=1.0, depth=0.5, locked=0)  # type: ignore[arg-type]


def test_a_table_may_need_some_keys_and_know_where_others_belong() -> None:
    table = Table(
        {"a": Field(Whole(1), "A.", REQUIRED), "b": Field(Whole(1), "B.", 2)},
        noun="letter",
        listed=False,
        home=lambda key, _: "; 'z' belongs elsewhere" if key == "z" else "",
        some=(("b", "c"), "give b or c"),
    )
    assert list(table.problems("t", {"z": 1})) == [
        "t.z = 1: there is no such letter; 'z' belongs elsewhere",
        "t.a is missing: must be a whole number of at least 1",
        "give b or c",
    ]
    assert list(table.problems("t", {"a": 1, "b": 1})) == []
    assert list(table.problems("t", 3)) == ["t = 3: must be a table"]


def test_the_schema_has_descriptions_defaults_and_what_must_be_given() -> None:
    schema = CUPBOARD.schema()
    assert schema["required"] == ["width", "depth"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["locked"] == {
        "type": "boolean", "description": "Whether it is locked.", "default": False,
    }  # fmt: skip
    assert schema["properties"]["shelves"]["items"]["required"] == ["name"]
