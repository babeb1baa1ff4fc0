"""``balanced-jobs sector``: a table of tasks becomes a sector that scenarios can have."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import Command
from tests.sectors.test_task_tables import TASKS

UNTOLD = "\n".join(line.rpartition(",")[0] for line in TASKS.splitlines())


def test_the_file_is_written_says_how_and_is_valid(balanced_jobs: Command, tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text(UNTOLD, encoding="utf-8")
    call = ("sector", "--from", "tasks.csv", "--name", "bakery", "--median", "12")
    refused = balanced_jobs(*call)
    assert refused.returncode == 2
    assert "--domain" in refused.stderr
    domains = ("--domain", "manual", "--domain", "running it=organisational")
    small = (*call, "--minimum", "4", *domains)
    made = balanced_jobs(*small)
    assert (made.returncode, made.stderr) == (0, "")
    assert "divided by the sum of 3 rows, 1.01" in made.stdout
    text = (tmp_path / "bakery.toml").read_text(encoding="utf-8")
    assert text.startswith("# Bakery: how this file was made.")
    assert text.count('domain = "manual"') == 2
    assert balanced_jobs("validate", "bakery.toml").stdout == "ok  bakery.toml\n"
    again = balanced_jobs(*small)
    assert again.returncode == 2
    assert "bakery.toml: exists already" in again.stderr
    assert text == (tmp_path / "bakery.toml").read_text(encoding="utf-8")
    other = json.loads(balanced_jobs(*small, "--out", "other.toml", "--json").stdout)
    assert (other["file"], other["tasks"]) == ("other.toml", 3)


def test_mistakes_of_options_are_told(balanced_jobs: Command, tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_text(TASKS, encoding="utf-8")
    call = ("sector", "--from", "tasks.csv", "--name")
    for arguments, said in (
        (("bakery", "--domain", "baking=tecnical"), "did you mean 'technical'?"),
        (("bakery", "--domain", "bakin=technical"), "did you mean 'baking'?"),
        (("bakery", "--where", "task"), "must be written COLUMN=VALUE"),
        (("my bakery",), "must be a word of letters"),
        (("bakery", "--median", "4"), "must not exceed"),
    ):
        finished = balanced_jobs(*call, *arguments)
        assert finished.returncode == 2
        assert said in finished.stderr
        assert "Traceback" not in finished.stderr
    missing = balanced_jobs("sector", "--from", "none.csv", "--name", "bakery")
    assert "there is no such file of tasks" in missing.stderr
    assert not list(tmp_path.glob("*.toml"))
