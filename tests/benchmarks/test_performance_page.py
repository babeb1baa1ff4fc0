"""The page on performance: its tables and figures are those of the files that were measured."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import picture
from benchmarks.month import PHASE_NAMES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
MEASURED = ROOT / "benchmarks" / "measured"
NAN = float("nan")
RATIOS = ("suite", "scale", "before", "recent")
"""Files whose ratios stand on the page; of the same ratio the last one."""


@pytest.fixture(scope="module")
def measured() -> ModuleType:
    return _module("measured")


@pytest.fixture(scope="module")
def generated(measured: ModuleType) -> Iterator[ModuleType]:
    sys.modules["measured"] = measured
    yield _module("generated_pages")
    del sys.modules["measured"]


def _module(name: str) -> ModuleType:
    path = ROOT / "docs" / "_extensions" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def content(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((MEASURED / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def written(generated: ModuleType, measured: ModuleType) -> dict[str, str]:
    return {name: "\n".join(lines) for name, lines in measured.parts(generated.table).items()}


def test_every_table_that_is_written_stands_on_the_page_and_no_other(
    written: dict[str, str],
) -> None:
    included = re.findall(r"\{include\} _generated/(\w+)\.md", PAGE)
    assert sorted(included) == sorted(written)
    assert all(written.values())


def test_every_ratio_that_was_measured_stands_in_its_table(
    written: dict[str, str], measured: ModuleType
) -> None:
    ratios = {
        (one["name"], one["setting"]): one for name in RATIOS for one in content(name)["ratios"]
    }
    for ratio in ratios.values():
        name = measured.words(ratio["name"])
        start = f"| {name} | {ratio['setting']} | {measured.number(ratio['value'])} |"
        assert start in written["performance_ratios"]


def test_what_was_measured_again_takes_the_place_of_what_was_measured_before(
    measured: ModuleType,
) -> None:
    old = {"rows": [{"part": "small", "value": 1}, {"part": "runs", "value": 2}]}
    new = {"rows": [{"part": "small", "value": 3}]}
    old["ratios"] = [ratio("good", 1.0, 2.0, True), ratio("bad", 3.0, 2.0, False)]
    new["ratios"] = [ratio("good", 2.5, 2.0, False)]
    found = measured.renewed(old, new)
    assert [row["value"] for row in found["rows"]] == [2, 3]
    assert [(one["name"], one["value"]) for one in found["ratios"]] == [("bad", 3.0), ("good", 2.5)]


def test_every_number_of_the_estimate_stands_in_its_table(
    written: dict[str, str], measured: ModuleType
) -> None:
    for item in content("estimate")["items"]:
        start = f"| {item['name']} | {measured.number(item['value'])} | {item['unit']} |"
        assert start in written["performance_estimate"]
    assert content("estimate")["bottleneck"]["part"] in written["performance_estimate"]


def test_every_run_of_every_size_stands_in_its_table(
    written: dict[str, str], measured: ModuleType
) -> None:
    again = content("recent")["rows"]
    # A part that was measured again takes the place of the whole of the older one.
    runs = "recent" if any(row["part"] == "runs" for row in again) else "suite"
    for part, name, file in (("runs", "growth", runs), ("scale", "scale", "scale")):
        for row in content(file)["rows"]:
            if row["part"] == part:
                (line,) = [
                    line for line in written[f"performance_{name}"].splitlines()
                    if line.startswith(f"| {row['setting']} |")
                ]  # fmt: skip
                assert f" {measured.number(row['value'])} |" in line


def ratio(name: str, value: float, limit: float, reached: bool | None) -> dict[str, Any]:
    return {
        "name": name, "setting": "somewhere", "value": value, "limit": limit,
        "at_least": False, "reached": reached,
    }  # fmt: skip


def test_what_is_reached_is_said_as_it_was_measured(
    measured: ModuleType, generated: ModuleType
) -> None:
    found = [
        ratio("good", 1.0, 2.0, True), ratio("bad", 3.0, 2.0, False), ratio("free", 1.0, NAN, None)
    ]  # fmt: skip
    text = "\n".join(measured.ratios(found, generated.table))
    assert "1 of 2 limits are reached." in text
    assert "Not reached: bad (somewhere)." in text
    assert "| bad | somewhere | 3 | at most 2 | **no** |" in text
    assert "| free | somewhere | 1 |  |  |" in text
    assert "Not reached" not in "\n".join(measured.ratios(found[:1], generated.table))


def test_the_soak_is_told_as_it_went_with_its_failures(
    written: dict[str, str], measured: ModuleType, generated: ModuleType
) -> None:
    soak = content("soak")
    for kind, count in soak["kills"].items():
        assert f"| {kind} | {count} |" in written["performance_soak"]
    assert f"| runs | {soak['runs']:,} |" in written["performance_soak"]
    broken = {**soak, "failures": ["one thing", "another"]}
    assert "left behind | 2 |" in "\n".join(measured.soak(broken, generated.table))


@pytest.mark.parametrize(
    ("value", "text"),
    [(NAN, ""), (0.0123, "0.012"), (1.234, "1.23"), (12.34, "12.3"), (1234.5, "1,234"), (8, "8")],
)
def test_numbers_have_as_many_digits_as_a_reader_needs(
    value: float, text: str, measured: ModuleType
) -> None:
    assert measured.number(value) == text


def test_the_text_of_the_page_states_no_measured_number() -> None:
    prose = re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"`[^`]*`|\*[^*]+\*|\([^)]*\)", "", prose)
    assert re.findall(r"\d[\d.,]*", prose) == []


def rows() -> list[dict[str, Any]]:
    found = []
    for regime in picture.REGIMES:
        for workers in (1_000, 10_000, 1_000_000):
            setting = f"{workers:,} workers, {regime}"
            found.append(("runs", picture.MONTH, setting, 500.0))
            found.append(("runs", picture.MEMORY, setting, 550.0))
            found += [("month", phase, setting, 40.0) for phase in PHASE_NAMES]
        found.append(("runs", picture.TWO_THREADS, setting, 300.0))
        setting = f"1,000,000 workers, 240 months, 2 threads, {regime}"
        found.append(("scale", picture.MONTH, setting, 310.0))
        found.append(("scale", picture.PEAK, setting, 0.9))
    names = ("part", "subject", "setting", "value")
    return [dict(zip(names, row, strict=True)) for row in found]


def test_a_series_is_found_by_size() -> None:
    sizes, values = picture.series(rows(), "runs", picture.MONTH, "parecon")
    assert (sizes, values) == ([1_000, 10_000, 1_000_000], [500.0] * 3)
    assert picture.series(rows(), "scale", picture.PEAK, "parecon") == ([1_000_000], [0.9])
    assert picture.series([], "scale", picture.PEAK, "parecon") == ([], [])


def test_the_figure_of_growth_shows_both_regimes_and_the_limit_that_holds() -> None:
    time, memory = picture.growth(rows()).axes
    assert len(time.lines) == 2 * 2
    (limits,) = memory.collections
    assert [segment[0][1] for segment in limits.get_segments()] == [8.0]
    assert memory.lines[0].get_ydata()[-1] == pytest.approx(550.0 * 1_000_000 / 2**30)


def test_the_figure_of_a_month_has_a_bar_for_every_phase_of_each_regime() -> None:
    (panel,) = picture.phases(rows()).axes
    assert [len(bars) for bars in panel.containers] == [len(PHASE_NAMES)] * 2
    assert {bar.get_width() for bar in panel.patches} == {40.0}


def test_all_figures_of_the_page_are_drawn_from_the_files(tmp_path: Path) -> None:
    files = [MEASURED / "suite.json", MEASURED / "scale.json"]
    drawn = picture.draw(files, tmp_path)
    assert {path.name for path in drawn} == set(re.findall(r"images/(performance_\w+\.png)", PAGE))
    assert all(path.stat().st_size > 10_000 for path in drawn)
    assert all((ROOT / "docs" / "images" / path.name).is_file() for path in drawn)


def test_what_an_experiment_takes_follows_from_a_month_of_a_run(
    measured: ModuleType, generated: ModuleType
) -> None:
    found = [
        {"part": "runs", "subject": measured.MONTH_OF_A_RUN, "setting": f"1,000 workers, {regime}",
         "unit": "ns", "value": value}
        for regime, value in (("capitalism", 900.0), ("parecon", 1_100.0))
    ]  # fmt: skip
    lines = list(measured.experiments(found, generated.table))
    # A run of 1,000 people over 360 months takes 0.36 seconds.
    assert lines[2:5] == [
        "| 100 | 1,000 | 360 | 36,000,000 | 18 seconds | 2 seconds |",
        "| 1,000 | 1,000 | 360 | 360,000,000 | 3 minutes | 2 seconds |",
        "| 10,000 | 1,000 | 360 | 3,600,000,000 | 30 minutes | 14 seconds |",
    ]


def test_the_fixed_cost_has_a_row_for_each_phase(
    measured: ModuleType, generated: ModuleType
) -> None:
    found = [
        {"part": "fixed", "subject": phase, "setting": regime, "unit": "us", "value": 12.0}
        for regime in ("capitalism", "parecon")
        for phase in PHASE_NAMES
    ]
    lines = [line for line in measured.fixed(found, generated.table) if line]
    assert len(lines) == 2 + len(PHASE_NAMES)
    assert lines[2].endswith("| 12 | 12 |")
    assert "not been measured" in "".join(measured.fixed([], generated.table))
