"""Alienation and effort of each person (model sections 5.9 and 5.10)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.habits import felt_alienation
from sim.kernels.meetings import mean_of_members


@compiled
def update_alienation(
    start: int,
    stop: int,
    status: NDArray[np.int8],
    voice: NDArray[np.float64],
    desirability: NDArray[np.float64],
    variety: NDArray[np.float64],
    creativity: NDArray[np.float64],
    unfairness: NDArray[np.float64],
    insecurity: float,
    worst_work_response: float,
    unfairness_weight: float,
    unemployed_target: float,
    adjustment: float,
    weights: NDArray[np.float64],
    alienation: NDArray[np.float64],
    total: NDArray[np.float64],
) -> None:
    """Move the four dimensions of alienation towards what the job makes of them.

    powerlessness = 1 - voice; meaninglessness rises with 1 - desirability, see `lack_of_meaning`;
    self-estrangement = (1 - variety) * (1 - creativity); isolation = weighted mean of unfairness
    and insecurity.
    Unemployment has its own target; in training nothing changes, since there is no job to judge.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    status : (people,) int8
        0 employed, 1 unemployed, 2 in training.
    voice, desirability, variety, creativity, unfairness : (people,) float64
    insecurity : float
        Probability of losing the job within a year.
    worst_work_response : float
        Exponent of `lack_of_meaning`.
    unfairness_weight : float
        Weight of unfairness in isolation; insecurity has the rest.
    unemployed_target : float
        Alienation to which unemployment tends, every dimension.
    adjustment : float
        Share of the gap closed in a month.
    weights : (4,) float64
        Weights of the dimensions, summing to 1.
    alienation : (people, 4) float64
        Changed in place.
    total : (people,) float64
        Filled with the weighted mean.
    """
    least = least_lack_of_meaning(worst_work_response)
    for row in range(start, stop):
        if status[row] == 0:
            isolation = unfairness_weight * unfairness[row] + (1.0 - unfairness_weight) * insecurity
            alienation[row, 0] += adjustment * (1.0 - voice[row] - alienation[row, 0])
            meaningless = lack_of_meaning(1.0 - desirability[row], worst_work_response, least)
            alienation[row, 1] += adjustment * (meaningless - alienation[row, 1])
            estranged = (1.0 - variety[row]) * (1.0 - creativity[row])
            alienation[row, 2] += adjustment * (estranged - alienation[row, 2])
            alienation[row, 3] += adjustment * (isolation - alienation[row, 3])
        elif status[row] == 1:
            for dimension in range(4):
                alienation[row, dimension] += adjustment * (
                    unemployed_target - alienation[row, dimension]
                )
        total[row] = (
            weights[0] * alienation[row, 0]
            + weights[1] * alienation[row, 1]
            + weights[2] * alienation[row, 2]
            + weights[3] * alienation[row, 3]
        )


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
    steep: float = max(undesirable, 0.0) ** response
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
    half: float = 0.5**response
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
    willing: float = max(share, 0.0) ** steepness
    unwilling: float = max(1.0 - share, 0.0) ** steepness
    return willing / (willing + unwilling)


@compiled
def update_effort(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    alienation_total: NDArray[np.float64],
    hourly_pay: NDArray[np.float64],
    hours_factor: NDArray[np.float64],
    diligence: NDArray[np.float64],
    norm: float,
    intrinsic_motivation: float,
    motivation_steepness: float,
    crowding: float,
    monitoring: float,
    discipline_response: float,
    fallback: float,
    spell_months: float,
    gift_response: float,
    gift_asymmetry: float,
    extrinsic: float,
    pay_crowding: float,
    fair_pay: NDArray[np.float64],
    peer_norm: float,
    habituation: float,
    solidarity: float,
    peer_monitoring: float,
    sanction_cost: float,
    adjustment: float,
    minimum: float,
    accustomed: NDArray[np.float64],
    voice: NDArray[np.float64],
    unfairness: NDArray[np.float64],
    effort: NDArray[np.float64],
) -> None:
    """Move effort towards a mix of the person's own target and the mean of the workplace.

    The person's own target is the bracket of model section 5.10, the maximiser of
    ``bracket * e - e**2 / 2``, clipped to ``[minimum, 1]``.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    alienation_total, hourly_pay : (people,) float64
    hours_factor : (workplaces,) float64
    diligence : (people,) float64
        Deviation of a person from the work norm.
    norm, intrinsic_motivation, motivation_steepness, crowding, monitoring : float
        Work norm; motivation without alienation; how steeply it falls with alienation, see
        `response_to_work`; share of it that full monitoring crowds out; probability of being
        observed.
    discipline_response, fallback, spell_months : float
        See `discipline`; a response of 0 switches it off.
    gift_response, gift_asymmetry : float
        See `gift_exchange`.
    extrinsic : float
        Further terms that are the same for all: effort pay and solidarity.
    pay_crowding : float
        Share of intrinsic motivation that pay by performance crowds out (model section 10.4).
    fair_pay : (people,) float64
        Hourly pay that would be fair, see `sim.kernels.pay.unfairness_of_pay`.
    peer_norm : float
        Weight of the workplace's mean effort.
    habituation : float
        See `felt_alienation`.
    solidarity : float
        Effort given for the others where all have full voice and pay is fair; it is multiplied by
        the mean voice of the workplace and by one less its mean unfairness.
    peer_monitoring : float
        Probability of being observed by peers; it adds to that of supervisors for discipline, and
        crowds nothing out.
    sanction_cost : float
        See `discipline`.
    adjustment : float
        Share of the gap closed in a month.
    minimum : float
        Lowest effort.
    accustomed, voice, unfairness : (people,) float64
        Alienation that people are used to; say in decisions; shortfall of pay below fair pay.
    effort : (people,) float64
        Changed in place.
    """
    observed = min(monitoring + peer_monitoring, 1.0)
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        if start == stop:
            continue
        work = 0.0
        for row in range(start, stop):
            work += effort[row]
        mean = work / (stop - start)
        for_others = 0.0
        if solidarity > 0.0:
            for_others = (
                solidarity
                * mean_of_members(start, stop, voice)
                * (1.0 - mean_of_members(start, stop, unfairness))
            )
        for row in range(start, stop):
            bracket = (
                norm
                + diligence[row]
                + intrinsic_motivation
                * response_to_work(
                    1.0 - felt_alienation(alienation_total[row], accustomed[row], habituation),
                    motivation_steepness,
                )
                * (1.0 - crowding * monitoring)
                * (1.0 - pay_crowding)
                + extrinsic
                + discipline(
                    hourly_pay[row] * hours_factor[j],
                    fallback,
                    spell_months,
                    observed,
                    discipline_response,
                    sanction_cost,
                )
                + gift_exchange(hourly_pay[row], fair_pay[row], gift_response, gift_asymmetry)
                + for_others
            )
            own = min(max(bracket, minimum), 1.0)
            goal = (1.0 - peer_norm) * own + peer_norm * mean
            effort[row] += adjustment * (goal - effort[row])
