"""Who leaves for a market enclave (model section 10.13)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.random import uniform


@compiled
def wish_to_exit(
    key: np.uint64,
    response: float,
    skill_premium: float,
    person: NDArray[np.int64],
    hourly_pay: NDArray[np.float64],
    used_skill: NDArray[np.float64],
    rows: NDArray[np.int64],
) -> int:
    """Fill who leaves this month, and return how many do.

    The enclave pays the mean hourly pay times exp(skill premium * (used skill - mean used skill)).

    Parameters
    ----------
    key : uint64
        Random key of the month.
    response : float
        Probability per log point by which the enclave pays more.
    skill_premium : float
        Log points of pay per unit of skill in use.
    person : (people,) int64
    hourly_pay, used_skill : (people,) float64
        Of the employed, who come first.
    rows : (employed,) int64
        Filled from the start with rows, ascending.
    """
    employed = rows.shape[0]
    pay, used = 0.0, 0.0
    for row in range(employed):
        pay += hourly_pay[row]
        used += used_skill[row]
    if employed == 0 or pay <= 0.0:
        return 0
    pay /= employed
    used /= employed
    count = 0
    for row in range(employed):
        # Nobody can compare pay before the first has been paid.
        if hourly_pay[row] <= 0.0:
            continue
        gain = np.log(pay / hourly_pay[row]) + skill_premium * (used_skill[row] - used)
        if uniform(key, person[row]) < response * gain:
            rows[count] = row
            count += 1
    return count
