"""Paths of Windows in files that users write, where a backslash begins an escape."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.judging import said

HINT = "a backslash in double quotes starts an escape: write the path in 'single quotes'"


@pytest.mark.parametrize(
    "text",
    [
        'extends = "C:\\Users\\ana\\base.toml"\n',
        'extends = "..\\data\\base.toml"\n',
        'extends = "C:\\new\\table.toml"\n',
        'extends = "parecon"\n[sectors]\n"C:\\new\\bakery.toml" = 1.0\n',
        'extends = "parecon"\n[sectors]\n"..\\data\\bakery.toml" = 1.0\n',
    ],
)
def test_the_message_says_how_to_write_a_path(text: str, tmp_path: Path) -> None:
    file = tmp_path / "windows.toml"
    file.write_text(text, encoding="utf-8")
    code, output, errors = said("validate", str(file))
    assert (code, output) == (2, "")
    assert HINT in errors
    assert "windows.toml" in errors


def test_a_path_in_single_quotes_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "windows.toml"
    file.write_text("extends = 'C:\\Users\\ana\\base.toml'\n", encoding="utf-8")
    code, _, errors = said("validate", str(file))
    assert code == 2
    assert HINT not in errors
    assert "C:\\Users\\ana\\base.toml" in errors
