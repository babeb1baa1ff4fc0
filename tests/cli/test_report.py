"""``balanced-jobs report``: a page on saved results, or a message that says why there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.results import save
from tests.cli.command import TINY, Command
from tests.support.synthetic import synthetic_comparison, synthetic_run


def test_the_command_writes_the_page_and_says_where(balanced_jobs: Command, tmp_path: Path) -> None:
    save(synthetic_run(), tmp_path / "saved")
    finished = balanced_jobs("report", "saved")
    assert finished.returncode == 0
    assert finished.stderr == ""
    assert finished.stdout == "Report: saved/report.html\nMarkdown: saved/report.md\n"
    page = (tmp_path / "saved" / "report.html").read_text(encoding="utf-8")
    assert str(tmp_path) not in page


def test_json_names_every_file(balanced_jobs: Command, tmp_path: Path) -> None:
    save(synthetic_run(), tmp_path / "saved")
    finished = balanced_jobs("report", "saved", "--out", "elsewhere", "--json")
    files = json.loads(finished.stdout)
    assert files["html"] == str(Path("elsewhere") / "report.html")
    assert all((tmp_path / name).is_file() for name in (*files["figures"], files["markdown"]))
    assert not (tmp_path / "saved" / "report.html").exists()


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (None, "there is no folder saved"),
        ("", "holds no complete results"),
        ("provenance.json", "is broken"),
        ("manifest.json", "is broken"),
    ],
)
def test_a_folder_without_results_is_bad_input(
    balanced_jobs: Command, tmp_path: Path, made: str | None, message: str
) -> None:
    if made is not None:
        (tmp_path / "saved").mkdir()
    if made:
        (tmp_path / "saved" / made).write_text("{")
    finished = balanced_jobs("report", "saved")
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_table_that_is_missing_is_named(balanced_jobs: Command, tmp_path: Path) -> None:
    save(synthetic_comparison(2, 24), tmp_path / "saved")
    (tmp_path / "saved" / "channels.parquet").unlink()
    finished = balanced_jobs("report", "saved")
    assert finished.returncode == 2
    assert "channels.parquet is missing" in finished.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "verb",
    [
        ("run", "parecon", "--replicates", 2),
        ("compare", "capitalism", "parecon", "--replicates", 2),
        ("factorial", "--b", "balanced_only", "--replicates", 2),
        ("frontier", "intrinsic_motivation", "complexity_scale", "--replicates", 2),
        ("break-even", "intrinsic_motivation", "--replicates", 2),
    ],
    ids=lambda verb: verb[0],
)
def test_what_a_command_has_saved_can_be_reported_on(
    balanced_jobs: Command, tmp_path: Path, verb: tuple[object, ...]
) -> None:
    made = balanced_jobs(
        *verb, *TINY, "--out", "saved", "--jobs", 1, "--quiet", "--figures", "none"
    )
    assert made.returncode == 0, made.stderr
    finished = balanced_jobs("report", "saved", "--quiet")
    assert (finished.returncode, finished.stderr) == (0, "")
    page = (tmp_path / "saved" / "report.html").read_text(encoding="utf-8")
    assert f"balanced-jobs {verb[0]}" in page


@pytest.mark.slow
@pytest.mark.parametrize(
    "verb",
    [
        ("sweep", "smoke"),
        ("sensitivity", "screening", "--samples", 2, "--seed", 2),
        ("verdict", "--samples", 16),
    ],
    ids=lambda verb: verb[0],
)
def test_what_a_design_has_saved_can_be_reported_on(
    balanced_jobs: Command, tmp_path: Path, verb: tuple[object, ...]
) -> None:
    size = ("--workers", 200, "--months", 12, "--burn-in", 2)
    made = balanced_jobs(
        *verb, *size, "--out", "saved", "--jobs", 2, "--quiet", "--figures", "none"
    )
    assert made.returncode == 0, made.stderr
    finished = balanced_jobs("report", "saved", "--quiet")
    assert (finished.returncode, finished.stderr) == (0, "")
    assert (tmp_path / "saved" / "report.md").read_text(encoding="utf-8").startswith("# ")
