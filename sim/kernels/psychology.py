"""Alienation and effort of each person (model sections 5.9 and 5.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.kernels import EMPLOYED, UNEMPLOYED
from sim.kernels.compile import compiled
from sim.kernels.elementary import power
from sim.kernels.habits import felt_alienation
from sim.kernels.meetings import mean_of_members

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def update_alienation(start: int, stop: int, economy: EconomyState, insecurity: float) -> None:
    """Move the four dimensions of alienation towards what the job makes of them.

    powerlessness = 1 - voice; meaninglessness rises with 1 - desirability, see `lack_of_meaning`;
    self-estrangement = (1 - variety) * (1 - creativity); isolation = weighted mean of unfairness
    and insecurity.
    Unemployment has its own target; in training nothing changes, since there is no job to judge.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    economy : EconomyState
        `people.alienation` is changed in place, `people.alienation_total` filled with the weighted
        mean of its dimensions.
    insecurity : float
        Probability of losing the job within a year.
    """
    people, parameters = economy.people, economy.parameters
    alienation, status = people.alienation, people.status
    adjustment = parameters.alienation_adjustment
    unfairness_weight = parameters.unfairness_weight
    response = parameters.worst_work_response
    least = least_lack_of_meaning(response)
    powerless, meaningless, estranged, isolated = dimension_weights(economy)
    for row in range(start, stop):
        if status[row] == EMPLOYED:
            unfair = people.unfairness[row]
            isolation = unfairness_weight * unfair + (1.0 - unfairness_weight) * insecurity
            alienation[row, 0] += adjustment * (1.0 - people.voice[row] - alienation[row, 0])
            lacking = lack_of_meaning(1.0 - people.desirability[row], response, least)
            alienation[row, 1] += adjustment * (lacking - alienation[row, 1])
            strange = (1.0 - people.variety[row]) * (1.0 - people.creativity[row])
            alienation[row, 2] += adjustment * (strange - alienation[row, 2])
            alienation[row, 3] += adjustment * (isolation - alienation[row, 3])
        elif status[row] == UNEMPLOYED:
            for dimension in range(4):
                alienation[row, dimension] += adjustment * (
                    parameters.unemployed_alienation - alienation[row, dimension]
                )
        people.alienation_total[row] = (
            powerless * alienation[row, 0]
            + meaningless * alienation[row, 1]
            + estranged * alienation[row, 2]
            + isolated * alienation[row, 3]
        )


@compiled
def dimension_weights(economy: EconomyState) -> tuple[float, float, float, float]:
    """Return the weights of the four dimensions of alienation, summing to 1.

    Equal weights where all four parameters are zero.
    """
    parameters = economy.parameters
    powerless, meaningless = parameters.weight_powerlessness, parameters.weight_meaninglessness
    estranged, isolated = parameters.weight_self_estrangement, parameters.weight_isolation
    total = powerless + meaningless + estranged + isolated
    if total <= 0.0:
        return 0.25, 0.25, 0.25, 0.25
    return powerless / total, meaningless / total, estranged / total, isolated / total


@compiled
def lack_of_meaning(undesirable: float, response: float, least: float) -> float:
    """Return the meaninglessness of work that lacks so much of being desirable (model 10.7).

    Parameters
    ----------
    undesirable : float
        One less desirability, in [0, 1].
    response : float
        Exponent p of ``least + (1 - least) * undesirable**p``: a straight line for 1; above it the
        worst jobs weigh more, and the best ones differ less.
    least : float
        See `least_lack_of_meaning`.
    """
    if response == 1.0:
        return undesirable
    steep: float = power(max(undesirable, 0.0), response)
    return least + (1.0 - least) * steep


@compiled
def least_lack_of_meaning(response: float) -> float:
    """Return the meaninglessness of the most desirable work (model section 10.7).

    Such that the average job, at one half, is the same for all exponents, as the worst one is.

    Parameters
    ----------
    response : float
        Exponent of `lack_of_meaning`; nothing is left for 1.
    """
    half: float = power(0.5, response)
    return (0.5 - half) / (1.0 - half)


@compiled
def discipline(
    pay: float,
    fallback: float,
    spell_months: float,
    monitoring: float,
    response: float,
    sanction_cost: float,
) -> float:
    """Return the effort drawn by what being caught costs (model sections 5.10 and 10.6).

    The threat is dismissal (Shapiro and Stiglitz, 1984) or, where it costs more, a sanction by
    superiors or peers that leaves the job.

    Parameters
    ----------
    pay : float
        Monthly pay.
    fallback : float
        Monthly income without work.
    spell_months : float
        Expected months to the next job.
    monitoring : float
        Probability of being observed, in [0, 1].
    response : float
        Effort per unit of monitoring times cost.
    sanction_cost : float
        What being caught costs where the job is not lost, share of a year's pay.

    Returns
    -------
    float
        ``response * monitoring * cost``, where the cost is the larger one of the sanction and of
        job loss, the share of a year's pay that is lost, in [0, 1]. Never falls when monitoring
        rises.
    """
    if pay <= 0.0:
        return 0.0
    gap = min(max(1.0 - fallback / pay, 0.0), 1.0)
    cost = max(min(gap * spell_months / 12.0, 1.0), sanction_cost)
    return response * monitoring * cost


@compiled
def gift_exchange(pay: float, fair_pay: float, response: float, asymmetry: float) -> float:
    """Return the effort given for pay above, or withheld for pay below, the fair wage.

    Akerlof and Yellen (1990); stronger below than above by the factor `asymmetry`.

    Parameters
    ----------
    pay, fair_pay : float
        Hourly pay, and what would be fair.
    response : float
        Effort per unit of relative deviation above.
    asymmetry : float
        Factor for deviations below.
    """
    if pay <= 0.0 or fair_pay <= 0.0:
        return 0.0
    if pay >= fair_pay:
        return response * (1.0 - fair_pay / pay)
    return -asymmetry * response * (1.0 - pay / fair_pay)


@compiled
def response_to_work(share: float, steepness: float) -> float:
    """Return how much of intrinsic motivation a share of work without alienation brings about.

    Parameters
    ----------
    share : float
        One less alienation, in [0, 1].
    steepness : float
        Exponent p of ``share**p / (share**p + (1 - share)**p)``: the share itself for 1, close to
        a step at one half for a large one.
    """
    if steepness == 1.0:
        return share
    willing: float = power(max(share, 0.0), steepness)
    unwilling: float = power(max(1.0 - share, 0.0), steepness)
    return willing / (willing + unwilling)


@compiled
def update_effort(
    first: int,
    last: int,
    economy: EconomyState,
    monitoring: float,
    peer_monitoring: float,
    discipline_response: float,
    spell_months: float,
    solidarity_by_decree: float,
    performance_link: float,
) -> None:
    """Move effort towards a mix of the person's own target and the mean of the workplace.

    The person's own target is the bracket of model section 5.10, the maximiser of
    ``bracket * e - e**2 / 2``, clipped to ``[effort_minimum, 1]``.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.effort` is changed in place.
    monitoring, peer_monitoring : float
        Probability of being observed by superiors and by peers; the latter adds to discipline, and
        crowds nothing out.
    discipline_response, spell_months : float
        See `discipline`; a response of 0 switches it off.
    solidarity_by_decree : float
        Effort that comes with the rule of decisions itself.
    performance_link : float
        How far pay follows effort, in [0, 1]: it draws effort, and crowds out a part of intrinsic
        motivation (model section 10.4).
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    effort = people.effort
    observed = min(monitoring + peer_monitoring, 1.0)
    motivation = (
        parameters.intrinsic_motivation
        * (1.0 - parameters.crowding * monitoring)
        * (1.0 - parameters.reward_crowding * performance_link)
    )
    for_all = (
        parameters.effort_norm
        + parameters.effort_pay_response * performance_link
        + solidarity_by_decree
    )
    steepness, habituation = parameters.motivation_steepness, parameters.habituation
    peer_norm, adjustment = parameters.peer_norm, parameters.effort_adjustment
    # What people do for one another where all have full voice and pay is fair (model 10.6).
    solidarity = (1.0 - parameters.solidarity_by_decree) * parameters.solidarity
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        if start == stop:
            continue
        mean = mean_of_members(start, stop, effort)
        same = for_all
        if solidarity > 0.0:
            same += (
                solidarity
                * mean_of_members(start, stop, people.voice)
                * (1.0 - mean_of_members(start, stop, people.unfairness))
            )
        hours = economy.workplaces.hours_factor[j]
        for row in range(start, stop):
            alienation = felt_alienation(
                people.alienation_total[row], people.accustomed_alienation[row], habituation
            )
            pay, fair_pay = people.hourly_pay[row], people.fair_pay[row]
            bracket = (
                same
                + people.diligence[row]
                + motivation * response_to_work(1.0 - alienation, steepness)
                + discipline(
                    pay * hours,
                    economy.fallback_income,
                    spell_months,
                    observed,
                    discipline_response,
                    parameters.sanction_cost,
                )
                + gift_exchange(pay, fair_pay, parameters.gift_response, parameters.gift_asymmetry)
            )
            own = min(max(bracket, parameters.effort_minimum), 1.0)
            goal = (1.0 - peer_norm) * own + peer_norm * mean
            effort[row] += adjustment * (goal - effort[row])
