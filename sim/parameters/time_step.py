"""Parameters for steps that cover several months.

Parameters are declared for a month. When a step covers n months, each is re-expressed once, so that
an economy changes as fast in months and stays as it is where it is in balance. How, its declaration
says (`per_month`):

- ``share``: a share of a gap that closes, or a chance that something happens, p, becomes
  ``1 - (1 - p)**n``;
- ``count``: what is counted by the month is multiplied by n, and so is what else moves a vote,
  since a vote then is about n times as much;
- ``count up to 1``: the same, for a share that cannot exceed 1;
- ``autocorrelation``: becomes its n-th power;
- ``shock``: the standard deviation of the shocks to what has the autocorrelation of the same group
  grows so that it varies as much as before;
- ``as it is``: its unit names a month, and yet it stays the same: a duration, or the efficiency of
  matching, since the labour market counts the hires of a step month by month.
"""

from __future__ import annotations

import math
from itertools import repeat

from sim.parameters.declaration import Declaration
from sim.parameters.groups import declarations
from sim.parameters.values import Parameters


def whole_power(base: float, exponent: int) -> float:
    """Return a number multiplied by itself so many times; 1 for an exponent of 0.

    ``base**exponent`` asks the C library, whose last digit depends on the processor.
    """
    return math.prod(repeat(base, exponent), start=1.0)


def share_per_step(share: float, months: int) -> float:
    """Return the share of a gap that closes in so many months, given that of one month."""
    return share if months == 1 else 1.0 - whole_power(1.0 - share, months)


def per_step(parameters: Parameters, months: int) -> Parameters:
    """Return the parameters with everything that is declared for a month put for a step.

    Parameters
    ----------
    parameters : Parameters
    months : int
        Months that a step covers; with one the parameters are handed back as they are.
    """
    if months == 1:
        return parameters
    known = declarations()
    monthly = {name: parameters[name] for name in known}
    persistence = {
        row.group: monthly[name]
        for name, row in known.items()
        if row.per_month == "autocorrelation"
    }
    values = {
        name: _in_step(row, monthly[name], months, persistence.get(row.group, 0.0))
        for name, row in known.items()
    }
    # Values for a step may lie outside the ranges, which are declared for a month.
    return Parameters.unchecked(values, parameters.explicit)


def _in_step(declared: Declaration, monthly: float, months: int, persistence: float) -> float:
    """Return the value of a parameter for a step, given the autocorrelation of its group."""
    match declared.per_month:
        case "share":
            return share_per_step(monthly, months)
        case "count":
            return monthly * months
        case "count up to 1":
            return min(monthly * months, 1.0)
        case "autocorrelation":
            return whole_power(monthly, months)
        case "shock":
            kept = 1.0 - whole_power(persistence, 2)
            return monthly * math.sqrt((1.0 - whole_power(persistence, 2 * months)) / kept)
        case _:
            return monthly
