"""Exact decomposition of the gap in output by Shapley value (model section 7).

The gap in log output per hour between two economies that share their people is split over
allocation, overhead, skills, effort and technology. Each of the 2^5 mixtures of the two economies
is evaluated with the productivity kernel; a channel's share is its marginal contribution averaged
over all orders of exchange (Shapley, 1953; Shorrocks, 2013). The shares sum to the gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.shapley import shapley_values
from sim.economy import Economy
from sim.experiments.compare.snapshot import ProductionSnapshot, mixed_outputs, step_with_snapshot
from sim.kernels.elementary import log
from sim.kernels.elementwise import logarithms
from sim.state.people import Floats, Integers

MIXED_CHANNELS = ("allocation", "overhead", "skills", "effort", "technology")
"""Channels of the gap in output per hour, in the order of the arrays below."""


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The gap b - a of a month, in natural logarithms.

    Attributes
    ----------
    channels : (5,) float64
        Shapley value of each of `MIXED_CHANNELS`; they sum to the gap in output per hour.
    employment : float
        Gap in hours worked per head; with the channels it sums to the gap in output per head.
    channels_of_group : (groups, 5) float64
        The same for the output per hour of each group of people.
    """

    channels: Floats
    employment: float
    channels_of_group: Floats


def decompose(
    a: ProductionSnapshot,
    b: ProductionSnapshot,
    group: Integers | None = None,
    groups: int = 0,
) -> Decomposition:
    """Return the exact decomposition of the gap between two economies of the same people.

    Parameters
    ----------
    a, b : ProductionSnapshot
        Snapshots of the same month.
    group : (people,) int64, optional
        Group of each person, for instance the quintile of the initial job index; by default
        nobody is in any.
    groups : int
        Number of groups.
    """
    worth = np.empty((2,) * len(MIXED_CHANNELS) + (1 + (0 if group is None else groups),))
    hours_per_head = np.empty(2)
    with np.errstate(divide="ignore", invalid="ignore"):
        for side, allocation in enumerate((a, b)):
            mixed = mixed_outputs(allocation, (a, b), group, groups)
            hours_per_head[side] = mixed.hours / len(a.people)
            worth[side, ..., 0] = logarithms(mixed.output / mixed.hours)
            worth[side, ..., 1:] = logarithms(mixed.output_of_group / mixed.hours_of_group)
    values = shapley_values(worth)
    return Decomposition(
        channels=values[:, 0],
        employment=log(hours_per_head[1]) - log(hours_per_head[0]),
        channels_of_group=values[:, 1:].T,
    )


def step_and_decompose(
    first: Economy, second: Economy, group: Integers, groups: int
) -> Decomposition:
    """Advance two economies by a step and return what their gap is made of.

    Parameters
    ----------
    first, second : Economy
        They share their people; the gap is that of the second over the first.
    group : (people,) int64
        Group of each person.
    groups : int
    """
    return decompose(step_with_snapshot(first), step_with_snapshot(second), group, groups)
