"""Runs that share a burn-in, and how many of them one process does in one go."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Final, NamedTuple

from sim.scenario import Scenario
from sim.simulation import acts_in_burn_in, burn_in_of
from sim.study.requests import Point, RunRequest, is_institution

PAIR: Final = 2
"""Runs of a group that always stay together."""

SIZE: Final = frozenset({"workers", "months", "burn_in"})
"""Keys of a point that say how much work a run is."""

BURN_IN_SHARE: Final = 0.05
"""Share of the work of a chunk below which it is not worth while to save a burn-in."""


@dataclass
class Group:
    """Runs that share a burn-in.

    Attributes
    ----------
    burn_in, run : float
        Worker-months of the burn-in, and of each run after it.
    units : list of list of int
        Numbers of the runs at each point.
    indivisible : bool
        Whether the runs at a point stay together, however many they are.
    """

    burn_in: float
    run: float
    units: list[list[int]] = field(default_factory=list)
    indivisible: bool = False

    @property
    def size(self) -> int:
        """Return the number of runs."""
        return sum(map(len, self.units))

    def cost(self, runs: int) -> float:
        """Return the worker-months of so many of the runs, with their burn-in."""
        return self.burn_in + runs * self.run

    def torn(self, most: float, share: float) -> list[list[int]]:
        """Return the runs in parts that one process does in one go.

        Parameters
        ----------
        most : float
            Worker-months of a chunk.
        share : float
            Those of a chunk if all work were cut into as few as there may be.
        """
        longest = self._longest(most, share)
        pieces: list[list[int]] = []
        for unit in self.units:
            # A rest of a single run would have a burn-in of its own.
            whole = self.indivisible or len(unit) <= longest + 1
            pieces += [unit] if whole else map(list, batched(unit, _even(len(unit), longest)))
        # Rounded up to whole points, of which parts consist: else there are more than need be.
        most_at_a_point = max(map(len, pieces))
        longest = math.ceil(longest / most_at_a_point) * most_at_a_point
        parts: list[list[int]] = [[]]
        left = self.size
        enough = _even(left, longest)
        for piece in pieces:
            last = len(parts[-1])
            if last >= enough or (last and last + len(piece) > longest):
                parts.append([])
                enough = _even(left, longest)
            parts[-1] += piece
            left -= len(piece)
        return parts

    def _longest(self, most: float, share: float) -> int:
        """Return how many runs stay together."""
        run = max(self.run, 1.0)
        fitting = int((most - self.burn_in) / run)
        saving = math.ceil(self.burn_in * (1.0 / BURN_IN_SHARE - 1.0) / run)
        spread = math.ceil((share - self.burn_in) / run)
        return max(PAIR, fitting, min(saving, spread))


def _even(runs: int, longest: int) -> int:
    """Return the length of parts of about the same length, of which there are as few as can be."""
    return max(math.ceil(runs / math.ceil(runs / longest)), min(PAIR, runs))


class _Place(NamedTuple):
    """What a point says of its burn-in, and of the size of its runs.

    Attributes
    ----------
    before : int
        Number of what it sets that acts in the burn-in.
    sizes : dict of str to int
        Those that it sets.
    """

    before: int
    sizes: dict[str, int]


def groups_of(scenarios: Sequence[Scenario], requests: Sequence[RunRequest]) -> list[Group]:
    """Return the runs that share a burn-in, in the order in which the first of each is asked for.

    Parameters
    ----------
    scenarios : sequence of Scenario
    requests : sequence of RunRequest
        Runs by number.
    """
    burn_ins = [burn_in_of(scenario) for scenario in scenarios]
    kinds = [burn_ins.index(each) for each in burn_ins]
    # Runs share the objects of their points, so that each is looked at once.
    places: dict[int, _Place] = {}
    known: dict[bytes, int] = {}
    groups: dict[Hashable, Group] = {}
    last: dict[Hashable, Point] = {}
    for number, request in enumerate(requests):
        place = places.get(id(request.point))
        if place is None:
            place = places[id(request.point)] = _place(request.point, known)
        key = kinds[request.scenario], place.before, request.replicate
        if key not in groups:
            groups[key] = _empty(scenarios[request.scenario], place, request)
        units = groups[key].units
        if last.get(key) is not request.point:
            units.append([])
            last[key] = request.point
        units[-1].append(number)
    return list(groups.values())


def _place(point: Point, known: dict[bytes, int]) -> _Place:
    """Return what a point says, given the numbers of what others set that acts in the burn-in."""
    before = [
        (key, str(value))
        for key, value in point
        if acts_in_burn_in(key) and not is_institution(key)
    ]
    # A digest, since a million points of all parameters would fill the memory.
    told = hashlib.sha256(repr(before).encode()).digest()
    sizes = {key: value for key, value in point if key in SIZE}
    return _Place(known.setdefault(told, len(known)), sizes)


def _empty(scenario: Scenario, place: _Place, request: RunRequest) -> Group:
    """Return the group of a request before any run is in it."""
    workers = place.sizes.get("workers", scenario.workers)
    months = place.sizes.get("months", scenario.months)
    if request.arm is not None:
        months = request.arm.observation.months
    burn_in = place.sizes.get("burn_in", scenario.burn_in)
    return Group(
        float(workers * burn_in), float(workers * months), indivisible=request.arm is not None
    )
