"""How much work runs are: burn-ins counted once where they are shared, months and people."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sim.errors import BalancedJobsError
from sim.scenario import Scenario, load_at_point
from sim.study.groups import groups_of
from sim.study.measurement import Measurement
from sim.study.requests import RunRequest, is_institution


@dataclass(frozen=True, slots=True)
class Part:
    """A burn-in, and the runs that go on from it in one process.

    Attributes
    ----------
    workers : int
        People in each economy.
    step : int
        Months of a step.
    burn_in : int
        Months of the burn-in.
    requests : int
        Requests that share it.
    runs : int
        Economies that go on from it: one for each request, or several side by side; requests that
        differ in nothing share one.
    months : int
        Months that these take after it, all together.
    longest : int
        Months after it that the longest of them takes.
    """

    workers: int
    step: int
    burn_in: int
    requests: int
    runs: int
    months: int
    longest: int

    @property
    def worker_months(self) -> int:
        """Return the people times the months, with those of the burn-in once."""
        return self.workers * (self.burn_in + self.months)


def parts_of(
    scenarios: Sequence[Scenario], requests: Sequence[RunRequest], measurement: Measurement
) -> list[Part]:
    """Return the parts of what one process does in one go.

    Parameters
    ----------
    scenarios : sequence of Scenario
        All of the work.
    requests : sequence of RunRequest
    measurement : Measurement
        Of the requests.
    """
    each = measurement.economies(scenarios)
    found = []
    for group in groups_of(scenarios, requests):
        alike = [requests[number] for unit in group.units for number in unit]
        months = _months_apart(scenarios, alike, measurement)
        found.append(
            Part(
                workers=_set("workers", scenarios, alike[0]),
                step=_set("months_per_step", scenarios, alike[0]),
                burn_in=_set("burn_in", scenarios, alike[0]),
                requests=len(alike),
                runs=each * len(months),
                months=each * sum(months),
                longest=max(months),
            )
        )
    return found


def _months_apart(
    scenarios: Sequence[Scenario], alike: Sequence[RunRequest], measurement: Measurement
) -> list[int]:
    """Return the months of those requests of a burn-in that are simulated: the same, once."""

    def apart(request: RunRequest) -> Hashable:
        if obvious:
            return request
        point = dict(request.point)
        try:
            course = measurement.course(lambda k: load_at_point(scenarios[k], point), request)
        except BalancedJobsError:
            return request  # its values do not go together: it will be among the errors
        return request if course is None else course

    # Two regimes at one point, which are most of all work, differ whatever the point says.
    rules = {frozenset(scenarios[request.scenario].institutions) for request in alike}
    switched = any(is_institution(key) for key, _ in alike[0].point)
    obvious = alike[0].arm is None and len(rules) == len(alike) and not switched
    found: dict[Hashable, int] = {}
    for request in alike:
        found.setdefault(apart(request), _months(scenarios, request))
    return list(found.values())


def _months(scenarios: Sequence[Scenario], request: RunRequest) -> int:
    """Return the months of a request after its burn-in."""
    if request.arm is not None:
        return request.arm.observation.months
    return _set("months", scenarios, request)


def _set(key: str, scenarios: Sequence[Scenario], request: RunRequest) -> int:
    """Return a size of a request: that of its point, or of its scenario."""
    values: dict[str, Any] = dict(request.point)
    return int(values.get(key, getattr(scenarios[request.scenario], key)))


@dataclass(frozen=True, slots=True)
class Count:
    """How much work it is in all.

    Attributes
    ----------
    requests, runs, burn_ins, worker_months : int
    """

    requests: int = 0
    runs: int = 0
    burn_ins: int = 0
    worker_months: int = 0

    def __add__(self, other: Count) -> Count:
        """Return both together."""
        return Count(
            self.requests + other.requests,
            self.runs + other.runs,
            self.burn_ins + other.burn_ins,
            self.worker_months + other.worker_months,
        )

    def times(self, factor: int) -> Count:
        """Return the same so many times."""
        return Count(
            self.requests * factor,
            self.runs * factor,
            self.burn_ins * factor,
            self.worker_months * factor,
        )


def count_of(parts: Iterable[Part]) -> Count:
    """Return how much work parts are in all."""
    listed = list(parts)
    return Count(
        sum(part.requests for part in listed),
        sum(part.runs for part in listed),
        len(listed),
        sum(part.worker_months for part in listed),
    )
