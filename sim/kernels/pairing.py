"""Pairs of members who exchange hours where that raises output (model section 10.2).

A direction is three tasks, of which a member who goes forward leaves the middle one for a mix of
the upper and the lower one, and a member who goes back does the reverse; `sim.kernels.improvement`
says which directions there are. Tables lie task by task, members filled up to whole lanes, so that
the loops over members vectorise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.aggregation import substitution_exponent
from sim.kernels.compile import compiled
from sim.kernels.elementary import power

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState

Floats = NDArray[np.float64]

LEAST_HOURS = 0.01
"""Hours of a task, share of a full-time month, below which nobody hands it over."""

MOST_PAIRS = 8
"""Pairs of members that meet in a direction."""

MOST_HALVINGS = 5
"""How often the hours of a pair are halved before it is left alone."""

LANES = 4
"""Members are looked at in multiples of this number, so that no loop has a rest."""


@compiled
def product_exponent(economy: EconomyState) -> float:
    """Return the power of relative labour that is a marginal product, up to the scale."""
    return substitution_exponent(economy.parameters.substitution_elasticity) - 1.0


@compiled
def fill_gains(
    middle: int,
    upper: int,
    lower: int,
    weight: float,
    width: int,
    products: Floats,
    value: Floats,
    barred: Floats,
    ahead: Floats,
    behind: Floats,
) -> float:
    """Fill what an hour of each member gains in a direction, and return the gain of the best pair.

    Parameters
    ----------
    middle, upper, lower : int
    weight : float
        A direction.
    width : int
    products : (8,) float64
        Marginal products, all to the same scale.
    value, barred : (8 * width,) float64
    ahead, behind : (width,) float64
        Filled: the gain of going forward and of going back; minus infinity for those who cannot.
    """
    of_middle, of_upper = products[middle], weight * products[upper]
    of_lower = (1.0 - weight) * products[lower]
    from_middle, from_upper, from_lower = middle * width, upper * width, lower * width
    if upper == lower:
        for x in range(width):
            gain = of_upper * value[np.uint64(from_upper + x)]
            gain -= of_middle * value[np.uint64(from_middle + x)]
            ahead[np.uint64(x)] = barred[np.uint64(from_middle + x)] + gain
            behind[np.uint64(x)] = barred[np.uint64(from_upper + x)] - gain
        return largest(width, ahead) + largest(width, behind)
    for x in range(width):
        gain = of_upper * value[np.uint64(from_upper + x)]
        gain += of_lower * value[np.uint64(from_lower + x)]
        gain -= of_middle * value[np.uint64(from_middle + x)]
        ahead[np.uint64(x)] = barred[np.uint64(from_middle + x)] + gain
        mix = barred[np.uint64(from_upper + x)] + barred[np.uint64(from_lower + x)]
        behind[np.uint64(x)] = mix - gain
    return largest(width, ahead) + largest(width, behind)


@compiled
def largest(width: int, values: Floats) -> float:
    """Return the largest of values, whose number is a multiple of the lanes."""
    one, two, three, four = -np.inf, -np.inf, -np.inf, -np.inf
    for x in range(0, width, LANES):
        first, second = values[np.uint64(x)], values[np.uint64(x + 1)]
        third, fourth = values[np.uint64(x + 2)], values[np.uint64(x + 3)]
        one = first if first > one else one
        two = second if second > two else two
        three = third if third > three else three
        four = fourth if fourth > four else four
    one = one if one > two else two
    three = three if three > four else four
    return one if one > three else three


@compiled
def first_best(width: int, values: Floats) -> int:
    """Return the position of the largest of values, of equals the first.

    The number of values is a multiple of the lanes; each lane finds its own first best.
    """
    one, two, three, four = values[0], values[1], values[2], values[3]
    at_one, at_two, at_three, at_four = 0, 1, 2, 3
    for x in range(LANES, width, LANES):
        first, second = values[np.uint64(x)], values[np.uint64(x + 1)]
        third, fourth = values[np.uint64(x + 2)], values[np.uint64(x + 3)]
        at_one = x if first > one else at_one
        at_two = x + 1 if second > two else at_two
        at_three = x + 2 if third > three else at_three
        at_four = x + 3 if fourth > four else at_four
        one = first if first > one else one
        two = second if second > two else two
        three = third if third > three else three
        four = fourth if fourth > four else four
    if two > one or (two == one and at_two < at_one):
        one, at_one = two, at_two
    if four > three or (four == three and at_four < at_three):
        three, at_three = four, at_four
    return at_three if three > one or (three == one and at_three < at_one) else at_one


@compiled
def exchange_hours(
    economy: EconomyState,
    j: int,
    middle: int,
    upper: int,
    lower: int,
    weight: float,
    least: float,
    width: int,
    scale: Floats,
    relative: Floats,
    products: Floats,
    value: Floats,
    barred: Floats,
    ahead: Floats,
    behind: Floats,
) -> float:
    """Let members who go forward in a direction meet those who go back, and return hours moved.

    Parameters
    ----------
    economy : EconomyState
        `people.hours` of the members are changed in place.
    j : int
        Workplace.
    middle, upper, lower : int
    weight : float
        A direction.
    least : float
        Gain of an hour below which nobody moves.
    width : int
    scale : (8,) float64
        Relative labour of a unit of effective labour in each task.
    relative, products : (8,) float64
        Relative labour and marginal products, kept up to date.
    value, barred : (8 * width,) float64
        As in `add_members`; the latter is kept up to date.
    ahead, behind : (width,) float64
        As filled by `fill_gains`; overwritten.
    """
    start, hours = economy.workplaces.offsets[j], economy.people.hours
    exponent = product_exponent(economy)
    rest, moved = 1.0 - weight, 0.0
    for _ in range(MOST_PAIRS):
        one, other = first_best(width, ahead), first_best(width, behind)
        if not ahead[one] + behind[other] > least:
            break
        row, partner = start + one, start + other
        more_upper = weight * (value[upper * width + one] - value[upper * width + other])
        more_lower = rest * (value[lower * width + one] - value[lower * width + other])
        more_middle = value[middle * width + other] - value[middle * width + one]
        gain = more_upper * products[upper] + more_lower * products[lower]
        gain += more_middle * products[middle]
        if not gain > least:
            break
        amount = min(hours[row, middle], hours[partner, upper] / weight)
        if rest > 0.0:
            amount = min(amount, hours[partner, lower] / rest)
        whole = amount
        of_middle, of_upper, of_lower = 0.0, 0.0, 0.0
        for _ in range(MOST_HALVINGS):
            of_middle = power(relative[middle] + amount * more_middle * scale[middle], exponent)
            of_upper = power(relative[upper] + amount * more_upper * scale[upper], exponent)
            of_lower = of_upper
            if rest > 0.0:
                of_lower = power(relative[lower] + amount * more_lower * scale[lower], exponent)
            gain = more_middle * of_middle + more_upper * of_upper + more_lower * of_lower
            if gain >= 0.0:
                break
            amount *= 0.5
        if not gain >= 0.0:
            break
        products[lower], products[upper], products[middle] = of_lower, of_upper, of_middle
        relative[middle] += amount * more_middle * scale[middle]
        relative[upper] += amount * more_upper * scale[upper]
        relative[lower] += amount * more_lower * scale[lower]
        for k, part in ((middle, -amount), (upper, amount * weight), (lower, amount * rest)):
            hours[row, k] = max(hours[row, k] + part, 0.0)
            hours[partner, k] = max(hours[partner, k] - part, 0.0)
            barred[k * width + one] = 0.0 if hours[row, k] > LEAST_HOURS else -np.inf
            barred[k * width + other] = 0.0 if hours[partner, k] > LEAST_HOURS else -np.inf
        moved += amount
        if amount < whole:
            break
        ahead[one] += barred[middle * width + one]
        behind[other] += barred[upper * width + other] + barred[lower * width + other]
    return moved
