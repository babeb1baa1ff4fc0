"""The page that comes with the package begins with the answer that comes with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.explorer.parts import parts_of
from sim.explorer.shipped import keep, read, shipped_parts
from sim.text.answer import shipped_answer
from tests.explorer.test_reading import posterior_of_both

HOW = "python -m sim.explorer.shipped RESULTS, with the posterior of sim/data/answer.json"


@pytest.mark.parametrize(
    ("regime", "effect"), [("balanced_jobs", "balance"), ("parecon", "bundle")]
)
def test_it_shows_the_probability_and_the_gap_of_the_answer(regime: str, effect: str) -> None:
    parts, answer = shipped_parts(), shipped_answer()
    told = getattr(answer, effect)
    key = f"{regime}|output_per_hour|{answer.horizon}"
    wanted = [told.probability, told.low, told.high]
    assert parts.content["known"][key] == pytest.approx(wanted, abs=1e-9), HOW
    gap, weight = parts.columns[f"gap|{key}"], parts.columns["weight"]
    there = np.isfinite(gap)
    share = weight[there & (gap >= 0.0)].sum() / weight[there].sum()
    assert share == pytest.approx(told.probability, abs=1e-6), HOW
    assert parts.content["effective"] == pytest.approx(answer.effective), HOW
    assert next(iter(parts.content["regimes"])) == "balanced_jobs"


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    parts = parts_of(posterior_of_both(40))
    keep(parts, tmp_path / "worlds.parquet")
    found = read(tmp_path / "worlds.parquet")
    assert (found.content, found.fifths) == (parts.content, parts.fifths)
    assert list(found.content["regimes"]) == list(parts.content["regimes"])
    assert list(found.columns) == list(parts.columns)
    for name, values in parts.columns.items():
        assert found.columns[name].dtype == values.dtype
        np.testing.assert_array_equal(found.columns[name], values)


def test_the_command_writes_it_without_results(tmp_path: Path) -> None:
    pytest.importorskip("bokeh", reason="the extra 'app' is not installed")
    from sim.explorer.writing import LARGEST, explore

    page = explore(out=tmp_path / "page.html")
    assert page.stat().st_size < LARGEST
    assert "Participatory economy without them" in page.read_text(encoding="utf-8")
