"""The program and its guides use the words of the field, which `docs/glossary.md` explains."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BETTER = {
    r"(un)?luck(s|y)?": "common random numbers, independent random draws, noise",
    r"anew": "again, over, from the start",
    r"the own": "the person's own, their own",
    r"unloved": "least desirable",
    r"packs?": "assumption set",
    r"fates?": "what happens to people, quintiles",
    r"program text": "source code",
    r"(can|may) (be )?mend(ed)?": "correct",
    r"digits that count": "significant digits",
    r"slip of the hand": "probable typing error",
    r"something else than": "something other than",
    r"survives? anything": "can be resumed",
    r"for who cannot": "alternative text",
    r"falls? ill": "the model has no illness",
    r"settled by evidence": "examined",
}
"""Words of a private dialect, as regular expressions, and what to write instead."""

WORDS = re.compile(rf"\b({'|'.join(BETTER)})\b", flags=re.IGNORECASE)
NAMES = re.compile(r"(?:^|_)(luck|unloved|fates?)(?:_|s?$)", flags=re.IGNORECASE)
CODE = re.compile(
    r"```.*?```|``[^`]+``|`[^`\n]+`|^ +[\w, ]+ : (?=\S)", flags=re.DOTALL | re.MULTILINE
)
"""What is no prose: code, and the names of parameters and attributes in a docstring."""

PLAIN = {"README.md", "CHANGELOG.md", "docs/teachers.md", "docs/notebooks.md"}
"""Texts for everybody and for students, in which luck is explained once; and what has been."""


def in_prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and word of everything that has a better name, code left out."""
    plain = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), text)
    for found in WORDS.finditer(plain):
        yield plain.count("\n", 0, found.start()) + 1, found.group()


def in_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and word in docstrings, messages, comments and names of a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield from ((node.lineno + line - 1, word) for line, word in in_prose(node.value))
        elif isinstance(node, ast.Name | ast.arg | ast.FunctionDef | ast.ClassDef):
            name = getattr(node, "id", None) or getattr(node, "arg", None) or node.name
            if NAMES.search(name):
                yield node.lineno, name
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield from ((token.start[0], word) for _, word in in_prose(token.string))


def pages() -> list[Path]:
    """Return what is written for researchers, and files of data and templates."""
    found = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "scenarios").rglob("*.toml"),
    ]
    for kind in ("toml", "j2", "html"):
        found += (ROOT / "sim").rglob(f"*.{kind}")
    return sorted(page for page in found if page.relative_to(ROOT).as_posix() not in PLAIN)


def shown(path: Path, found: Iterator[tuple[int, str]]) -> list[str]:
    name = path.relative_to(ROOT).as_posix()
    return [f"{name}:{line}: {word}" for line, word in sorted(set(found))]


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (ROOT / "sim").iterdir() if path.suffix in ("", ".py"))
)
def test_the_program_uses_the_words_of_the_field(folder: str) -> None:
    place = ROOT / "sim" / folder
    modules = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    found = [line for path in modules for line in shown(path, in_code(path.read_text("utf-8")))]
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_uses_the_words_of_the_field(page: Path) -> None:
    found = shown(page, in_prose(page.read_text("utf-8")))
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('"""Two runs with the same luck."""', "luck"),
        ("# Written anew.\n", "anew"),
        ("def f(luck_seed): ...", "luck_seed"),
        ('print("the own\\nworkplace is no workplace")', "the own"),
    ],
)
def test_such_a_word_is_found_wherever_it_stands(text: str, word: str) -> None:
    assert [found for _, found in in_code(text)] == [word]


def test_names_that_users_have_typed_are_no_prose() -> None:
    assert list(in_code('"""Throw away what is there, as `--anew` did."""\nanew = "anew"')) == []
