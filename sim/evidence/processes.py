"""Processes that are measured in isolation: a novice who learns, an idea that spreads.

The kernels of the model run on a case made for the purpose, with the parameters of an economy. So
the number is that of the process, without the noise and the other processes of a run. What is a
parameter and nothing more, the share of workers who are paid by performance, stands here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from sim.evidence.units import Moment
from sim.kernels import MAX_TASKS
from sim.kernels.elementary import exp
from sim.kernels.elementwise import logarithms
from sim.kernels.innovation import taken_from_frontier
from sim.kernels.learning import update_skill
from sim.kernels.sums import mean
from sim.state import EconomyState
from sim.state.people import People
from sim.state.workplaces import Workplaces

PROCESSES: Final[Mapping[str, Moment]] = MappingProxyType(
    {
        "individual_progress_ratio": Moment(
            "ratio per doubling of practice", "unit labour of a novice in one job"
        ),
        "adoption_half_life": Moment(
            "years", "until half of a lead in technology has reached the other workplaces"
        ),
        "performance_pay_share": Moment("share of the employed", "pay follows performance"),
    }
)
"""Moments of isolated processes."""

DOUBLINGS: Final = (6, 12, 24, 48)
"""Months of practice at which a novice is tested."""

LONGEST_ADOPTION: Final = 1_200
"""Months after which an idea counts as never adopted."""


def processes(state: EconomyState) -> dict[str, float]:
    """Return the moments of `PROCESSES` under the parameters of an economy.

    Parameters
    ----------
    state : EconomyState
        Only its parameters are read.
    """
    return {
        "individual_progress_ratio": progress_ratio_of_a_novice(state),
        "adoption_half_life": adoption_half_life(state.parameters.private_diffusion),
        "performance_pay_share": state.parameters.performance_pay_share,
    }


def progress_ratio_of_a_novice(state: EconomyState) -> float:
    """Return how unit labour falls with each doubling of practice, in a job of complexity 1.

    The mean ratio over the doublings from 6 to 48 months, for a person of average aptitude who
    begins without training and works full time.
    """
    novice = _novice(state)
    unit_labour = []
    for month in range(1, DOUBLINGS[-1] + 1):
        update_skill(0, 1, novice, 0.0)
        if month in DOUBLINGS:
            unit_labour.append(1.0 / float(novice.people.skill[0, 0]))
    ratios = np.divide(unit_labour[1:], unit_labour[:-1])
    return exp(mean(logarithms(ratios)))


def _novice(state: EconomyState) -> EconomyState:
    """Return an economy of one person, who works full time at a single task of complexity 1."""
    people = People.allocate(1)
    people.hours[0, 0] = 1.0
    people.aptitude[:], people.skill[:] = 1.0, state.parameters.untrained_skill
    workplaces = Workplaces.allocate(np.zeros(1, dtype=np.int64), np.ones(1), 1)
    workplaces.offsets[:] = 0, 1
    sectors = replace(
        state.sectors,
        task_count=np.ones(1, dtype=np.int64),
        domain=np.zeros((1, MAX_TASKS), dtype=np.int64),
        complexity=np.ones((1, MAX_TASKS)),
    )
    return replace(state, people=people, workplaces=workplaces, sectors=sectors)


def adoption_half_life(diffusion: float) -> float:
    """Return years until half of a pioneer's lead has reached the other workplaces of a sector.

    Parameters
    ----------
    diffusion : float
        Share of the gap to the frontier that closes in a month.

    Returns
    -------
    float
        Infinite where the gap does not close.
    """
    pioneer, level = 1.0, 0.0
    for month in range(1, LONGEST_ADOPTION + 1):
        level += taken_from_frontier(level, pioneer, diffusion)
        if level >= 0.5:
            return month / 12.0
    return float("inf")
