"""The equations of the model as functions of numbers, by section of the model (`docs/odd.md`).

Each is stated once: the agents of the reference economy use it, and so do the tests of the kernels,
which apply it to random arrays. Hours are shares of a full-time month, pay and output are multiples
of what a worker of unit skill and effort makes in one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def hour_of_work(marginal_product: float, time: float, efficiency: float) -> float:
    """Return what an hour of a person adds to output, given productive time times effort (5.1)."""
    return marginal_product * time * efficiency


def cost_of_exchange(
    high_gives: float, high_takes: float, low_gives: float, low_takes: float, moved: float
) -> float:
    """Return the output lost per unit of job index moved when two people exchange an hour (5.3).

    Parameters
    ----------
    high_gives, high_takes, low_gives, low_takes : float
        What an hour of each adds to output in the task given up and in the task taken over.
    moved : float
        Job index of the task that `high` gives less that of the task taken over.
    """
    return -(low_takes - high_gives + high_takes - low_gives) / moved


Demands = tuple[int, float, float, float, float]
"""Domain, empowerment, desirability, creativity and unscaled complexity of a task."""


def distance(one: Demands, other: Demands) -> float:
    """Return how much what two tasks demand differs, at most 1 (10.5)."""
    gaps = [abs(a - b) for a, b in zip(one, other, strict=True)]
    demands = float(gaps[0] > 0), *gaps[1:4], min(gaps[4] / 2.5, 1.0)
    return min(sum(demands) / 5.0 / 0.8, 1.0)


def variety(work: Sequence[tuple[float, Demands]], content: float) -> float:
    """Return the mean difference of two hours of a job, by the quadratic entropy of Rao (10.5).

    Parameters
    ----------
    work : sequence of (float, Demands)
        Hours and demands of each task of the job; two entries count as two tasks.
    content : float
        Weight of what tasks demand, against their number.
    """
    total = sum(hours for hours, _ in work)
    varied = 0.0
    for i, (hours, task) in enumerate(work):
        for k, (others, other) in enumerate(work):
            if i != k:
                apart = (1.0 - content) + content * distance(task, other)
                varied += hours / total * others / total * apart if total > 0.0 else 0.0
    return varied


def competence(before: float, target: float, adjustment: float) -> float:
    """Return competence to take part after a month in which it tends to a target (10.6)."""
    return (1.0 - adjustment) * before + adjustment * target


def attendance(competence: float, least: float) -> float:
    """Return the share of meetings that somebody attends (10.6)."""
    return least + (1.0 - least) * competence


def voting_weight(competence: float, mean: float, dominance: float, least: float = 1.0) -> float:
    """Return the weight of a vote: more for the more competent, as far as they dominate (10.6).

    Parameters
    ----------
    competence, mean : float
        Own competence and that of the workplace.
    dominance, least : float
        Extra weight per unit of relative competence; attendance without any.
    """
    present = attendance(competence, least)
    if mean <= 0.0:
        return present
    return present * max(1.0 + dominance * (competence - mean) / mean, 0.0)


def voice_in_council(
    competence: float,
    reference: float,
    dominance: float,
    least: float = 1.0,
    delegation: float = 1.0,
    lost: float = 0.0,
) -> float:
    """Return voice in a council (10.6).

    Parameters
    ----------
    competence, reference : float
        Own competence, and the one that it is held against.
    dominance, least : float
        Voice lost per unit of relative shortfall; attendance without any competence.
    delegation : float
        Share of voice that size leaves.
    lost : float
        Share of voice lost by being outvoted.
    """
    shortfall = max(1.0 - competence / reference, 0.0) if reference > 0.0 else 0.0
    return attendance(competence, least) * (1.0 - dominance * shortfall) * delegation * (1.0 - lost)


def delegation(members: int, assembly: float, loss: float) -> float:
    """Return the share of voice that the size of a workplace leaves (10.6)."""
    return 1.0 if members <= assembly else (assembly / members) ** loss


def voice_by_rank(empowerment: float, low: float, high: float, consultation: float) -> float:
    """Return voice under a manager, which rises with rank from what consultation gives (5.4)."""
    return min(max((empowerment - low) / (high - low), consultation), 1.0)


def felt_alienation(alienation: float, accustomed: float, habituation: float) -> float:
    """Return alienation as somebody feels it who is used to some of it (10.6)."""
    felt = (1.0 - habituation) * alienation + habituation * (alienation - accustomed + 0.5)
    return min(max(felt, 0.0), 1.0)


def productive_time(
    rates: tuple[float, float, float, float, float], empowering: float, variety: float
) -> float:
    """Return the share of working time that overheads leave, at least none (5.6).

    Parameters
    ----------
    rates : (float, float, float, float, float)
        Time lost to supervision, to meetings, to meetings per empowering hour, to switching between
        tasks, and spent in general courses (10.1).
    empowering : float
        Hours in empowering tasks.
    variety : float
        Mean difference of two hours of the job.
    """
    supervision, meetings, of_empowering, switching, courses = rates
    switches = switching * variety / (1.0 - variety)
    in_meetings = meetings + of_empowering * empowering
    return max(0.0, 1.0 - supervision - in_meetings - switches - courses)


def separation_rate(rate: float, response: float, alienation: float) -> float:
    """Return the probability of leaving a workplace on one's own in a month (5.7)."""
    return rate * (1.0 + response * (alienation - 0.5))


