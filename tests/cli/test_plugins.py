"""An institution of one's own, written from the documentation alone, through the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from benchmarks.sweep_folders import chunks_of
from sim.errors import ResultsError
from tests.cli.command import ROOT, TINY, Command, call, command_line, environment
from tests.cli.test_sweep_survives import start, wait_for_chunks
from tests.execution.test_cluster import scheduler, worker

GUIDE = (ROOT / "docs" / "own_institutions.md").read_text(encoding="utf-8")

PLUGIN = ("--plugin", "apprenticeship:Apprenticeship")

FILES = ("runs.parquet", "errors.parquet", "summary.json")

RULE = ("--set", "institutions.division=apprenticeship")

DESIGN = """
scenarios = ["capitalism"]
workers = 200
months = 60
burn_in = 12
replicates = 12

[grid.institutions]
division = ["hierarchical", "apprenticeship"]
"""


def blocks(kind: str) -> list[str]:
    """Return the blocks of program text of the guide."""
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what the guide says to write."""
    python, toml = blocks("python"), blocks("toml")
    (tmp_path / "apprenticeship.py").write_text(python[0], encoding="utf-8")
    (contract,) = (block for block in python if "check_institution" in block)
    (guild,) = (block for block in python if "class Guild" in block)
    (tmp_path / "guild.py").write_text(guild, encoding="utf-8")
    (tmp_path / "test_apprenticeship.py").write_text(contract, encoding="utf-8")
    (tmp_path / "apprentices.toml").write_text(toml[0], encoding="utf-8")
    (tmp_path / "turns.toml").write_text(DESIGN, encoding="utf-8")
    return tmp_path


def test_the_example_of_the_guide_is_short() -> None:
    assert len(blocks("python")[0].splitlines()) <= 40


