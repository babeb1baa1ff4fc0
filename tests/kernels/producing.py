"""Economies in which an hour of effective labour brings what a world says it does."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.state import EconomyState
from sim.state.proposal import Proposal
from tests.kernels.economies import economy_of
from tests.kernels.worlds import World

KEPT = ("hours", "outside_partner", "outside_workplace", "outside_task", "outside_hours")
"""What swaps, exchanges and improvements change."""


def producing(world: World, output: float = 1.0, **more: Any) -> EconomyState:
    """Return an economy of Cobb-Douglas workplaces with the marginal products of the world.

    Parameters
    ----------
    world : World
    output : float
        Of every workplace.
    **more
        People and parameters, as `economy_of` takes them.
    """
    worth = output * world.hours_share[world.sector]
    labour = np.divide(worth, world.marginal_product, out=0.0 * worth, where=worth > 0.0)
    made = {"output": np.full(world.workplaces, output), "effective_labour": labour}
    return economy_of(world, workplaces=made, **{"substitution_elasticity": 1.0, **more})


def keep(world: World, state: EconomyState) -> None:
    """Let the world have the hours of its economy, at home and elsewhere."""
    for name in KEPT:
        setattr(world, name, getattr(state.people, name))


def nothing_proposed(world: World) -> Proposal:
    """Return a round of swaps without any, which may be filled."""
    return Proposal(
        given_task=np.full(world.people, -1, dtype=np.int8),
        taken_task=np.full(world.people, -1, dtype=np.int8),
        amount=np.zeros(world.people),
        index_change=np.zeros(world.people),
        spread_before=np.zeros(world.workplaces),
        spread_after=np.zeros(world.workplaces),
        output_change=np.zeros(world.workplaces),
    )
