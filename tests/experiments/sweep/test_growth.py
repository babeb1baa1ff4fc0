"""Designs that grow, parts of several machines, and replicates until an interval is narrow."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.designs import Design
from sim.errors import BalancedJobsError, DesignError, ResultsError
from sim.execution.chunk_store import CHUNKS
from sim.experiments.sweep.merging import merge
from sim.experiments.sweep.precision import Precision, widest
from sim.experiments.sweep.record import Sweep

SIZE = {"workers": 80, "months": 6, "burn_in": 3}
REGIMES = ["capitalism", "parecon"]
GRID = {"scenarios": REGIMES, "grid": {"monitoring": [0.1, 0.3]}}
MORRIS = {"scenarios": REGIMES, "morris": {"samples": 2, "parameters": ["monitoring", "crowding"]}}


def design(content: dict[str, Any], **changes: Any) -> Design:
    return sim.load_design({"name": "growing", **content}, **SIZE, **changes)


def sampled(samples: int) -> Design:
    """Return a Latin hypercube."""
    hypercube = {"samples": samples, "parameters": ["monitoring"]}
    return design({"scenarios": ["parecon"], "latin_hypercube": hypercube})


def grown(plan: Design, folder: Path, **more: Any) -> tuple[Sweep, int]:
    """Return a sweep that adds to a folder, and how many runs were there before it did any."""
    noted: list[int] = []
    result = sim.sweep(
        plan, out=folder, extend=True, progress=lambda done, _: noted.append(done), **more
    )
    return result, noted[0]


def tables(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.parquet")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (design(GRID, replicates=2), design(GRID, replicates=5)),
        (design(GRID), design({**GRID, "grid": {"monitoring": [0.1, 0.2, 0.3]}}, replicates=2)),
        (design(MORRIS), design(MORRIS, samples=4)),
        (
            design(GRID, points=pd.DataFrame({"monitoring": [0.1, 0.3]})),
            design(GRID, points=pd.DataFrame({"monitoring": [0.1, 0.3, 0.2]})),
        ),
    ],
    ids=["replicates", "values", "trajectories", "points"],
)
def test_a_design_that_grows_repeats_no_run_and_gives_the_same_bytes(
    tmp_path: Path, before: Design, after: Design
) -> None:
    sim.sweep(before, out=tmp_path / "grown")
    result, kept = grown(after, tmp_path / "grown")
    assert (kept, result.completed) == (before.runs, after.runs)
    sim.sweep(after, out=tmp_path / "at_once")
    assert tables(tmp_path / "grown") == tables(tmp_path / "at_once")
    opened = sim.open_results(tmp_path / "grown")
    assert isinstance(opened, Sweep)
    assert opened.design == after


def test_it_grows_twice_goes_on_where_it_was_stopped_and_is_analysed(tmp_path: Path) -> None:
    folder = tmp_path / "grown"
    for samples, kept_before in ((2, 0), (3, 12), (5, 18)):
        plan = design(MORRIS, samples=samples)
        if kept_before:
            _, kept = grown(plan, folder)
            # Trajectories may meet points that earlier ones have met.
            assert kept >= kept_before
        else:
            sim.sweep(plan, out=folder)
    files = sorted((folder / CHUNKS).glob("*.parquet"))
    files[0].unlink()
    files[-1].unlink()
    noted: list[int] = []
    again = sim.sweep(plan, out=folder, progress=lambda done, _: noted.append(done))
    assert 0 < noted[0] < plan.runs == again.completed
    fresh = sim.sweep(plan)
    pd.testing.assert_frame_equal(again.runs, fresh.runs)
    noted.clear()
    found = sim.sensitivity(
        folder, "effort", out=tmp_path / "s", progress=lambda done, _: noted.append(done)
    )
    assert noted[0] == plan.runs
    alone = sim.sensitivity(plan, "effort")
    pd.testing.assert_frame_equal(found.indices, alone.indices)


def test_what_is_no_addition_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    sim.sweep(design(GRID, replicates=2), out=folder)
    before = tables(folder)
    for plan, said in (
        (design(GRID, replicates=1), "it has 2 replicates, of which there may be more"),
        (design({**GRID, "grid": {"monitoring": [0.1]}}, replicates=3), "keep all values"),
        (design(GRID, replicates=3, seed=1), "seed was 0, now 1"),
        (design(GRID, replicates=3, overrides={"crowding": 0.2}), "scenarios was"),
    ):
        with pytest.raises(ResultsError, match=said):
            sim.sweep(plan, out=folder, extend=True)
    assert tables(folder) == before
    with pytest.raises(ResultsError, match="holds no runs to add to"):
        sim.sweep(design(GRID), out=tmp_path / "new", extend=True)
    assert not (tmp_path / "new" / "manifest.json").exists()
    with pytest.raises(ResultsError, match="other settings than these"):
        sim.sweep(design(GRID, replicates=3), out=folder)
    random = tmp_path / "random"
    sim.sweep(sampled(3), out=random)
    with pytest.raises(ResultsError, match="other points everywhere"):
        sim.sweep(sampled(6), out=random, extend=True)


def test_parts_of_several_machines_make_the_whole(tmp_path: Path) -> None:
    plan = design(GRID, replicates=3)
    parts = [tmp_path / f"part{k}" for k in (1, 2, 3)]
    done = [sim.sweep(plan, out=each, part=f"{k}/3") for k, each in enumerate(parts, 1)]
    assert [each.completed + each.unfinished for each in done] == [plan.runs] * 3
    assert sum(each.completed for each in done) == plan.runs
    assert all(0 < each.completed < plan.runs for each in done)
    some = merge(parts[:2], tmp_path / "all")
    assert some.completed == plan.runs - done[2].completed
    assert some.unfinished == done[2].completed
    # What is missing is merged later; what is broken counts as missing.
    shutil.copytree(parts[2], tmp_path / "broken")
    for file in (tmp_path / "broken" / CHUNKS).glob("*.parquet"):
        file.write_bytes(file.read_bytes()[:100])
    assert merge([tmp_path / "broken"], tmp_path / "all").unfinished == done[2].completed
    everything = merge(parts, tmp_path / "all")
    assert (everything.unfinished, everything.completed) == (0, plan.runs)
    sim.sweep(plan, out=tmp_path / "at_once")
    assert tables(tmp_path / "all") == tables(tmp_path / "at_once")


def test_folders_of_other_sweeps_are_not_merged(tmp_path: Path) -> None:
    sim.sweep(design(GRID), out=tmp_path / "a", part="1/2")
    sim.sweep(design(GRID, seed=2), out=tmp_path / "b", part="2/2")
    with pytest.raises(ResultsError, match="seed was 2, now 0"):
        merge([tmp_path / "a", tmp_path / "b"], tmp_path / "all")
    with pytest.raises(ResultsError, match="holds no experiment"):
        merge([tmp_path / "none"], tmp_path / "all")
    assert not (tmp_path / "all").exists()


@pytest.mark.parametrize("part", ["0/2", "3/2", "1", "a/b", (1,), (0, 2)])
def test_a_part_that_is_none_is_refused(part: object) -> None:
    with pytest.raises(DesignError, match="must be a part and the number of parts"):
        sim.sweep(design(GRID), part=part)


def test_replicates_are_added_until_the_widest_interval_is_narrow_enough(tmp_path: Path) -> None:
    plan = design(GRID, replicates=4)
    first = sim.sweep(plan)
    width = widest(first, Precision(1.0))
    gaps = first.runs[first.runs["horizon"] == "long_run"].pivot_table(
        "log_output_per_hour", ["point", "replicate"], "scenario"
    )
    differences = 100.0 * (gaps["parecon"] - gaps["capitalism"])
    # Student's quantile at three degrees of freedom.
    spread = differences.groupby("point").std().max() / 2.0
    assert width == pytest.approx(3.1824463 * spread, rel=1e-6)
    enough = sim.sweep(plan, precision=1.01 * width)
    assert enough.design.replicates == 4
    more = sim.sweep(plan, out=tmp_path / "more", precision=Precision(0.7 * width, most=12))
    assert 4 < more.design.replicates <= 12
    assert widest(more, Precision(1.0)) <= 0.7 * width or more.design.replicates == 12
    pd.testing.assert_frame_equal(more.runs, sim.sweep(more.design).runs)
    noted: list[int] = []
    again = sim.sweep(
        plan,
        out=tmp_path / "more",
        precision=Precision(0.7 * width, most=12),
        progress=lambda done, _: noted.append(done),
    )
    assert noted[0] == more.design.runs == again.design.runs


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (0.0, "must be a number above 0"),
        (Precision(1.0, outcome="efort"), "did you mean 'effort'"),
        (Precision(1.0, horizon="year_20"), "has no such horizon"),
        (Precision(1.0, most=1), "must be a whole number from 4"),
    ],
)
def test_a_precision_that_cannot_be_is_refused(wanted: Any, said: str) -> None:
    with pytest.raises(BalancedJobsError, match=said):
        sim.sweep(design(GRID), precision=wanted)
