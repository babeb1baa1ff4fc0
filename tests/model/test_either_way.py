"""Inside the ranges there are worlds in which balancing jobs raises output, and others (10)."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.analysis.intervals import mean_interval
from sim.parameters import declarations
from tests.model.either_way import EQUAL_ENOUGH, SETTINGS, WORLDS, effects_of_balance

RECORDED = json.loads(WORLDS.read_text(encoding="utf-8"))
SIGNS = {"raises": 1.0, "lowers": -1.0}
CASES = [(decided_by, word) for decided_by in SETTINGS for word in SIGNS]
NEW = range(2, 8)
"""Replicates that the search has not seen."""


@pytest.mark.parametrize(("decided_by", "word"), CASES)
def test_the_world_lies_inside_the_published_ranges(decided_by: str, word: str) -> None:
    for name, value in RECORDED[decided_by][word].items():
        declared = declarations()[name]
        assert declared.kind != "variant"
        assert declared.low <= value <= declared.high


@pytest.mark.slow
@pytest.mark.parametrize(("decided_by", "word"), CASES)
def test_balance_moves_output_as_the_search_says(decided_by: str, word: str) -> None:
    world = RECORDED[decided_by][word]
    effects = effects_of_balance(SETTINGS[decided_by], world, NEW)
    estimate = mean_interval([SIGNS[word] * effect.output for effect in effects])
    assert estimate.low > 0.0
    assert np.mean([effect.spread for effect in effects]) <= EQUAL_ENOUGH
