"""The documents say what is true of the code."""

from __future__ import annotations

import re
from pathlib import Path

from sim.parameters import declarations

ROOT = Path(__file__).parents[2]
ODD = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_parameter_stands_in_the_odd_document() -> None:
    assert [name for name in declarations() if f"`{name}`" not in ODD] == []


def test_files_that_the_odd_document_names_exist() -> None:
    for name in re.findall(r"`(sim/[\w/]+(?:\.py)?/?)`", ODD):
        assert (ROOT / name).exists(), name


def test_pictures_and_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for picture in re.findall(r"\]\(([\w/.]+\.png)\)", README):
        assert (ROOT / picture).is_file(), picture
    for target in set(re.findall(r"`make (\w+)`", README)):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
