"""Reading files that users write, and checking the values in them."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sim.errors import BalancedJobsError, nearest, printable

LONGEST_VALUE = 60
"""Characters of a value that a message shows."""

LONGEST_KEY = 500
"""Characters of a key in a file; those of sectors may be paths."""

DEEPEST_TABLE = 50
"""Tables and lists inside each other, of which a file needs three."""

LARGEST_FILE = 10_000_000
"""Bytes of a file; those that people write have thousands."""

STREAMS = ("/dev", "/dev/fd", "/proc/self/fd")
"""Folders in which the system names what is piped into the program."""

SHARES_TOLERANCE = 1e-6
"""How far shares in a file may be from a sum of 1, which rounding explains."""

FLOAT_TOLERANCE = 1e-12
"""How far shares may be from a sum of 1 by floating-point arithmetic alone."""


def shown(value: object) -> str:
    """Return a value as it would stand in a TOML file, shortened for a message."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, str):
        text = f'"{value}"'
    else:
        try:
            text = str(value)
        except ValueError:
            text = "a number of thousands of digits"
    text = printable(" ".join(text.split()))
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


def word(value: object) -> str:
    """Return a value as a name that it may have been meant for."""
    return value if isinstance(value, str) else shown(value)


def shown_path(path: Path) -> str:
    """Return a path as short as it can be written from the working directory."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def number(value: object) -> float | None:
    """Return a finite value as a float, or None where it is no number (true and false are none)."""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        return None
    try:
        converted = float(plain)
    except OverflowError:
        return None
    return converted if math.isfinite(converted) else None


def number_problem(
    key: str, value: object, low: float, high: float = math.inf, unit: str = ""
) -> str | None:
    """Return what is wrong with a value that must be a number in a range, or None.

    Parameters
    ----------
    key : str
        Name of the value, as the user wrote it.
    value : object
    low, high : float
        Bounds, both allowed.
    unit : str
        Unit for the message; "" or "-" for none.
    """
    converted = number(value)
    if converted is not None and low <= converted <= high:
        return None
    bounds = f"of at least {low:g}" if math.isinf(high) else f"from {low:g} to {high:g}"
    measured = f" ({unit})" if unit.strip("- ") else ""
    return f"{key} = {shown(value)}: must be a number {bounds}{measured}"


def integer(value: object) -> int | None:
    """Return a whole number as an int, or None where the value is no whole number."""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool) or not isinstance(plain, int):
        return None
    return plain


def sum_to_one(shares: Iterable[float]) -> bool:
    """Return whether shares sum to 1 but for rounding in the file."""
    return abs(math.fsum(shares) - 1.0) <= SHARES_TOLERANCE * (1.0 + 1e-9)


def normalised(shares: Sequence[float]) -> list[float]:
    """Return shares scaled to a sum of 1; those that have it already are left as they are."""
    total = math.fsum(shares)
    if abs(total - 1.0) <= FLOAT_TOLERANCE:
        return list(shares)
    return [share / total for share in shares]


def expanded(text: str) -> Path:
    """Return a path with a leading ~ resolved, where that is possible."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def read_toml(path: Path, error: type[BalancedJobsError], kind: str) -> dict[str, Any]:
    """Return the content of a TOML file.

    Parameters
    ----------
    path : Path
    error : type
        Class of the error to raise.
    kind : str
        What the file is, for messages: "scenario" or "sector".

    Raises
    ------
    BalancedJobsError
        Of class `error`, if the file is missing, a folder, not readable, empty, not UTF-8 or not
        TOML.
    """
    name = shown_path(path)
    try:
        content = _content(path)
    except IsADirectoryError:
        raise error(f"{name}: is a folder; give the path of a {kind} file (.toml)") from None
    except FileNotFoundError:
        raise error(f"{name}: no such {kind} file; {_siblings(path)}") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error(f"{name}: the {kind} file cannot be read ({reason})") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise error(
            f"{name}: line {line} is not UTF-8 text; save the file with UTF-8 encoding"
        ) from None
    if not text.strip():
        raise error(f"{name}: the file is empty; a {kind} file in TOML is expected")
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise error(f"{name}: not valid TOML: nested too deeply") from None
    except ValueError as problem:  # tomllib's own error, or a number of thousands of digits
        raise error(f"{name}: not valid TOML: {problem}") from None
    strange = _strange(tables)
    if strange:
        raise error(f"{name}: {strange}")
    return tables


def _strange(tables: dict[str, Any]) -> str | None:
    """Return why tables are not what anybody would write, which messages could not show, or None.

    A key with dots makes tables as deep as it is long, without the reader noticing.
    """
    level: list[Any] = [tables]
    for _ in range(DEEPEST_TABLE):
        for key in (key for table in level if isinstance(table, dict) for key in table):
            if len(key) > LONGEST_KEY:
                return f"a key has {len(key):,} characters; allowed are {LONGEST_KEY}"
            if not key.isprintable():
                return f'the key "{printable(key)}" has characters that cannot be shown'
        level = [
            value
            for table in level
            for value in (table.values() if isinstance(table, dict) else table)
            if isinstance(value, dict | list)
        ]
        if not level:
            return None
    return "not valid TOML: nested too deeply"


def _content(path: Path) -> bytes:
    """Return the bytes of a file, but not of a device or a pipe that may never come to an end.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is not a file, or too large.
    """
    piped = str(path.parent) in STREAMS and path.is_fifo()
    if path.exists() and not (path.is_file() or path.is_dir() or piped):
        raise ValueError("it is not an ordinary file")
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(f"it has more than {LARGEST_FILE:,} bytes")
    return content


def _siblings(path: Path) -> str:
    """Return what a user may do when a file is missing."""
    try:
        others = sorted(other.stem for other in path.parent.glob("*.toml"))
    except OSError:
        others = []
    close = nearest(path.stem, others)
    if close:
        return f"did you mean '{shown_path(path.with_name(f'{close}.toml'))}'?"
    return "check the path"
