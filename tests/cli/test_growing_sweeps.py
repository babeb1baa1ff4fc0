"""Sweeps that grow, and sweeps in parts, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main

CALL = ("sweep", "smoke", "--workers=80", "--months=6", "--burn-in=3", "--figures=none", "--jobs=1")


def test_the_command_adds_divides_and_merges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    def said(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        captured = capsys.readouterr()
        return captured.out + captured.err

    for k in (1, 2):
        told = said(*CALL, "--replicates=2", f"--part={k}/2", f"--out=p{k}")
        assert "This part is done" in told
    assert "stand in none of these folders" in said("merge", "p1", "--out", "half", code=1)
    assert "Merged" in said("merge", "p1", "p2", "--out", "all")
    assert "stand in all and" in said(*CALL, "--replicates=3", "--extend", "--out=all")
    told = said(*CALL, "--replicates=1", "--extend", "--out=all", code=2)
    assert "of which there may be more, not fewer" in told
    assert "part = " in said(*CALL, "--part=3/2", code=2)
    assert "did you mean 'effort'" in said(*CALL, "--precision=1", "--outcome=efort", code=2)


def test_the_command_says_how_precise_the_outcome_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*CALL, "--precision=0.001", "--most=5", "--out=narrow"]) == 0
    told = capsys.readouterr().err
    assert "with 5 replicates, which is not the 0.001 that were wanted: raise --most" in told
    assert main([*CALL, "--precision=1000", "--out=narrow"]) == 0
    assert "with 5 replicates." in capsys.readouterr().err
