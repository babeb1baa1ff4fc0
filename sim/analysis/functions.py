"""Elementary functions of single numbers, with the same bytes on every machine.

Those of the C library differ in the last digit between processors and between its versions. Here
decimal arithmetic, which is defined digit by digit, rounds once at the end. A call takes some
microseconds, which does for what is asked of results; the model has `sim.kernels.elementary`.
"""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import Final

DIGITS: Final = 40
"""Digits that are kept, where 17 tell two numbers apart."""


def expm1(x: float) -> float:
    """Return the exponential less 1, correctly rounded, also near 0.

    Parameters
    ----------
    x : float
        Infinity from 709.8 on.
    """
    if not math.isfinite(x) or x == 0.0 or x > 710.0:
        return math.inf if x > 710.0 else -1.0 if x == -math.inf else x
    number = Decimal(x)
    with localcontext() as context:
        # Near 0 the first digits cancel: as many more are needed.
        context.prec = DIGITS + max(-number.adjusted(), 0)
        return float(number.exp() - 1)
