"""What people bring along who enter, or come back to work (model sections 3, 5.12 and 10.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import DOMAINS
from sim.kernels.compile import compiled
from sim.kernels.elementary import exp
from sim.kernels.random import fill_normal, normal, uniform
from sim.kernels.streams import Stream, key_in
from sim.kernels.summary import mean_rows
from sim.kernels.sums import mean, totals_by_group

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TILE = 256
"""People whose draws are made together."""


@compiled
def draw_traits(economy: EconomyState, rows: Integers) -> None:
    """Draw everything that people bring along when they enter, and their first sector.

    Aptitude is lognormal with median 1 in every domain and correlation `talent_correlation`
    between domains (model section 3): a general factor and a specific one for each domain.

    Parameters
    ----------
    economy : EconomyState
        The traits of `rows` are changed in place.
    rows : (n,) int64
    """
    people, parameters, month = economy.people, economy.parameters, economy.month
    person, general, draws = np.empty(TILE, np.int64), np.empty(TILE), np.empty(TILE)
    shared = np.sqrt(parameters.talent_correlation)
    own = np.sqrt(1.0 - shared * shared)
    talent = parameters.aptitude_dispersion
    need, diligence = parameters.need_dispersion, parameters.diligence_dispersion
    pay_premium = parameters.residual_pay_dispersion
    reached = jobs_up_to_sector(economy)
    for start in range(0, rows.shape[0], TILE):
        some = rows[start : min(start + TILE, rows.shape[0])]
        count = some.shape[0]
        for i in range(count):
            person[i] = people.person[some[i]]
        holders = person[:count]
        fill_normal(key_in(economy, Stream.APTITUDE_GENERAL, month), holders, general)
        key = key_in(economy, Stream.APTITUDE_SPECIFIC, month)
        for d in range(DOMAINS):
            for i in range(count):
                draws[i] = normal(key, person[i] * DOMAINS + d)
            for i in range(count):
                draws[i] = exp(talent * (shared * general[i] + own * draws[i]))
            for i in range(count):
                people.aptitude[some[i], d] = draws[i]
        fill_normal(key_in(economy, Stream.BACKGROUND, month), holders, draws)
        for i in range(count):
            people.background[some[i]] = draws[i]
        fill_normal(key_in(economy, Stream.NEED, month), holders, draws)
        for i in range(count):
            people.need[some[i]] = exp(need * draws[i] - 0.5 * need * need)
        fill_normal(key_in(economy, Stream.DILIGENCE, month), holders, draws)
        for i in range(count):
            people.diligence[some[i]] = diligence * draws[i]
        fill_normal(key_in(economy, Stream.PAY_PREMIUM, month), holders, draws)
        for i in range(count):
            people.pay_premium[some[i]] = pay_premium * draws[i]
        key = key_in(economy, Stream.INITIAL_SECTOR, month)
        for i in range(count):
            people.home_sector[some[i]] = first_to_reach(uniform(key, person[i]), reached)


@compiled
def jobs_up_to_sector(economy: EconomyState) -> Floats:
    """Return the share of jobs in the first 1, 2, ... sectors, shape (sectors,)."""
    workplaces, sectors = economy.workplaces, economy.sectors.task_count.shape[0]
    reached = totals_by_group(workplaces.sector, workplaces.share, sectors)
    for kind in range(1, sectors):
        reached[kind] += reached[kind - 1]
    return reached


@compiled
def first_to_reach(draw: float, reached: Floats) -> int:
    """Return the first position at which ascending numbers are at least a draw, or the last one."""
    last: int = reached.shape[0] - 1
    for kind in range(last):
        if reached[kind] >= draw:
            return kind
    return last


@compiled
def adopt_typical_attitudes(economy: EconomyState, rows: Integers) -> None:
    """Give people who enter, or come back from training, the attitudes of those at work.

    Parameters
    ----------
    economy : EconomyState
        Effort and alienation of `rows` become the means of the employed; nothing changes where
        nobody is employed.
    rows : (n,) int64
    """
    people, employed = economy.people, economy.workplaces.offsets[-1]
    if employed == 0 or rows.shape[0] == 0:
        return
    effort = mean(people.effort[:employed])
    alienated = mean(people.alienation_total[:employed])
    alienation = mean_rows(employed, people.alienation)
    for i in range(rows.shape[0]):
        people.effort[rows[i]] = effort
        people.alienation_total[rows[i]] = alienated
        for dimension in range(alienation.shape[0]):
            people.alienation[rows[i], dimension] = alienation[dimension]
