"""The reference economy follows the mechanisms of motivation, variety and fairness."""

from __future__ import annotations

import pytest

from tests.reference import reference_of
from tests.reference.months import follow, settled

MOTIVES = {
    "performance_pay_share": 0.35,
    "reward_crowding": 0.3,
    "content_variety": 1.0,
    "worst_work_response": 2.0,
    "fair_effort": 0.4,
    "fair_contribution": 0.4,
    "fair_equality": 0.2,
}


@pytest.mark.parametrize(
    ("scenario", "changes"),
    [
        ("capitalism", {}),
        ("parecon", {"federation_rate": 0.2}),
        ("capitalism", {"worst_work_response": 3.0, "performance_measure": 0.4}),
        ("parecon", {"content_variety": 0.4, "complexity_scale": 1.3, "reward_crowding": 0.6}),
        ("capitalism", {"fair_effort": 0.0, "fair_contribution": 0.0, "fair_equality": 0.0}),
        ("parecon", {"fair_effort": 0.0, "fair_contribution": 1.0, "fair_equality": 0.0}),
    ],
)
def test_a_half_year_with_the_motives_on_agrees(scenario: str, changes: dict[str, float]) -> None:
    economy = settled(scenario, seed=2, **{**MOTIVES, **changes})
    assert follow(economy, reference_of(economy), 6)["ideas"] > 0.0
    away = economy.state.people.outside_workplace
    assert (away >= 0).any() == (scenario == "parecon"), "variety across sectors is not seen"
