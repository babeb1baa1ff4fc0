"""How runs that share a burn-in are cut into chunks, of real and of small size."""

from __future__ import annotations

from itertools import product

import pytest

from sim.analysis import morris
from sim.analysis.factors import Factor
from sim.evidence.observation import Observation
from sim.parameters import uncertain
from sim.scenario import Scenario, load_scenario
from sim.simulation import acts_in_burn_in
from sim.study.chunks import LEAST_CHUNKS, WORKER_MONTHS, cut
from sim.study.groups import BURN_IN_SHARE, groups_of
from sim.study.ranges import range_of
from sim.study.requests import Arm, Point, RunRequest, as_point

MONITORING = [as_point({"monitoring": 0.01 * k}) for k in range(40)]
MAJORITY = [as_point({"majority": 0.5 + 0.01 * k}) for k in range(40)]
REGIMES = [
    as_point({"institutions.pay": pay, "institutions.division": division})
    for pay, division in product(("market", "equal"), ("hierarchical", "balanced"))
] * 16


def pair(**size: int) -> tuple[Scenario, ...]:
    return tuple(load_scenario(name, size) for name in ("capitalism", "parecon"))


def asked(points: list[Point], replicates: int, scenarios: int = 2) -> list[RunRequest]:
    return [
        RunRequest(index, point, replicate)
        for point in points
        for index in range(scenarios)
        for replicate in range(replicates)
    ]


def sizes(scenarios: tuple[Scenario, ...], requests: list[RunRequest]) -> list[int]:
    pieces = cut(scenarios, 0, requests)
    assert sorted(number for _, numbers in pieces for number in numbers) == list(
        range(len(requests))
    )
    return [chunk.size for chunk, _ in pieces]


@pytest.mark.parametrize("workers", [300, 2_000, 100_000])
@pytest.mark.parametrize("replicates", [1, 3])
def test_a_pair_is_never_torn_apart(workers: int, replicates: int) -> None:
    scenarios = pair(workers=workers)
    for points in (MONITORING[:1], MONITORING, MAJORITY, REGIMES[:3]):
        for chunk, _ in cut(scenarios, 0, asked(points, replicates)):
            runs = {(run.point, run.replicate, run.scenario) for run in chunk.requests}
            assert runs == {(point, k, side) for point, k, _ in runs for side in (0, 1)}


def test_parameters_that_act_in_the_burn_in_make_groups_of_their_own() -> None:
    scenarios = pair()
    assert len(groups_of(scenarios, asked(MONITORING, 2))) == 2 * len(MONITORING)
    assert len(groups_of(scenarios, asked(MAJORITY, 2))) == 2
    assert len(groups_of(scenarios, asked(REGIMES, 2))) == 2
    apart = (scenarios[0], load_scenario("parecon", {"monitoring": 0.4}))
    assert len(groups_of(apart, asked(MAJORITY, 2))) == 4


def test_the_screening_of_a_verdict_shares_what_its_steps_leave_as_it_is() -> None:
    factors = [Factor.between(name, *range_of(name)) for name in uncertain()]
    points = [as_point(row) for row in morris.sample(factors, 3, 1).points.to_dict("records")]
    steps = [factor.name for factor in factors if acts_in_burn_in(factor.name)]
    assert len(steps) < len(factors) - 20
    assert len(groups_of(pair(), asked(points, 1))) == 3 * (1 + len(steps))


def test_a_large_group_is_torn_into_parts_in_which_the_burn_in_is_little() -> None:
    scenarios = pair()
    pieces = cut(scenarios, 0, asked(REGIMES, 10, scenarios=1))
    assert LEAST_CHUNKS < len(pieces) < 10 * 8
    for chunk, _ in pieces:
        assert len({request.replicate for request in chunk.requests}) == 1
        work = scenarios[0].burn_in + chunk.size * scenarios[0].months
        assert scenarios[0].burn_in / work < 2 * BURN_IN_SHARE


def test_little_work_is_still_shared_by_several_processes() -> None:
    small = pair(workers=300, months=24, burn_in=12)
    one_group = sizes(small, asked(REGIMES, 1, scenarios=1))
    assert len(one_group) >= LEAST_CHUNKS
    assert max(one_group) - min(one_group) <= 1
    assert sizes(small, asked(MONITORING[:8], 1)) == [2] * 8
    few = [as_point({"monitoring": 0.1 * k, "majority": 0.5 + 0.1 * n})
           for k in range(8) for n in range(5)]  # fmt: skip
    assert sizes(small, asked(few, 1)) == [6, 4] * 8
    many = tuple(load_scenario(name, {"workers": 300}) for name in ("capitalism", "parecon") * 6)
    assert sizes(many, asked(MONITORING[:1], 1, scenarios=12)) == [2] * 6


def test_small_groups_fill_a_chunk_together() -> None:
    small = pair(workers=300, months=24, burn_in=12)
    pieces = cut(small, 0, asked([as_point({"monitoring": k / 2_000}) for k in range(1_600)], 1))
    most = WORKER_MONTHS // (300 * (12 + 2 * 24))
    assert {chunk.size for chunk, _ in pieces[:-1]} == {2 * most}


def test_points_of_another_size_count_as_what_they_are() -> None:
    small = pair(workers=300, months=24, burn_in=12)
    large = [as_point({"monitoring": 0.01 * k, "workers": 50_000}) for k in range(40)]
    assert sizes(small, asked(large, 1)) == [2] * 40


def test_arms_at_a_point_stay_together() -> None:
    scenarios = pair(workers=2_000)
    arms = [Arm(f"arm_{k}", 0, as_point({"monitoring": 0.1 * k}), Observation(60))
            for k in range(7)]  # fmt: skip
    for points in (MONITORING, MAJORITY):
        requests = [
            RunRequest(0, point, r, arm) for point in points for arm in arms for r in (0, 1)
        ]
        for chunk, _ in cut(scenarios, 0, requests):
            found = [(request.point, request.replicate) for request in chunk.requests]
            assert all(found.count(each) == len(arms) for each in found)
