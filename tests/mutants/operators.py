"""Kinds of small faults: those of Cosmic Ray that fit a model of numbers, and three more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import cosmic_ray.plugins
from cosmic_ray.operators.operator import Operator

NEIGHBOURS = {
    "Binary": [
        ("Add", "Sub"),
        ("Sub", "Add"),
        ("Mul", "Div"),
        ("Div", "Mul"),
        ("FloorDiv", "Mul"),
        ("Mod", "Mul"),
        ("Pow", "Mul"),
        ("BitAnd", "BitOr"),
        ("BitOr", "BitAnd"),
        ("BitXor", "BitOr"),
        ("LShift", "RShift"),
        ("RShift", "LShift"),
    ],
    # The other one at the boundary, and the opposite.
    "Comparison": [
        ("Gt", "GtE"),
        ("Gt", "LtE"),
        ("GtE", "Gt"),
        ("GtE", "Lt"),
        ("Lt", "LtE"),
        ("Lt", "GtE"),
        ("LtE", "Lt"),
        ("LtE", "Gt"),
        ("Eq", "NotEq"),
        ("NotEq", "Eq"),
        ("Is", "IsNot"),
        ("IsNot", "Is"),
    ],
    "Unary": [("Delete", "USub"), ("Delete", "Not"), ("Delete", "Invert")],
}
OTHERS = [
    "AddNot",
    "ExceptionReplacer",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ZeroIterationForLoop",
]


class SwapMinAndMax(Operator):
    """Put a lower bound where an upper one stands, and the other way round."""

    OTHER: ClassVar = {"min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum"}

    def mutation_positions(self, node: Any) -> Iterator[tuple]:
        if node.type == "name" and node.value in self.OTHER and _is_called(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = self.OTHER[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple:
        return ()


class ReverseAssignment(Operator):
    """Take away what was added, and divide by what was multiplied."""

    OTHER: ClassVar = {"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "&=": "|=", "|=": "&="}

    def mutation_positions(self, node: Any) -> Iterator[tuple]:
        if node.type == "operator" and node.value in self.OTHER:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        node.value = self.OTHER[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple:
        return ()


class LeaveOut(Operator):
    """Leave out a term of a sum, or a factor or divisor of a product."""

    def mutation_positions(self, node: Any) -> Iterator[tuple]:
        if node.type in ("arith_expr", "term"):
            # As a list, since the node is changed on the way.
            parts = [node.children[2 * index] for index in self._parts(node)]
            yield from [(part.start_pos, part.end_pos) for part in parts]

    def mutate(self, node: Any, index: int) -> Any:
        chosen = self._parts(node)[index]
        if chosen:
            del node.children[2 * chosen - 1 : 2 * chosen + 1]
        else:
            prefix = node.get_first_leaf().prefix
            # What is left of "a - b" is "-b".
            del node.children[: 1 if node.children[1].value == "-" else 2]
            node.get_first_leaf().prefix = prefix
        return node

    @staticmethod
    def _parts(node: Any) -> list[int]:
        """Return the places of the parts without which something is left to compute."""
        signs = [sign.value for sign in node.children[1::2]]
        later = [place for place, sign in enumerate(signs, start=1) if sign in "+-*/"]
        return [0, *later] if signs[0] in "+-*" else later

    @classmethod
    def examples(cls) -> tuple:
        return ()


OWN = {f"own/{one.__name__}": one for one in (SwapMinAndMax, ReverseAssignment, LeaveOut)}


def operators() -> dict[str, Operator]:
    """Return all kinds of faults by name."""
    names = [f"Replace{kind}Operator_{a}_{b}" for kind in NEIGHBOURS for a, b in NEIGHBOURS[kind]]
    found = {f"core/{name}": cosmic_ray.plugins.get_operator(f"core/{name}") for name in names}
    found |= {f"core/{name}": cosmic_ray.plugins.get_operator(f"core/{name}") for name in OTHERS}
    return {name: operator() for name, operator in (found | OWN).items()}


def _is_called(node: Any) -> bool:
    following = node.get_next_leaf()
    return following is not None and following.value == "("