def remaining_skill(skill: float, floor: float, share: float) -> float:
    """Return skill when a share of what lies above the untrained floor remains (5.7, 5.11)."""
    return floor + share * (skill - floor) if skill > floor else skill


def skill_in_use(work: Iterable[tuple[float, float, float]]) -> float:
    """Return the hours-weighted log of skill used, which the market pays for (5.8).

    Parameters
    ----------
    work : iterable of (float, float, float)
        Hours, complexity of the task, and skill in its domain.
    """
    used = 0.0
    for hours, complexity, skill in work:
        if hours > 0.0:
            used += hours * math.log1p(complexity * skill)
    return used


def rating(effort: float, mean: float, error: float, leniency: float) -> float:
    """Return how peers rate effort: with an error, and leaning towards the mean (5.8)."""
    return (1.0 - leniency) * (effort * math.exp(error)) + leniency * mean


def contribution(effort: float, work: Iterable[tuple[float, float, float]]) -> float:
    """Return what peers see somebody contribute (10.9).

    Parameters
    ----------
    effort : float
    work : iterable of (float, float, float)
        Hours, complexity of the task, and skill in its domain.
    """
    return effort * sum(hours * (1.0 + complexity * skill) for hours, complexity, skill in work)


def norm_of_fairness(effort: float, contribution: float, equality: float) -> tuple[float, ...]:
    """Return the three weights scaled to a sum of 1, equality alone without any (10.9)."""
    weights = effort, contribution, equality
    return tuple(w / sum(weights) for w in weights) if sum(weights) > 0.0 else (0.0, 0.0, 1.0)


def fair_pay(mean_pay: float, norm: Sequence[float], effort: float, contribution: float) -> float:
    """Return what pay would be fair where a workplace pays so much per hour on average (10.9).

    Parameters
    ----------
    mean_pay : float
    norm : sequence of float
        Weights of effort, contribution and equality, which sum to 1.
    effort, contribution : float
        The member's own, relative to the mean of the workplace.
    """
    return mean_pay * (norm[0] * effort + norm[1] * contribution + norm[2])


def dominated_rating(rating: float, competence: float, mean: float, dominance: float) -> float:
    """Return a rating as the standing of the rated person in meetings bends it (10.6)."""
    if mean <= 0.0:
        return rating
    return rating * max(1.0 + dominance * (competence - mean) / mean, 0.0)


def unfairness(pay: float, fair: float) -> float:
    """Return the share of fair pay that is missing (5.8)."""
    return max(0.0, 1.0 - pay / fair) if fair > 0.0 else 0.0


def alienation_targets(
    voice: float, meaningless: float, variety: float, creativity: float, isolation: float
) -> tuple[float, float, float, float]:
    """Return where powerlessness, meaninglessness, self-estrangement and isolation tend (5.9)."""
    return 1.0 - voice, meaningless, (1.0 - variety) * (1.0 - creativity), isolation


def meaninglessness(desirability: float, response: float) -> float:
    """Return the meaninglessness of a job, the average one's the same for each response (10.7)."""
    meaning = 1.0 - (1.0 - desirability) ** response
    return 1.0 - meaning / (2.0 * (1.0 - 0.5**response))


def isolation(unfairness: float, insecurity: float, weight: float) -> float:
    """Return what unfair pay and an insecure job contribute to isolation (5.9)."""
    return weight * unfairness + (1.0 - weight) * insecurity


def willingness(share: float, steepness: float) -> float:
    """Return the share of intrinsic motivation that a share free of alienation leaves (5.10)."""
    if steepness == 1.0:
        return share
    willing, unwilling = max(share, 0.0) ** steepness, max(1.0 - share, 0.0) ** steepness
    return willing / (willing + unwilling)


def cost_of_being_caught(pay: float, loss_of_job: float, sanction: float) -> float:
    """Return the share of a year's pay that low effort costs when it is seen (10.6)."""
    return max(loss_of_job, sanction) if pay > 0.0 else 0.0


