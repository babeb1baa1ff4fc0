"""The reference follows the laws of competence, voice and sanctions where they all act."""

from __future__ import annotations

import pytest

from tests.reference import reference_of
from tests.reference.months import follow, settled

EVERYTHING_ACTS = {
    "competence_adjustment": 0.02,
    "schooling_competence": 0.02,
    "society_reference": 0.5,
    "attendance_least": 0.6,
    "assembly_size": 20.0,
    "delegation_loss": 0.2,
    "outvoted_loss": 0.25,
    "dominance_in_ratings": 0.5,
    "habituation": 0.5,
    "habituation_half_life": 24.0,
    "sanction_cost": 0.15,
    "peer_monitoring": 0.25,
    "council_monitoring": 0.5,
    "solidarity_by_decree": 0.0,
    "solidarity": 0.06,
}


@pytest.mark.parametrize(
    ("scenario", "flow", "parameters"),
    [
        ("capitalism", "quits", {"consultation": 0.5}),
        ("parecon", "solidary_votes", {}),
        ("parecon", "proposals_from_below", {"dominance": 1.0, "joining_selection": 0.5}),
        ("parecon", "votes_passed", {"habituation": 1.0, "peer_monitoring": 1.0}),
    ],
)
def test_the_reference_agrees_when_voice_is_not_free(
    scenario: str, flow: str, parameters: dict[str, float]
) -> None:
    economy = settled(scenario, seed=3, **{**EVERYTHING_ACTS, **parameters})
    # Who has had schooling is more competent.
    economy.state.people.schooling[::3] = 2.0
    assert follow(economy, reference_of(economy), 6)[flow] > 0.0
