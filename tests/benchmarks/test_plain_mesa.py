"""A month in plain Mesa against the same month of the simulator."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from benchmarks.plain_mesa import PlainEconomy, check_agreement, twin_of
from sim import Economy

WORKERS = 600
BURN_IN = 12
SETTLING = 24


def experts(economy: Economy) -> set[int]:
    people = economy.state.people
    return set(people.person[people.expert >= 0].tolist())


def settled(scenario: str, workers: int = WORKERS, seed: int = 1, **parameters: float) -> Economy:
    economy = Economy(
        scenario, seed=seed, agent_interval=0, workers=workers, burn_in=BURN_IN, **parameters
    )
    for _ in range(BURN_IN + SETTLING):
        economy.step()
    return economy


def follow(economy: Economy, plain: PlainEconomy, months: int) -> dict[str, float]:
    """Step both, compare them after each month, and return the sums of flows and of retirements."""
    total: dict[str, float] = {}
    for _ in range(months):
        economy.step()
        plain.step()
        check_agreement(economy, plain)
        for name in economy.state.flows.__slots__:
            total[name] = total.get(name, 0.0) + getattr(economy.state.flows, name)
        entrants = np.count_nonzero(economy.state.people.entry_month == economy.state.month)
        total["retirements"] = total.get("retirements", 0.0) + entrants
    return total


@pytest.fixture(scope="module")
def capitalism() -> Economy:
    return settled("capitalism")


@pytest.fixture(scope="module")
def parecon() -> Economy:
    return settled("parecon")


def test_a_year_of_capitalism_in_plain_mesa_is_that_of_the_simulator(capitalism: Economy) -> None:
    economy = capitalism.fork()
    economy.step()
    before = experts(economy)
    flows = follow(economy, twin_of(economy), 12)
    assert experts(economy) - before, "nobody has finished training"
    for name in ("quits", "layoffs", "dismissals", "hires", "job_to_job", "retirements", "ideas"):
        assert flows[name] > 0.0, name


def test_a_year_of_parecon_in_plain_mesa_is_that_of_the_simulator(parecon: Economy) -> None:
    economy = parecon.fork()
    economy.step()
    before = experts(economy)
    flows = follow(economy, twin_of(economy), 12)
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
    ],
)
def test_plain_mesa_follows_other_parameters_too(
    scenario: str, flow: str, parameters: dict[str, float]
) -> None:
    economy = settled(scenario, workers=WORKERS, seed=2, **parameters)
    assert follow(economy, twin_of(economy), 6)[flow] > 0.0


@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
def test_the_frontier_of_a_sector_with_many_workplaces_is_the_same(scenario: str) -> None:
    economy = settled(scenario, workers=3_000)
    sector = economy.state.workplaces.sector
    assert np.bincount(sector).max() > 10, "a fifth of the workplaces must be more than one"
    assert follow(economy, twin_of(economy), 2)["ideas"] > 0.0


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["capitalism", "parecon"])
@pytest.mark.parametrize(("workers", "seed"), [(400, 3), (2_000, 7), (5_000, 1)])
def test_two_years_agree_at_several_sizes_and_seeds(scenario: str, workers: int, seed: int) -> None:
    economy = settled(scenario, workers, seed)
    follow(economy, twin_of(economy), 24)


def test_plain_mesa_only_reads_the_economy_it_starts_from(parecon: Economy) -> None:
    before = copy.deepcopy(parecon.state.people)
    plain = twin_of(parecon)
    plain.step()
    for name in before.__slots__:
        np.testing.assert_array_equal(getattr(before, name), getattr(parecon.state.people, name))


@pytest.mark.parametrize(
    "attribute",
    ["wealth", "skill", "effort", "alienation", "hourly_pay", "hours", "aptitude", "diligence"],
)
def test_an_attribute_of_one_person_that_differs_is_named(
    capitalism: Economy, attribute: str
) -> None:
    economy = capitalism.fork()
    economy.step()
    plain = twin_of(economy)
    follow(economy, plain, 1)
    person = plain.people[7]
    value = getattr(person, attribute)
    largest = max(value) if isinstance(value, list) else value
    if isinstance(value, list):
        value[value.index(largest)] = largest * (1.0 + 1e-8)
    else:
        setattr(person, attribute, largest * (1.0 + 1e-8))
    with pytest.raises(RuntimeError, match=f"{attribute} of person {person.person}"):
        check_agreement(economy, plain)


def test_people_in_another_order_do_not_agree(capitalism: Economy) -> None:
    economy = capitalism.fork()
    economy.step()
    plain = twin_of(economy)
    follow(economy, plain, 1)
    plain.people[3], plain.people[4] = plain.people[4], plain.people[3]
    with pytest.raises(RuntimeError, match="person of person"):
        check_agreement(economy, plain)


def test_an_indicator_that_differs_is_named(capitalism: Economy) -> None:
    economy = capitalism.fork()
    economy.step()
    plain = twin_of(economy)
    follow(economy, plain, 1)
    plain.datacollector.model_vars["wealth_gini"][-1] += 1e-6
    with pytest.raises(RuntimeError, match="wealth_gini is"):
        check_agreement(economy, plain)


def test_an_economy_in_its_burn_in_has_no_twin() -> None:
    economy = Economy("parecon", seed=1, workers=300, burn_in=2)
    for _ in range(2):
        economy.step()
    with pytest.raises(ValueError, match="burn-in"):
        twin_of(economy)


def test_other_institutions_have_no_twin() -> None:
    economy = Economy("rotation", seed=1, workers=300, burn_in=0)
    economy.step()
    with pytest.raises(ValueError, match="scenario rotation: not the institutions of capitalism"):
        twin_of(economy)


def test_longer_steps_have_no_twin() -> None:
    economy = Economy("capitalism", seed=1, workers=300, burn_in=0, months=12, months_per_step=3)
    economy.step()
    with pytest.raises(ValueError, match="months_per_step = 3"):
        twin_of(economy)
