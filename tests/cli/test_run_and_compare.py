"""``balanced-jobs run`` and ``balanced-jobs compare`` on small economies."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from tests.cli.command import TINY, Command, Finished, call

PAIR = ("compare", "capitalism", "parecon", *TINY, "--replicates", 2)

SIZE = "workers=300--months=12--burn_in=2"
"""What the name of a folder says of the size of `TINY`."""

COMPARED = Path("results") / f"capitalism-vs-parecon--seed=5--replicates=2--{SIZE}"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Finished]:
    """Return the folder of a comparison in two processes, and how it ended."""
    folder = tmp_path_factory.mktemp("compared")
    return folder, call(*PAIR, "--seed", 5, "--jobs", 2, folder=folder, COLUMNS="80")


def tables_of(folder: Path) -> dict[str, pd.DataFrame]:
    return {
        str(path.relative_to(folder)): pd.read_parquet(path)
        for path in sorted(folder.rglob("*.parquet"))
    }


def assert_same_tables(first: Path, second: Path) -> None:
    ours, theirs = tables_of(first), tables_of(second)
    assert ours
    assert set(ours) == set(theirs)
    for name, table in ours.items():
        pd.testing.assert_frame_equal(table, theirs[name], check_exact=True)


def test_a_comparison_ends_with_a_verdict_and_the_folder(compared: tuple[Path, Finished]) -> None:
    _, finished = compared
    assert finished.returncode == 0
    shown = finished.stdout.splitlines()
    assert shown[:2] == [
        "Participatory economy against Capitalism",
        "Comparison of two regimes, 2 replicates. Assumptions: published defaults",
    ]
    assert "output per hour in the long run" in " ".join(finished.stdout.split())
    assert len(shown) <= 12
    assert max(map(len, shown)) <= 80
    assert "".join(finished.stdout.partition("Files:")[2].split()) == COMPARED.as_posix()


def test_a_comparison_says_beforehand_what_it_computes(compared: tuple[Path, Finished]) -> None:
    _, finished = compared
    assert finished.stderr.startswith(
        "Simulating Capitalism and Participatory economy, with 6 more mixes of both: 2 replicates, "
        "300 workers, 2 months of burn-in and 12 more, in 2 processes. Results go to "
        f"{COMPARED}."
    )


def test_a_comparison_writes_tables_a_summary_and_figures(compared: tuple[Path, Finished]) -> None:
    folder, _ = compared
    place = folder / COMPARED
    assert {f"{name}.parquet" for name in sim.Comparison.tables} < set(tables_of(place))
    described = "ro-crate-metadata.json"
    assert {"manifest.json", "provenance.json", "summary.json", described} == {
        path.name for path in place.glob("*.json")
    }
    assert len(list((place / "figures").glob("*.png"))) == 11
    assert not list(place.rglob("*.pdf"))
    assert [path.name for path in folder.iterdir()] == ["results"]


def test_the_written_comparison_is_the_one_of_the_library(compared: tuple[Path, Finished]) -> None:
    folder, _ = compared
    small = {"workers": 300, "months": 12, "burn_in": 2}
    ours = sim.compare(
        sim.load_scenario("capitalism", **small),
        sim.load_scenario("parecon", **small),
        replicates=2,
        seed=5,
    )
    written = sim.open_results(folder / COMPARED)
    pd.testing.assert_frame_equal(written.monthly, ours.monthly, check_exact=True)
    pd.testing.assert_frame_equal(written.differences, ours.differences, check_exact=True)
    pd.testing.assert_frame_equal(written.balance, ours.balance, check_exact=True)
    assert len(written.balance)


def test_without_balance_the_same_tables_stand_in_a_folder_of_their_own(
    compared: tuple[Path, Finished], balanced_jobs: Command, tmp_path: Path
) -> None:
    folder, _ = compared
    ended = balanced_jobs(*PAIR, "--seed", 5, "--no-balance", "--figures", "none")
    assert ended.returncode == 0
    assert "more mixes" not in ended.stderr
    (place,) = (tmp_path / "results").iterdir()
    assert "--no-balance" in place.name
    assert not (place / "balance.parquet").exists()
    for name in ("monthly", "differences", "channels", "quintiles", "people", "jobs"):
        file = f"{name}.parquet"
        assert (place / file).read_bytes() == (folder / COMPARED / file).read_bytes(), name


def test_balance_where_there_is_no_bundle_is_bad_input(balanced_jobs: Command) -> None:
    ended = balanced_jobs("compare", "capitalism", "cooperative", "--balance", *PAIR[3:])
    assert ended.returncode == 2
    assert "hold no bundle of changes" in ended.stderr


def test_results_do_not_depend_on_the_number_of_processes(
    compared: tuple[Path, Finished], balanced_jobs: Command, tmp_path: Path
) -> None:
    folder, _ = compared
    line = (*PAIR, "--seed", 5, "--jobs", 1, "--quiet", "--figures", "none")
    assert balanced_jobs(*line).returncode == 0
    assert_same_tables(folder / COMPARED, tmp_path / COMPARED)


def test_json_is_all_that_standard_output_holds_and_quiet_is_quiet(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    line = (*PAIR, "--out", "mine", "--figures", "none")
    finished = balanced_jobs(*line, "--json", "--quiet")
    assert (finished.returncode, finished.stderr) == (0, "")
    told = json.loads(finished.stdout)
    assert told.pop("folder") == "mine"
    assert told == json.loads((tmp_path / "mine" / "summary.json").read_text(encoding="utf-8"))
    assert not (tmp_path / "mine" / "figures").exists()
    silent = balanced_jobs(*line, "--quiet")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")


def test_results_of_other_settings_are_kept_unless_they_may_be_discarded(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    line = ("run", "capitalism", *TINY, "--quiet", "--figures", "none", "--out", "again", "--seed")
    assert balanced_jobs(*line, 1).returncode == 0
    refused = balanced_jobs(*line, 2)
    assert refused.returncode == 2
    assert "again holds results of other settings than these (seed was 1, now 2)" in refused.stderr
    assert "add --restart to throw that away and start over" in refused.stderr
    assert "or name another folder with --out" in refused.stderr
    assert sim.open_results(tmp_path / "again").seed == 1
    assert balanced_jobs(*line, 2, "--restart").returncode == 0
    assert sim.open_results(tmp_path / "again").seed == 2


def test_results_of_other_settings_stand_beside_one_another(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    line = ("run", "capitalism", *TINY, "--quiet", "--figures", "none")
    for more in ((), ("--seed", 3), ("--set", "monitoring=0.4"), ("--assumptions", "critics")):
        assert balanced_jobs(*line, *more).returncode == 0
    assert {path.name for path in (tmp_path / "results").iterdir()} == {
        f"capitalism--{SIZE}",
        f"capitalism--seed=3--{SIZE}",
        f"capitalism--monitoring=0.4--{SIZE}",
        f"capitalism--critics--{SIZE}",
    }


def test_what_is_changed_is_said_below_the_title(balanced_jobs: Command) -> None:
    line = ("run", "capitalism", *TINY, "--figures", "none", "--quiet", "--out", "x")
    assert balanced_jobs(*line, "--assumptions", "critics").returncode == 0
    told = balanced_jobs(*(part for part in line if part != "--quiet"), "--assumptions", "critics")
    assert "Assumptions: critics (" in told.stdout.splitlines()[1]


def test_the_same_call_again_simulates_nothing(balanced_jobs: Command, tmp_path: Path) -> None:
    line = ("run", "parecon", *TINY, "--replicates", 2, "--quiet", "--figures", "none")
    assert balanced_jobs(*line, "--out", "mine").returncode == 0
    chunks = {path: path.stat().st_mtime_ns for path in (tmp_path / "mine" / "chunks").iterdir()}
    before = (tmp_path / "mine" / "monthly.parquet").read_bytes()
    assert balanced_jobs(*line, "--out", "mine").returncode == 0
    assert {path: path.stat().st_mtime_ns for path in chunks} == chunks
    assert (tmp_path / "mine" / "monthly.parquet").read_bytes() == before


def test_the_long_table_is_shown_when_asked_for(balanced_jobs: Command) -> None:
    line = ("run", "capitalism", *TINY, "--figures", "none", "--out", "x")
    short, long = (balanced_jobs(*line, *more, COLUMNS="80") for more in ((), ("--table",)))
    assert "Vacancies" not in short.stdout
    assert "Vacancies" in long.stdout
    assert len(short.stdout.splitlines()) <= 12
    assert long.stdout.splitlines()[-1] == "Files: x"


def test_scenarios_that_cannot_be_compared_are_refused_before_anything_is_said(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    finished = balanced_jobs("compare", "advocates", "critics", *TINY)
    assert finished.returncode == 2
    assert finished.stderr.startswith("Error: advocates and critics both claim")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_used(balanced_jobs: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    finished = balanced_jobs(
        "run", "parecon", *TINY, "--out", "empty", "--quiet", "--figures", "none"
    )
    assert finished.returncode == 0
    assert tables_of(tmp_path / "empty")


def test_a_run_shows_the_last_year_and_writes_what_the_library_returns(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    finished = balanced_jobs(
        "run", "parecon", *TINY, "--seed", 3, "--replicates", 2, "--figures", "none"
    )
    assert finished.returncode == 0
    assert "months 1 to 12" in finished.stdout
    assert finished.stdout.splitlines()[0] == "Participatory economy"
    name = f"parecon--seed=3--replicates=2--{SIZE}"
    assert finished.stdout.split()[-2:] == ["Files:", f"results/{name}"]
    ours = sim.run(
        sim.load_scenario("parecon", workers=300, months=12, burn_in=2), seed=3, replicates=2
    )
    written = sim.open_results(tmp_path / "results" / name)
    pd.testing.assert_frame_equal(written.monthly, ours.monthly, check_exact=True)


def test_set_changes_parameters_and_institutions(balanced_jobs: Command, tmp_path: Path) -> None:
    finished = balanced_jobs(
        "run", "capitalism", *TINY, "--quiet", "--out", "changed", "--figures", "none",
        "--set", "intrinsic_motivation=0.4", "--set", "institutions.pay = equal",
    )  # fmt: skip
    assert (finished.returncode, finished.stderr) == (0, "")
    scenario = sim.open_results(tmp_path / "changed").scenario
    assert scenario.parameters.intrinsic_motivation == 0.4
    assert scenario.institutions.pay == "equal"
    assert scenario.institutions.division == "hierarchical"


def test_assumptions_hold_for_both_sides_and_set_goes_before_them(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    assumed = sim.load_scenario("critics").overrides
    chosen, other = sorted(assumed)[:2]
    value = sim.load_scenario("capitalism").to_dict()["parameters"][chosen]
    finished = balanced_jobs(
        *PAIR, "--quiet", "--out", "assumed", "--assumptions", "critics",
        "--set", f"{chosen}={value}", "--no-balance", "--figures", "none",
    )  # fmt: skip
    assert (finished.returncode, finished.stderr) == (0, "")
    written = sim.open_results(tmp_path / "assumed")
    for side in (written.a, written.b):
        assert getattr(side.parameters, chosen) == value
        assert getattr(side.parameters, other) == assumed[other]
    assert written.b.institutions.division == "balanced"


def test_a_scenario_file_of_the_users_own_can_be_compared(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'name = "mine"\nextends = "capitalism"\n[institutions]\ndecisions = "council"\n',
        encoding="utf-8",
    )
    line = ("compare", "capitalism", "mine.toml", *TINY, "--replicates", 1, "--figures", "none")
    finished = balanced_jobs(*line)
    assert finished.returncode == 0
    assert (tmp_path / "results" / f"capitalism-vs-mine--replicates=1--{SIZE}").is_dir()


def test_another_seed_gives_other_luck(balanced_jobs: Command, tmp_path: Path) -> None:
    for seed in (1, 2):
        line = ("run", "capitalism", *TINY, "--quiet", "--seed", seed, "--out", f"seed{seed}")
        line += ("--figures", "none")
        assert balanced_jobs(*line).returncode == 0
    first, second = (sim.open_results(tmp_path / f"seed{seed}").monthly for seed in (1, 2))
    assert not np.array_equal(first["output_per_hour"], second["output_per_hour"])


@pytest.mark.slow
def test_a_run_in_two_threads_writes_the_same_tables(tmp_path: Path) -> None:
    size = ("--workers", 45_000, "--months", 3, "--burn-in", 3)
    for threads in (1, 2):
        place = ("--out", f"in-{threads}", "--figures", "none")
        finished = call("run", "parecon", *size, "--threads", threads, *place, folder=tmp_path)
        assert finished.returncode == 0
    assert_same_tables(tmp_path / "in-1", tmp_path / "in-2")
