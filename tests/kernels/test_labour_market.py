"""Separations, matching and placement."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.job_guarantee import people_to_place
from sim.kernels.labour_market import (
    hear_of_offers,
    list_vacancies,
    match_to_vacancies,
    people_without_work,
    searching_on_the_job,
)
from sim.kernels.placement import place_where_short
from sim.kernels.random import normal, stream_key, uniform
from sim.kernels.separations import (
    COLUMNS,
    DESIRED,
    DISMISSALS,
    LAYOFFS,
    QUITS,
    VACANCIES,
    lay_off,
    quits_and_dismissals,
    separate,
)
from sim.kernels.streams import Stream
from sim.state import EconomyState
from tests.kernels import reference_people as reference
from tests.kernels.economies import economy_of
from tests.kernels.worlds import World, few_examples, make_world, seeds, shares


def key(stream: Stream) -> np.uint64:
    """Return the key of a stream in the economies of `economy_of`."""
    return stream_key(7, 0, stream, 1)


FIT = key(Stream.PLACEMENT_FIT)
RATES = ("quit_rate", "turnover_response", "dismissal_rate", "dismissal_threshold")


def separation(
    world: World, rates: tuple[float, ...], **parameters: float
) -> tuple[EconomyState, np.ndarray]:
    """Return an economy some of whose people are about to leave, and a plan without separations."""
    destination = world.workplace.copy()
    destination[world.rng.uniform(size=world.people) < 0.1] = -1
    people = {"alienation_total": world.rng.uniform(0.0, 1.0, world.people)}
    economy = economy_of(
        world,
        people,
        state={"destination": destination},
        **dict(zip(RATES, rates, strict=True)),
        **parameters,
    )
    plan = np.zeros((world.workplaces, COLUMNS), np.int64)
    plan[:, DESIRED] = world.rng.integers(0, 14, world.workplaces)
    return economy, plan


def market(world: World) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return job seekers outside employment, open positions and their pay level."""
    seekers = world.rng.permutation(np.arange(world.employed, world.people)).astype(np.int64)
    slots = world.rng.integers(0, world.workplaces, world.rng.integers(0, 10)).astype(np.int64)
    return seekers, slots, world.rng.uniform(0.5, 2.0, world.workplaces)


def reservation(world: World, pay) -> np.ndarray:
    """Return the pay above which each person leaves: that of the workplace, or somewhat off it."""
    taste = np.array([normal(key(Stream.JOB_TASTE), person) for person in world.person])
    return pay[world.workplace] * np.exp(0.3 * taste)


def match(world: World, seekers, slots, pay, taken, destination, across: bool, fit=0.0) -> int:
    """Return the number of hires; `taken` and `destination` are changed."""
    economy = economy_of(
        world,
        workplaces={"pay_level": pay},
        state={"destination": destination},
        placement_fit=fit,
        job_taste_dispersion=0.3,
    )
    return match_to_vacancies(seekers, across, slots, taken, world.staff(destination), economy)


def place(world: World, seekers, target, members, destination, fit=0.0) -> int:
    """Return the number of people placed; `destination` is changed."""
    economy = economy_of(world, state={"destination": destination}, placement_fit=fit)
    return place_where_short(seekers, target, members, world.staff(destination), economy)


