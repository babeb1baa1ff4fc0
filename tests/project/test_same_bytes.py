"""Nothing that the processor or the C library decides reaches the model or its results.

`np.exp` and its kin, `math.exp`, powers, BLAS and unstable sorts differ in last digits, or in the
order of ties, between processors. `elementary.py`, `elementwise.py` and `sums.py` of `sim/kernels/`
do not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SIM = Path(__file__).resolve().parents[2] / "sim"

ELEMENTARY = frozenset(
    {"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "logaddexp", "pow", "power", "cbrt"}
    | {
        "float_power",
        "hypot",
        "erf",
        "gamma",
        "lgamma",
        "sin",
        "cos",
        "tan",
        "sinh",
        "cosh",
        "tanh",
    }
    | {"arcsin", "arccos", "arctan", "arctan2", "arctanh", "asin", "acos", "atan", "atan2", "atanh"}
)
ALGEBRA = frozenset(
    {"dot", "vdot", "inner", "matmul", "linalg", "tensordot", "einsum", "convolve", "correlate"}
    | {"corrcoef", "cov", "polyfit"}
)
MODEL = ("kernels", "institutions", "phases", "state", "parameters", "sectors")
RESULTS = (
    "evidence",
    "study",
    "experiments/compare",
    "experiments/run",
    "simulation.py",
    "agents.py",
)


def is_library(node: ast.expr, *names: str) -> bool:
    """Return whether an expression is the name of one of these modules."""
    return isinstance(node, ast.Name) and node.id in names


def is_compiled(node: ast.AST) -> bool:
    """Return whether a node defines a kernel, in which Numba sorts and multiplies by itself."""
    return isinstance(node, ast.FunctionDef) and any(
        is_library(decorator, "compiled") for decorator in node.decorator_list
    )


def depends_on_the_processor(node: ast.AST, compiled: bool, strict: bool) -> bool:
    """Return whether what a node computes may have other bytes on another processor.

    Parameters
    ----------
    node : ast.AST
    compiled : bool
        Whether it stands in a kernel.
    strict : bool
        Whether powers count, which are those of single numbers more often than of arrays.
    """
    match node:
        case ast.Attribute(value, name) if is_library(value, "np", "math"):
            # Numba's standard deviation is a power.
            return name in ELEMENTARY | ALGEBRA or (compiled and name == "std")
        case ast.BinOp(op=ast.MatMult()):
            return True
        case ast.BinOp(_, ast.Pow(), exponent) if strict:
            named = any(isinstance(part, ast.Name) for part in ast.walk(node))
            whole = isinstance(exponent, ast.Constant) and isinstance(exponent.value, int)
            return named and not (compiled and whole)
        case ast.Call(ast.Attribute(_, "argsort" | "argpartition"), _, keywords) if not compiled:
            return "kind='stable'" not in map(ast.unparse, keywords)
        case ast.Call(ast.Attribute(_, "dot")):
            return True
    return False


def found(node: ast.AST, file: str, strict: bool, compiled: bool = False) -> Iterator[str]:
    """Yield line and text of what depends on the processor below a node."""
    for child in ast.iter_child_nodes(node):
        if depends_on_the_processor(child, compiled, strict):
            yield f"{file}:{child.lineno}: {ast.unparse(child)}"  # type: ignore[attr-defined]
        yield from found(child, file, strict, compiled or is_compiled(child))


def found_in(place: str, strict: bool) -> list[str]:
    """Return what depends on the processor in a file or folder of the package."""
    files = sorted((SIM / place).rglob("*.py")) if (SIM / place).is_dir() else [SIM / place]
    assert files
    return [
        line
        for file in files
        if "figures" not in file.parts
        for line in found(ast.parse(file.read_text()), str(file.relative_to(SIM)), strict)
    ]


@pytest.mark.parametrize("place", MODEL)
def test_the_model_asks_no_library_for_last_digits(place: str) -> None:
    assert not found_in(place, strict=True)


@pytest.mark.parametrize("place", RESULTS)
def test_results_ask_no_library_for_last_digits(place: str) -> None:
    assert not found_in(place, strict=False)


@pytest.mark.parametrize(
    "code",
    ["np.exp(x)", "f(np.log, x)", "math.log2(x)", "a @ b", "a.dot(b)", "np.linalg.inv(a)", "x**c",
     "x**2", "np.argsort(x)", "x.argsort()",
     "@compiled\ndef f(x):\n    return np.std(x)"],
)  # fmt: skip
def test_what_depends_on_the_processor_is_seen(code: str) -> None:
    assert list(found(ast.parse(code), "file.py", strict=True))


@pytest.mark.parametrize(
    "code",
    ["exp(x)", "math.sqrt(x)", "2.0**-53", "np.argsort(x, kind='stable')", "np.sort(x)",
     "dot(a, b)", "@compiled\ndef f(x):\n    return x**2 + np.argsort(x)"],
)  # fmt: skip
def test_what_does_not_is_let_through(code: str) -> None:
    assert not list(found(ast.parse(code), "file.py", strict=True))
