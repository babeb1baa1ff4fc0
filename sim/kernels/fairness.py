"""Fair pay, and how far pay falls short of it (model section 10.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def norm_of_fairness(
    effort: float, contribution: float, equality: float
) -> tuple[float, float, float]:
    """Return the weights of effort, contribution and equality in fair pay, which sum to 1.

    Equality alone where all three are 0.
    """
    whole = effort + contribution + equality
    if whole <= 0.0:
        return 0.0, 0.0, 1.0
    return effort / whole, contribution / whole, equality / whole


@compiled
def contribution(economy: EconomyState, row: int, kind: int) -> float:
    """Return what peers see a member of a workplace of a sector contribute.

    Effort times the sum over tasks of hours times one plus complexity times skill, at home.
    """
    people, sectors = economy.people, economy.sectors
    weight = 0.0
    for k in range(sectors.task_count[kind]):
        known = people.skill[row, sectors.domain[kind, k]]
        weight += people.hours[row, k] * (1.0 + sectors.complexity[kind, k] * known)
    contributed: float = people.effort[row] * weight
    return contributed


@compiled
def compare_with_fair_pay(first: int, last: int, economy: EconomyState) -> None:
    """Fill the workplace's mean hourly pay, each member's fair pay, and the shortfall from it.

    What the workplace pays in all would be fairly divided in parts: in proportion to effort, in
    proportion to contribution, and equally (model section 10.9).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        Filled: `workplaces.pay_level`; `people.fair_pay`, hourly, which also holds contributions
        meanwhile; `people.unfairness` with ``max(0, 1 - pay / fair pay)``.
    """
    people, workplaces, parameters = economy.people, economy.workplaces, economy.parameters
    hourly_pay, effort, fair_pay = people.hourly_pay, people.effort, people.fair_pay
    unfairness = people.unfairness
    by_effort, by_contribution, equally = norm_of_fairness(
        parameters.fair_effort, parameters.fair_contribution, parameters.fair_equality
    )
    for j in range(first, last):
        start, stop = workplaces.offsets[j], workplaces.offsets[j + 1]
        pay, work = 0.0, 0.0
        for row in range(start, stop):
            pay += hourly_pay[row]
            work += effort[row]
        mean = pay / max(stop - start, 1)
        workplaces.pay_level[j] = mean
        contributions = 0.0
        if by_contribution > 0.0:
            for row in range(start, stop):
                fair_pay[row] = contribution(economy, row, workplaces.sector[j])
                contributions += fair_pay[row]
        for row in range(start, stop):
            fair = by_effort * (pay * effort[row] / work if work > 0.0 else 0.0) + equally * mean
            if contributions > 0.0:
                fair += by_contribution * (pay * fair_pay[row] / contributions)
            fair_pay[row] = fair
            unfairness[row] = max(0.0, 1.0 - hourly_pay[row] / fair) if fair > 0.0 else 0.0


@compiled
def note_pay(economy: EconomyState, paid: NDArray[np.float64]) -> None:
    """Copy the hourly pay of the employed, and note what all of them earn.

    Parameters
    ----------
    economy : EconomyState
        `flows.labour_income` is filled; `people.hourly_pay` and `fair_pay` of people without work
        become 0.
    paid : (employed,) float64
        Filled.
    """
    people, workplaces = economy.people, economy.workplaces
    income = 0.0
    for j in range(workplaces.sector.shape[0]):
        start, stop = workplaces.offsets[j], workplaces.offsets[j + 1]
        pay = 0.0
        for row in range(start, stop):
            paid[row] = people.hourly_pay[row]
            pay += paid[row]
        income += workplaces.hours_factor[j] * pay
    economy.flows.labour_income = income
    for row in range(workplaces.offsets[-1], people.person.shape[0]):
        people.hourly_pay[row] = 0.0
        people.fair_pay[row] = 0.0
