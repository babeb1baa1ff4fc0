"""Ideas and their diffusion (model sections 5.13, 10.4 and 10.12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import poisson


@compiled
def creative_effort(
    first: int,
    last: int,
    offsets: NDArray[np.int64],
    sector: NDArray[np.int64],
    task_count: NDArray[np.int64],
    domain: NDArray[np.int64],
    hours: NDArray[np.float64],
    skill: NDArray[np.float64],
    creativity: NDArray[np.float64],
    effort: NDArray[np.float64],
    alienation_total: NDArray[np.float64],
    voice: NDArray[np.float64],
    uptake_without_voice: float,
    uptake_with_voice: float,
    competence: NDArray[np.float64],
    idea_returns: float,
    idea_competence: float,
    ideas: NDArray[np.float64],
) -> None:
    """Fill the mean over members of the ideas that are taken up from each.

    Those of a member are creativity**returns * skill * effort * (1 - alienation) * uptake *
    competence**elasticity.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    offsets : (workplaces + 1,) int64
    sector, task_count, domain
        Sector of each workplace and task tables.
    hours : (people, tasks) float64
    skill : (people, domains) float64
    creativity, effort, alienation_total, voice : (people,) float64
    uptake_without_voice, uptake_with_voice : float
        Share of ideas that are taken up, from people without and with full voice.
    competence : (people,) float64
        Competence to take part, in [0, 1].
    idea_returns, idea_competence : float
        Exponents on the creativity of the job and on competence.
    ideas : (workplaces,) float64
        Filled; a mean, so that growth does not depend on the size of a workplace.
    """
    proportional = idea_returns == 1.0 and idea_competence == 0.0
    for j in range(first, last):
        start, stop = offsets[j], offsets[j + 1]
        kind = sector[j]
        total = 0.0
        for row in range(start, stop):
            practised, time = 0.0, 0.0
            for k in range(task_count[kind]):
                practised += hours[row, k] * skill[row, domain[kind, k]]
                time += hours[row, k]
            if time <= 0.0:
                continue
            uptake = uptake_without_voice + (uptake_with_voice - uptake_without_voice) * voice[row]
            creative = creativity[row]
            if not proportional:
                creative = creative**idea_returns * competence[row] ** idea_competence
            total += (
                creative * practised / time * effort[row] * (1.0 - alienation_total[row]) * uptake
            )
        ideas[j] = total / max(stop - start, 1)


BEST_SHARE = 0.2
"""Part of a sector's workplaces that make up its frontier; the single best of many is a fluke."""


@compiled
def fill_frontier(
    sector: NDArray[np.int64], technology: NDArray[np.float64], frontier: NDArray[np.float64]
) -> None:
    """Fill the mean log technology of the best fifth of each sector's workplaces, at least one.

    The best of all would rise with the number of workplaces alone.

    Parameters
    ----------
    sector : (workplaces,) int64
    technology : (workplaces,) float64
    frontier : (sectors,) float64
        Filled; 0 for a sector without workplaces.
    """
    room = np.zeros(frontier.shape[0])
    for j in range(sector.shape[0]):
        room[sector[j]] += BEST_SHARE
    taken = np.zeros(frontier.shape[0])
    frontier[:] = 0.0
    for j in np.argsort(-technology):
        kind = sector[j]
        part = min(1.0, max(room[kind], 1.0) - taken[kind])
        if part > 0.0:
            frontier[kind] += part * np.log(technology[j])
            taken[kind] += part
    for kind in range(frontier.shape[0]):
        if taken[kind] > 0.0:
            frontier[kind] /= taken[kind]


@compiled
def adopt_ideas(
    key: np.uint64,
    arrival_rate: float,
    step: float,
    diffusion: float,
    sector: NDArray[np.int64],
    sectors: int,
    ideas: NDArray[np.float64],
    technology: NDArray[np.float64],
) -> float:
    """Raise technology by new ideas and by diffusion from the frontier; return the ideas adopted.

    Parameters
    ----------
    key : uint64
        Random key of the month; the identifier is the index of the workplace.
    arrival_rate : float
        Ideas per month at full creative effort.
    step : float
        Log points by which an idea lifts technology.
    diffusion : float
        Share of the log gap to the sector's frontier closed in a month.
    sector : (workplaces,) int64
    sectors : int
    ideas : (workplaces,) float64
        Creative effort.
    technology : (workplaces,) float64
        Changed in place.
    """
    adopted = 0.0
    frontier = np.empty(sectors)
    fill_frontier(sector, technology, frontier)
    for j in range(sector.shape[0]):
        arrivals = poisson(key, j, arrival_rate * ideas[j])
        adopted += arrivals
        gap = max(frontier[sector[j]] - np.log(technology[j]), 0.0)
        technology[j] *= np.exp(step * arrivals + diffusion * gap)
    return adopted


@compiled
def pool_ideas(
    key: np.uint64,
    arrival_rate: float,
    step: float,
    spillover: float,
    diffusion: float,
    sector: NDArray[np.int64],
    sectors: int,
    worked: NDArray[np.float64],
    ideas: NDArray[np.float64],
    backlog: NDArray[np.float64],
    technology: NDArray[np.float64],
) -> float:
    """Raise technology by new ideas and by those of others; return the ideas that arrived.

    A workplace gains at once what is useful to itself alone of its ideas. The rest is worth as much
    to every workplace of the sector, which adopts a share of what it has not yet adopted each
    month. The mean of the sector grows by what arrives on average, whatever the number of
    workplaces and the pace of adoption, once the backlog is where it stays.

    Parameters
    ----------
    key : uint64
        Random key of the month; the identifier is the index of the workplace.
    arrival_rate : float
        Ideas per month at full creative effort.
    step : float
        Log points by which an idea lifts technology.
    spillover : float
        Share of the worth of an idea that is useful to the whole sector.
    diffusion : float
        Share of the backlog adopted in a month.
    sector : (workplaces,) int64
    sectors : int
    worked : (workplaces,) float64
        Hours worked, by which the ideas of a sector are averaged.
    ideas : (workplaces,) float64
        Creative effort.
    backlog : (workplaces,) float64
        Log points that others know and this workplace has not yet adopted; changed in place.
    technology : (workplaces,) float64
        Changed in place.
    """
    adopted = 0.0
    arrivals = np.empty(sector.shape[0])
    mean, hours = np.zeros(sectors), np.zeros(sectors)
    for j in range(sector.shape[0]):
        arrivals[j] = poisson(key, j, arrival_rate * ideas[j])
        adopted += arrivals[j]
        mean[sector[j]] += worked[j] * arrivals[j]
        hours[sector[j]] += worked[j]
    for kind in range(sectors):
        if hours[kind] > 0.0:
            mean[kind] /= hours[kind]
    for j in range(sector.shape[0]):
        taken = diffusion * backlog[j]
        backlog[j] += spillover * step * mean[sector[j]] - taken
        technology[j] *= np.exp((1.0 - spillover) * step * arrivals[j] + taken)
    return adopted
