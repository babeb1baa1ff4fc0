"""``balanced-jobs parameters``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sim.analysis.distributions import FORMS
from sim.parameters import Declaration, declarations, evidence_counts
from tests.cli.command import Command

NAMES = list(declarations())


def test_the_listing_shows_every_parameter_with_default_range_and_unit(
    balanced_jobs: Command,
) -> None:
    finished = balanced_jobs("parameters", COLUMNS="120")
    assert (finished.returncode, finished.stderr) == (0, "")
    lines = finished.stdout.splitlines()
    for name, row in declarations().items():
        line = next(line for line in lines if line.startswith(f"  {name} "))
        assert line.split()[1:5] == [f"{row.default:g}", f"{row.low:g}", "to", f"{row.high:g}"]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 300])
def test_no_line_is_longer_than_the_terminal(balanced_jobs: Command, width: int) -> None:
    for arguments in ([], NAMES):
        text = balanced_jobs("parameters", *arguments, COLUMNS=str(width)).stdout
        assert max(map(len, text.splitlines())) <= width


def test_the_prior_of_each_is_in_the_listing_and_its_reason_in_the_detail(
    balanced_jobs: Command,
) -> None:
    lines = balanced_jobs("parameters", COLUMNS="120").stdout.splitlines()
    for name, row in declarations().items():
        line = next(line for line in lines if line.startswith(f"  {name} "))
        assert f"{row.high:g} " in line
        assert f" {FORMS[row.prior]} " in line
    detail = " ".join(balanced_jobs("parameters", *NAMES).stdout.split())
    for row in declarations().values():
        assert f" prior {row.distribution.words}: {row.prior_reason} group {row.group}" in detail


def test_the_output_ends_with_a_count_of_the_evidence(balanced_jobs: Command) -> None:
    text = balanced_jobs("parameters").stdout
    counts = evidence_counts()
    last = " ".join(text.rpartition("\n\n")[2].split())
    assert last.startswith(
        f"{len(NAMES)} parameters: {counts['read']} from sources read, {counts['computed']} "
        f"computed from data, {counts['not read']} from sources not read, {counts['assumed']} "
        "assumed. "
    )
    assert "from these priors, or with --priors uniform evenly" in last


def test_the_count_is_that_of_the_parameters_shown(balanced_jobs: Command) -> None:
    text = balanced_jobs("parameters", "wage_curve", "monitoring", "class_places").stdout
    wanted = "3 parameters: 1 from sources read, 1 computed from data, 1 assumed."
    assert wanted in " ".join(text.split())


def test_json_holds_the_declarations_as_they_are(balanced_jobs: Command) -> None:
    rows = json.loads(balanced_jobs("parameters", "--json").stdout)
    assert [Declaration(**row) for row in rows] == list(declarations().values())


def test_csv_holds_the_declarations_as_they_are(balanced_jobs: Command) -> None:
    text = balanced_jobs("parameters", "--csv").stdout
    header, *rows = csv.reader(io.StringIO(text))
    assert tuple(header) == Declaration._fields
    assert rows == [
        ["" if value is None else str(value) for value in row] for row in declarations().values()
    ]


def test_a_name_shows_that_parameter_with_its_source(balanced_jobs: Command) -> None:
    text = balanced_jobs("parameters", "intrinsic_motivation", COLUMNS="300").stdout
    row = declarations()["intrinsic_motivation"]
    assert text.splitlines()[0].startswith("intrinsic_motivation")
    for part in (row.meaning, row.source, row.unit):
        assert part in " ".join(text.split())


def test_a_group_or_a_part_of_a_name_shows_all_that_it_means(balanced_jobs: Command) -> None:
    rows = json.loads(balanced_jobs("parameters", "--json", "effort", "wealth_").stdout)
    chosen = [
        name for name, row in declarations().items() if row.group == "effort" or "wealth_" in name
    ]
    assert [row["name"] for row in rows] == chosen


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["intrinsic_motivatoin"], "did you mean 'intrinsic_motivation'?"),
        (["efort"], "did you mean 'effort'?"),
        ([""], "no parameter and no group is called ''"),
        (["--csv", "--json"], "choose one of --csv and --json"),
        (["--seed", "1"], "No such option"),
    ],
)
def test_bad_input_exits_with_two_and_says_why(
    balanced_jobs: Command, arguments: list[str], message: str
) -> None:
    finished = balanced_jobs("parameters", *arguments)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert message in finished.stderr
    assert "Traceback" not in finished.stderr


def test_what_is_one_sided_is_shown_with_regime_counterpart_and_reason(
    balanced_jobs: Command,
) -> None:
    rows = json.loads(balanced_jobs("parameters", "--one-sided", "--json").stdout)
    found = {row["name"]: row for row in rows}
    assert found["profit_incentive"]["regime"] == "capitalism"
    assert found["profit_incentive"]["counterpart"] == "commons_incentive"
    assert "monitoring" not in found
    assert all(row["reason"] and row["source"] for row in rows)
    header, *lines = csv.reader(
        io.StringIO(balanced_jobs("parameters", "--one-sided", "--csv").stdout)
    )
    assert [dict(zip(header, line, strict=True)) for line in lines] == rows
    shown = balanced_jobs("parameters", "--one-sided", COLUMNS="100").stdout
    assert max(map(len, shown.splitlines())) <= 100
    assert all(name in shown for name in found)


def test_the_page_of_what_is_one_sided_is_written(balanced_jobs: Command, tmp_path: Path) -> None:
    page = tmp_path / "symmetry.md"
    finished = balanced_jobs("parameters", "--one-sided", "--page", str(page))
    assert (finished.returncode, finished.stderr) == (0, "")
    shipped = Path(__file__).parents[2] / "docs" / "symmetry.md"
    assert page.read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--one-sided", "dominance"], "takes no NAME"),
        (["--page", "x.md"], "--page goes with --one-sided"),
        (["--one-sided", "--page", "x.md", "--json"], "choose one of"),
    ],
)
def test_what_does_not_go_with_one_sided_is_refused(
    balanced_jobs: Command, arguments: list[str], message: str
) -> None:
    finished = balanced_jobs("parameters", *arguments)
    assert finished.returncode == 2
    assert message in finished.stderr
