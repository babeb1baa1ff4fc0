"""Errors that are nobody's input: one line, and the way to see more."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import application, main
from sim.commands.session import FAILED
from sim.experiments.run import plan as run_module


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
    original = run_module.simulate

    def fragile(task: run_module.RunTask) -> object:
        if task.replicate == 1:
            raise FloatingPointError("out of range")
        return original(task)

    monkeypatch.setattr(run_module, "simulate", fragile)
    line = ["run", "capitalism", "--workers", "300", "--months", "2", "--burn-in", "1"]
    assert main([*line, "--replicates", "3", "--jobs", "1"]) == FAILED
    captured = capsys.readouterr()
    assert "replicate 1 failed: FloatingPointError: out of range" in captured.err
    assert "finished: 2 of 3 replicates" in captured.err
    assert "Files: results/capitalism" in captured.out


def test_every_verb_is_a_module_with_a_command() -> None:
    for verb in application.verbs():
        command = application.application.get_command(None, verb)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == verb