@pytest.mark.slow
def test_it_works_in_a_comparison_in_two_processes_as_in_one(
    folder: Path, balanced_jobs: Command
) -> None:
    for jobs in (1, 2):
        done = balanced_jobs(
            "compare", "capitalism", "apprentices.toml", *PLUGIN, *TINY, "--replicates", 2,
            "--jobs", jobs, "--out", f"jobs-{jobs}", "--figures", "none",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    one, two = folder / "jobs-1", folder / "jobs-2"
    for name in ("monthly.parquet", "people.parquet", "summary.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    (noted,) = json.loads((two / "provenance.json").read_text(encoding="utf-8"))["plugins"]
    assert noted["plugin"] == "apprenticeship:Apprenticeship"
    assert (noted["switch"], noted["rule"]) == ("division", "apprenticeship")
    assert re.fullmatch("[0-9a-f]{24}", noted["digest"])
    # Results are read without the plugin, and hold what it did.
    comparison = sim.open_results(two)
    assert comparison.b.institutions.division == "apprenticeship"
    last = comparison.monthly.query("month == 12").groupby("regime")["concentration"].mean()
    assert last["apprentices"] < 0.8 * last["capitalism"]


@pytest.mark.slow
def test_a_sweep_with_it_that_is_killed_goes_on_and_ends_the_same(folder: Path) -> None:
    whole = call(
        "sweep", "turns.toml", *PLUGIN, "--out", "whole", "--jobs", 1, "--quiet",
        "--figures", "none", folder=folder,
    )  # fmt: skip
    assert whole.returncode == 0, whole.stderr
    arguments = (
        "sweep", "turns.toml", *PLUGIN, "--out", folder / "killed", "--jobs", 2, "--quiet",
        "--figures", "none",
    )  # fmt: skip
    process = start(folder, *arguments)
    wait_for_chunks(folder / "killed", 3, process)
    process.kill()
    process.communicate()
    assert len(chunks_of(folder / "killed")) < len(chunks_of(folder / "whole"))
    without = call(*arguments[:2], *arguments[4:], folder=folder)
    assert without.returncode == 2
    assert "--plugin MODULE:CLASS" in without.stderr
    done = call(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    for name in FILES:
        assert (folder / "killed" / name).read_bytes() == (folder / "whole" / name).read_bytes()
    assert chunks_of(folder / "killed") == chunks_of(folder / "whole")
    provenance = json.loads((folder / "killed" / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["plugins"][0]["plugin"] == "apprenticeship:Apprenticeship"
    result = sim.open_results(folder / "killed")
    assert set(result.table["institutions.division"]) == {"hierarchical", "apprenticeship"}

    changed = (folder / "apprenticeship.py").read_text(encoding="utf-8")
    (folder / "apprenticeship.py").write_text(changed.replace("0.5", "0.6"), encoding="utf-8")
    refused = call(*arguments, folder=folder)
    assert refused.returncode == 2
    assert "plugin apprenticeship:Apprenticeship was" in refused.stderr
    assert "--restart" in refused.stderr
    assert "Traceback" not in refused.stderr

    (folder / "apprenticeship.py").write_text(changed, encoding="utf-8")
    run = int(result.table.query("`institutions.division` == 'apprenticeship'")["run"].iloc[0])
    again = call("rerun", "killed", run, *PLUGIN, folder=folder)
    assert again.returncode == 0, again.stderr
    assert "the same as those stored" in again.stdout


GUILD = ("--plugin", "guild:Guild")

GUILD_DESIGN = """
scenarios = ["capitalism"]
workers = 200
months = 6
burn_in = 6

[institutions]
division = "guild"

[grid]
"guild.own_tasks" = [0.3, 0.7]
"""


def test_parameters_of_a_rule_are_listed_with_it(balanced_jobs: Command, folder: Path) -> None:
    assert (folder / "guild.py").is_file()
    shown = balanced_jobs("parameters", "guild", *GUILD, "--json")
    assert shown.returncode == 0, shown.stderr
    (row,) = json.loads(shown.stdout)
    assert (row["name"], row["default"], row["low"]) == ("guild.own_tasks", 0.5, 0.2)
    assert (row["group"], row["read_by"]) == ("guild", "division.guild")
    everything = balanced_jobs("parameters", *GUILD, COLUMNS="120").stdout
    assert "\nGUILD\n  guild.own_tasks " in everything
    without = balanced_jobs("parameters", "guild")
    assert without.returncode == 2
    assert "no parameter and no group is called 'guild'" in without.stderr


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("guild.own_tasks=0.9", "guild.own_tasks = 0.9: must be a number from 0.2 to 0.8 (share"),
        ("guild.own_taks=0.3", "did you mean 'guild.own_tasks'?"),
    ],
)
def test_mistakes_in_parameters_of_a_rule_are_bad_input(
    balanced_jobs: Command, folder: Path, setting: str, message: str
) -> None:
    assert (folder / "guild.py").is_file()
    refused = balanced_jobs("run", "capitalism", *GUILD, "--set", setting)
    assert refused.returncode == 2
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_parameters_of_a_rule_are_swept_drawn_and_repeated_in_other_processes(
    folder: Path, balanced_jobs: Command
) -> None:
    (folder / "shares.toml").write_text(GUILD_DESIGN, encoding="utf-8")
    for jobs in (1, 2):
        done = balanced_jobs(
            "sweep", "shares.toml", *GUILD, "--jobs", jobs, "--quiet", "--out", f"swept-{jobs}",
            "--figures", "none",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    one, two = folder / "swept-1", folder / "swept-2"
    assert (one / "runs.parquet").read_bytes() == (two / "runs.parquet").read_bytes()
    swept = sim.open_results(two).table
    outputs = swept.groupby("guild.own_tasks")["output_per_hour"].mean()
    assert set(outputs.index) == {0.3, 0.7}
    assert outputs[0.3] != outputs[0.7]
    again = balanced_jobs("rerun", "swept-2", 1, *GUILD)
    assert "the same as those stored" in again.stdout, again.stderr
    drawn = balanced_jobs(
        "verdict", *GUILD, "--set", "institutions.division=guild", "--samples", 2,
        "--screening", 2, "--decisive", 2, "--workers", 200, "--months", 1, "--burn-in", 0,
        "--jobs", 2, "--quiet", "--out", "drawn", "--figures", "none",
    )  # fmt: skip
    assert drawn.returncode == 0, drawn.stderr
    verdict = sim.open_results(folder / "drawn")
    assert list(verdict.settings["ranges"])[-1] == "guild.own_tasks"
    noted = json.loads((folder / "drawn" / "provenance.json").read_text(encoding="utf-8"))
    assert "guild.own_tasks" in noted["plugins"][0]["parameters"]
    assert balanced_jobs("report", "drawn").returncode == 0


def install(folder: Path, target: str = "apprenticeship:Apprenticeship") -> dict[str, str]:
    """Put the module and the metadata of a package beside the packages; return the environment."""
    place = folder / "packages"
    place.mkdir()
    (folder / "apprenticeship.py").rename(place / "apprenticeship.py")
    (place / "guilds-1.2.dist-info").mkdir()
    (declared,) = (block for block in blocks("toml") if "entry-points" in block)
    name = re.search(r'^"(division\.[a-z]+)" = "apprenticeship:Apprenticeship"$', declared, re.M)
    assert name is not None
    (place / "guilds-1.2.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: guilds\nVersion: 1.2\n", encoding="utf-8"
    )
    (place / "guilds-1.2.dist-info" / "entry_points.txt").write_text(
        f"[balanced_jobs.institutions]\n{name[1]} = {target}\n", encoding="utf-8"
    )
    return {"PYTHONPATH": f"{ROOT}:{place}"}


@pytest.mark.slow
def test_workers_of_a_cluster_load_it_or_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = (
        "sweep", "turns.toml", *PLUGIN, "--replicates", 2, "--months", 3, "--quiet",
        "--figures", "none",
    )  # fmt: skip
    local = call(*arguments, "--out", "local", "--jobs", 1, folder=folder)
    assert local.returncode == 0, local.stderr
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for place, code in ((elsewhere, 2), (folder, 0)):
        monkeypatch.chdir(place)
        with scheduler(place) as file, worker(file, place, "one"):
            done = call(*arguments, "--out", "out", "--cluster", file, folder=folder)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        if code:
            assert "does not have what was loaded with --plugin" in done.stderr
            assert "no module 'apprenticeship'" in done.stderr
            assert not (folder / "out").exists()
    for name in FILES:
        assert (folder / "out" / name).read_bytes() == (folder / "local" / name).read_bytes()


@pytest.mark.slow
def test_an_installed_package_needs_no_option(folder: Path, balanced_jobs: Command) -> None:
    installed = install(folder)
    valid = balanced_jobs("validate", "apprentices.toml", **installed)
    assert valid.returncode == 0, valid.stderr
    done = balanced_jobs(
        "compare", "capitalism", "apprentices.toml", *TINY, "--replicates", 2, "--jobs", 2,
        "--out", "out", "--quiet", "--figures", "none", **installed,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (noted,) = json.loads((folder / "out" / "provenance.json").read_text("utf-8"))["plugins"]
    assert noted["version"] == "guilds 1.2"
    known = balanced_jobs("run", "parecon", "--set", "institutions.division=guild", **installed)
    assert known.returncode == 2
    assert "rotation, apprenticeship" in known.stderr


def test_an_installed_package_that_cannot_be_loaded_is_named(
    folder: Path, balanced_jobs: Command
) -> None:
    installed = install(folder, target="apprenticeship:Apprentice")
    failed = balanced_jobs("run", "apprentices.toml", *TINY, **installed)
    assert failed.returncode == 2
    assert "the package guilds 1.2, which declares the rule as apprenticeship:Apprentice" in (
        failed.stderr
    )
    assert "Traceback" not in failed.stderr


def test_a_scenario_alone_imports_nothing(folder: Path, balanced_jobs: Command) -> None:
    (folder / "apprenticeship.py").write_text("open('imported', 'w')\n", encoding="utf-8")
    refused = balanced_jobs("run", "apprentices.toml")
    assert refused.returncode == 2
    assert 'institutions.division = "apprenticeship"' in refused.stderr
    assert "a rule of your own is loaded with --plugin MODULE:CLASS" in refused.stderr
    assert not (folder / "imported").exists()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("nowhere:Apprenticeship", "there is no module 'nowhere'"),
        ("apprenticeship:Master", "there is no 'Master' in the module apprenticeship"),
        ("apprenticeship", "it must be MODULE:CLASS"),
    ],
)
def test_a_plugin_that_is_not_there_is_bad_input(
    folder: Path, balanced_jobs: Command, target: str, message: str
) -> None:
    refused = balanced_jobs("run", "capitalism", "--plugin", target)
    assert refused.returncode == 2
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (folder / "results").exists()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("def divide(", "def divides(", "it lacks the method divide"),
        ('"apprenticeship")', '"balanced")', "the name 'balanced' is taken"),
        ('"division"', '"divison"', "did you mean 'division'?"),
        ("import sim\n", "import smi\n", r"No module named 'smi' (apprenticeship.py, line 3)"),
        ("state.workplaces.changed", "state.workplaces.", "SyntaxError"),
    ],
)
def test_a_broken_plugin_is_bad_input(
    folder: Path, balanced_jobs: Command, before: str, after: str, message: str
) -> None:
    file = folder / "apprenticeship.py"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    refused = balanced_jobs("run", "capitalism", *PLUGIN)
    assert refused.returncode == 2
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr
    shown = balanced_jobs("run", "capitalism", *PLUGIN, "--debug")
    assert shown.returncode == 2
    assert "Traceback" in shown.stderr


@pytest.mark.parametrize(
    "verb",
    [
        "run", "compare", "sweep", "factorial", "frontier", "break-even", "verdict", "sensitivity",
        "rerun", "scenarios", "designs", "validate",
    ],
)  # fmt: skip
def test_every_verb_that_takes_a_scenario_takes_plugins(balanced_jobs: Command, verb: str) -> None:
    assert "--plugin MODULE:CLASS" in balanced_jobs(verb, "--help").stdout


def test_a_scenario_and_the_list_of_scenarios_are_valid_with_it(
    folder: Path, balanced_jobs: Command
) -> None:
    assert balanced_jobs("validate", "apprentices.toml").returncode == 2
    assert balanced_jobs("validate", "apprentices.toml", *PLUGIN).returncode == 0
    (folder / "scenarios").mkdir()
    (folder / "apprentices.toml").rename(folder / "scenarios" / "apprentices.toml")
    listed = balanced_jobs("scenarios", *PLUGIN)
    assert listed.returncode == 0, listed.stderr
    assert "Capitalism with apprenticeship" in listed.stdout


def test_stored_results_with_an_unknown_rule_that_nobody_noted_are_damaged(
    folder: Path, balanced_jobs: Command
) -> None:
    done = balanced_jobs(
        "run", "capitalism", *RULE, *PLUGIN, *TINY, "--quiet", "--out", "out", "--figures", "none"
    )
    assert done.returncode == 0, done.stderr
    assert sim.open_results(folder / "out").scenario.institutions.division == "apprenticeship"
    path = folder / "out" / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "plugins": []}), encoding="utf-8")
    with pytest.raises(ResultsError, match=r"institutions\.division"):
        sim.open_results(folder / "out")


