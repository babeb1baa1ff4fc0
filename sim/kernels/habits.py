"""What work builds in people and what they get used to (model section 10.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels import EMPLOYED, IN_TRAINING
from sim.kernels.compile import compiled
from sim.kernels.elementary import exp2
from sim.kernels.sums import mean

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState


@compiled
def follow_jobs(start: int, stop: int, economy: EconomyState) -> None:
    """Move the competence to take part towards what the job and schooling make of it.

    The target is ``min(1, empowerment + schooling_competence * schooling)`` at work and 0 without
    work; in training competence stays as it is.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    economy : EconomyState
        `people.competence` is changed in place: the share `competence_adjustment` of the gap
        closes; with 1 competence follows the job at once.
    """
    people, parameters = economy.people, economy.parameters
    status, competence = people.status, people.competence
    adjustment, gain_of_schooling = (
        parameters.competence_adjustment,
        parameters.schooling_competence,
    )
    for row in range(start, stop):
        if status[row] == IN_TRAINING:
            continue
        target = 0.0
        if status[row] == EMPLOYED:
            target = min(people.empowerment[row] + gain_of_schooling * people.schooling[row], 1.0)
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
def get_accustomed(start: int, stop: int, economy: EconomyState) -> None:
    """Move what people are used to towards their present alienation.

    Parameters
    ----------
    start, stop : int
        Range of rows.
    economy : EconomyState
        `people.accustomed_alienation` is changed in place: half of the gap closes in
        `habituation_half_life` months.
    """
    alienation = economy.people.alienation_total
    accustomed = economy.people.accustomed_alienation
    share = 1.0 - exp2(-economy.months_per_step / economy.parameters.habituation_half_life)
    for row in range(start, stop):
        accustomed[row] += share * (alienation[row] - accustomed[row])


@compiled
def note_once_disempowered(economy: EconomyState) -> None:
    """Note whose job is less empowering than the mean of all jobs (model section 10.8).

    Parameters
    ----------
    economy : EconomyState
        `people.once_disempowered` is filled; who has no work counts as disempowered.
    """
    employed = economy.workplaces.offsets[-1]
    empowerment = economy.people.empowerment
    usual = mean(empowerment[:employed])
    for row in range(empowerment.shape[0]):
        below = row >= employed or empowerment[row] < usual
        economy.people.once_disempowered[row] = 1 if below else 0


@compiled
def enter_society(economy: EconomyState, rows: NDArray[np.int64]) -> None:
    """Give entrants the competence of those at work, and the habits of nobody.

    Parameters
    ----------
    economy : EconomyState
        Competence of `rows` becomes the mean of the employed, and stays as it is if nobody is; they
        are used to the alienation that they have, have not been outvoted, and count as once
        disempowered.
    rows : (n,) int64
    """
    people, employed = economy.people, economy.workplaces.offsets[-1]
    competence = mean(people.competence[:employed])
    for row in rows:
        if employed > 0:
            people.competence[row] = competence
        people.accustomed_alienation[row] = people.alienation_total[row]
        people.heard[row] = 1.0
        people.once_disempowered[row] = 1
