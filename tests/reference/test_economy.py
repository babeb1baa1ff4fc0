"""A month of the reference economy against the same month of the simulator."""

from __future__ import annotations

import numpy as np
import pytest

from sim import Economy
from tests.reference import reference_of
from tests.reference.months import WORKERS, follow, settled


def experts(economy: Economy) -> set[int]:
    people = economy.state.people
    return set(people.person[people.expert >= 0].tolist())


def test_a_year_of_capitalism_in_the_reference_is_that_of_the_simulator(
    capitalism: Economy,
) -> None:
    economy = capitalism.fork()
    economy.step()
    before = experts(economy)
    flows = follow(economy, reference_of(economy), 12)
    assert experts(economy) - before, "nobody has finished training"
    for name in ("quits", "layoffs", "dismissals", "hires", "job_to_job", "retirements", "ideas"):
        assert flows[name] > 0.0, name


def test_a_year_of_parecon_in_the_reference_is_that_of_the_simulator(parecon: Economy) -> None:
    economy = parecon.fork()
    economy.step()
    before = experts(economy)
    flows = follow(economy, reference_of(economy), 12)
    assert experts(economy) - before, "nobody has finished training"
    for name in ("hires", "retirements", "swapped_hours", "exchanged_hours", "ideas"):
        assert flows[name] > 0.0, name
    assert 0.0 < flows["votes_passed"] < flows["votes"]
    members = economy.state.workplaces.members
    assert members.max() > 16, "ties are only ordered in a way of their own in large workplaces"


@pytest.mark.parametrize(
    ("scenario", "flow", "parameters"),
    [
        ("capitalism", "ideas", {"profit_sharing": 0.3, "motivation_steepness": 3.0}),
        ("capitalism", "job_to_job", {"job_to_job_rate": 0.15, "consultation": 0.4}),
        ("capitalism", "dismissals", {"dismissal_rate": 0.2, "alienation_adjustment": 1.0}),
        ("capitalism", "retirements", {"retirement_age": 60.0, "peer_norm": 0.0}),
        ("parecon", "job_to_job", {"voluntary_move_rate": 0.03, "work_sharing_limit": 0.05}),
        ("parecon", "exchanged_hours", {"federation_rate": 0.2, "collusion_share": 0.3}),
        ("parecon", "votes_passed", {"vote_noise": 0.1, "majority": 0.6, "dominance": 1.0}),
        ("parecon", "hires", {"hidden_talent": 0.3, "training_capacity": 0.04}),
        ("parecon", "swapped_hours", {"federation_rate": 0.0, "swap_hours": 0.2}),
        ("capitalism", "job_to_job", {"assignment_improvement": 0.25}),
        ("parecon", "exchanged_hours", {"assignment_improvement": 0.25, "federation_rate": 0.2}),
        ("parecon", "swapped_hours", {"assignment_improvement": 1.0, "federation_rate": 0.0}),
    ],
)
def test_the_reference_follows_other_parameters_too(
    scenario: str, flow: str, parameters: dict[str, float]
) -> None:
    economy = settled(scenario, workers=WORKERS, seed=2, **parameters)
    assert follow(economy, reference_of(economy), 6)[flow] > 0.0


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
def test_the_frontier_of_a_sector_with_many_workplaces_is_the_same(scenario: str) -> None:
    economy = settled(scenario, workers=3_000)
    sector = economy.state.workplaces.sector
    assert np.bincount(sector).max() > 10, "a fifth of the workplaces must be more than one"
    assert follow(economy, reference_of(economy), 2)["ideas"] > 0.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "workers", "seed", "months"),
    [
        ("capitalism", 400, 3, 24),
        ("capitalism", 1_000, 7, 24),
        ("capitalism", 2_500, 1, 24),
        # Swaps make job indices of two people equal. Then rounding alone, which differs here,
        # decides who comes first in later pairs: the more people, the sooner that happens.
        ("parecon", 400, 3, 12),
        ("parecon", 1_000, 7, 4),
    ],
)
def test_many_months_agree_at_several_sizes_and_seeds(
    scenario: str, workers: int, seed: int, months: int
) -> None:
    economy = settled(scenario, workers, seed)
    follow(economy, reference_of(economy), months)
