"""The faults that can be put into a module, each as a changed text of one of its statements."""

from __future__ import annotations

import ast
import difflib
import hashlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.work_item import MutationSpec, WorkItem

from tests.mutants.operators import operators

Span = tuple[tuple[int, int], tuple[int, int]]
"""First position and the one after the last, as line and column."""

STATEMENTS = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


@dataclass(frozen=True)
class Change:
    """What a fault changes: the function, and its lines before and after."""

    function: str
    line: str
    becomes: str


def faults_of(module: str, text: str) -> list[WorkItem]:
    """Return the faults that can be put into a module, without two of the same effect.

    Annotations, decorators, default values and bodies of classes outside their methods are left
    alone, and so is what gives no Python.
    """
    found = []
    for number, statement in enumerate(statements(text)):
        tree = ast.parse(statement)
        idle, seen = list(_idle(tree)), {ast.dump(tree)}
        for name, operator in _operators().items():
            for spec in _positions(module, number, statement, name, operator):
                place = spec.start_pos, spec.end_pos
                if any(start <= spec.start_pos < end for start, end in idle):
                    continue
                if name == "core/AddNot" and _compares(statement, place):
                    continue  # the opposite comparison is a fault already
                changed = mutate_code(statement, operator, spec.occurrence)
                meaning = _meaning(changed)
                if meaning is None or meaning in seen or _same_length(statement, changed):
                    continue
                seen.add(meaning)
                found.append(WorkItem.single(_identity(spec), spec))
    return found


def statements(text: str) -> list[str]:
    """Return the functions, classes and assignments of a module, each as a text of its own."""
    lines = text.splitlines(keepends=True)
    return ["".join(lines[first - 1 : last]) for first, last in _spans(text)]


def changed_text(text: str, spec: MutationSpec) -> str:
    """Return the text of a module with a fault."""
    number = spec.operator_args["statement"]
    first, last = _spans(text)[number]
    lines = text.splitlines(keepends=True)
    operator = _operators()[spec.operator_name]
    changed = mutate_code("".join(lines[first - 1 : last]), operator, spec.occurrence)
    return "".join([*lines[: first - 1], changed, *lines[last:]])


def change_of(text: str, spec: MutationSpec) -> Change:
    """Return what a fault changes in the text of its module."""
    lines = list(difflib.ndiff(text.splitlines(), changed_text(text, spec).splitlines()))
    sides = [" ".join(line[2:].strip() for line in lines if line[0] == side) for side in "-+"]
    line, becomes = (re.sub(r"(?<=[\[(]) ", "", re.sub(r"\s+", " ", side)) for side in sides)
    return Change(spec.definition_name or "", line, becomes)


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the first and last line of the statements of a module."""
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, STATEMENTS):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(one.lineno for one in decorators)])
            found.append((first, int(node.end_lineno or first)))
    return found


@cache
def _operators() -> dict[str, Operator]:
    return operators()


def _positions(
    module: str, number: int, text: str, name: str, operator: Operator
) -> Iterator[MutationSpec]:
    places = (
        (node, *place)
        for node in ast_nodes(get_ast(text))
        for place in operator.mutation_positions(node)
    )
    for occurrence, (node, start, end) in enumerate(places):
        yield MutationSpec(
            module_path=module,
            operator_name=name,
            operator_args={"statement": number},
            occurrence=occurrence,
            start_pos=start,
            end_pos=end,
            definition_name=ASTQuery(node).get_definition_name(),
        )


def _idle(tree: ast.AST) -> Iterator[Span]:
    """Yield where a change of the text changes nothing that runs, or no function."""
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.arg | ast.AnnAssign):
            parts.append(node.annotation)
        if isinstance(node, ast.arguments):
            parts += [*node.defaults, *node.kw_defaults]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts += node.decorator_list
            parts.append(getattr(node, "returns", None))
        if isinstance(node, ast.ClassDef):
            parts += [one for one in node.body if not isinstance(one, ast.FunctionDef)]
        for part in parts:
            if part is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def _compares(text: str, span: Span) -> bool:
    """Return whether a condition is a single comparison."""
    (first, start), (last, end) = span
    lines = text.splitlines()[first - 1 : last]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    try:
        expression = ast.parse("(" + "\n".join(lines) + ")", mode="eval").body
    except SyntaxError:
        return False
    return isinstance(expression, ast.Compare) and len(expression.ops) == 1


def _same_length(before: str, after: str | None) -> bool:
    """Return whether the last length of an array stands where the first one stood.

    That is the same one in one dimension, and in two dimensions that of another fault.
    """
    lengths = re.compile(r"\.shape\[ *(0|- *1)\]")
    return lengths.sub(".shape[0]", before) == lengths.sub(".shape[0]", after or "")


def _meaning(text: str | None) -> str | None:
    """Return what a text means to Python; None for what is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(text or "(")
            compile(tree, "changed", "exec")
    except (SyntaxError, ValueError):
        return None
    return ast.dump(tree)


def _identity(spec: MutationSpec) -> str:
    text = f"{spec.operator_args['statement']} {spec.operator_name} {spec.occurrence}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
