"""Hours exchanged where that raises output and leaves job indices as they are (10.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf

from sim.kernels.improvement import EQUAL_INDEX, LEAST_GAIN, MOST_ROUNDS, NUMBERS
from sim.kernels.pairing import LEAST_HOURS, MOST_HALVINGS, MOST_PAIRS

Table = list[list[float]]
"""Numbers by member and task."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Out of the task `middle` into a share of `upper` and, for the rest, `lower`; or back."""

    middle: int
    upper: int
    lower: int
    weight: float

    @property
    def number(self) -> int:
        """Return the number of the direction in its workplace."""
        return (self.middle * 8 + self.upper) * 8 + self.lower

    @property
    def parts(self) -> list[tuple[int, float]]:
        """Return tasks with what they gain of an hour that goes forward."""
        rest = [(self.lower, 1.0 - self.weight)] if self.weight < 1.0 else []
        return [(self.middle, -1.0), (self.upper, self.weight), *rest]


def directions_of(tasks: int, index: list[float] | None) -> Iterator[Direction]:
    """Yield all directions, in the order in which they are examined.

    Parameters
    ----------
    tasks : int
    index : list of float, optional
        Job index of an hour of each task, where job indices are held.
    """
    for one in range(tasks):
        for other in range(one):
            if index is None or abs(index[one] - index[other]) <= EQUAL_INDEX:
                yield Direction(one, other, other, 1.0)
    if index is None:
        return
    for middle in range(tasks):
        for upper in range(tasks):
            for lower in range(tasks):
                above, below = index[upper] - index[middle], index[middle] - index[lower]
                if above > EQUAL_INDEX and below > EQUAL_INDEX:
                    yield Direction(middle, upper, lower, below / (above + below))


@dataclass(slots=True)
class Team:
    """The members of a workplace while they exchange hours.

    Attributes
    ----------
    hours, worth : list of list of float
        Hours, which are changed, and effective labour of an hour, by member and task.
    share : list of float
        Weight of each task in output.
    exponent : float
        A marginal product is proportional to labour per share, to this power.
    labour : list of float
        Effective labour by task, that of people from elsewhere included.
    open_to : list of list of bool
        Whether the law lets somebody take hours, by member and task.
    """

    hours: Table
    worth: Table
    share: list[float]
    exponent: float
    labour: list[float]
    open_to: list[list[bool]]

    def marginal_products(self) -> list[float]:
        """Return what a unit of effective labour adds to output, all to one scale."""
        return [
            (labour / share) ** self.exponent
            for labour, share in zip(self.labour, self.share, strict=True)
        ]

    def least_gain(self) -> float:
        """Return the gain of an hour below which nobody moves."""
        worth = sum(map(float.__mul__, self.marginal_products(), self.labour))
        return LEAST_GAIN * worth / len(self.hours)

    def gain(self, member: int, direction: Direction, products: list[float]) -> float:
        """Return the output of an hour of a member that goes forward."""
        return sum(part * products[k] * self.worth[member][k] for k, part in direction.parts)

    def limit(self, member: int, direction: Direction, sign: float) -> float:
        """Return the most hours that a member can move; none where one is hardly done or barred."""
        if any(sign * part > 0.0 and not self.open_to[member][k] for k, part in direction.parts):
            return 0.0
        leaving = [(k, -sign * part) for k, part in direction.parts if sign * part < 0.0]
        if any(self.hours[member][k] <= LEAST_HOURS for k, _ in leaving):
            return 0.0
        return min(self.hours[member][k] / part for k, part in leaving)

    def improve(self, direction: Direction, least: float) -> None:
        """Let members who go forward meet those who go back, those who gain most first."""
        everyone = range(len(self.hours))
        products = self.marginal_products()
        score = [self.gain(i, direction, products) for i in everyone]
        ahead = [i for i in everyone if self.limit(i, direction, 1.0) > 0.0]
        behind = [i for i in everyone if self.limit(i, direction, -1.0) > 0.0]
        for _ in range(MOST_PAIRS):
            if not ahead or not behind:
                return
            one, other = max(ahead, key=score.__getitem__), min(behind, key=score.__getitem__)
            if score[one] - score[other] <= least or not self.exchange(
                one, other, direction, least
            ):
                return
            ahead = [i for i in ahead if i != one or self.limit(i, direction, 1.0) > 0.0]
            behind = [i for i in behind if i != other or self.limit(i, direction, -1.0) > 0.0]

    def exchange(self, one: int, other: int, direction: Direction, least: float) -> bool:
        """Move hours of two members and return whether that was all that could move."""

        def last_gain(amount: float) -> float:
            total = 0.0
            for k, part in direction.parts:
                more = part * (self.worth[one][k] - self.worth[other][k])
                relative = (self.labour[k] + amount * more) / self.share[k]
                # A task that nobody would do any more is worth without limit.
                total += more * (relative**self.exponent if relative > 0.0 else inf)
            return total

        if last_gain(0.0) <= least:
            return False
        whole = min(self.limit(one, direction, 1.0), self.limit(other, direction, -1.0))
        tries = [whole * 0.5**n for n in range(MOST_HALVINGS)]
        amount = next((each for each in tries if last_gain(each) >= 0.0), 0.0)
        for k, part in direction.parts:
            self.labour[k] += amount * part * (self.worth[one][k] - self.worth[other][k])
            self.hours[one][k] = max(self.hours[one][k] + amount * part, 0.0)
            self.hours[other][k] = max(self.hours[other][k] - amount * part, 0.0)
        return amount == whole


def improve(
    team: Team, index: list[float] | None, place: int, rounds: int, drawn: Callable[[int], bool]
) -> None:
    """Improve who does what in the directions that are drawn.

    Parameters
    ----------
    team : Team
    index : list of float, optional
        Job index of an hour of each task, where job indices are held.
    place : int
        Index of the workplace.
    rounds : int
    drawn : callable
        Whether the direction with an identifier is examined.
    """
    if len(team.hours) < 2 or min(team.labour) <= 0.0:
        return
    least = team.least_gain()
    for number in range(rounds):
        base = (place * MOST_ROUNDS + number) * NUMBERS
        for direction in directions_of(len(team.share), index):
            if drawn(base + direction.number):
                team.improve(direction, least)
