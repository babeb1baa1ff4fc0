"""What the kernels about persons must give: votes, places, pay, motives, skill and ideas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.kernels.innovation import BEST_SHARE
from sim.kernels.random import normal, poisson, uniform
from tests.kernels.reference_hours import efficiency
from tests.kernels.worlds import World
from tests.reference import equations

Array = np.ndarray

KEY = np.uint64(0)
"""Random key where no draw matters."""


def workplace_means(world: World, values: Array) -> Array:
    """Return the mean over members of each workplace, 0 without members."""
    blocks = [values[world.rows(j)] for j in range(world.workplaces)]
    return np.array([block.mean() if len(block) else 0.0 for block in blocks])


def spread_to_members(world: World, by_workplace: Array) -> Array:
    """Return for each employed row the value of its workplace."""
    return np.asarray(by_workplace)[world.workplace[: world.employed]]


def draws(function: Callable[..., float], key: np.uint64, identifiers: Array) -> Array:
    """Return the draws of a random function for the identifiers."""
    return np.array([function(key, i) for i in identifiers])


def yes_shares(
    world: World,
    key: np.uint64,
    competence: Array,
    change: Array,
    fall: Array,
    output: Array,
    motives: tuple[float, float, float],
    noise: float,
    dominance: float,
    least: float = 1.0,
) -> Array:
    """Return the weighted share of members who gain from the proposal."""
    result = np.zeros(world.workplaces)
    for j in np.flatnonzero(world.members):
        own = competence[world.rows(j)]
        weight = np.array(
            [equations.voting_weight(one, own.mean(), dominance, least) for one in own]
        )
        error = noise * draws(normal, key, world.person[world.rows(j)])
        reason = np.array([0.0, fall[j], output[j]]) @ motives
        gain = motives[0] * change[world.rows(j)] + reason + error
        result[j] = weight[gain > 0.0].sum() / weight.sum()
    return result


def voice_in_council(
    world: World, competence: Array, heard: Array, everyone: float, terms: tuple[float, ...]
) -> Array:
    """Return voice of the employed under a council.

    The terms are dominance, weight of society, least attendance, size of an assembly, loss by
    delegation and by being outvoted.
    """
    dominance, society, least, assembly, loss, outvoted = terms
    mean = spread_to_members(world, workplace_means(world, competence))
    size = spread_to_members(world, world.members)
    return np.array(
        [
            equations.voice_in_council(
                competence[row],
                (1.0 - society) * mean[row] + society * everyone,
                dominance,
                least,
                equations.delegation(int(size[row]), assembly, loss),
                outvoted * (1.0 - heard[row]),
            )
            for row in range(world.employed)
        ]
    )


def quits_and_dismissals(
    world: World,
    keys: tuple[np.uint64, np.uint64],
    alienation: Array,
    quit_rate: float,
    turnover_response: float,
    dismissal_rate: float,
    threshold: float,
    destination: Array,
) -> tuple[Array, Array]:
    """Return who quits and who is dismissed, both (people,) bool."""
    present = (np.arange(world.people) < world.employed) & (destination >= 0)
    chance = np.array(
        [equations.separation_rate(quit_rate, turnover_response, one) for one in alienation]
    )
    quitting = present & (draws(uniform, keys[0], world.person) < chance)
    low = np.zeros(world.people, dtype=bool)
    mean = spread_to_members(world, workplace_means(world, world.effort))
    low[: world.employed] = world.effort[: world.employed] < threshold * mean
    caught = draws(uniform, keys[1], world.person) < dismissal_rate
    return quitting, present & ~quitting & low & caught


def need(world: World, staff: Array, row: int, workplace: int) -> float:
    """Return how far a workplace lacks somebody of the training of a person (10.3)."""
    *trained, members = staff[workplace].tolist()
    shares = [number / max(members, 1) for number in trained]
    lack = world.expert_hours[world.sector[workplace]] - shares
    return float(lack[world.expert[row]] if world.expert[row] >= 0 else -lack.clip(0.0).sum())


def most_needed(world: World, staff: Array, row: int, offers: list[int], slots: Array) -> int:
    """Return the first of the positions whose workplace needs the training of a person most."""
    return max(offers, key=lambda offer: need(world, staff, row, slots[offer]))


def note_move(world: World, staff: Array, row: int, before: int, after: int) -> None:
    """Count somebody in another workplace than before."""
    for workplace, people in ((before, -1), (after, 1)):
        if workplace >= 0:
            staff[workplace, -1] += people
            staff[workplace, world.expert[row]] += people * (world.expert[row] >= 0)


def matched(
    world: World,
    seekers: Array,
    slots: Array,
    across: bool,
    pay: Array,
    reservation: Array,
    held: Array,
    taken: Array,
    key: np.uint64 = KEY,
    fit: float = 0.0,
) -> dict[int, int]:
    """Return the position that each placed seeker gets: the first open one, own sector first.

    With probability `fit` it is the one of the first ten that needs the training most.
    """
    staff = world.staff(held)
    open_positions = [p for p in range(len(slots)) if not taken[p]]
    declined: set[int] = set()
    got: dict[int, int] = {}
    without = []
    for row in seekers:
        own_sector = [
            p
            for p in open_positions
            if world.sector[slots[p]] == world.home_sector[row] and p not in declined
        ]
        if not own_sector:
            without.append(int(row))
            continue
        offer = own_sector[0]
        if uniform(key, int(world.person[row])) < fit:
            offer = most_needed(world, staff, row, own_sector[:10], slots)
        where = slots[offer]
        if held[row] < 0 or (where != held[row] and pay[where] > reservation[row]):
            got[int(row)] = offer
            open_positions.remove(offer)
            note_move(world, staff, row, held[row], where)
        elif offer == own_sector[0]:
            declined.add(offer)
    for row in without if across else []:
        if not open_positions:
            break
        offer = open_positions[0]
        if uniform(key, int(world.person[row])) < fit:
            offer = most_needed(world, staff, row, open_positions[:10], slots)
        if held[row] < 0 or pay[slots[offer]] > reservation[row]:
            got[row] = offer
            open_positions.remove(offer)
            note_move(world, staff, row, -1, slots[offer])
    return got


def placed(
    world: World,
    seekers: Array,
    target: Array,
    members: Array,
    key: np.uint64 = KEY,
    share: float = 0.0,
) -> dict[int, int]:
    """Return the workplace of each seeker: best shortage times fit, then the shortest of staff.

    With probability `share` it is the one of ten short of staff that needs the training most.
    """
    staff = world.staff(world.workplace)
    places = np.maximum(target - members, 0)
    result: dict[int, int] = {}
    for row in seekers:
        scores = {}
        for s in range(len(world.task_count)):
            ours = world.sector == s
            if places[ours].sum() > 0:
                tasks = range(world.task_count[s])
                fit = sum(world.hours_share[s, k] * efficiency(world, row, s, k) for k in tasks)
                scores[s] = places[ours].sum() / target[ours].sum() * fit
        if not scores:
            break
        best = max(scores, key=lambda s: scores[s])
        choice = [j for j in range(world.workplaces) if world.sector[j] == best and places[j] > 0]
        result[int(row)] = max(choice, key=lambda j: places[j] / target[j])
        draw = uniform(key, int(world.person[row]))
        if draw < share:
            start = int(draw / share * world.workplaces)
            ahead = [j for j in choice if j >= start] + [j for j in choice if j < start]
            result[int(row)] = max(ahead[:10], key=lambda j: need(world, staff, row, j))
        note_move(world, staff, row, -1, result[int(row)])
        places[result[int(row)]] -= 1
    return result


def pay_weights(
    world: World, empowerment: Array, success: Array, rank: float, skill: float, rent: float
) -> Array:
    """Return relative hourly pay of the employed under the market."""
    result = np.zeros(world.employed)
    for row in range(world.employed):
        kind = world.sector[world.workplace[row]]
        known = world.skill[row, world.domain[kind]]
        work = zip(world.hours[row], world.complexity[kind], known, strict=True)
        used = equations.skill_in_use(work) / (1.0 - world.outside_hours[row])
        result[row] = np.exp(rank * empowerment[row] + skill * used)
        result[row] *= success[world.workplace[row]] ** rent
    return result


def effort_ratings(
    world: World,
    keys: tuple[np.uint64, np.uint64],
    noise: float,
    leniency: float,
    colluding: float,
    gain: float,
    onerous: Array,
    competence: Array,
    dominance: float,
) -> Array:
    """Return ratings of the employed, scaled to the hours of their workplace."""
    error = noise * draws(normal, keys[0], world.person) - noise**2 / 2.0
    friends = draws(uniform, keys[1], world.person) < colluding
    mean = spread_to_members(world, workplace_means(world, world.effort))
    rating = np.zeros(world.people)
    for row in range(world.employed):
        rating[row] = equations.rating(world.effort[row], mean[row], error[row], leniency)
    rating *= 1.0 + onerous
    rating = np.where(friends, rating * (1.0 + gain), rating)
    competent = spread_to_members(world, workplace_means(world, competence))
    for row in range(world.employed):
        rating[row] = equations.dominated_rating(
            rating[row], competence[row], competent[row], dominance
        )
    average = spread_to_members(world, workplace_means(world, rating))
    return rating[: world.employed] / average * spread_to_members(world, world.hours_factor)


def contributions(world: World) -> Array:
    """Return what peers see each of the employed contribute."""
    result = np.zeros(world.people)
    for row in range(world.employed):
        kind = world.sector[world.workplace[row]]
        known = world.skill[row, world.domain[kind]]
        work = zip(world.hours[row], world.complexity[kind], known, strict=True)
        result[row] = equations.contribution(world.effort[row], work)
    return result


def fair_pay(world: World, pay: Array, norm: tuple[float, ...]) -> Array:
    """Return what pay of each employed member would be fair by a norm."""
    relative = []
    for made in (world.effort, contributions(world)):
        mean = spread_to_members(world, workplace_means(world, made))
        relative.append(made[: world.employed] / mean)
    rows = zip(spread_to_members(world, workplace_means(world, pay)), *relative, strict=True)
    return np.array([equations.fair_pay(mean, norm, *own) for mean, *own in rows])


def work_of(world: World, row: int) -> list[tuple[int, float, float]]:
    """Return domain, hours and complexity of the tasks of a person, elsewhere last."""
    spots = [(world.sector[world.workplace[row]], k, world.hours[row, k]) for k in range(8)]
    if world.outside_workplace[row] >= 0:
        there = world.sector[world.outside_workplace[row]]
        spots.append((there, world.outside_task[row], world.outside_hours[row]))
    return [(world.domain[s, k], hours, world.complexity[s, k]) for s, k, hours in spots]


def learnt(
    world: World,
    learning: float,
    exponent: float,
    forgetting: float,
    upkeep: float,
    floor: float,
    schooling: Array,
    schooling_return: float,
) -> Array:
    """Return skill after a month of practice."""
    skill = world.skill.copy()
    for row in range(world.employed):
        work = work_of(world, row)
        for d in range(skill.shape[1]):
            own = np.array([(h * min(1.0, c), c) for domain, h, c in work if domain == d])
            practice, demand = (own[:, 0].sum(), own.prod(axis=1).sum()) if len(own) else (0.0, 0.0)
            aptitude = float(world.aptitude[row, d])
            known = equations.effect_of_schooling(schooling[row], schooling_return)
            level = equations.sustained_skill(aptitude, floor, practice, demand, exponent, known)
            skill[row, d] = equations.skill_after_month(
                skill[row, d], level, practice, (learning, forgetting, upkeep)
            )
    return skill


def creative_effort(
    world: World,
    creativity: Array,
    alienation: Array,
    voice: Array,
    uptake: tuple[float, float],
    competence: Array,
    exponents: tuple[float, float] = (1.0, 0.0),
) -> Array:
    """Return the mean over members of creative effort that is taken up."""
    effort = np.zeros(world.people)
    for row in range(world.employed):
        kind = world.sector[world.workplace[row]]
        if world.hours[row].sum() > 0.0:
            known = np.average(world.skill[row, world.domain[kind]], weights=world.hours[row])
            creative = creativity[row] ** exponents[0] * competence[row] ** exponents[1]
            effort[row] = creative * known * world.effort[row]
            effort[row] *= equations.uptake(voice[row], *uptake)
            effort[row] *= 1.0 - alienation[row]
    return workplace_means(world, effort)


def pooled(
    world: World,
    key: np.uint64,
    rate: float,
    step: float,
    spillover: float,
    diffusion: float,
    worked: Array,
    ideas: Array,
    backlog: Array,
) -> tuple[Array, Array, float]:
    """Return technology and backlog after a month of shared ideas, and the number of ideas."""
    count = np.array([poisson(key, j, rate * ideas[j]) for j in range(world.workplaces)])
    technology, left = world.technology.copy(), backlog.copy()
    for j in range(world.workplaces):
        same = world.sector == world.sector[j]
        mean = (worked * count)[same].sum() / worked[same].sum() if worked[same].any() else 0.0
        gain, left[j] = equations.growth_with_pool(
            backlog[j], step * count[j], step * mean, spillover, diffusion
        )
        technology[j] *= np.exp(gain)
    return technology, left, float(count.sum())


def frontier(world: World, technology: Array) -> Array:
    """Return the mean log technology of the best of its sector, for each workplace."""
    levels = np.log(technology)
    best = [
        equations.frontier(levels[world.sector == s].tolist(), BEST_SHARE) for s in world.sector
    ]
    return np.array(best)


def adopted(
    world: World, key: np.uint64, rate: float, step: float, diffusion: float, ideas: Array
) -> tuple[Array, float]:
    """Return technology after ideas and diffusion, and the number of ideas."""
    count = np.array([poisson(key, j, rate * ideas[j]) for j in range(world.workplaces)])
    best, levels = frontier(world, world.technology), np.log(world.technology)
    rows = zip(levels, count, best, strict=True)
    gained = np.array([equations.growth(*row, step, diffusion) for row in rows])
    return np.exp(levels + gained), float(count.sum())


def gini(values: Array) -> float:
    """Return half the mean absolute difference of all pairs relative to the mean."""
    pairs = np.abs(values[:, None] - values[None, :]).mean()
    return float(pairs / (2.0 * values.mean()))
