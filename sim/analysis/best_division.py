"""The division of labour that yields most output, found by linear programmes.

Output is a function Y of effective labour by task that is concave and homogeneous of degree 1, and
labour is linear in the hours that each member gives each task. For any labour L0 such a function
satisfies ``Y(L) <= grad Y(L0) . L`` for all L, with equality at L0 (Euler's theorem). The largest t
below a number of these cuts is a linear programme; its solution adds the next cut, until the bound
t and the best output found meet (Kelley, 1960, The cutting-plane method for solving convex
programs). Everyone's time and the work of every task are given; the job indices of members may be
held where they are, or kept near to their mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_CUTS: Final = 200

LEONTIEF: Final = 1e-3
"""Elasticity of substitution below which the scarcest task alone decides."""

COBB_DOUGLAS: Final = 1e-9
"""Distance of the exponent from 0 below which output is the geometric mean."""


@dataclass(frozen=True, slots=True)
class Workforce:
    """The people of a workplace and the work that they divide among themselves.

    Attributes
    ----------
    worth : (members, tasks) float64
        Effective labour of an hour of each member in each task, at least 0.
    time : (members,) float64
        Hours that each member has to give.
    work : (tasks,) float64
        Hours that each task takes; the same sum as that of `time`.
    share : (tasks,) float64
        Weight of each task in output, positive.
    substitution : float
        Elasticity of substitution between tasks, in [0, 1].
    outside : (tasks,) float64
        Effective labour of people who come from elsewhere.
    task_index : (tasks,) float64
        Job index of an hour of each task.
    index_elsewhere : (members,) float64
        What hours elsewhere add to the job index of each member.
    """

    worth: Floats
    time: Floats
    work: Floats
    share: Floats
    substitution: float
    outside: Floats
    task_index: Floats
    index_elsewhere: Floats

    def output(self, hours: Floats) -> float:
        """Return the output of hours of shape (members, tasks)."""
        return output_of(self.labour(hours), self.share, self.substitution)

    def labour(self, hours: Floats) -> Floats:
        """Return effective labour by task, (tasks,), of hours of shape (members, tasks)."""
        labour: Floats = (self.worth * hours).sum(axis=0) + self.outside
        return labour

    def job_index(self, hours: Floats) -> Floats:
        """Return the job index of each member, (members,), at hours of shape (members, tasks)."""
        index: Floats = hours @ self.task_index + self.index_elsewhere
        return index


@dataclass(frozen=True, slots=True)
class BestDivision:
    """The best division of labour that was found.

    Attributes
    ----------
    hours : (members, tasks) float64
    output : float
    bound : float
        No division of labour yields more.
    """

    hours: Floats
    output: float
    bound: float


def output_of(labour: Floats, share: Floats, substitution: float) -> float:
    """Return output with a constant elasticity of substitution, (tasks,) each; 0 without labour."""
    relative = labour / share
    scarcest = float(relative.min())
    if scarcest <= 0.0 or substitution < LEONTIEF:
        return max(scarcest, 0.0)
    rho = (substitution - 1.0) / substitution
    if abs(rho) < COBB_DOUGLAS:
        return float(np.exp(share @ np.log(relative)))
    return scarcest * float((share @ (relative / scarcest) ** rho) ** (1.0 / rho))


def gradient_of(labour: Floats, share: Floats, substitution: float) -> Floats:
    """Return marginal products at positive labour, (tasks,); a supergradient where there is a kink.

    The weighted mean of tasks' relative labour has the weights `share`, which sum to 1.
    """
    relative = labour / share
    if substitution < LEONTIEF:
        return np.where(np.arange(len(share)) == relative.argmin(), 1.0 / share, 0.0)
    rho = (substitution - 1.0) / substitution
    terms = share * (relative / relative.min()) ** rho
    products: Floats = output_of(labour, share, substitution) * terms / terms.sum() / labour
    return products


def best_division(
    people: Workforce,
    *,
    held_index: Floats | None = None,
    mean_deviation: float | None = None,
    tolerance: float = 1e-4,
) -> BestDivision:
    """Return the division of labour with most output.

    Parameters
    ----------
    people : Workforce
    held_index : (members,) float64, optional
        Job index that each member keeps, to 1e-9.
    mean_deviation : float, optional
        Largest mean absolute deviation of job indices from their mean.
    tolerance : float
        Relative gap between the output found and what none exceeds, at which the search ends.

    Raises
    ------
    ValueError
        If no division of labour meets the conditions.

    Examples
    --------
    >>> import numpy as np
    >>> two = Workforce(
    ...     worth=np.array([[3.0, 1.0], [1.0, 1.0]]),
    ...     time=np.ones(2),
    ...     work=np.ones(2),
    ...     share=np.array([0.5, 0.5]),
    ...     substitution=0.5,
    ...     outside=np.zeros(2),
    ...     task_index=np.array([1.0, 0.0]),
    ...     index_elsewhere=np.zeros(2),
    ... )
    >>> best_division(two).output
    3.0
    >>> round(best_division(two, mean_deviation=0.0).output, 6)
    2.666667
    """
    from scipy import sparse
    from scipy.optimize import linprog

    members, tasks = people.worth.shape
    cells = members * tasks
    deviations = 0 if mean_deviation is None else members
    columns = cells + deviations + 1
    rows = sparse.kron(sparse.eye_array(members), np.ones((1, tasks)))
    sums = sparse.kron(np.ones((1, members)), sparse.eye_array(tasks))
    index = sparse.kron(sparse.eye_array(members), people.task_index[None, :])
    equal = [_widened(rows, columns), _widened(sums, columns)]
    equal_to = [people.time, people.work]
    below, below_this = [], []
    if held_index is not None:
        below += [_widened(index, columns), _widened(-index, columns)]
        wanted = held_index - people.index_elsewhere
        below_this += [wanted + 1e-9, 1e-9 - wanted]
    if mean_deviation is not None:
        # The mean follows from the work of the tasks, so that a deviation is linear.
        mean = (people.task_index @ people.work + people.index_elsewhere.sum()) / members
        one = sparse.eye_array(members)
        distance = mean - people.index_elsewhere
        for sign in (1.0, -1.0):
            below.append(_widened(sparse.hstack([sign * index, -one]), columns))
            below_this.append(sign * distance)
        total = np.zeros((1, columns))
        total[0, cells : cells + members] = 1.0
        below.append(sparse.csr_array(total))
        below_this.append(np.array([members * mean_deviation]))
    cost = np.zeros(columns)
    cost[-1] = -1.0
    # Everyone taking a share of every task has labour wherever somebody is worth something.
    labour = people.labour(np.outer(people.time, people.work / people.work.sum()))
    best = BestDivision(np.zeros((members, tasks)), -np.inf, np.inf)
    for _ in range(MOST_CUTS):
        gradient = gradient_of(labour, people.share, people.substitution)
        cut = np.concatenate([-(people.worth * gradient).ravel(), np.zeros(deviations), [1.0]])
        below.append(sparse.csr_array(cut[None, :]))
        below_this.append(np.array([gradient @ people.outside]))
        found = linprog(
            cost,
            A_ub=sparse.vstack(below, format="csr"),
            b_ub=np.concatenate(below_this),
            A_eq=sparse.vstack(equal, format="csr"),
            b_eq=np.concatenate(equal_to),
            bounds=(0.0, None),
            method="highs",
        )
        if found.x is None:
            raise ValueError(f"no division of labour meets the conditions: {found.message}")
        hours = found.x[:cells].reshape(members, tasks)
        output = people.output(hours)
        if output > best.output:
            best = BestDivision(hours, output, float(found.x[-1]))
        else:
            best = BestDivision(best.hours, best.output, float(found.x[-1]))
        if best.bound - best.output <= tolerance * best.output:
            break
        labour = np.maximum(people.labour(hours), 1e-9 * labour)
    return best


def _widened(block: Any, columns: int) -> Any:
    """Return a block of conditions with columns of zeros up to the number of unknowns."""
    from scipy import sparse

    rest = sparse.csr_array((block.shape[0], columns - block.shape[1]))
    return sparse.csr_array(sparse.hstack([block, rest]))