def cost_of_job_loss(pay: float, fallback: float, spell: float) -> float:
    """Return the share of a year's pay that is lost with the job (5.10).

    Parameters
    ----------
    pay, fallback : float
        Monthly pay, and income without work.
    spell : float
        Expected months without work.
    """
    if pay <= 0.0:
        return 0.0
    return min(min(max(1.0 - fallback / pay, 0.0), 1.0) * spell / 12.0, 1.0)


def gift_exchange(pay: float, fair: float, response: float, asymmetry: float) -> float:
    """Return the effort given for pay above what is fair, or withheld for less (5.10)."""
    if pay <= 0.0 or fair <= 0.0:
        return 0.0
    if pay >= fair:
        return response * (1.0 - fair / pay)
    return -(asymmetry * response * (1.0 - pay / fair))


def effort_goal(target: float, mean: float, peer_norm: float) -> float:
    """Return the effort aimed at between one's own target and the norm of the workplace (5.10)."""
    return (1.0 - peer_norm) * target + peer_norm * mean


def sustained_skill(
    aptitude: float,
    untrained: float,
    practice: float,
    demand: float,
    exponent: float,
    schooled: float = 1.0,
) -> float:
    """Return the skill that practice keeps up in the long run (5.11, 10.1).

    Parameters
    ----------
    aptitude, untrained : float
        Aptitude in the domain, and the share of it that is there without practice.
    practice, demand : float
        Hours in the domain, those in tasks of less than unit complexity counted in proportion, and
        these weighted by complexity.
    exponent : float
        Minus the binary logarithm of the progress ratio.
    schooled : float
        Factor that general education adds.
    """
    floor = untrained * aptitude
    if practice <= 0.0:
        return floor
    kept = aptitude * practice ** (exponent / max(1.0, demand / practice))
    return max(floor, kept * schooled)


def effect_of_schooling(years: float, per_year: float) -> float:
    """Return the factor that years of general education add to what practice sustains (10.1)."""
    return 1.0 + per_year * years


def skill_after_month(
    skill: float, level: float, practice: float, rates: tuple[float, float, float]
) -> float:
    """Return skill after a month: towards the sustained level from below or from above (5.11).

    Parameters
    ----------
    skill, level, practice : float
        The skill, the level that practice sustains, and practice.
    rates : (float, float, float)
        Learning, forgetting, and the practice from which nothing is forgotten.
    """
    learning, forgetting, maintenance = rates
    if skill < level:
        return skill + learning * practice * (level - skill)
    return skill - forgetting * max(0.0, 1.0 - practice / maintenance) * (skill - level)


def uptake(voice: float, least: float, most: float) -> float:
    """Return the share of ideas that is taken up from somebody with a voice (5.13)."""
    return least + (most - least) * voice


def frontier(log_technology: Iterable[float], best_share: float) -> float:
    """Return the mean log technology of the best, at least of one, part of one included (5.13)."""
    levels = sorted(log_technology, reverse=True)
    room = max(best_share * len(levels), 1.0)
    parts = [min(1.0, max(room - place, 0.0)) for place in range(len(levels))]
    return sum(map(float.__mul__, parts, levels)) / sum(parts)


def growth(
    log_technology: float, ideas: float, frontier: float, step: float, diffusion: float
) -> float:
    """Return the growth of log technology by ideas and towards the frontier (5.13)."""
    return step * ideas + diffusion * max(frontier - log_technology, 0.0)


def gain_of_exit(pay: float, usual_pay: float, premium: float) -> float:
    """Return the log points by which an enclave pays more, with a premium for skill (10.13)."""
    return math.log(usual_pay / pay) + premium


def growth_with_pool(
    backlog: float, own: float, of_sector: float, spillover: float, diffusion: float
) -> tuple[float, float]:
    """Return the growth of log technology and the backlog that is left (10.12).

    Parameters
    ----------
    backlog : float
        Log points known in the sector and not yet adopted.
    own, of_sector : float
        What the ideas of the workplace, and those of its sector on average, are worth in all.
    spillover : float
        Part of that which is useful to all.
    diffusion : float
        Share of the backlog that is adopted.
    """
    adopted = diffusion * backlog
    return (1.0 - spillover) * own + adopted, backlog - adopted + spillover * of_sector


def spread(values: Sequence[float]) -> float:
    """Return the standard deviation, summed up one by one."""
    total = squares = 0.0
    for value in values:
        total += value
    mean = total / len(values)
    for value in values:
        squares += (value - mean) ** 2
    return math.sqrt(squares / len(values))
