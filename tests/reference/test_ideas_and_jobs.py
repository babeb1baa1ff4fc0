"""The reference follows the laws of ideas, jobs and exit (model sections 10.4, 10.10 to 10.14)."""

from __future__ import annotations

import pytest

from tests.reference import reference_of
from tests.reference.months import WORKERS, follow, settled

IDEAS = {
    "progress_by_growth": 1.0,
    "knowledge_pool": 1.0,
    "uptake_high": 0.5,
    "uptake_by_voice": 1.0,
    "idea_returns": 1.2,
    "idea_competence": 0.5,
    "recombination": 0.03,
    "idea_step": 0.005,
}


JOBS = {
    "layoff_rate": 0.012,
    "displacement": 1.0,
    "quit_rate": 0.005,
    "moves_by_alienation": 1.0,
    "newcomer_cost": 0.25,
}


SOCIETY = {
    "federation_hours": 0.5,
    "federation_rate": 0.2,
    "federation_tolerance": 0.2,
    "outside_work_limit": 0.9,
    "society_tolerance": 0.03,
    "exchange_renewal": 0.1,
    "wide_exchanges": 1.0,
}


@pytest.mark.parametrize(
    ("scenario", "flow", "parameters"),
    [
        ("capitalism", "ideas", IDEAS),
        ("parecon", "ideas", IDEAS),
        ("parecon", "ideas", {**IDEAS, "progress_by_growth": 0.0, "idea_spillover": 1.0}),
        ("capitalism", "ideas", {**IDEAS, "knowledge_pool": 0.0}),
        ("capitalism", "newcomer_time", JOBS),
        ("parecon", "newcomer_time", JOBS),
        ("parecon", "swapped_hours", {"supervision_part": 0.4}),
        ("parecon", "exchanged_hours", {**SOCIETY, "wide_exchanges": 0.0}),
        ("parecon", "exchanged_hours", SOCIETY),
        ("parecon", "hires", {"onerous_pay": 0.4, "collusion_share": 0.2}),
        ("capitalism", "hires", {"compensating_differential": 0.4}),
        ("capitalism", "exits", {"exit_response": 0.05}),
        ("parecon", "exits", {"exit_response": 0.05}),
    ],
)
def test_the_reference_follows(scenario: str, flow: str, parameters: dict[str, float]) -> None:
    economy = settled(scenario, workers=WORKERS, seed=2, **parameters)
    assert follow(economy, reference_of(economy), 6)[flow] > 0.0
