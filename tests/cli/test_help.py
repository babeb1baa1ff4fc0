"""What the command says about itself, and how little it loads for that."""

from __future__ import annotations

import subprocess
import sys

import pytest

import sim
from sim.cli.application import VERBS
from tests.cli.command import Command, environment

HEAVY = ("matplotlib", "mesa", "numba", "numpy", "pandas", "pyarrow", "scipy", "tqdm")


def test_the_help_names_every_verb_and_the_exit_codes(balanced_jobs: Command) -> None:
    finished = balanced_jobs("--help")
    assert finished.returncode == 0
    assert finished.stderr == ""
    for verb in VERBS:
        assert f"\n  {verb} " in finished.stdout
    assert "130" in finished.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_help(balanced_jobs: Command, verb: str) -> None:
    finished = balanced_jobs(verb, "--help")
    assert finished.returncode == 0
    assert finished.stdout.startswith(f"Usage: balanced-jobs {verb}")


@pytest.mark.parametrize("verb", ["run", "compare"])
def test_simulating_verbs_share_their_options(balanced_jobs: Command, verb: str) -> None:
    text = balanced_jobs(verb, "--help").stdout
    for option in ("set", "seed", "replicates", "workers", "months", "burn-in", "jobs", "out"):
        assert f"--{option}" in text
    for option in ("quiet", "json", "debug"):
        assert f"--{option}" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        *([verb, "--help"] for verb in VERBS),
        ["--version"],
        ["scenarios"],
        ["scenarios", "--json"],
        ["parameters"],
        ["parameters", "intrinsic_motivation"],
    ],
)
def test_what_only_tells_loads_no_heavy_package(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from sim.cli import main\n"
        f"code = main({arguments!r})\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'loaded {loaded}' if loaded else code)\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")


def test_the_version_is_that_of_the_package(balanced_jobs: Command) -> None:
    assert balanced_jobs("--version").stdout == f"balanced-jobs {sim.__version__}\n"


def test_without_a_verb_the_help_is_shown_as_bad_input(balanced_jobs: Command) -> None:
    finished = balanced_jobs()
    assert finished.returncode == 2
    assert "compare" in finished.stderr


@pytest.mark.parametrize(
    ("typed", "meant"), [("compre", "compare"), ("parameter", "parameters"), ("runn", "run")]
)
def test_a_mistyped_verb_is_answered_with_the_nearest(
    balanced_jobs: Command, typed: str, meant: str
) -> None:
    finished = balanced_jobs(typed)
    assert finished.returncode == 2
    assert f"did you mean '{meant}'?" in finished.stderr


def test_a_reader_who_leaves_early_is_no_error() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "sim", "parameters", "--json"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    errors = writer.stderr.read()
    writer.wait(60)
    writer.stderr.close()
    assert errors == b""
