"""The report of a comparison says what its answer hangs on, or with which command that is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiments.ablation.record import Ablation
from sim.experiments.compare.record import Comparison
from sim.report import document_of
from sim.report.hanging import MOST_ROWS, TITLE, hanging, stored_ablation
from sim.text.document import Code, Paragraph, Picture, Section, Table

SIZE: dict[str, Any] = {"workers": 120, "burn_in": 3, "months": 12, "seed": 5, "replicates": 2}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("results")
    sim.compare("capitalism", "parecon", out=place / "one", balance=False, **SIZE)
    sim.compare(
        "capitalism",
        "parecon",
        out=place / "other",
        balance=False,
        overrides={"intrinsic_motivation": 0.45},
        **SIZE,
    )
    sim.ablation(
        only=["no_solidarity", "no_fairness"],
        pairs=0,
        natural_experiments=False,
        out=place / "taken-away",
        **{**SIZE, "workers": 150},
    )
    return place


def opened(folder: Path, name: str) -> Comparison:
    found = sim.open_results(folder / name)
    assert isinstance(found, Comparison)
    return found


def section(result: Comparison) -> Section:
    sections = document_of(result).sections
    titles = [one.title for one in sections]
    assert titles.index(TITLE) == titles.index("What decides it") + 1
    return sections[titles.index(TITLE)]


def test_an_ablation_of_the_same_regimes_that_stands_beside_is_a_part_of_the_report(
    folder: Path,
) -> None:
    found = sim.open_results(folder / "taken-away")
    assert isinstance(found, Ablation)
    blocks = section(opened(folder, "one")).blocks
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].text == found.document().lead
    assert isinstance(blocks[1], Paragraph)
    assert "150 people" in blocks[1].text
    assert "`taken-away`" in blocks[1].text
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(tables[0].rows) == min(MOST_ROWS, 2) + 1
    pictures = [block for block in blocks if isinstance(block, Picture)]
    assert {picture.name for picture in pictures} == {
        f"hangs_on_{name}" for name in found.drawings()
    }


def test_where_there_is_none_the_report_says_with_which_command_it_is_computed(
    folder: Path,
) -> None:
    other = opened(folder, "other")
    assert stored_ablation(other) is None
    first, command = section(other).blocks
    assert isinstance(first, Paragraph)
    assert first.text.startswith("Not computed here")
    assert isinstance(command, Code)
    assert command.text == (
        "balanced-jobs ablation capitalism --against parecon --set intrinsic_motivation=0.45"
    )


def test_a_broken_folder_beside_it_is_passed_over(folder: Path, tmp_path: Path) -> None:
    one = opened(folder, "one")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    alone = replace(one, folder=tmp_path / "one")
    assert stored_ablation(alone) is None
    assert isinstance(hanging(replace(one, folder=None)).blocks[-1], Code)
