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


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Finished]:
    """Return the folder of a comparison in two processes, and how it ended."""
    folder = tmp_path_factory.mktemp("compared")
    return folder, call(*PAIR, "--seed", 5, "--jobs", 2, folder=folder)


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
    assert "interval" in finished.stdout
    assert finished.stdout.splitlines()[-1] == "Files: results/capitalism-vs-parecon"


def test_a_comparison_says_beforehand_what_it_computes(compared: tuple[Path, Finished]) -> None:
    _, finished = compared
    for part in ("2 replicates", "300 workers", "2 months of burn-in", "2 processes"):
        assert part in finished.stderr


def test_a_comparison_writes_tables_a_summary_and_figures(compared: tuple[Path, Finished]) -> None:
    folder, _ = compared
    place = folder / "results" / "capitalism-vs-parecon"
    assert tables_of(place)
    assert list(place.rglob("*.json"))
    assert len(list(place.rglob("*.png"))) >= 4
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
    written = sim.open_results(folder / "results" / "capitalism-vs-parecon")
    pd.testing.assert_frame_equal(written.monthly, ours.monthly, check_exact=True)
    pd.testing.assert_frame_equal(written.differences, ours.differences, check_exact=True)


def test_results_do_not_depend_on_the_number_of_processes(
    compared: tuple[Path, Finished], balanced_jobs: Command, tmp_path: Path
) -> None:
    folder, _ = compared
    assert balanced_jobs(*PAIR, "--seed", 5, "--jobs", 1, "--quiet").returncode == 0
    name = Path("results") / "capitalism-vs-parecon"
    assert_same_tables(folder / name, tmp_path / name)


def test_json_is_all_that_standard_output_holds_and_quiet_is_quiet(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    finished = balanced_jobs(*PAIR, "--json", "--quiet", "--out", "mine")
    assert (finished.returncode, finished.stderr) == (0, "")
    assert json.loads(finished.stdout)["folder"] == "mine"
    assert list((tmp_path / "mine").rglob("*.parquet"))
    silent = balanced_jobs(*PAIR, "--quiet", "--out", "mine")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")


def test_earlier_results_are_replaced(balanced_jobs: Command, tmp_path: Path) -> None:
    line = ("run", "capitalism", *TINY, "--quiet", "--out", "again", "--seed")
    for seed in (1, 2):
        assert balanced_jobs(*line, seed).returncode == 0
    assert sim.open_results(tmp_path / "again").seed == 2


def test_an_empty_folder_may_be_used(balanced_jobs: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    finished = balanced_jobs("run", "parecon", *TINY, "--out", "empty", "--quiet")
    assert finished.returncode == 0
    assert tables_of(tmp_path / "empty")


def test_a_run_shows_the_last_year_and_writes_what_the_library_returns(
    balanced_jobs: Command, tmp_path: Path
) -> None:
    finished = balanced_jobs("run", "parecon", *TINY, "--seed", 3, "--replicates", 2)
    assert finished.returncode == 0
    assert "months 1 to 12" in finished.stdout
    assert finished.stdout.splitlines()[-1] == "Files: results/parecon"
    ours = sim.run(
        sim.load_scenario("parecon", workers=300, months=12, burn_in=2), seed=3, replicates=2
    )
    written = sim.open_results(tmp_path / "results" / "parecon")
    pd.testing.assert_frame_equal(written.monthly, ours.monthly, check_exact=True)


def test_set_changes_parameters_and_institutions(balanced_jobs: Command, tmp_path: Path) -> None:
    finished = balanced_jobs(
        "run", "capitalism", *TINY, "--quiet", "--out", "changed",
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
        "--set", f"{chosen}={value}",
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
    finished = balanced_jobs("compare", "capitalism", "mine.toml", *TINY, "--replicates", 1)
    assert finished.returncode == 0
    assert (tmp_path / "results" / "capitalism-vs-mine").is_dir()


def test_another_seed_gives_other_luck(balanced_jobs: Command, tmp_path: Path) -> None:
    for seed in (1, 2):
        line = ("run", "capitalism", *TINY, "--quiet", "--seed", seed, "--out", f"seed{seed}")
        assert balanced_jobs(*line).returncode == 0
    first, second = (sim.open_results(tmp_path / f"seed{seed}").monthly for seed in (1, 2))
    assert not np.array_equal(first["output_per_hour"], second["output_per_hour"])


@pytest.mark.slow
def test_a_run_in_two_threads_writes_the_same_tables(tmp_path: Path) -> None:
    size = ("--workers", 45_000, "--months", 3, "--burn-in", 3)
    for threads in (1, 2):
        finished = call(
            "run", "parecon", *size, "--threads", threads, "--out", f"in-{threads}", folder=tmp_path
        )
        assert finished.returncode == 0
    assert_same_tables(tmp_path / "in-1", tmp_path / "in-2")
