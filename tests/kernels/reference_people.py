"""Plain twins of the kernels about persons: votes, jobs, pay, motives, skill and ideas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.kernels.random import normal, poisson, uniform
from tests.kernels.reference import efficiency
from tests.kernels.worlds import World

Array = np.ndarray


def workplace_means(world: World, values: Array) -> Array:
    """Return the mean over members of each workplace, 0 without members."""
    blocks = [values[world.rows(j)] for j in range(world.workplaces)]
    return np.array([block.mean() if len(block) else 0.0 for block in blocks])


def spread_to_members(world: World, by_workplace: Array) -> Array:
    """Return for each employed row the value of the own workplace."""
    return np.asarray(by_workplace)[world.workplace[: world.employed]]


def draws(function: Callable[..., float], key: np.uint64, identifiers: Array) -> Array:
    """Return the draws of a random function for the identifiers."""
    return np.array([function(key, int(i)) for i in identifiers])


def yes_shares(
    world: World,
    key: np.uint64,
    empowerment: Array,
    change: Array,
    fall: Array,
    output: Array,
    motives: tuple[float, float, float],
    noise: float,
    dominance: float,
) -> Array:
    """Return the weighted share of members who gain from the proposal."""
    result = np.zeros(world.workplaces)
    for j in np.flatnonzero(world.members):
        own = empowerment[world.rows(j)]
        relative = own / own.mean() - 1.0 if own.mean() > 0.0 else np.zeros(len(own))
        weight = np.maximum(1.0 + dominance * relative, 0.0)
        luck = noise * draws(normal, key, world.person[world.rows(j)])
        reason = np.array([0.0, fall[j], output[j]]) @ motives
        gain = motives[0] * change[world.rows(j)] + reason + luck
        result[j] = weight[gain > 0.0].sum() / weight.sum()
    return result


def voice_in_council(world: World, empowerment: Array, dominance: float) -> Array:
    """Return voice of the employed under a council."""
    mean = spread_to_members(world, workplace_means(world, empowerment))
    own = empowerment[: world.employed]
    relative = np.divide(own, mean, out=np.ones_like(own), where=mean > 0.0)
    return 1.0 - dominance * np.maximum(0.0, 1.0 - relative)


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
    chance = quit_rate * (1.0 + turnover_response * (alienation - 0.5))
    quitting = present & (draws(uniform, keys[0], world.person) < chance)
    low = np.zeros(world.people, dtype=bool)
    mean = spread_to_members(world, workplace_means(world, world.effort))
    low[: world.employed] = world.effort[: world.employed] < threshold * mean
    caught = draws(uniform, keys[1], world.person) < dismissal_rate
    return quitting, present & ~quitting & low & caught


def matched(
    world: World,
    seekers: Array,
    slots: Array,
    across: bool,
    pay: Array,
    reservation: Array,
    held: Array,
    taken: Array,
) -> dict[int, int]:
    """Return the position that each placed seeker gets: the first open one, own sector first."""
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
        if held[row] < 0 or pay[slots[offer]] > reservation[row]:
            got[int(row)] = offer
            open_positions.remove(offer)
        else:
            declined.add(offer)
    for row in without if across else []:
        if not open_positions:
            break
        offer = open_positions[0]
        if held[row] < 0 or pay[slots[offer]] > reservation[row]:
            got[row] = open_positions.pop(0)
    return got


def placed(world: World, seekers: Array, target: Array, members: Array) -> dict[int, int]:
    """Return the workplace of each seeker: best shortage times fit, then the shortest of staff."""
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
        used = world.hours[row] @ np.log(1.0 + world.complexity[kind] * known)
        used /= 1.0 - world.outside_hours[row]
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
) -> Array:
    """Return ratings of the employed, scaled to the hours of their workplace."""
    error = np.exp(noise * draws(normal, keys[0], world.person) - noise**2 / 2.0)
    friends = draws(uniform, keys[1], world.person) < colluding
    mean = np.zeros(world.people)
    own = slice(0, world.employed)
    mean[own] = spread_to_members(world, workplace_means(world, world.effort))
    rating = (1.0 - leniency) * world.effort * error + leniency * mean
    rating = np.where(friends, rating * (1.0 + gain), rating)
    average = spread_to_members(world, workplace_means(world, rating))
    return rating[own] / average * spread_to_members(world, world.hours_factor)


def fair_pay(world: World, pay: Array) -> Array:
    """Return what the workplace pays on average for the effort of each employed member."""
    per_effort = workplace_means(world, pay) / np.maximum(
        workplace_means(world, world.effort), 1e-9
    )
    return spread_to_members(world, per_effort) * world.effort[: world.employed]


def discipline(pay: float, fallback: float, months: float, watched: float, slope: float) -> float:
    """Return monitoring times the share of a year's pay lost with the job, times the slope."""
    if pay <= 0.0:
        return 0.0
    lost = np.clip((pay - fallback) / pay, 0.0, 1.0) * months / 12.0
    return float(slope * watched * min(lost, 1.0))


