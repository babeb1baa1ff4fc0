"""Finding and reading TOML files that users write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sim.errors import BalancedJobsError, nearest, printable, refuse
from sim.grammar.kinds import Kind
from sim.grammar.reading import content_of
from sim.grammar.values import shown

LONGEST_KEY = 500
"""Characters of a key in a file; those of sectors may be paths."""

DEEPEST_TABLE = 50
"""Tables and lists inside each other, of which a file needs three."""

LARGEST_FILE = 1_000_000
"""Bytes of a file; those that people write have thousands."""

PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[\w-]++)[ \t]*\.[ \t]*"""
"""A part of a key, with its dot."""

BACKSLASH = (
    "a backslash in double quotes starts an escape: write the path in 'single quotes', or with "
    "slashes"
)
"""What helps who writes paths of Windows into a file."""

ESCAPE = re.compile(r"hex value|Unescaped|escape|Unicode scalar", re.IGNORECASE)
"""What the reader of TOML says of a backslash that begins no escape."""

TYPESET = re.compile("[\u2018\u2019\u201c\u201d\u201e\u00a0]")
"""Quotation marks and spaces of printed texts, which TOML does not know."""

COPIED = (
    "it has curly quotation marks or spaces of fixed width, as texts that are copied from a page "
    "have: write straight ones, and blanks"
)
"""What helps who copies from a printed page."""

YAML = re.compile(r"\s*(?:---|- |[\w.-]+:(?:\s|$))")
"""How a line of YAML begins."""

OTHER = (
    "this looks like {language}, but files are TOML: `key = value`, with `[parameters]` above "
    "those of a table"
)
"""What helps who brings the settings of another program."""

OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys, or that turn the direction of writing; not line breaks."""

DEEP_KEY = re.compile(rf"""(?<![\w"'-])(?:{PART}){{{DEEPEST_TABLE},}}""".encode())
"""A key of more parts than tables may be deep, which takes the reader hours."""


def shown_path(path: Path) -> str:
    """Return a path as short as it can be written from the working directory."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def expanded(text: str) -> Path:
    """Return a path with a leading ~ resolved, where that is possible."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def is_path(text: str) -> bool:
    """Return whether a text names a file rather than something that the package knows by name."""
    return text.endswith(".toml") or "/" in text or "\\" in text


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
        content = content_of(path, LARGEST_FILE, piped=True)
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
    if DEEP_KEY.search(content):
        raise error(f"{name}: not valid TOML: a key has more than {DEEPEST_TABLE} parts")
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise error(f"{name}: not valid TOML: nested too deeply") from None
    except ValueError as problem:  # tomllib's own error, or a number of thousands of digits
        raise error(f"{name}: not valid TOML: {problem}{_hint(problem, text)}") from None
    strange = _strange(tables)
    if strange:
        raise error(f"{name}: {strange}")
    return tables


def _hint(problem: ValueError, text: str) -> str:
    """Return what helps with an error of the reader of TOML, if anything is known that does."""
    found = re.search(r"at line (\d+)", str(problem))
    line = text.split("\n")[int(found[1]) - 1] if found else ""
    if "\\" in text and ESCAPE.search(str(problem)):
        return f"; {BACKSLASH}"
    if TYPESET.search(line):
        return f"; {COPIED}"
    if text.lstrip().startswith("{"):
        return f"; {OTHER.format(language='JSON')}"
    if YAML.match(line):
        return f"; {OTHER.format(language='YAML')}"
    return ""


def read_file(path: Path, error: type[BalancedJobsError], kind: str, grammar: Kind) -> Any:
    """Return what a TOML file says, as its grammar reads it.

    Parameters
    ----------
    path : Path
    error : type
    kind : str
        As in `read_toml`.
    grammar : Kind
        What may stand in the file.

    Raises
    ------
    BalancedJobsError
        Of class `error`, if the file cannot be read or has mistakes; all of them are named.
    """
    content = read_toml(path, error, kind)
    refuse(error, grammar.problems("", content), partial(shown_path, path))
    return grammar.read(content)


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
                hint = f"; {BACKSLASH}" if "." in key else ""
                return f'the key "{printable(key)}" has characters that cannot be shown{hint}'
        for key, text in _texts(level):
            if OBEYED.search(text):
                hint = f"; {BACKSLASH}" if is_path(text) else ""
                return f"{key} = {shown(text)} has characters that cannot be shown{hint}"
        level = [
            value
            for table in level
            for value in (table.values() if isinstance(table, dict) else table)
            if isinstance(value, dict | list)
        ]
        if not level:
            return None
    return "not valid TOML: nested too deeply"


def _texts(level: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of tables and lists, each with its key."""
    for table in level:
        pairs = table.items() if isinstance(table, dict) else (("a list", one) for one in table)
        for key, value in pairs:
            yield from (
                (key, text)
                for text in (value if isinstance(value, list) else [value])
                if isinstance(text, str)
            )


def _siblings(path: Path) -> str:
    """Return what a user may do when a file is missing."""
    if not str(path).isprintable():
        return BACKSLASH
    try:
        others = sorted(other.stem for other in path.parent.glob("*.toml"))
    except OSError:
        others = []
    close = nearest(path.stem, others)
    if close:
        return f"did you mean '{shown_path(path.with_name(f'{close}.toml'))}'?"
    return "check the path"
