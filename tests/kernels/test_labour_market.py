"""Separations, matching and placement."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.labour_market import hear_of_offers, list_vacancies, match_to_vacancies
from sim.kernels.placement import (
    count_members,
    lose_specific_skill,
    place_where_short,
    swap_places,
    wish_to_move,
)
from sim.kernels.random import stream_key, uniform
from sim.kernels.separations import lay_off, quits_and_dismissals
from tests.kernels import reference_people as reference
from tests.kernels.worlds import (
    World,
    assert_same_bytes_however_cut,
    few_examples,
    make_world,
    seeds,
    shares,
)

QUIT, DISMISS, FIT = (stream_key(1, 0, stream, 1) for stream in (1, 2, 3))


def separation(world: World, rates: tuple[float, float, float, float]) -> tuple:
    """Return what `quits_and_dismissals` takes after the range; the last three are filled."""
    destination = world.workplace.copy()
    destination[world.rng.uniform(size=world.people) < 0.1] = -1
    counts = np.zeros((2, world.workplaces), dtype=np.int64)
    alienation = world.rng.uniform(0.0, 1.0, world.people)
    rest = (world.person, world.effort, alienation, *rates, destination, counts[0], counts[1])
    return (world.offsets, QUIT, DISMISS, *rest)


def market(world: World) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return job seekers outside employment, open positions and their pay level."""
    seekers = world.rng.permutation(np.arange(world.employed, world.people)).astype(np.int64)
    slots = world.rng.integers(0, world.workplaces, world.rng.integers(0, 10)).astype(np.int64)
    return seekers, slots, world.rng.uniform(0.5, 2.0, world.workplaces)


def reservation(world: World, pay) -> np.ndarray:
    """Return the pay above which each person leaves: that of the workplace, or somewhat off it."""
    return pay[world.workplace] * np.exp(0.3 * np.sin(world.person))


def match(world: World, seekers, slots, pay, taken, destination, across: bool, fit=0.0) -> int:
    """Return the number of hires; `taken` and `destination` are changed."""
    return match_to_vacancies(
        seekers,
        world.home_sector,
        slots,
        world.sector,
        len(world.task_count),
        across,
        pay,
        world.workplace,
        reservation(world, pay),
        FIT,
        fit,
        world.person,
        world.expert,
        world.expert_hours,
        world.staff(destination),
        taken,
        destination,
    )


def place(world: World, seekers, target, members, destination, fit=0.0) -> int:
    """Return the number of people placed; `destination` is changed."""
    return place_where_short(
        seekers,
        world.skill,
        world.sector,
        world.hours_share,
        world.domain,
        world.complexity,
        world.expert,
        world.untrained_efficiency,
        world.task_count,
        target,
        members,
        FIT,
        fit,
        world.person,
        world.expert_hours,
        world.staff(destination),
        destination,
    )


