"""Alienation in four dimensions (model section 5.9)."""

from __future__ import annotations

import numpy as np

from sim.kernels.psychology import update_alienation
from sim.kernels.threads import over_rows
from sim.parameters import Parameters
from sim.state.economy_state import EconomyState
from sim.state.people import Floats


def dimension_weights(parameters: Parameters) -> Floats:
    """Return the weights of the four dimensions, shape (4,), summing to 1.

    Equal weights when all four parameters are zero.
    """
    weights = np.array(
        [
            parameters.weight_powerlessness,
            parameters.weight_meaninglessness,
            parameters.weight_self_estrangement,
            parameters.weight_isolation,
        ]
    )
    total = weights.sum()
    return weights / total if total > 0.0 else np.full(4, 0.25)


def advance(state: EconomyState, insecurity: float) -> None:
    """Move everyone's alienation towards what the month's job makes of it.

    Parameters
    ----------
    state : EconomyState
        `people.alienation` and `people.alienation_total` are changed in place.
    insecurity : float
        Probability that a worker loses the job within a year.
    """
    people, parameters = state.people, state.parameters
    over_rows(
        update_alienation,
        len(people),
        people.status,
        people.voice,
        people.desirability,
        people.variety,
        people.creativity,
        people.unfairness,
        insecurity,
        parameters.worst_work_response,
        parameters.unfairness_weight,
        parameters.unemployed_alienation,
        parameters.alienation_adjustment,
        dimension_weights(parameters),
        people.alienation,
        people.alienation_total,
        threads=state.threads,
    )