def shortage(world: World, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return seekers in random order, full staffing and members so far."""
    seekers = world.rng.permutation(np.arange(world.employed, world.people)).astype(np.int64)
    members = world.members.astype(np.int64)
    return seekers, members + world.rng.integers(-1, most + 1, world.workplaces), members


@few_examples
@given(seeds, st.tuples(shares, shares, shares, shares))
def test_quits_and_dismissals_agree_with_the_reference(seed, rates):
    world = make_world(seed)
    economy, plan = separation(world, rates)
    destination = economy.destination.copy()
    keys = key(Stream.QUIT), key(Stream.DISMISSAL)
    observed = (*rates[:2], 0.5 * rates[2], rates[3])
    quitting, caught = reference.quits_and_dismissals(
        world, keys, economy.people.alienation_total, *observed, destination
    )
    quits_and_dismissals(0, world.workplaces, economy, 0.5, plan)
    destination[quitting | caught] = -1
    np.testing.assert_array_equal(economy.destination, destination)
    for column, leavers in ((QUITS, quitting), (DISMISSALS, caught)):
        expected = np.bincount(world.workplace[leavers], minlength=world.workplaces)
        np.testing.assert_array_equal(plan[:, column], expected)


@few_examples
@given(seeds)
def test_nobody_leaves_when_the_rates_are_0_and_everybody_quits_when_they_are_1(seed):
    world = make_world(seed)
    still, plan = separation(world, (0.0, 1.0, 0.0, 1.0))
    before = still.destination.copy()
    quits_and_dismissals(0, world.workplaces, still, 1.0, plan)
    np.testing.assert_array_equal(still.destination, before)
    gone, plan = separation(world, (1.0, 0.0, 0.0, 0.0))
    quits_and_dismissals(0, world.workplaces, gone, 1.0, plan)
    assert (gone.destination == -1).all()


@few_examples
@given(seeds)
def test_more_alienation_never_makes_somebody_stay(seed):
    world = make_world(seed)
    economy, plan = separation(world, (0.5, 1.5, 0.0, 0.0))
    worse = economy.copy()
    alienation = worse.people.alienation_total
    alienation[:] = np.minimum(alienation + 0.3, 1.0)
    for each in (economy, worse):
        quits_and_dismissals(0, world.workplaces, each, 1.0, plan)
    assert (worse.destination <= economy.destination).all()


@few_examples
@given(seeds)
def test_nobody_above_the_threshold_is_dismissed(seed):
    world = make_world(seed, smallest=1)
    economy, plan = separation(world, (0.0, 0.0, 1.0, 0.8))
    before = economy.destination.copy()
    quits_and_dismissals(0, world.workplaces, economy, 1.0, plan)
    for j in range(world.workplaces):
        effort = world.effort[world.rows(j)]
        dismissed = (before != economy.destination)[world.rows(j)]
        low = (effort < 0.8 * effort.mean()) & (before[world.rows(j)] >= 0)
        np.testing.assert_array_equal(dismissed, low)


@few_examples
@given(seeds)
def test_layoffs_hit_the_lowest_value_and_end_at_desired_employment(seed):
    world = make_world(seed)
    economy, plan = separation(world, (0.0, 0.0, 0.0, 0.0))
    value = world.skill.mean(axis=1) * world.effort
    before = economy.destination.copy()
    lay_off(0, world.workplaces, economy, plan)
    for j in range(world.workplaces):
        rows = np.arange(world.people)[world.rows(j)]
        present = rows[before[rows] >= 0]
        ranked = present[np.argsort(value[present])]
        leaving = ranked[: max(len(ranked) - plan[j, DESIRED], 0)]
        np.testing.assert_array_equal(np.sort(leaving), present[economy.destination[present] < 0])
        assert plan[j, LAYOFFS] == len(leaving)
        assert plan[j, VACANCIES] == max(plan[j, DESIRED] - len(present), 0)
    others = slice(world.employed, None)
    np.testing.assert_array_equal(economy.destination[others], before[others])


@few_examples
@given(seeds)
def test_separations_do_not_depend_on_how_workplaces_are_cut(seed):
    world = make_world(seed)
    start, plan = separation(world, (0.3, 0.5, 0.5, 0.9), layoff_rate=0.2)
    results = []
    for step in (max(world.workplaces, 1), 2, 1):
        economy, filled = start.copy(), plan.copy()
        for first in reversed(range(0, world.workplaces, step)):
            last = min(first + step, world.workplaces)
            separate(first, last, economy, 0.9, filled)
        results.append(economy.destination.tobytes() + filled.tobytes())
    assert len(set(results)) == 1


@few_examples
@given(seeds)
def test_every_vacancy_is_listed_once_in_the_order_of_the_draws(seed):
    world = make_world(seed)
    economy, plan = separation(world, (0.0, 0.0, 0.0, 0.0))
    plan[:, VACANCIES] = world.rng.integers(0, 5, world.workplaces)
    draws = {
        uniform(key(Stream.VACANCY_ORDER), j * 100_003 + number): j
        for j in range(world.workplaces)
        for number in range(plan[j, VACANCIES])
    }
    assert list_vacancies(plan, economy).tolist() == [draws[draw] for draw in sorted(draws)]


@few_examples
@given(seeds, shares, st.sampled_from([0.0, 1.5]))
def test_only_those_who_stay_look_for_another_job_as_often_as_the_rate_says(seed, rate, response):
    world = make_world(seed)
    economy, _ = separation(
        world, (0.0, response, 0.0, 0.0), job_to_job_rate=rate, moves_by_alienation=1.0
    )
    hears = np.zeros(world.people, np.bool_)
    hear_of_offers(0, world.people, economy, hears)
    drawn = np.array([uniform(key(Stream.JOB_OFFER), person) for person in world.person])
    chance = rate * (1.0 + response * (economy.people.alienation_total - 0.5))
    assert hears.tolist() == (drawn < chance).tolist()
    looking = np.flatnonzero(hears & (economy.destination >= 0))
    expected = looking[np.argsort(drawn[looking])]
    assert searching_on_the_job(economy, hears).tolist() == expected.tolist()


@few_examples
@given(seeds)
def test_who_is_without_work_looks_for_it_unless_in_training(seed):
    world = make_world(seed)
    economy, _ = separation(world, (0.0, 0.0, 0.0, 0.0))
    status, workplace = economy.people.status, world.workplace
    status[world.rng.uniform(size=world.people) < 0.2] = 2
    # Somebody who retired leaves the seat to an entrant without work.
    status[(economy.destination < 0) & (world.rng.uniform(size=world.people) < 0.3)] = 1
    out = economy.destination < 0
    unemployed, leaving, left = people_without_work(economy)
    assert unemployed.tolist() == np.flatnonzero(out & (status == 1)).tolist()
    assert leaving.tolist() == np.flatnonzero(out & (status == 0) & (workplace >= 0)).tolist()
    assert left == np.count_nonzero(out & (workplace >= 0))
    placed = people_to_place(economy)
    assert world.person[placed].tolist() == sorted(world.person[out & (status != 2)])


@few_examples
@given(seeds, st.booleans())
def test_matching_the_unemployed_agrees_with_the_reference(seed, across):
    world = make_world(seed)
    seekers, slots, pay = market(world)
    taken = world.rng.uniform(size=len(slots)) < 0.2
    destination, expected = world.workplace.copy(), world.workplace.copy()
    got = reference.matched(
        world, seekers, slots, across, pay, reservation(world, pay), world.workplace, taken
    )
    for row, position in got.items():
        expected[row] = slots[position]
    filled = taken.copy()
    filled[list(got.values())] = True
    assert match(world, seekers, slots, pay, taken, destination, across) == len(got)
    np.testing.assert_array_equal(destination, expected)
    np.testing.assert_array_equal(taken, filled)


@few_examples
@given(seeds)
def test_matching_of_those_with_a_job_agrees_with_the_reference(seed):
    world = make_world(seed)
    _, slots, pay = market(world)
    seekers = world.rng.permutation(world.people).astype(np.int64)
    taken = np.zeros(len(slots), dtype=np.bool_)
    destination, expected = world.workplace.copy(), world.workplace.copy()
    got = reference.matched(
        world, seekers, slots, False, pay, reservation(world, pay), world.workplace, taken
    )
    for row, position in got.items():
        expected[row] = slots[position]
    match(world, seekers, slots, pay, taken, destination, False)
    np.testing.assert_array_equal(destination, expected)
    moved = np.flatnonzero((destination != world.workplace) & (world.workplace >= 0))
    assert (pay[destination[moved]] > reservation(world, pay)[moved]).all()


@few_examples
@given(seeds, st.booleans())
def test_who_has_just_lost_the_job_takes_any_pay(seed, across):
    world = make_world(seed)
    _, slots, _ = market(world)
    seekers = world.rng.permutation(world.employed).astype(np.int64)
    taken, pay = np.zeros(len(slots), dtype=np.bool_), np.zeros(world.workplaces)
    assert match(world, seekers, slots, pay, taken, world.workplace.copy(), across) == 0
    taken[:] = False
    lost = np.full_like(world.workplace, -1)
    hires = match(world, seekers, slots, pay, taken, lost, across)
    assert hires == taken.sum() == (lost >= 0).sum()
    assert hires == min(len(seekers), len(slots)) or not across


@few_examples
@given(seeds, st.booleans())
def test_hires_never_exceed_seekers_or_vacancies_and_nobody_is_placed_twice(seed, across):
    world = make_world(seed)
    seekers, slots, pay = market(world)
    taken = np.zeros(len(slots), dtype=np.bool_)
    destination = world.workplace.copy()
    hires = match(world, seekers, slots, pay, taken, destination, across)
    assert hires <= min(len(seekers), len(slots))
    assert hires == taken.sum() == (destination != world.workplace).sum()
    filled = np.bincount(slots[taken], minlength=world.workplaces)
    arrived = destination[seekers][destination[seekers] >= 0]
    np.testing.assert_array_equal(np.bincount(arrived, minlength=world.workplaces), filled)
    if across:
        assert hires == min(len(seekers), len(slots))


@few_examples
@given(seeds)
def test_the_own_sector_comes_first(seed):
    world = make_world(seed)
    seekers, slots, pay = market(world)
    taken = np.zeros(len(slots), dtype=np.bool_)
    destination = world.workplace.copy()
    match(world, seekers, slots, pay, taken, destination, True)
    for s in range(len(world.task_count)):
        ours = seekers[world.home_sector[seekers] == s]
        at_home = (destination[ours] >= 0) & (world.sector[destination[ours]] == s)
        assert at_home.sum() == min(len(ours), (world.sector[slots] == s).sum())
        # Who comes first is served first.
        assert at_home[: at_home.sum()].all()