def drawn_out(free: float, steepness: float) -> float:
    """Return the share of intrinsic motivation at work: odds to the power of the steepness."""
    if free in (0.0, 1.0):
        return free
    odds = (free / (1.0 - free)) ** steepness
    return float(odds / (1.0 + odds)) if np.isfinite(odds) else 1.0


def gift(pay: float, fair: float, slope: float, asymmetry: float) -> float:
    """Return the response to the gap between pay and fair pay, relative to the larger one."""
    if min(pay, fair) <= 0.0:
        return 0.0
    gap = (pay - fair) / max(pay, fair)
    return slope * gap * (asymmetry if gap < 0.0 else 1.0)


def sustained_and_practice(
    world: World, row: int, exponent: float, floor: float
) -> tuple[Array, Array]:
    """Return the level that practice sustains, and practice itself, in each domain."""
    spots = [(world.sector[world.workplace[row]], k, world.hours[row, k]) for k in range(8)]
    if world.outside_workplace[row] >= 0:
        there = world.sector[world.outside_workplace[row]]
        spots.append((there, world.outside_task[row], world.outside_hours[row]))
    level, practice = floor * world.aptitude[row], np.zeros(world.skill.shape[1])
    for d in range(len(practice)):
        here = [(world.complexity[s, k], h) for s, k, h in spots if world.domain[s, k] == d]
        weights = np.array([h * min(1.0, c) for c, h in here])
        practice[d] = weights.sum()
        if practice[d] > 0.0:
            mean_complexity = weights @ [c for c, _ in here] / practice[d]
            reached = practice[d] ** (exponent / max(1.0, mean_complexity))
            level[d] = max(level[d], world.aptitude[row, d] * reached)
    return level, practice


def learnt(
    world: World, learning: float, exponent: float, forgetting: float, upkeep: float, floor: float
) -> Array:
    """Return skill after a month of practice."""
    skill = world.skill.copy()
    for row in range(world.employed):
        level, practice = sustained_and_practice(world, row, exponent, floor)
        up = learning * practice * np.maximum(level - skill[row], 0.0)
        lapse = np.maximum(0.0, 1.0 - practice / upkeep)
        skill[row] += up - forgetting * lapse * np.maximum(skill[row] - level, 0.0)
    return skill


def creative_effort(
    world: World, creativity: Array, alienation: Array, voice: Array, uptake: tuple[float, float]
) -> Array:
    """Return the mean over members of creative effort that is taken up."""
    effort = np.zeros(world.people)
    for row in range(world.employed):
        kind = world.sector[world.workplace[row]]
        if world.hours[row].sum() > 0.0:
            known = np.average(world.skill[row, world.domain[kind]], weights=world.hours[row])
            heard = uptake[0] * (1.0 - voice[row]) + uptake[1] * voice[row]
            effort[row] = creativity[row] * known * world.effort[row] * heard
            effort[row] *= 1.0 - alienation[row]
    return workplace_means(world, effort)


def best_fifth(technology: Array) -> float:
    """Return the mean log technology of the best fifth, a part of a workplace counted as a part."""
    ordered = np.sort(np.log(technology))[::-1]
    room = max(0.2 * len(ordered), 1.0)
    share = np.clip(room - np.arange(len(ordered)), 0.0, 1.0)
    return float(share @ ordered / share.sum())


def adopted(
    world: World, key: np.uint64, rate: float, step: float, diffusion: float, ideas: Array
) -> tuple[Array, float]:
    """Return technology after ideas and diffusion, and the number of ideas."""
    count = np.array([poisson(key, j, rate * ideas[j]) for j in range(world.workplaces)])
    best = np.array([best_fifth(world.technology[world.sector == s]) for s in world.sector])
    log_level = np.log(world.technology)
    log_level = log_level + step * count + diffusion * np.maximum(best - log_level, 0.0)
    return np.exp(log_level), float(count.sum())


def gini(values: Array) -> float:
    """Return half the mean absolute difference of all pairs relative to the mean."""
    pairs = np.abs(values[:, None] - values[None, :]).mean()
    return float(pairs / (2.0 * values.mean()))
