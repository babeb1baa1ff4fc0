"""Ideas and their diffusion (model sections 5.13, 10.4 and 10.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import exp, log, power
from sim.kernels.random import poisson
from sim.kernels.streams import Stream, key_in
from sim.kernels.sums import dot, total

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]

NEXT_TO_NOTHING = 1e-300
"""What is divided by is at least so much."""


@compiled
def creative_effort(
    first: int,
    last: int,
    economy: EconomyState,
    uptake_without_voice: float,
    uptake_with_voice: float,
    ideas: Floats,
) -> None:
    """Fill the mean over members of the ideas that are taken up from each.

    Those of a member are creativity**returns * skill * effort * (1 - alienation) * uptake *
    competence**elasticity (model sections 5.13 and 10.12).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
    uptake_without_voice, uptake_with_voice : float
        Share of ideas that are taken up, from people without and with full voice.
    ideas : (workplaces,) float64
        Filled; a mean, so that growth does not depend on the size of a workplace.
    """
    people, parameters, offsets = economy.people, economy.parameters, economy.workplaces.offsets
    hours, skill, domain = people.hours, people.skill, economy.sectors.domain
    idea_returns, idea_competence = parameters.idea_returns, parameters.idea_competence
    proportional = idea_returns == 1.0 and idea_competence == 0.0
    by_voice = uptake_with_voice - uptake_without_voice
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        kind = economy.workplaces.sector[j]
        taken_up = 0.0
        for row in range(start, stop):
            practised, time = 0.0, 0.0
            for k in range(economy.sectors.task_count[kind]):
                practised += hours[row, k] * skill[row, domain[kind, k]]
                time += hours[row, k]
            if time <= 0.0:
                continue
            uptake = uptake_without_voice + by_voice * people.voice[row]
            creative = people.creativity[row]
            if not proportional:
                creative = power(creative, idea_returns)
                creative *= power(people.competence[row], idea_competence)
            taken_up += (
                creative
                * practised
                / time
                * people.effort[row]
                * (1.0 - people.alienation_total[row])
                * uptake
            )
        ideas[j] = taken_up / max(stop - start, 1)


@compiled
def advance_technology(
    economy: EconomyState, ideas: Floats, incentive: float, diffusion: float, memory: float
) -> None:
    """Raise technology by the ideas of the month and by what others know.

    Where knowledge is pooled, ideas recombine what a workplace knows, a share of them is useful to
    the whole sector, and what others know is adopted from the backlog (model section 10.12);
    otherwise workplaces follow the frontier of their sector (model section 5.13).

    Parameters
    ----------
    economy : EconomyState
        `workplaces.technology`, `workplaces.backlog` and `flows.ideas` are changed in place, and
        during the burn-in `reference_creativity`.
    ideas : (workplaces,) float64
        Creative effort, see `creative_effort`; changed where ideas recombine.
    incentive : float
        Factor on the arrival of ideas.
    diffusion : float
        Share of what others know that is adopted in a month.
    memory : float
        Weight of the latest month in the reference.
    """
    begins = economy.reference_creativity == 0.0
    if economy.parameters.knowledge_pool >= 0.5:
        recombine(economy, ideas)
        rate = arrival_rate(economy, ideas, incentive, memory)
        if begins:
            fill_backlog(economy, ideas, rate, diffusion)
        pool_ideas(economy, ideas, rate, diffusion)
    else:
        rate = arrival_rate(economy, ideas, incentive, memory)
        adopt_ideas(economy, ideas, rate, diffusion)


@compiled
def recombine(economy: EconomyState, ideas: Floats) -> None:
    """Let ideas be fewer, the more steps a workplace has not yet adopted (model section 10.12)."""
    parameters, backlog = economy.parameters, economy.workplaces.backlog
    if parameters.recombination > 0.0:
        for j in range(ideas.shape[0]):
            unknown = backlog[j] / parameters.idea_step
            ideas[j] *= exp(-parameters.recombination * unknown)


@compiled
def arrival_rate(economy: EconomyState, ideas: Floats, incentive: float, memory: float) -> float:
    """Return the ideas a month at full creative effort.

    Under the law of growth (model section 10.12) technology grows by `progress` a year where
    creative effort times the incentive is what it was on average, by hours, in the last year of the
    burn-in. Parameters are those of `advance_technology`.
    """
    parameters = economy.parameters
    worked = hours_worked(economy)
    now = incentive * dot(worked, ideas) / max(total(worked), NEXT_TO_NOTHING)
    if economy.reference_creativity == 0.0:
        economy.reference_creativity = now
    elif economy.in_burn_in:
        economy.reference_creativity += memory * (now - economy.reference_creativity)
    if parameters.progress_by_growth < 0.5:
        return parameters.idea_rate * incentive
    monthly = parameters.progress / (12.0 * parameters.idea_step)
    return monthly * incentive / max(economy.reference_creativity, NEXT_TO_NOTHING)


@compiled
def hours_worked(economy: EconomyState) -> Floats:
    """Return the full-time months worked in each workplace, shape (workplaces,)."""
    offsets, hours_factor = economy.workplaces.offsets, economy.workplaces.hours_factor
    worked = np.empty(hours_factor.shape[0])
    for j in range(worked.shape[0]):
        worked[j] = hours_factor[j] * (offsets[j + 1] - offsets[j])
    return worked


@compiled
def means_by_hours(economy: EconomyState, numbers: Floats) -> Floats:
    """Return the mean of numbers of workplaces, by hours worked, in each sector, (sectors,).

    Parameters
    ----------
    economy : EconomyState
    numbers : (workplaces,) float64

    Returns
    -------
    (sectors,) float64
        0 for a sector where nobody works.
    """
    sector, worked = economy.workplaces.sector, hours_worked(economy)
    sectors = economy.sectors.task_count.shape[0]
    mean, hours = np.zeros(sectors), np.zeros(sectors)
    for j in range(sector.shape[0]):
        mean[sector[j]] += worked[j] * numbers[j]
        hours[sector[j]] += worked[j]
    for kind in range(sectors):
        if hours[kind] > 0.0:
            mean[kind] /= hours[kind]
    return mean


@compiled
def fill_backlog(economy: EconomyState, ideas: Floats, rate: float, diffusion: float) -> None:
    """Begin with the backlog at which as much is adopted as becomes known, by sector.

    Parameters are those of `pool_ideas`.
    """
    parameters, workplaces = economy.parameters, economy.workplaces
    if diffusion <= 0.0:
        return
    creative = means_by_hours(economy, ideas)
    for j in range(ideas.shape[0]):
        arriving = rate * creative[workplaces.sector[j]]
        known = parameters.idea_spillover * parameters.idea_step * arriving
        workplaces.backlog[j] = known / diffusion


@compiled
def pool_ideas(economy: EconomyState, ideas: Floats, rate: float, diffusion: float) -> None:
    """Raise technology by new ideas and by those of others (model section 10.12).

    A workplace gains at once what is useful to itself alone of its ideas. The rest is worth as much
    to every workplace of the sector, which adopts a share of what it has not yet adopted each
    month. The mean of the sector grows by what arrives on average, whatever the number of
    workplaces and the pace of adoption, once the backlog is where it stays.

    Parameters
    ----------
    economy : EconomyState
        `workplaces.technology` and `workplaces.backlog` are changed in place, `flows.ideas` is the
        number of ideas that arrived.
    ideas : (workplaces,) float64
        Creative effort.
    rate : float
        Ideas per month at full creative effort.
    diffusion : float
        Share of the backlog adopted in a month.
    """
    parameters, workplaces = economy.parameters, economy.workplaces
    step, spillover = parameters.idea_step, parameters.idea_spillover
    key = key_in(economy, Stream.INNOVATION, economy.month)
    arrivals = np.empty(ideas.shape[0])
    for j in range(ideas.shape[0]):
        arrivals[j] = poisson(key, j, rate * ideas[j])
    mean = means_by_hours(economy, arrivals)
    for j in range(ideas.shape[0]):
        taken = diffusion * workplaces.backlog[j]
        workplaces.backlog[j] += spillover * step * mean[workplaces.sector[j]] - taken
        workplaces.technology[j] *= exp((1.0 - spillover) * step * arrivals[j] + taken)
    economy.flows.ideas = total(arrivals)


@compiled
def adopt_ideas(economy: EconomyState, ideas: Floats, rate: float, diffusion: float) -> None:
    """Raise technology by new ideas and by diffusion from the frontier (model section 5.13).

    Parameters
    ----------
    economy : EconomyState
        `workplaces.technology` is changed in place, `flows.ideas` is the number of ideas adopted.
    ideas : (workplaces,) float64
        Creative effort.
    rate : float
        Ideas per month at full creative effort.
    diffusion : float
        Share of the log gap to the sector's frontier closed in a month.
    """
    technology, sector = economy.workplaces.technology, economy.workplaces.sector
    key = key_in(economy, Stream.INNOVATION, economy.month)
    frontier = frontier_of_sectors(economy)
    adopted = 0.0
    for j in range(sector.shape[0]):
        arrivals = poisson(key, j, rate * ideas[j])
        adopted += arrivals
        taken = taken_from_frontier(log(technology[j]), frontier[sector[j]], diffusion)
        technology[j] *= exp(economy.parameters.idea_step * arrivals + taken)
    economy.flows.ideas = adopted


@compiled
def taken_from_frontier(level: float, frontier: float, diffusion: float) -> float:
    """Return by how much log technology rises in a month towards the frontier, at least 0.

    Parameters
    ----------
    level, frontier : float
        Log technology of the workplace and of the frontier.
    diffusion : float
        Share of the gap closed in a month.
    """
    return diffusion * max(frontier - level, 0.0)


BEST_SHARE = 0.2
"""Part of a sector's workplaces that make up its frontier; the single best of many is a fluke."""


@compiled
def frontier_of_sectors(economy: EconomyState) -> Floats:
    """Return the mean log technology of the best fifth of each sector's workplaces, at least one.

    The best of all would rise with the number of workplaces alone.

    Returns
    -------
    (sectors,) float64
        0 for a sector without workplaces.
    """
    sector, technology = economy.workplaces.sector, economy.workplaces.technology
    sectors = economy.sectors.task_count.shape[0]
    room, taken, frontier = np.zeros(sectors), np.zeros(sectors), np.zeros(sectors)
    for j in range(sector.shape[0]):
        room[sector[j]] += BEST_SHARE
    for j in np.argsort(-technology):
        kind = sector[j]
        part = min(1.0, max(room[kind], 1.0) - taken[kind])
        if part > 0.0:
            frontier[kind] += part * log(technology[j])
            taken[kind] += part
    for kind in range(sectors):
        if taken[kind] > 0.0:
            frontier[kind] /= taken[kind]
    return frontier
