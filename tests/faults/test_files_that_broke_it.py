"""The smallest of the files that once ended in a traceback, a hang or a useless message."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from benchmarks.processes import command_line, end_and_wait_for_silence, environment
from sim.errors import MOST_MISTAKES, ScenarioError
from sim.evidence.reading import shipped
from sim.execution.files import PARTIAL
from sim.scenario import load_scenario
from sim.scenario.overrides import parse_override
from tests.cli.command import call
from tests.faults.judging import BAKERY, FUZZED, check_message, furnish, said

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and odd names need POSIX")

HUGE = "0x" + "f" * 4_000
DEEP = ".a" * 1_000

SCENARIOS = {
    "a whole number that Python will not write out": (f"workers = {HUGE}", "thousands of digits"),
    "a rule that Python will not write out": (
        f"[institutions]\ndivision = {HUGE}",
        "institutions.division = a number of thousands of digits: allowed are hierarchical",
    ),
    "a key of a thousand parts": (f"workers{DEEP} = 1", "more than 50 parts"),
    "a share next to nothing": (
        "[sectors]\nhospital = 5e-324\nsoftware = 1.0",
        "smallest workplace (8); raise the share",
    ),
    "a device that never ends": ('[sectors]\n"/dev/zero" = 1.0', "not an ordinary file"),
    "a pipe into which nobody writes": ('[sectors]\n"pipe.toml" = 1.0', "not an ordinary file"),
    "what a terminal obeys": ('title = "\\u001b[2J"', '"\\x1b[2J"'),
    "what a terminal obeys, as a key": ('"\\u001b[2J" = 1', "cannot be shown"),
    "an endless key": ("k" * 100_000 + " = 1", "a key has 100,000 characters"),
    "an endless parent": (f'extends = "{"x" * 100_000}"', "no scenario has this name"),
    "more mistakes than anyone reads": (
        "[parameters]\n" + "\n".join(f"a{number} = 1" for number in range(50_000)),
        f"more than {MOST_MISTAKES} mistakes",
    ),
    "more sectors than there are": (
        "[sectors]\n" + "\n".join(f"a{number} = 0.0" for number in range(50_000)) + "\na = 1.0",
        f"more than {MOST_MISTAKES} mistakes",
    ),
    "a file like a novel": ("# " + "x" * 10_000_001, "more than 1,000,000 bytes"),
}
"""Text of a file, and what the message must say."""

DESIGNS = {
    "a number that Python will not write out": (
        f'scenarios = ["parecon"]\nreplicates = {HUGE}',
        "thousands of digits",
    ),
    "thousands of rules": (
        'scenarios = ["parecon"]\n[grid.institutions]\npay = ['
        + ", ".join(f'"x{number}"' for number in range(20_000))
        + "]",
        f"more than {MOST_MISTAKES} mistakes",
    ),
    "thousands of scenarios": (
        f"scenarios = [{', '.join(['"parecon"'] * 50_000)}]",
        "there are 50,000; allowed are up to 1,000",
    ),
    "a parameter that Python will not write out": (
        f'scenarios = ["parecon"]\n[morris]\nparameters = [{HUGE}]',
        "a number of thousands of digits: there is no such parameter",
    ),
    "a pipe in place of a scenario": ('scenarios = ["./pipe.toml"]', "not an ordinary file"),
}

ENTRY = """
name = "fact"
statement = "A fact"
moment = "wage_gini"
unit = "0 to 1"
low = 0.1
central = 0.2
high = 0.3
use = "check"
source = "nowhere in particular"
"""


@pytest.fixture(autouse=True)
def _beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", SCENARIOS)
def test_a_scenario_that_broke_the_program_gets_a_message(kind: str) -> None:
    text, expected = SCENARIOS[kind]
    Path(FUZZED).write_text(text, encoding="utf-8")
    code, output, errors = said("validate", FUZZED)
    assert (code, output) == (2, "")
    check_message(errors, (FUZZED,))
    assert expected in errors


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", DESIGNS)
def test_a_design_that_broke_the_program_gets_a_message(kind: str) -> None:
    text, expected = DESIGNS[kind]
    Path(FUZZED).write_text(text, encoding="utf-8")
    code, output, errors = said("sweep", FUZZED)
    assert (code, output) == (2, "")
    check_message(errors, (FUZZED,))
    assert expected in errors


def test_a_fact_with_a_number_that_python_will_not_write_out_gets_a_message() -> None:
    text = f"[[facts]]{ENTRY}source_checked = {HUGE}"
    Path(FUZZED).write_text(text, encoding="utf-8")
    code, _, errors = said("validate-model", "--facts", FUZZED)
    assert code == 2
    check_message(errors, (FUZZED,))
    assert "facts.fact.source_checked = a number of thousands of digits" in errors


def test_a_domain_that_python_will_not_write_out_gets_a_message() -> None:
    Path(FUZZED).write_text(BAKERY.replace('"manual"', HUGE), encoding="utf-8")
    code, output, errors = said("validate", FUZZED)
    assert (code, output) == (2, "")
    check_message(errors, (FUZZED,))
    assert "tasks.baking.domain = a number of thousands of digits: allowed are" in errors


def test_a_sector_of_an_intervention_may_have_an_impossible_name() -> None:
    change = "\n[interventions.change]\n"
    setting = f'\n[interventions.setting.sectors]\n"{"x" * 300}.toml" = 1.0'
    text = shipped("interventions").read_text(encoding="utf-8")
    text = text.replace(change, setting + change, 1)
    Path(FUZZED).write_text(text, encoding="utf-8")
    code, output, errors = said("natural-experiments", "--file", FUZZED)
    assert (code, output) == (2, "")
    check_message(errors, ("x" * 300,))
    assert "File name too long" in errors


def test_an_override_of_thousands_of_digits_gets_a_message() -> None:
    with pytest.raises(ScenarioError, match="workers = inf"):
        load_scenario("parecon", dict([parse_override(f"workers={'9' * 5_000}")]))


def test_a_name_that_is_too_long_for_a_file_gets_a_message() -> None:
    for arguments in (
        ("validate", "x" * 300),
        ("validate", "x" * 300 + ".toml"),
        ("run", "parecon", "--out", "x" * 300),
        ("sweep", "smoke", "--out", "x" * 300),
    ):
        code, output, errors = said(*arguments)
        assert (code, output) == (2, ""), arguments
        check_message(errors, ("x" * 300,))
        assert "File name too long" in errors


def test_an_override_that_a_terminal_would_obey_is_written_out() -> None:
    for setting in ("workers=\x1b[2J", "\x1b[2J=1", "\x1b[2J"):
        code, _, errors = said("run", "parecon", "--set", setting)
        assert code == 2
        check_message(errors, ("\\x1b[2J",))
    code, _, errors = said("run", "parecon", "--set", "k" * 100_000)
    assert code == 2
    assert len(errors) < 1_000


@pytest.mark.slow
def test_a_file_whose_name_is_no_text_can_be_used(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.toml")
    Path(name).write_text('extends = "parecon"\n', encoding="utf-8")
    validated = call("validate", name, folder=tmp_path)
    assert (validated.returncode, validated.stdout) == (0, "ok  caf\\udce9.toml\n")
    small = ("--workers", 300, "--months", 2, "--burn-in", 1, "--replicates", 1, "--quiet")
    done = call("run", name, *small, "--out", "run", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    refused = call("run", "parecon", *small, "--out", os.fsdecode(b"caf\xe9"), folder=tmp_path)
    assert refused.returncode == 2
    assert "'caf\\udce9' is not UTF-8 text" in refused.stderr


def test_a_sector_of_ones_own_is_still_found() -> None:
    Path("mine.toml").write_text(BAKERY, encoding="utf-8")
    Path(FUZZED).write_text('[sectors]\n"mine.toml" = 1.0\n', encoding="utf-8")
    assert said("validate", FUZZED) == (0, f"ok  {FUZZED}\n", "")


@pytest.mark.slow
def test_a_killed_sweep_leaves_no_folder_of_sockets_behind(short: Path) -> None:
    process = subprocess.Popen(
        command_line("sweep", "smoke", "--replicates", 500, "--jobs", 2, "--quiet"),
        env=environment(TMPDIR=str(short)),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not any(short.iterdir()) or len(psutil.Process(process.pid).children()) < 2:
            assert process.poll() is None
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    assert end_and_wait_for_silence(process.pid) == []
    assert list(short.iterdir()) == []


@pytest.mark.slow
def test_what_a_killed_sweep_was_writing_is_removed_by_the_next(tmp_path: Path) -> None:
    small = ("sweep", "smoke", "--months", 2, "--burn-in", 1, "--replicates", 1, "--quiet")
    assert call(*small, "--out", "mine", folder=tmp_path).returncode == 0
    for place in ("", "chunks", "figures"):
        (tmp_path / "mine" / place / f".runs.parquet.1{PARTIAL}").touch()
    (tmp_path / "mine" / "notes.partial").touch()
    assert call(*small, "--out", "mine", folder=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "mine").rglob(f"*{PARTIAL}")] == ["notes.partial"]


def test_a_number_of_thousands_of_digits_gets_a_message(tmp_path: Path) -> None:
    huge = f"0x{'f' * 5_000}"
    file = tmp_path / "mine.toml"
    file.write_text(f"[[interventions]]\nmonths = 2\nfirst = {huge}\n", encoding="utf-8")
    for arguments in (
        ("run", "parecon", "--set", f"months={huge}"),
        ("natural-experiments", "capitalism", "--file", str(file)),
    ):
        code, output, errors = said(*arguments)
        assert (code, output) == (2, ""), arguments
        assert "a number of thousands of digits" in errors
