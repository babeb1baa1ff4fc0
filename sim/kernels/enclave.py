"""Who leaves for a market enclave (model section 10.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import log
from sim.kernels.pay import skill_in_use
from sim.kernels.random import uniform
from sim.kernels.streams import Stream, key_in
from sim.kernels.sums import mean

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]


@compiled
def note_used_skill(first: int, last: int, economy: EconomyState, used: Floats) -> None:
    """Fill how much skill the job of each member uses, per hour at the home workplace.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
    used : (employed,) float64
        Filled.
    """
    people, workplaces, sectors = economy.people, economy.workplaces, economy.sectors
    hours, skill, outside_hours = people.hours, people.skill, people.outside_hours
    domain, complexity, offsets = sectors.domain, sectors.complexity, workplaces.offsets
    for j in range(first, last):
        kind = workplaces.sector[j]
        tasks = sectors.task_count[kind]
        for row in range(offsets[j], offsets[j + 1]):
            in_use = skill_in_use(row, kind, tasks, hours, skill, domain, complexity)
            used[row] = in_use / max(1.0 - outside_hours[row], 1e-9)


@compiled
def wish_to_exit(economy: EconomyState, used: Floats) -> NDArray[np.int64]:
    """Return the rows of the employed who leave this month, ascending, shape (n,).

    The enclave pays the mean hourly pay here times exp(skill premium * (used skill - mean used
    skill)), as a market does. The chance to leave is ``exit_response`` times the log points by
    which that exceeds the person's pay of the latest month.

    Parameters
    ----------
    economy : EconomyState
    used : (employed,) float64
        Skill that the job uses, as `note_used_skill` fills it.
    """
    employed, parameters = used.shape[0], economy.parameters
    person, hourly_pay = economy.people.person, economy.people.hourly_pay
    rows, count = np.empty(employed, np.int64), 0
    usual_pay, usual_use = mean(hourly_pay[:employed]), mean(used)
    if not usual_pay > 0.0:
        return rows[:0]
    key = key_in(economy, Stream.EXIT, economy.month)
    for row in range(employed):
        # Nobody can compare pay before the first has been paid.
        if hourly_pay[row] <= 0.0:
            continue
        more = parameters.skill_premium * (used[row] - usual_use)
        gain = log(usual_pay / hourly_pay[row]) + more
        if uniform(key, person[row]) < parameters.exit_response * gain:
            rows[count] = row
            count += 1
    return rows[:count].copy()
