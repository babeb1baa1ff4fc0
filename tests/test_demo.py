"""What ``make demo`` shows: one answer, its surprises, and where to look next."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import demo
from sim.commands.session import BAD_INPUT, DONE

SMALL = ("--workers", "300", "--months", "24", "--burn-in", "12", "--figures", "none")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_demo_ends_with_the_answer_and_says_it_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = (*demo.COMPARISON, *SMALL, "--replicates", "2", "--jobs", "1", "--quiet")
    monkeypatch.setattr(demo, "COMPARISON", small)
    assert demo.demo() == DONE
    said = capsys.readouterr().out
    assert said.count("The whole bundle") == 1
    # Its assumptions are those of the answer given the evidence, which it quotes.
    assert "calibrated" in said
    assert "Given the evidence, balancing jobs" in said.replace("\n", " ")
    assert said.index("Given the evidence") < said.index("Where to look next:")
    assert (Path(demo.FOLDER) / "manifest.json").exists()


def test_a_comparison_that_fails_has_no_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "COMPARISON", ("compare", "capitalsm", "parecon"))
    assert demo.demo() == BAD_INPUT
    said = capsys.readouterr()
    assert said.out == ""
    assert "did you mean 'capitalism'?" in said.err
