"""What has no end or is far too large is refused before anything is done with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.judging import BAKERY, said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "parecon", "--replicates", "1000000000000"), "--replicates"),
        (("sweep", "smoke", "--jobs", "1000000000000"), "--jobs"),
        (("results", "/proc"), "folder of the system"),
        (("validate", "/dev/zero"), "it is a device"),
        (("sweep", "smoke", "--cluster", "pipe"), "it is a pipe"),
        (("sweep", "smoke", "--cluster", "/dev/zero"), "it is a device"),
    ],
)
def test_it_gets_a_message(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    code, output, errors = said(*arguments)
    assert (code, output) == (2, "")
    assert words in errors


@pytest.mark.parametrize("text", ["k = 1\n" * 200_000, "a." * 100_000 + "a = 1\n"])
def test_a_large_file_is_refused_at_once(text: str, tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    file.write_text(text, encoding="utf-8")
    code, _, errors = said("validate", str(file))
    assert code == 2
    assert "more than" in errors


@pytest.mark.parametrize(
    ("name", "words"),
    [("\\u001b[2J", "characters that cannot be shown"), ("x" * 10_000, "at most 100 characters")],
)
def test_a_name_that_no_page_can_show_is_refused(name: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "bakery.toml"
    file.write_text(BAKERY.replace('name = "baking"', f'name = "{name}"'), encoding="utf-8")
    code, _, errors = said("validate", str(file))
    assert code == 2
    assert words in errors


@pytest.mark.parametrize("character", ["\\u001b[31m", "\\u0007", "\\u202e", "\\u009b2J"])
def test_a_text_that_a_terminal_would_obey_is_refused_wherever_it_stands(
    character: str, tmp_path: Path
) -> None:
    file = tmp_path / "bakery.toml"
    file.write_text(f'source = "A {character} book"\n{BAKERY}', encoding="utf-8")
    code, _, errors = said("validate", str(file))
    assert code == 2
    assert "source = " in errors
    assert "has characters that cannot be shown" in errors
    file.write_text(f'source = """Two\nlines"""\n{BAKERY}', encoding="utf-8")
    assert said("validate", str(file))[0] == 0