@pytest.mark.slow
def test_the_contract_test_and_the_lines_of_the_guide_run(folder: Path) -> None:
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        cwd=folder, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    small = "workers=200, burn_in=1, months=2"
    lines = "\n".join(
        block.replace('sim.compare("capitalism", "apprentices.toml", replicates=4)',
                      f'sim.compare(sim.load_scenario("capitalism", {small}), '
                      f'sim.load_scenario("apprentices.toml", {small}), replicates=1)')
        for block in blocks("python")[1:]
        if "check_institution" not in block
    )  # fmt: skip
    lines += (
        "\nassert comparison.b.institutions.division == 'apprenticeship'\n"
        "from sim.testing import check_institution\n"
        "check_institution('education', Lottery)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", lines],
        cwd=folder, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    (shell,) = (block for block in blocks("sh") if "compare" in block)
    arguments = shell.split()[1:]
    shown = subprocess.run(
        [*command_line(*arguments, *TINY, "--replicates", 1, "--quiet", "--figures", "none")],
        cwd=folder, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert shown.returncode == 0, shown.stderr


SCRIPT = """
import sim
from sim.execution.process_pool import process_pool
from sim.institutions.division import Rotation


@sim.institutions.register("division", "of_a_script")
class OfAScript(Rotation):
    pass


if __name__ == "__main__":
    size = {"workers": 200, "burn_in": 1, "months": 3, "institutions.division": "of_a_script"}
    scenario = sim.load_scenario("capitalism", size)
    with process_pool(2) as pool:
        result = sim.run(scenario, replicates=2, executor=pool)
    assert result.failures == [], result.failures
    design = {"scenarios": ["capitalism"], "workers": 200, "burn_in": 1, "months": 3,
              "institutions": {"division": "of_a_script"}}
    assert sim.sweep(design, out="kept").completed == 1
    print(result.completed)
"""


@pytest.mark.slow
def test_a_class_in_a_script_works_in_the_processes_that_the_script_starts(folder: Path) -> None:
    (folder / "study.py").write_text(SCRIPT, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "study.py"],
        cwd=folder, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "2"
