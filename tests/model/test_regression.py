"""Named scenarios give the numbers they gave before; a change of the model records new ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.model.record_baselines import BASELINES, baseline, named_scenarios

RECORDED = json.loads(Path(BASELINES).read_text(encoding="utf-8"))


def test_every_named_scenario_has_a_baseline() -> None:
    assert sorted(RECORDED) == sorted(named_scenarios())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(RECORDED))
def test_a_scenario_gives_its_recorded_numbers(name: str) -> None:
    # Mathematical libraries differ in the last digits, and thresholds can magnify that.
    assert baseline(name) == pytest.approx(RECORDED[name], rel=0.02, abs=0.01)
