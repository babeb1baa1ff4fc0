"""The reference and the simulator where expertise is scarce (model sections 10.1 and 10.3)."""

from __future__ import annotations

import pytest

from tests.reference import reference_of
from tests.reference.months import follow, settled

SCARCE = {"untrained_ceiling": 0.6, "licensing": 1.0}
COURSES = {"class_schooling": 0.02, "open_schooling": 0.03}


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
@pytest.mark.parametrize(
    "parameters",
    [
        {**SCARCE, **COURSES, "placement_fit": 0.5},
        {**SCARCE, "placement_fit": 1.0, "licensing": 0.4},
        {"placement_fit": 0.3},
        {**COURSES, "untrained_ceiling": 0.45},
    ],
    ids=["all", "training decides", "placement alone", "courses"],
)
def test_the_reference_follows_scarce_expertise(
    scenario: str, parameters: dict[str, float]
) -> None:
    no_courses = {"class_schooling": 0.0, "open_schooling": 0.0}
    economy = settled(scenario, seed=2, **{**no_courses, **parameters})
    assert follow(economy, reference_of(economy), 8)["hires"] > 0.0
    schooling = economy.indicators["schooling_share"]
    expected = {"capitalism": "class_schooling", "parecon": "open_schooling"}[scenario]
    assert schooling == pytest.approx(parameters.get(expected, 0.0))


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
def test_the_reference_follows_moves_of_many_where_training_decides(scenario: str) -> None:
    changes = {**SCARCE, "placement_fit": 0.8, "federation_tolerance": 0.2}
    moves = {"job_to_job_rate": 0.15, "voluntary_move_rate": 0.03, "federation_rate": 0.2}
    economy = settled(scenario, workers=2_000, seed=5, **changes, **moves)
    flows = follow(economy, reference_of(economy), 3)
    assert flows["job_to_job"] > 0.0
    assert flows["retirements"] > 0.0
