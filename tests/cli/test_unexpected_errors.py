"""Errors that are nobody's input: one line, and the way to see more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli import application, main
from sim.commands.session import FAILED
from sim.experiments.run import plan as run_module
from sim.experiments.run.simulate import RunTables
from sim.simulation import BurnIns
from sim.study.measurement import Settings
from sim.study.requests import RunRequest


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_an_unexpected_error_is_one_line_and_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explode(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a gear is missing\nand another")

    monkeypatch.setattr(run_module, "run", explode)
    assert main(["run", "capitalism", "--quiet"]) == FAILED
    errors = capsys.readouterr().err
    assert errors.splitlines() == [
        "Error: ZeroDivisionError: a gear is missing",
        "Run the same command with --debug to see where it happened.",
    ]


def test_debug_shows_where_it_happened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def explode(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a gear is missing")

    monkeypatch.setattr(run_module, "run", explode)
    assert main(["run", "capitalism", "--quiet", "--debug"]) == FAILED
    errors = capsys.readouterr().err
    assert "Traceback" in errors
    assert "explode" in errors


def test_failed_replicates_are_named_and_the_others_saved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = RunTables.tables

    def fragile(
        measurement: RunTables, settings: Settings, request: RunRequest, burn_ins: BurnIns
    ) -> Mapping[str, pd.DataFrame]:
        if request.replicate == 1:
            raise FloatingPointError("out of range")
        return original(measurement, settings, request, burn_ins)

    monkeypatch.setattr(RunTables, "tables", fragile)
    line = ["run", "capitalism", "--workers", "300", "--months", "2", "--burn-in", "1"]
    assert main([*line, "--replicates", "3", "--jobs", "1", "--out", "out"]) == FAILED
    captured = capsys.readouterr()
    assert "Error: run 1 failed: FloatingPointError: out of range" in captured.err
    assert "repeat it with: balanced-jobs rerun out 1" in captured.err
    assert "Failed: 1 of 3 replicates; they stand in out/errors.parquet" in captured.err
    assert "1 of 3 replicates ended in an error and is left out" in captured.out
    assert captured.out.endswith("Files: out\n")
    assert sim.open_results("out").completed == 2


def test_when_every_replicate_fails_there_is_no_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise FloatingPointError("out of range")

    monkeypatch.setattr(RunTables, "tables", broken)
    line = ["run", "capitalism", "--workers", "300", "--months", "2", "--burn-in", "1"]
    assert main([*line, "--replicates", "2", "--jobs", "1", "--out", "out"]) == FAILED
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "2 of 2 runs failed, so that there is no result" in captured.err
    assert "FloatingPointError: out of range" in captured.err


def test_every_verb_is_a_module_with_a_command() -> None:
    for verb in application.verbs():
        command = application.application.get_command(None, verb)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == verb
