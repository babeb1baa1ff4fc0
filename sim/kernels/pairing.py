"""Pairs of members who exchange hours where that raises output (model section 10.2).

A direction is three tasks, of which a member who goes forward leaves the middle one for a mix of
the upper and the lower one, and a member who goes back does the reverse; `sim.kernels.improvement`
says which directions there are. Tables lie task by task, members filled up to whole lanes, so that
the loops over members vectorise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import power

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
def first_best(count: int, values: Floats) -> int:
    """Return the position of the largest of the first `count` values, of equals the first."""
    found = 0
    for place in range(1, count):
        found = place if values[place] > values[found] else found
    return found


@compiled
def exchange_hours(
    middle: int,
    upper: int,
    lower: int,
    weight: float,
    least: float,
    start: int,
    members: int,
    width: int,
    exponent: float,
    scale: Floats,
    relative: Floats,
    products: Floats,
    value: Floats,
    barred: Floats,
    ahead: Floats,
    behind: Floats,
    hours: Floats,
) -> float:
    """Let members who go forward in a direction meet those who go back, and return hours moved.

    Parameters
    ----------
    middle, upper, lower : int
    weight : float
        A direction.
    least : float
        Gain of an hour below which nobody moves.
    start, members, width : int
    exponent : float
        A marginal product is relative labour to this power.
    scale : (8,) float64
        Relative labour of a unit of effective labour in each task.
    relative, products : (8,) float64
        Relative labour and marginal products, kept up to date.
    value, barred : (8 * width,) float64
        As in `add_members`; the latter is kept up to date.
    ahead, behind : (width,) float64
        As filled by `fill_gains`; overwritten.
    hours : (people, 8) float64
        Changed in place.
    """
    rest, moved = 1.0 - weight, 0.0
    for _ in range(MOST_PAIRS):
        one, other = first_best(members, ahead), first_best(members, behind)
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
