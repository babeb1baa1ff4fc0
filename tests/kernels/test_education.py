"""Places, selection and progress in expert training."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sim.kernels import DOMAINS, IN_TRAINING, UNEMPLOYED
from sim.kernels.education import (
    advance_training,
    applicants,
    begin_training,
    expert_need,
    make_experts,
    open_places,
    places_within_capacity,
    signal_aptitude,
)
from sim.kernels.random import stream_key, uniform
from sim.kernels.streams import Stream
from sim.state import EconomyState
from tests.kernels import reference_people as reference
from tests.kernels.economies import economy_of
from tests.kernels.worlds import (
    World,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

DOMAIN = 4


def signals_of(
    economy: EconomyState, rows: np.ndarray, hidden: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the signal of people in a domain, and who takes the test."""
    signal, shows = np.full(len(rows), np.nan), np.zeros(len(rows), dtype=np.bool_)
    arguments = (economy, rows, DOMAIN, hidden, signal, shows)
    assert_same_bytes_however_cut(signal_aptitude, len(economy.people), arguments)
    signal_aptitude(0, len(economy.people), *arguments)
    return signal, shows


def tried(seed: int, validity: float, hidden_talent: float = 0.0, hidden: bool = False) -> tuple:
    """Return ability and noise of some people, their signals, and who takes the test."""
    world = make_world(seed)
    rows = np.flatnonzero(world.rng.uniform(size=world.people) < 0.7)
    entry = world.rng.integers(-500, 1, world.people)
    economy = economy_of(
        world,
        {"entry_month": entry},
        aptitude_dispersion=0.3,
        selection_validity=validity,
        hidden_talent=hidden_talent,
    )
    holder = (world.person + world.people * entry)[rows]
    key = stream_key(7, 0, Stream.SELECTION, DOMAIN)
    noise = reference.draws(reference.normal, key, holder)
    hidden_key = stream_key(7, 0, Stream.HIDDEN_TALENT, 0)
    ability = np.log(world.aptitude[rows, DOMAIN]) / 0.3
    hides = (ability > 0.0) & (reference.draws(uniform, hidden_key, holder) < hidden_talent)
    return ability, noise, *signals_of(economy, rows, hidden), ~(hides & hidden)