def shortage(world: World, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return seekers in random order, full staffing and members so far."""
    seekers = world.rng.permutation(np.arange(world.employed, world.people)).astype(np.int64)
    members = world.members.astype(np.int64)
    return seekers, members + world.rng.integers(-1, most + 1, world.workplaces), members


@few_examples
@given(seeds, st.tuples(shares, shares, shares, shares))
def test_quits_and_dismissals_agree_with_the_reference(seed, rates):
    world = make_world(seed)
    table = separation(world, rates)
    destination = table[-3].copy()
    quitting, caught = reference.quits_and_dismissals(
        world, (QUIT, DISMISS), table[5], *rates, destination
    )
    quits_and_dismissals(0, world.workplaces, *table)
    destination[quitting | caught] = -1
    np.testing.assert_array_equal(table[-3], destination)
    for counts, leavers in ((table[-2], quitting), (table[-1], caught)):
        expected = np.bincount(world.workplace[leavers], minlength=world.workplaces)
        np.testing.assert_array_equal(counts, expected)


@few_examples
@given(seeds)
def test_nobody_leaves_when_the_rates_are_0_and_everybody_quits_when_they_are_1(seed):
    world = make_world(seed)
    still = separation(world, (0.0, 1.0, 0.0, 1.0))
    before = still[-3].copy()
    quits_and_dismissals(0, world.workplaces, *still)
    np.testing.assert_array_equal(still[-3], before)
    gone = separation(world, (1.0, 0.0, 0.0, 0.0))
    quits_and_dismissals(0, world.workplaces, *gone)
    assert (gone[-3] == -1).all()


@few_examples
@given(seeds)
def test_more_alienation_never_makes_somebody_stay(seed):
    world = make_world(seed)
    table = separation(world, (0.5, 1.5, 0.0, 0.0))
    worse = tuple(a.copy() if isinstance(a, np.ndarray) else a for a in table)
    worse[5][:] = np.minimum(worse[5] + 0.3, 1.0)
    quits_and_dismissals(0, world.workplaces, *table)
    quits_and_dismissals(0, world.workplaces, *worse)
    assert (worse[-3] <= table[-3]).all()


@few_examples
@given(seeds)
def test_nobody_above_the_threshold_is_dismissed(seed):
    world = make_world(seed, smallest=1)
    table = separation(world, (0.0, 0.0, 1.0, 0.8))
    before = table[-3].copy()
    quits_and_dismissals(0, world.workplaces, *table)
    for j in range(world.workplaces):
        effort = world.effort[world.rows(j)]
        dismissed = (before != table[-3])[world.rows(j)]
        low = (effort < 0.8 * effort.mean()) & (before[world.rows(j)] >= 0)
        np.testing.assert_array_equal(dismissed, low)


@few_examples
@given(seeds)
def test_layoffs_hit_the_lowest_value_and_end_at_desired_employment(seed):
    world = make_world(seed)
    desired = world.rng.integers(0, 14, world.workplaces)
    value = world.skill.mean(axis=1) * world.effort
    destination = world.workplace.copy()
    destination[world.rng.uniform(size=world.people) < 0.1] = -1
    before = destination.copy()
    layoffs, vacancies = np.zeros((2, world.workplaces), dtype=np.int64)
    people = (world.skill, world.effort, destination)
    lay_off(0, world.workplaces, world.offsets, desired, *people, layoffs, vacancies)
    for j in range(world.workplaces):
        rows = np.arange(world.people)[world.rows(j)]
        present = rows[before[rows] >= 0]
        ranked = present[np.argsort(value[present])]
        leaving = ranked[: max(len(ranked) - desired[j], 0)]
        np.testing.assert_array_equal(np.sort(leaving), present[destination[present] < 0])
        assert layoffs[j] == len(leaving)
        assert vacancies[j] == max(desired[j] - len(present), 0)
    np.testing.assert_array_equal(destination[world.employed :], before[world.employed :])


@few_examples
@given(seeds)
def test_separations_do_not_depend_on_how_workplaces_are_cut(seed):
    world = make_world(seed)
    table = separation(world, (0.3, 0.5, 0.5, 0.9))
    assert_same_bytes_however_cut(quits_and_dismissals, world.workplaces, table)
    desired = world.rng.integers(0, 14, world.workplaces)
    table = (world.offsets, desired, world.skill, world.effort, world.workplace, *table[-2:])
    assert_same_bytes_however_cut(lay_off, world.workplaces, table)


@few_examples
@given(seeds)
def test_every_vacancy_is_listed_once_in_an_order_of_its_own(seed):
    world = make_world(seed)
    vacancies = world.rng.integers(0, 5, world.workplaces)
    slots, draws = np.empty(vacancies.sum(), dtype=np.int64), np.empty(vacancies.sum())
    list_vacancies(vacancies, QUIT, slots, draws)
    entries = [(j, number) for j in range(world.workplaces) for number in range(vacancies[j])]
    np.testing.assert_array_equal(slots, [j for j, _ in entries])
    assert draws.tolist() == [uniform(QUIT, j * 100_003 + number) for j, number in entries]


@few_examples
@given(seeds, shares, st.sampled_from([0.0, 1.5]))
def test_only_those_who_stay_hear_of_other_jobs_as_often_as_the_rate_says(seed, rate, response):
    world = make_world(seed)
    destination = world.workplace.copy()
    destination[world.rng.uniform(size=world.people) < 0.2] = -1
    draws = np.empty(world.people)
    alienation = world.rng.uniform(0.0, 1.0, world.people)
    people = (world.person, world.workplace, destination, alienation)
    hear_of_offers(0, world.people, QUIT, *people, rate, response, draws)
    drawn = np.array([uniform(QUIT, person) for person in world.person])
    hear = (drawn < rate * (1.0 + response * (alienation - 0.5))) & (destination >= 0)
    assert draws.tolist() == np.where(hear, drawn, np.inf).tolist()


@few_examples
@given(seeds, shares, st.floats(0.0, 2.0))
def test_the_more_alienated_wish_to_move_more_often(seed, rate, response):
    world = make_world(seed)
    destination = world.workplace.copy()
    destination[world.rng.uniform(size=world.people) < 0.2] = -1
    alienation, rows = world.rng.uniform(size=world.people), np.empty(world.people, dtype=np.int64)
    moods = (alienation, rate, response, rows)
    people, half = (world.person, world.workplace, destination), world.people // 3
    parts = []
    for start, stop in ((0, half), (half, world.people)):
        count = wish_to_move(start, stop, QUIT, *people, *moods)
        parts += rows[start : start + count].tolist()
    drawn = np.array([uniform(QUIT, person) for person in world.person])
    wishes = (drawn < rate * (1.0 + response * (alienation - 0.5))) & (destination >= 0)
    assert parts == np.flatnonzero(wishes).tolist()


@few_examples
@given(seeds)
def test_members_are_counted_by_workplace(seed):
    world = make_world(seed)
    destination = world.workplace.copy()
    destination[world.rng.uniform(size=world.people) < 0.2] = -1
    members = np.full(len(world.sector), 7, dtype=np.int64)
    count_members(destination, members)
    counted = np.bincount(destination[destination >= 0], minlength=len(members))
    assert members.tolist() == counted.tolist()


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


@few_examples
@given(seeds)
def test_placement_agrees_with_the_reference(seed):
    world = make_world(seed)
    seekers, target, members = shortage(world, 3)
    target = np.maximum(target, 0)
    destination, expected = world.workplace.copy(), world.workplace.copy()
    for row, j in reference.placed(world, seekers, target, members).items():
        expected[row] = j
    placed = place(world, seekers, target, members, destination)
    np.testing.assert_array_equal(destination, expected)
    assert placed == (destination != world.workplace).sum()


@few_examples
@given(seeds)
def test_placement_fills_up_as_long_as_there_is_room(seed):
    world = make_world(seed)
    for most in (1, 8):
        seekers, target, members = shortage(world, most)
        target = np.maximum(target, 0)
        destination = world.workplace.copy()
        room = np.maximum(target - members, 0)
        placed = place(world, seekers, target, members, destination)
        assert placed == min(len(seekers), room.sum())
        arrived = destination[seekers][destination[seekers] >= 0]
        assert (np.bincount(arrived, minlength=world.workplaces) <= room).all()


def test_placement_prefers_the_sector_for_which_the_person_is_fit():
    seed = next(s for s in range(100) if len(make_world(s).task_count) > 1)
    world = make_world(seed, workplaces=2, smallest=3)
    world.sector[:] = [0, 1]
    world.complexity = np.where(world.hours_share > 0.0, 1.0, 0.0)
    world.untrained_efficiency[:] = 1.0
    world.domain[0], world.domain[1] = 0, 1
    world.skill[0], world.skill[1] = [2.0, 1.0, 1, 1, 1, 1], [1.0, 2.0, 1, 1, 1, 1]
    destination = np.full(world.people, -1, dtype=np.int32)
    target, members = np.array([10, 10]), np.array([5, 5])
    assert place(world, np.array([0, 1]), target, members, destination) == 2
    assert destination[:2].tolist() == [0, 1]


@few_examples
@given(seeds)
def test_trading_places_preserves_the_size_of_every_workplace(seed):
    world = make_world(seed)
    movers = np.flatnonzero(world.rng.uniform(size=world.employed) < 0.7)
    shuffled = world.rng.uniform(size=len(movers))
    movers = movers[np.lexsort((shuffled, world.home_sector[movers]))]
    destination = world.workplace.copy()
    moved = swap_places(movers, world.home_sector, world.workplace, destination)
    np.testing.assert_array_equal(np.sort(destination), np.sort(world.workplace))
    assert moved == (destination != world.workplace).sum()
    kept = world.workplace[: world.employed], destination[: world.employed]
    np.testing.assert_array_equal(world.sector[kept[0]], world.sector[kept[1]])
    others = np.setdiff1d(np.arange(world.people), movers)
    np.testing.assert_array_equal(destination[others], world.workplace[others])


@few_examples
@given(seeds)
def test_movers_of_a_sector_are_paired_in_their_order(seed):
    world = make_world(seed)
    movers = world.rng.permutation(world.employed).astype(np.int64)
    movers = movers[np.argsort(world.home_sector[movers], kind="stable")]
    expected, destination = world.workplace.copy(), world.workplace.copy()
    for s in range(len(world.task_count)):
        ours = movers[world.home_sector[movers] == s]
        for one, other in zip(ours[0::2], ours[1::2], strict=False):
            expected[[one, other]] = expected[[other, one]]
    swap_places(movers, world.home_sector, world.workplace, destination)
    np.testing.assert_array_equal(destination, expected)


@few_examples
@given(seeds, shares)
def test_changing_sector_keeps_a_share_of_the_skill_above_the_floor(seed, kept):
    world = make_world(seed)
    rows = np.flatnonzero(world.rng.uniform(size=world.people) < 0.5)
    floor = 0.55 * world.aptitude
    expected = world.skill.copy()
    above = np.maximum(world.skill - floor, 0.0)[rows]
    expected[rows] = np.where(above > 0.0, floor[rows] + kept * above, world.skill[rows])
    before = world.skill.copy()
    lose_specific_skill(rows, kept, 0.55, world.aptitude, world.skill)
    np.testing.assert_allclose(world.skill, expected, rtol=1e-12)
    assert (world.skill <= before * (1.0 + 1e-15)).all()
