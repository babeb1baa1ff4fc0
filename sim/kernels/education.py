"""What those who select people for expert training see of them (model section 5.12)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.elementary import log
from sim.kernels.random import normal


@compiled
def signal_aptitude(
    start: int,
    stop: int,
    key: np.uint64,
    rows: NDArray[np.int64],
    holder: NDArray[np.int64],
    domain: int,
    aptitude: NDArray[np.float64],
    dispersion: float,
    validity: float,
    able: NDArray[np.float64],
    signal: NDArray[np.float64],
) -> None:
    """Fill what people are able to in a domain, and what a test with errors tells of it.

    Parameters
    ----------
    start, stop : int
        Range of the people below.
    key : uint64
        Random key of the month and domain.
    rows, holder : (n,) int64
        People, and what identifies their random draws.
    domain : int
    aptitude : (people, domains) float64
    dispersion : float
        Standard deviation of log aptitude.
    validity : float
        Correlation of the test with aptitude.
    able : (n,) float64
        Filled with log aptitude in standard deviations of the population.
    signal : (n,) float64
        Filled with ``validity * able + sqrt(1 - validity**2) * error``.
    """
    error = math.sqrt(1.0 - validity**2)
    # In loops of their own, those without look-ups are done for several people at once.
    for i in range(start, stop):
        able[i] = aptitude[rows[i], domain]
    for i in range(start, stop):
        able[i] = log(able[i]) / dispersion
    for i in range(start, stop):
        signal[i] = normal(key, holder[i])
    for i in range(start, stop):
        signal[i] = validity * able[i] + error * signal[i]
