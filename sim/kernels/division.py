"""What each rule of the division of labour does to a workplace in a month (model section 5.3).

The steps themselves stand in modules of their own; here they follow one another, so that a rule is
one call for all workplaces. No step looks at the hours of another workplace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernels.compile import compiled
from sim.kernels.federation import mean_job_index
from sim.kernels.hierarchy import assign_by_skill
from sim.kernels.improvement import improve_assignment
from sim.kernels.job_indices import describe_jobs, job_indices
from sim.kernels.licences import reserve_licensed
from sim.kernels.staffing import restore_staffing
from sim.kernels.swaps import propose_swaps

if TYPE_CHECKING:
    from sim.state.economy_state import EconomyState
    from sim.state.proposal import Proposal


@compiled
def everywhere(economy: EconomyState) -> NDArray[np.bool_]:
    """Return that every workplace is meant, shape (workplaces,)."""
    return np.ones(economy.workplaces.sector.shape[0], np.bool_)


@compiled
def divide_by_skill(
    first: int, last: int, economy: EconomyState, changed: NDArray[np.bool_], rounds: int
) -> None:
    """Sort workplaces whose membership changed by skill, then improve what sorting misses.

    Courses end where membership stays what it is, so that licensed work is looked at everywhere.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members are changed in place.
    changed : (workplaces,) bool
        Workplaces to sort.
    rounds : int
        Rounds of improvement of a workplace that was sorted; one elsewhere.
    """
    assign_by_skill(first, last, economy, changed)
    reserve_licensed(first, last, economy, everywhere(economy))
    improve_assignment(first, last, economy, False, changed, rounds)


@compiled
def propose_round(first: int, last: int, economy: EconomyState, proposal: Proposal) -> None:
    """Restore full staffing and licences, look at the jobs, and propose a round of swaps.

    Courses end and exchanges are dissolved where membership stays what it is, so that licensed work
    is looked at everywhere.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` and the job indices of the members are changed in place.
    proposal : Proposal
        Filled for members and workplaces.
    """
    restore_staffing(first, last, economy, economy.workplaces.changed)
    reserve_licensed(first, last, economy, everywhere(economy))
    describe_jobs(first, last, economy)
    propose_swaps(first, last, economy, proposal)


@compiled
def look_at_balance(
    first: int,
    last: int,
    economy: EconomyState,
    exchanges_ended: bool,
    changed: NDArray[np.bool_],
    mean: NDArray[np.float64],
) -> None:
    """Look at jobs again before workplaces exchange hours (model section 5.5).

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        Job indices of the members, and what `mean_job_index` fills.
    exchanges_ended : bool
        Whether people came back to their workplaces: then licensed work is brought to the licensed.
    changed : (workplaces,) bool
        Workplaces whose jobs have changed since the job indices were filled.
    mean : (workplaces,) float64
        Filled: mean job index of the members.
    """
    if exchanges_ended:
        reserve_licensed(first, last, economy, everywhere(economy))
    job_indices(first, last, economy, changed)
    mean_job_index(first, last, economy, mean)


@compiled
def improve_balanced_jobs(first: int, last: int, economy: EconomyState) -> None:
    """Bring licensed work to the licensed, then improve who does what at equal job indices.

    Parameters
    ----------
    first, last : int
        Range of workplaces.
    economy : EconomyState
        `people.hours` of the members are changed in place.
    """
    reserve_licensed(first, last, economy, everywhere(economy))
    improve_assignment(first, last, economy, True, ~everywhere(economy), 1)