@few_examples
@given(seeds, shares)
def test_the_test_mixes_ability_and_noise_by_its_validity(seed: int, validity: float) -> None:
    ability, noise, signal, _, _ = tried(seed, validity)
    expected = validity * ability + np.sqrt(1.0 - validity**2) * noise
    np.testing.assert_allclose(signal, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("hidden", [False, True])
@few_examples
@given(seed=seeds, share=shares)
def test_a_share_of_the_able_alone_keeps_talent_hidden(
    seed: int, share: float, hidden: bool
) -> None:
    *_, shows, expected = tried(seed, 0.5, share, hidden)
    np.testing.assert_array_equal(shows, expected)


def test_the_correlation_of_test_and_ability_is_the_validity() -> None:
    world = make_world(1, workplaces=4_000)
    world.aptitude[:] = np.exp(world.rng.normal(0.0, 0.3, world.aptitude.shape))
    everybody = np.arange(world.people)
    economy = economy_of(world, aptitude_dispersion=0.3, selection_validity=0.6)
    signal = np.empty(world.people)
    shows = np.zeros(world.people, dtype=np.bool_)
    signal_aptitude(0, world.people, economy, everybody, DOMAIN, False, signal, shows)
    assert abs(np.corrcoef(np.log(world.aptitude[:, DOMAIN]), signal)[0, 1] - 0.6) < 0.015
    assert abs(signal.std() - 1.0) < 0.015


def training_economy(world: World, months_per_step: int = 1) -> EconomyState:
    """Return an economy in which a third of those without work are in training."""
    rng, outside = world.rng, np.arange(world.people) >= world.employed
    left = np.where(outside & (rng.uniform(size=world.people) < 0.7), rng.integers(1, 4), 0)
    trained = np.where(left > 0, -1, world.expert)
    people = {
        "status": np.where(left > 0, IN_TRAINING, np.where(outside, UNEMPLOYED, 0)),
        "training_left": left,
        "training_domain": np.where(left > 0, rng.integers(0, DOMAINS, world.people), -1),
        "expert": trained,
        "age": rng.integers(200, 700, world.people),
        "alienation": rng.uniform(size=(world.people, 4)),
        "alienation_total": rng.uniform(size=world.people),
    }
    parameters = {"train_level": 1.1, "train_months": 40.0, "training_age_limit": 40.0}
    state = {"months_per_step": months_per_step}
    return economy_of(world, people, state=state, **parameters)


@few_examples
@given(seeds)
def test_training_ends_at_its_level_of_aptitude_with_typical_attitudes(seed: int) -> None:
    world = make_world(seed, smallest=1)
    world.skill[:] *= 0.5
    economy = training_economy(world)
    people, before = economy.people, economy.copy().people
    employed, trainees = world.employed, np.flatnonzero(before.training_left > 0)
    effort = before.effort[:employed].mean()
    for month in range(1, 4):
        staying = advance_training(economy)
        assert staying == (before.training_left > month).sum()
        for row in trainees:
            domain, left = before.training_domain[row], before.training_left[row]
            start, goal = before.skill[row, domain], 1.1 * before.aptitude[row, domain]
            done = min(month / left, 1.0)
            assert people.skill[row, domain] == pytest.approx(start + done * (goal - start))
            if left <= month:
                assert people.expert[row] == domain
                assert people.training_domain[row] == -1
                assert people.status[row] == UNEMPLOYED
                assert people.effort[row] == pytest.approx(effort)
                mean = before.alienation[:employed].mean(axis=0)
                assert people.alienation[row] == pytest.approx(mean)
    untouched = before.training_left == 0
    assert people.skill[untouched].tobytes() == before.skill[untouched].tobytes()
    assert people.effort[untouched].tobytes() == before.effort[untouched].tobytes()


def test_a_step_of_three_months_trains_as_three_months_do() -> None:
    skills = []
    for months in (1, 3):
        economy = training_economy(make_world(5), months)
        for _ in range(3 // months):
            advance_training(economy)
        skills.append(economy.people.skill)
    np.testing.assert_allclose(skills[0], skills[1], rtol=1e-12)


@few_examples
@given(seeds)
def test_need_is_the_share_of_all_expert_hours(seed: int) -> None:
    world = make_world(seed, smallest=1)
    economy = economy_of(world)
    expected = np.zeros((len(world.task_count), DOMAINS))
    for j in range(world.workplaces):
        kind = world.sector[j]
        expected[kind] += economy.workplaces.share[j] * world.expert_hours[kind]
    whole = expected.sum()
    np.testing.assert_allclose(
        expert_need(economy), expected / whole if whole > 0.0 else expected, atol=1e-14
    )


@few_examples
@given(seeds, shares, shares)
def test_places_are_what_is_lacking_within_capacity(
    seed: int, share: float, capacity: float
) -> None:
    world = make_world(seed, workplaces=4, smallest=5)
    economy = training_economy(world)
    people, count = economy.people, world.people
    wanted = np.rint(share * count * expert_need(economy).sum(axis=0))
    present = [
        (people.expert == d).sum() + (people.training_domain == d).sum() for d in range(DOMAINS)
    ]
    lacking = np.maximum(wanted - present, 0.0)
    np.testing.assert_array_equal(open_places(economy, share), lacking)
    economy.parameters = economy.parameters.unchecked({"training_capacity": capacity})
    room = int(capacity * count) - 2
    expected = lacking
    if room <= 0:
        expected = np.zeros(DOMAINS)
    elif lacking.sum() > room:
        expected = np.floor(lacking * (room / lacking.sum()))
    np.testing.assert_array_equal(places_within_capacity(economy, share, 2), expected)


@few_examples
@given(seeds)
def test_the_young_without_training_apply(seed: int) -> None:
    economy = training_economy(make_world(seed))
    people = economy.people
    free = (people.expert < 0) & (people.training_left == 0)
    young = people.age < 480
    np.testing.assert_array_equal(applicants(economy, False), np.flatnonzero(free & young))
    np.testing.assert_array_equal(applicants(economy, True), np.flatnonzero(free))


def test_who_is_admitted_leaves_the_workforce() -> None:
    economy = training_economy(make_world(3, smallest=2))
    rows = np.array([0, 3])
    begin_training(economy, DOMAIN, rows)
    people = economy.people
    assert (people.status[rows] == IN_TRAINING).all()
    assert (people.training_domain[rows] == DOMAIN).all()
    assert (people.training_left[rows] == 40).all()
    assert (economy.destination[rows] == -1).all()


def test_experts_look_where_their_domain_is_needed() -> None:
    world = make_world(3, workplaces=400, smallest=5)
    world.sector[:] = np.arange(400) % len(world.task_count)
    world.skill[:] = 0.1
    economy = economy_of(world, {"expert": -1}, train_level=1.2)
    need = expert_need(economy)
    domain = int(np.argmax((need > 0.0).sum(axis=0)))
    everybody = np.arange(world.people)
    make_experts(economy, domain, everybody)
    people = economy.people
    assert (people.expert == domain).all()
    np.testing.assert_allclose(people.skill[:, domain], 1.2 * world.aptitude[:, domain])
    found = np.bincount(people.home_sector, minlength=len(need)) / world.people
    np.testing.assert_allclose(found, need[:, domain] / need[:, domain].sum(), atol=0.03)
