"""What the command says about itself, and how little it loads for that."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import sim
from sim.cli.application import application, verbs
from sim.experiments.registry import kinds
from sim.parameters import declarations
from tests.cli.command import Command, environment

VERBS = verbs()

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


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with the name by which it is called."""
    context = click.Context(application)
    for verb in VERBS:
        command = application.get_command(context, verb)
        assert command is not None
        yield verb, command


def examples() -> list[tuple[str, list[str]]]:
    """Return the verb and the arguments of every example that a help gives."""
    texts = [application.epilog or "", *(command.epilog or "" for _, command in commands())]
    found = []
    for text in texts:
        for line in text.splitlines():
            # What the example does may stand behind it.
            call, *_ = re.split(r" {3,}", line.strip())
            program, *words = shlex.split(call) or [""]
            if program == "balanced-jobs" and words and words[0] in VERBS:
                found.append((words[0], words[1:]))
    return found


def test_every_experiment_has_an_example() -> None:
    assert {verb for verb, _ in examples()} >= set(kinds())


@pytest.mark.parametrize(("verb", "arguments"), examples())
def test_an_example_of_a_help_is_understood_and_names_what_exists(
    verb: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = dict(commands())[verb]
    if "--help" in arguments:
        return
    # Names of parameters are checked where they are read.
    context = command.make_context(verb, list(arguments))
    named = re.findall(r"--set[= ]([a-z_]+)=", " ".join(arguments))
    assert set(named) <= set(declarations())
    for name in ("a", "b", "scenario", "assumptions"):
        if context.params.get(name) and not str(context.params[name]).endswith(".toml"):
            assert context.params[name] in {one.name for one in sim.list_scenarios()}
    design = context.params.get("design")
    if design and not re.search(r"[./]", design):
        assert design in {one.name for one in sim.list_designs()}


@pytest.mark.parametrize("verb", VERBS)
def test_a_parameter_that_a_help_names_with_a_value_exists(
    balanced_jobs: Command, verb: str
) -> None:
    text = balanced_jobs(verb, "--help").stdout
    with_values = re.findall(r"\b([a-z]+(?:_[a-z]+)+)=[0-9]", text)
    assert set(with_values) <= set(declarations())


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


def test_a_verb_like_no_other_is_answered_with_the_list(balanced_jobs: Command) -> None:
    finished = balanced_jobs("qqq")
    assert finished.returncode == 2
    assert f"no command 'qqq'. There are: {', '.join(VERBS)}." in " ".join(finished.stderr.split())
    near = balanced_jobs("verdct")
    assert "did you mean 'verdict'? There are: " in " ".join(near.stderr.split())
