"""Ideas and their diffusion (model section 5.13)."""

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
    ideas: NDArray[np.float64],
) -> None:
    """Fill the mean over members of creativity * skill * effort * (1 - alienation) * uptake.

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
    ideas : (workplaces,) float64
        Filled; a mean, so that growth does not depend on the size of a workplace.
    """
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
            total += (
                creativity[row]
                * practised
                / time
                * effort[row]
                * (1.0 - alienation_total[row])
                * uptake
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
