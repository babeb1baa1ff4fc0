"""The division of labour that yields most output, found by linear programmes.

Output is a function Y of effective labour by task that is concave and homogeneous of degree 1, and
labour is linear in the hours that each member gives each task. For any labour L0 such a function
satisfies ``Y(L) <= grad Y(L0) . L`` for all L, with equality at L0 (Euler's theorem). The largest t
below a number of these cuts is a linear programme; its solution adds the next cut, until the bound
t and the best output found meet (Kelley, 1960, The cutting-plane method for solving convex
programs). Everyone's time and the work of every task are given; the job indices of members may be
held where they are, or kept near to their mean. Work that asks for a licence is for those who hold
it as long as they have other work (model section 10.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_CUTS: Final = 200

NO_LICENCE: Final = -1
"""Licence of a task that anybody may do, and of a member who holds none."""

NEGLIGIBLE: Final = 1e-9
"""Hours by which the work of a licence may exceed the time of those who hold it."""

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
    licence : (tasks,) int64
        Licence that each task asks for, or -1.
    held : (members,) int64
        The one licence that each member holds, or -1.
    """

    worth: Floats
    time: Floats
    work: Floats
    share: Floats
    substitution: float
    outside: Floats
    task_index: Floats
    index_elsewhere: Floats
    licence: Integers
    held: Integers

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

    def may(self) -> NDArray[np.bool_]:
        """Return which hours are allowed, (members, tasks): licensed work is for the licensed.

        Where they have the time, nobody else does such work; where they lack it, they do nothing
        else, and the others do what is left.
        """
        allowed = np.ones(self.worth.shape, dtype=np.bool_)
        for licence in np.unique(self.licence[self.licence != NO_LICENCE]):
            holders, tasks = self.held == licence, self.licence == licence
            enough = self.work[tasks].sum() <= self.time[holders].sum() + NEGLIGIBLE
            allowed &= ~np.outer(~holders, tasks) if enough else ~np.outer(holders, ~tasks)
        return allowed


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
    ...     licence=np.array([-1, -1]),
    ...     held=np.array([-1, -1]),
    ... )
    >>> best_division(two).output
    3.0
    >>> round(best_division(two, mean_deviation=0.0).output, 6)
    2.666667
    """
    members, tasks = people.worth.shape
    conditions = _Conditions(people, held_index, balanced=mean_deviation is not None)
    if mean_deviation is not None:
        conditions.limit_deviation(members * mean_deviation)
    cost = np.zeros(conditions.columns)
    cost[-1] = -1.0
    # Everyone taking a share of every task has labour wherever somebody is worth something.
    labour = people.labour(np.outer(people.time, people.work / people.work.sum()))
    best = BestDivision(np.zeros((members, tasks)), -np.inf, np.inf)
    for _ in range(MOST_CUTS):
        gradient = gradient_of(labour, people.share, people.substitution)
        conditions.cut(people.worth * gradient, float(gradient @ people.outside))
        found = conditions.solved(cost)
        hours = found[: members * tasks].reshape(members, tasks)
        output = people.output(hours)
        if output > best.output:
            best = BestDivision(hours, output, float(found[-1]))
        else:
            best = BestDivision(best.hours, best.output, float(found[-1]))
        if best.bound - best.output <= tolerance * best.output:
            break
        labour = np.maximum(people.labour(hours), 1e-9 * labour)
    return best


def least_deviation(people: Workforce) -> float:
    """Return the least mean absolute deviation of job indices from their mean that is possible.

    It exceeds 0 where licences, or hours elsewhere, keep jobs from being equal.

    Parameters
    ----------
    people : Workforce
    """
    conditions = _Conditions(people, None, balanced=True)
    total = conditions.total_deviation()
    return float(total @ conditions.solved(total)) / len(people.time)


class _Conditions:
    """Linear conditions on hours, deviations of job indices, and a number t below all cuts.

    Unknowns are the hours of each member in each task, then, where jobs are balanced, the deviation
    of each member's job index, then t, none of them negative.
    """

    def __init__(self, people: Workforce, held_index: Floats | None, *, balanced: bool) -> None:
        """Take time, work and licences as given, and job indices where they are held."""
        from scipy import sparse

        members, tasks = people.worth.shape
        self._cells = members * tasks
        self._deviations = members if balanced else 0
        self.columns = self._cells + self._deviations + 1
        self._most = np.full(self.columns, np.inf)
        self._most[: self._cells] = np.where(people.may(), np.inf, 0.0).ravel()
        self._below: list[Any] = []
        self._below_this: list[Floats] = []
        rows = sparse.kron(sparse.eye_array(members), np.ones((1, tasks)))
        sums = sparse.kron(np.ones((1, members)), sparse.eye_array(tasks))
        self._equal = sparse.vstack([self._widened(rows), self._widened(sums)], format="csr")
        self._equal_to = np.concatenate([people.time, people.work])
        index = sparse.kron(sparse.eye_array(members), people.task_index[None, :])
        if held_index is not None:
            wanted = held_index - people.index_elsewhere
            self._add(index, wanted + 1e-9)
            self._add(-index, 1e-9 - wanted)
        if balanced:
            # The mean follows from the work of the tasks, so that a deviation is linear.
            mean = (people.task_index @ people.work + people.index_elsewhere.sum()) / members
            one, distance = sparse.eye_array(members), mean - people.index_elsewhere
            for sign in (1.0, -1.0):
                self._add(sparse.hstack([sign * index, -one]), sign * distance)

    def total_deviation(self) -> Floats:
        """Return the weights of the sum of all deviations, (columns,)."""
        weights = np.zeros(self.columns)
        weights[self._cells : self._cells + self._deviations] = 1.0
        return weights

    def limit_deviation(self, most: float) -> None:
        """Keep the sum of all deviations at or below a number."""
        self._add(self.total_deviation()[None, :], np.array([most]))

    def cut(self, products: Floats, outside: float) -> None:
        """Keep t at or below output by marginal products of hours, (members, tasks)."""
        weights = np.concatenate([-products.ravel(), np.zeros(self._deviations), [1.0]])
        self._add(weights[None, :], np.array([outside]))

    def solved(self, cost: Floats) -> Floats:
        """Return the unknowns at which a cost, (columns,), is least.

        Raises
        ------
        ValueError
            If nothing meets the conditions.
        """
        from scipy import sparse
        from scipy.optimize import linprog

        found = linprog(
            cost,
            A_ub=sparse.vstack(self._below, format="csr"),
            b_ub=np.concatenate(self._below_this),
            A_eq=self._equal,
            b_eq=self._equal_to,
            bounds=np.column_stack([np.zeros(self.columns), self._most]),
            method="highs",
        )
        if found.x is None:
            raise ValueError(f"no division of labour meets the conditions: {found.message}")
        unknowns: Floats = found.x
        return unknowns

    def _add(self, block: Any, most: Floats) -> None:
        self._below.append(self._widened(block))
        self._below_this.append(most)

    def _widened(self, block: Any) -> Any:
        """Return a block of conditions with columns of zeros up to the number of unknowns."""
        from scipy import sparse

        rest = sparse.csr_array((block.shape[0], self.columns - block.shape[1]))
        return sparse.csr_array(sparse.hstack([block, rest]))
