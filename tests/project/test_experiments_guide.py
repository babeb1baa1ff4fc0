"""The guide to experiments: its examples run, its commands exist, its tables are there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import sim
from sim.cli.application import application
from sim.designs.grammar import DESIGN
from sim.experiments.registry import kinds
from tests.cli.command import call, environment

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "experiments.md").read_text(encoding="utf-8")

TOPICS = [
    (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("robustness.md", "evidence.md")
]
"""Pages about experiments that have one of their own."""

_BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]*) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)

NOT_RUN = "not run: needs SLURM"


def blocks(kind: str, note: str = "") -> list[str]:
    """Return the blocks of a language that have a note before them, or none."""
    return [
        found["text"]
        for found in _BLOCK.finditer(GUIDE)
        if found["kind"] == kind and (found["note"] or "") == note
    ]


def run_python(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", text], cwd=folder, env=environment(MPLBACKEND="Agg"),
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opening", "ending"),
    [
        ("from concurrent", "assert len(crossing.points) >= 3; assert len(means) == 4"),
        ("from ema_workbench", "assert len(experiments) == len(parecon_ahead) == 6"),
        ("import sim\n\ncomparison = sim.compare", "assert len(adds) == 4 * (6 + 8)"),
        ("import numpy as np\nfrom SALib", "assert len(indices['ST']) == 2"),
        ("import sim\n\nproblem", "assert plan.point_count == len(plan.points()) == 32"),
        (
            "import math",
            "assert np.allclose(indices['first_order'], [0.3139, 0.4424, 0.0], atol=0.05)\n"
            "assert np.allclose(indices['total'], [0.5576, 0.4424, 0.2437], atol=0.05)",
        ),
    ],
    ids=["library", "EMA Workbench", "what balance adds", "SALib", "problem", "Ishigami"],
)
def test_an_example_runs_as_it_stands(opening: str, ending: str, tmp_path: Path) -> None:
    (text,) = (block for block in blocks("python") if block.startswith(opening))
    ended = run_python(f"{text}\n{ending}\n", tmp_path)
    assert ended.returncode == 0, ended.stderr


def test_every_example_is_run_by_a_test_but_for_the_one_that_needs_slurm() -> None:
    assert len(blocks("python")) == 6
    assert len(blocks("python", "after: balanced-jobs sweep smoke")) == 1
    assert GUIDE.count("```python") == 8


@pytest.mark.slow
def test_units_are_read_without_this_program(tmp_path: Path) -> None:
    swept = call("sweep", "smoke", "--quiet", folder=tmp_path)
    assert swept.returncode == 0, swept.stderr
    (text,) = blocks("python", "after: balanced-jobs sweep smoke")
    ended = run_python(f"{text}\nprint(unit, len(effort))", tmp_path)
    assert ended.stdout.strip() == "0 to 1 2", ended.stderr


def test_the_script_for_slurm_uses_what_there_is() -> None:
    (text,) = blocks("python", NOT_RUN)
    compile(text, "verdict.py", "exec")
    for name in re.findall(r"\bsim\.([\w.]+)\(", text):
        found: object = sim
        for part in name.split("."):
            found = getattr(found, part)
        assert callable(found)
    from inspect import signature

    given = re.findall(r"(\w+)=", re.findall(r"sim\.verdict\((.*)\)", text)[0])
    assert set(given) <= set(signature(sim.verdict).parameters)


def commands() -> list[str]:
    lines = "\n".join(blocks("sh")).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("balanced-jobs ")]


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_a_command_is_one_that_the_program_takes(line: str) -> None:
    _, verb, *arguments = shlex.split(line)
    command = application.get_command(click.Context(application), verb)
    assert command is not None
    command.make_context(verb, list(arguments))


def test_commands_of_every_verb_of_experiments_are_shown() -> None:
    shown = {line.split()[1] for line in commands()}
    shown |= set(re.findall(r"^balanced-jobs ([\w-]+)", "\n".join(TOPICS), re.MULTILINE))
    assert shown >= {*kinds(), "results", "rerun"}


@pytest.mark.parametrize("text", blocks("toml"))
def test_a_design_in_the_guide_is_valid(text: str) -> None:
    plan = sim.load_design(tomllib.loads(text))
    assert plan.runs > 1


@pytest.mark.parametrize("kind", [name for name in kinds() if name not in ("run", "compare")])
def test_the_guide_names_every_table_and_its_columns(kind: str) -> None:
    for table, layout in kinds()[kind].load_record().tables.items():
        columns = layout.columns
        assert any(f"`{table}" in text for text in (GUIDE, *TOPICS)), table
        for column in columns:
            assert any(f"`{column}`" in text for text in (GUIDE, *TOPICS)), (table, column)


def test_the_guide_names_the_columns_of_what_balance_adds() -> None:
    for column in kinds()["compare"].load_record().tables["balance"].columns:
        assert f"`{column}`" in GUIDE, column


def test_the_guide_names_every_key_of_a_design() -> None:
    for key in DESIGN.names():
        assert f"`{key}`" in GUIDE or f"[{key}]" in GUIDE, key
