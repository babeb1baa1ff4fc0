"""What work builds in people and what they get used to (model section 10.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled


@compiled
def follow_jobs(
    start: int,
    stop: int,
    status: NDArray[np.int8],
    empowerment: NDArray[np.float64],
    schooling: NDArray[np.float64],
    adjustment: float,
    gain_of_schooling: float,
    competence: NDArray[np.float64],
) -> None:
    """Move the competence to take part towards what the job and schooling make of it.

    The target is ``min(1, empowerment + gain_of_schooling * schooling)`` at work and 0 without
    work; in training competence stays as it is.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    status : (people,) int8
        0 employed, 1 unemployed, 2 in training.
    empowerment : (people,) float64
        Of the job.
    schooling : (people,) float64
        Years of general education in the working life.
    adjustment : float
        Share of the gap that closes; 1 follows the job at once.
    gain_of_schooling : float
        Competence per year of schooling.
    competence : (people,) float64
        Changed in place, in [0, 1].
    """
    for row in range(start, stop):
        if status[row] == 2:
            continue
        target = 0.0
        if status[row] == 0:
            target = min(empowerment[row] + gain_of_schooling * schooling[row], 1.0)
        # With an adjustment of 1 this is the target, to the last bit.
        competence[row] = (1.0 - adjustment) * competence[row] + adjustment * target


@compiled
def felt_alienation(alienation: float, accustomed: float, habituation: float) -> float:
    """Return alienation as it is felt by somebody who is used to some of it.

    Parameters
    ----------
    alienation, accustomed : float
        Present alienation, and the alienation that the person is used to, in [0, 1].
    habituation : float
        Share of a lasting change that is no longer felt in the end, in [0, 1].

    Returns
    -------
    float
        ``(1 - h) * a + h * (a - accustomed + 0.5)``, clipped to [0, 1]: a change is felt in full
        at first, and to ``1 - h`` in the long run.
    """
    if habituation == 0.0:
        return alienation
    felt = (1.0 - habituation) * alienation + habituation * (alienation - accustomed + 0.5)
    return min(max(felt, 0.0), 1.0)


@compiled
def get_accustomed(
    start: int,
    stop: int,
    alienation: NDArray[np.float64],
    share: float,
    accustomed: NDArray[np.float64],
) -> None:
    """Move what people are used to towards their present alienation.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    alienation : (people,) float64
    share : float
        Share of the gap that closes.
    accustomed : (people,) float64
        Changed in place.
    """
    for row in range(start, stop):
        accustomed[row] += share * (alienation[row] - accustomed[row])
