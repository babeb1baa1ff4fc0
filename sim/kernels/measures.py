"""All indicators of a month (model section 4, phase 12), in two calls with a sort between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.expertise import COLUMNS, hours_by_training
from sim.kernels.outcomes import (
    measure_balance,
    measure_equity,
    measure_participation,
    pay_for_sacrifice,
)
from sim.kernels.summary import (
    measure_alienation,
    measure_incomes,
    measure_jobs,
    measure_labour_market,
    measure_output,
    measure_skill,
    measure_use_of_training,
)

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]


@compiled
def measure_means(economy: EconomyState, risk: float) -> Floats:
    """Measure all that asks for no order of people, and return pay for sacrifice.

    Parameters
    ----------
    economy : EconomyState
        `indicators` are filled, but for those of `measure_inequality`.
    risk : float
        Probability that a worker loses the job within a year.

    Returns
    -------
    (employed,) float64
        As `pay_for_sacrifice` says.
    """
    places = economy.workplaces.sector.shape[0]
    hours = np.empty((places, COLUMNS))
    hours_by_training(0, places, economy, hours)
    measure_output(economy)
    measure_labour_market(economy, risk)
    measure_alienation(economy)
    measure_jobs(economy)
    measure_skill(economy)
    measure_use_of_training(economy, hours)
    measure_participation(economy)
    measure_balance(economy)
    return pay_for_sacrifice(economy)


@compiled
def measure_inequality(
    economy: EconomyState, income: Floats, wealth: Floats, for_sacrifice: Floats
) -> None:
    """Measure how unequal pay, income and wealth are.

    Parameters
    ----------
    economy : EconomyState
        The rest of `indicators` is filled.
    income, wealth : (people,) float64
        Of all people, ascending.
    for_sacrifice : (employed,) float64
        Pay for sacrifice, ascending.
    """
    measure_incomes(economy, income, wealth)
    measure_equity(economy, for_sacrifice)
