"""Output of a workplace from effective labour by task (model section 5.1).

``Y = A * (sum_k alpha_k * (L_k / alpha_k) ** rho) ** (1 / rho)`` with ``rho = (sigma - 1) / sigma``
(Arrow, Chenery, Minhas and Solow, 1961, Capital-labor substitution and economic efficiency).

With ``x_k = L_k / alpha_k``, the scarcest task ``m = min x_k`` and ``r_k = x_k / m >= 1``, this is
``Y = A * m * (sum_k alpha_k * r_k ** rho) ** (1 / rho)``, in which nothing overflows: every term
lies in (0, 1]. As sigma falls to 0 the terms other than the scarcest vanish (Leontief), as it rises
to 1 the sum tends to that of the shares, and close to 1 it is taken as a difference from 1
(Cobb-Douglas). The elasticity of output to task k is ``alpha_k * r_k ** rho`` over the sum; the
elasticities add up to 1, so that marginal products exhaust output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import MAX_TASKS
from sim.kernels.compile import compiled
from sim.kernels.elementary import LN2, exp, exp2, expm1, log1p, log2, log2_for_power

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CHUNK = 64
"""Workplaces aggregated together."""

LEAST_SUBSTITUTION = 1e-14
"""Elasticity of substitution that stands for 0."""

NEAR_COBB_DOUGLAS = 0.05
"""Size of rho below which the sum of the terms is too close to 1 for its logarithm."""


@compiled
def substitution_exponent(substitution: float) -> float:
    """Return rho, finite also for an elasticity of substitution of 0."""
    sigma = max(substitution, LEAST_SUBSTITUTION)
    return (sigma - 1.0) / sigma


@compiled
def aggregate(first: int, last: int, economy: EconomyState) -> None:
    """Fill the output of workplaces `first` to `last` - 1 from effective labour.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `workplaces.output` is filled from `workplaces.effective_labour`.
    """
    sector, technology = economy.workplaces.sector, economy.workplaces.technology
    hours_share, output = economy.sectors.hours_share, economy.workplaces.output
    rho = substitution_exponent(economy.parameters.substitution_elasticity)
    terms = np.empty(CHUNK * MAX_TASKS)
    scarcest = np.empty(CHUNK)
    means = np.empty(CHUNK)
    for start in range(first, last, CHUNK):
        count = min(CHUNK, last - start)
        for place in range(count):
            j = start + place
            scarcest[place] = compare_to_scarcest(economy, j, place * MAX_TASKS, terms)
        for x in range(count * MAX_TASKS):
            terms[x] = log2_for_power(terms[x])
        if abs(rho) < NEAR_COBB_DOUGLAS:
            for place in range(count):
                kind = sector[start + place]
                means[place] = mean_near_geometric(kind, hours_share, place * MAX_TASKS, terms, rho)
        else:
            for x in range(count * MAX_TASKS):
                terms[x] = exp2(rho * terms[x])
            for place in range(count):
                kind = sector[start + place]
                total = 0.0
                for k in range(MAX_TASKS):
                    total += hours_share[kind, k] * terms[place * MAX_TASKS + k]
                means[place] = total
            for place in range(count):
                means[place] = exp2(log2(means[place]) / rho)
        for place in range(count):
            j = start + place
            # Without labour in a task, or without tasks, the ratios above are not numbers.
            produces = 0.0 < scarcest[place] < np.inf
            output[j] = technology[j] * scarcest[place] * means[place] if produces else 0.0


@compiled
def compare_to_scarcest(economy: EconomyState, j: int, position: int, ratio: Floats) -> float:
    """Fill labour per share of each task of workplace j relative to the scarcest task's.

    The ratios go to ``ratio[position:position + 8]``; that of a task without a share is infinity.

    Returns
    -------
    float
        Labour per share of the scarcest task; infinity when no task has a share.
    """
    kind, hours_share = economy.workplaces.sector[j], economy.sectors.hours_share
    effective_labour = economy.workplaces.effective_labour
    scarcest = np.inf
    for k in range(MAX_TASKS):
        share = hours_share[kind, k]
        relative = effective_labour[j, k] / share if share > 0.0 else np.inf
        ratio[position + k] = relative
        scarcest = relative if relative < scarcest else scarcest
    for k in range(MAX_TASKS):
        share = hours_share[kind, k]
        ratio[position + k] = ratio[position + k] / scarcest if share > 0.0 else np.inf
    return scarcest


@compiled
def mean_near_geometric(
    kind: int, hours_share: Floats, position: int, logarithm: Floats, rho: float
) -> float:
    """Return the weighted mean of small order rho of numbers given by binary logarithms."""
    total = 0.0
    if rho == 0.0:
        for k in range(MAX_TASKS):
            share = hours_share[kind, k]
            total += share * logarithm[position + k] if share > 0.0 else 0.0
        return exp2(total)
    for k in range(MAX_TASKS):
        share = hours_share[kind, k]
        if share > 0.0:
            total += share * expm1(rho * logarithm[position + k] * LN2)
    return exp(log1p(total) / rho)


@compiled
def fill_products(economy: EconomyState, j: int, products: Floats) -> None:
    """Fill the 8 marginal products of workplace j: elasticity times Y / L, or 0."""
    rho = substitution_exponent(economy.parameters.substitution_elasticity)
    scarcest = compare_to_scarcest(economy, j, 0, products)
    for k in range(MAX_TASKS):
        products[k] = exp2(rho * log2_for_power(products[k]))
    weigh_by_elasticity(economy, j, scarcest, 0, products)


@compiled
def weigh_by_elasticity(
    economy: EconomyState, j: int, scarcest: float, position: int, products: Floats
) -> None:
    """Turn relative scarcity to the power of rho into marginal products of workplace j, in place.

    They lie in ``products[position:position + 8]``.
    """
    kind, hours_share = economy.workplaces.sector[j], economy.sectors.hours_share
    effective_labour, output = economy.workplaces.effective_labour, economy.workplaces.output[j]
    total = 0.0
    for k in range(MAX_TASKS):
        weighed = hours_share[kind, k] * products[position + k]
        products[position + k] = weighed
        total += weighed
    scale = output / total
    for k in range(MAX_TASKS):
        produces = hours_share[kind, k] > 0.0 and 0.0 < scarcest < np.inf
        product = products[position + k] * scale / effective_labour[j, k]
        products[position + k] = product if produces else 0.0


@compiled
def marginal_products(first: int, last: int, economy: EconomyState, out: Floats) -> None:
    """Fill output per further unit of effective labour in each task, dY / dL.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        With effective labour and output as `sim.kernels.production.produce` fills them.
    out : (workplaces, 8) float64
        Filled; 0 for a workplace without output and for a task without a share.
    """
    rho = substitution_exponent(economy.parameters.substitution_elasticity)
    scarcest = np.empty(CHUNK)
    products = out.reshape(-1)
    for start in range(first, last, CHUNK):
        stop = min(start + CHUNK, last)
        for j in range(start, stop):
            scarcest[j - start] = compare_to_scarcest(economy, j, j * MAX_TASKS, products)
        for x in range(start * MAX_TASKS, stop * MAX_TASKS):
            products[x] = exp2(rho * log2_for_power(products[x]))
        for j in range(start, stop):
            weigh_by_elasticity(economy, j, scarcest[j - start], j * MAX_TASKS, products)
