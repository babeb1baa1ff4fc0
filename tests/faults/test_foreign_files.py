"""Files that were copied from a printed page, or that are written in another language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.judging import said

HINT = "curly quotation marks"


@pytest.mark.parametrize(
    "text",
    [
        "extends = \u201cparecon\u201d\n",
        "extends =\u00a0'parecon'\n",
        "extends = \u2018parecon\u2019\n",
    ],
)
def test_the_message_says_what_to_write(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    code, output, errors = said("validate", str(tmp_path / "a.toml"))
    assert (code, output) == (2, "")
    assert HINT in errors


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('{"parameters": {"monitoring": 0.3}}', "JSON"),
        ("extends: parecon\nparameters:\n  monitoring: 0.3\n", "YAML"),
        ("---\n- parecon\n", "YAML"),
    ],
)
def test_settings_in_another_language_are_told_so(text: str, language: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    code, output, errors = said("validate", str(tmp_path / "a.toml"))
    assert (code, output) == (2, "")
    assert f"this looks like {language}, but files are TOML: `key = value`" in errors


def test_a_mistake_elsewhere_is_not_laid_to_an_apostrophe(tmp_path: Path) -> None:
    text = 'title = "Ana\u2019s own"\nextends = parecon\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    code, _, errors = said("validate", str(tmp_path / "a.toml"))
    assert code == 2
    assert HINT not in errors


@pytest.mark.parametrize("begin", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tabs_and_ends_of_lines_of_any_system_are_read(
    tmp_path: Path, begin: str, end: str
) -> None:
    text = f"{begin}extends\t=\t'parecon'{end}{end}[parameters]{end}\tmonitoring\t=\t0.2{end}"
    (tmp_path / "a.toml").write_bytes(text.encode())
    code, _, errors = said("validate", str(tmp_path / "a.toml"))
    assert (code, errors) == (0, "")
