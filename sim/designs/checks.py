"""What must hold of a design as a whole: its size, shares of sectors, and correlations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

from sim.analysis.rank_correlation import few_problem, together_problem
from sim.designs.model import GRID, Design
from sim.errors import choices
from sim.scenario.points import SECTOR_PREFIX, sector_shares, shares_problem

MOST_RUNS: Final = 10_000_000
"""A design with more is a probable typing error: its tables would not fit into memory."""

INDEPENDENT: Final[Mapping[str, str]] = {
    "sobol": "its indices share out the variance among factors that vary independently",
    "morris": "each step changes one factor while all others stay, which correlated ones do not",
}
"""Why a random method needs independent factors."""


def plan_problems(plan: Design) -> Iterator[str]:
    """Yield what is wrong with a design whose parts are valid by themselves."""
    if plan.runs > MOST_RUNS:
        yield (
            f"{plan.runs:,} runs ({plan.point_count:,} points, {len(plan.scenarios)} scenarios, "
            f"{plan.replicates:,} replicates): more than {MOST_RUNS:,}; take fewer points or "
            "replicates"
        )
        return
    yield from _sector_problems(plan)
    yield from _correlation_problems(plan)


def _correlation_problems(plan: Design) -> Iterator[str]:
    """Yield what is wrong with the rank correlations of a design."""
    if not plan.correlations:
        return
    if plan.method != "latin_hypercube":
        why = INDEPENDENT.get(plan.method, "it draws no parameters")
        yield (
            f"correlations: a {plan.method} design cannot have them: {why}; take a "
            "[latin_hypercube]"
        )
        return
    drawn = [factor.name for factor in plan.factors if not factor.values]
    wrong = False
    seen = set()
    for first, second, rank in plan.correlations:
        for name in (first, second):
            if name not in drawn:
                wrong = True
                yield f"correlations: '{name}' is no number that varies; {choices(name, drawn)}"
        if frozenset((first, second)) in seen:
            wrong = True
            yield f"correlations: {first} and {second} stand twice (rank = {rank:g})"
        seen.add(frozenset((first, second)))
    if not wrong:
        problems = few_problem(plan.samples, plan.correlations), together_problem(plan.correlations)
        yield from (f"correlations: {problem}" for problem in problems if problem)


def _sector_problems(plan: Design) -> Iterator[str]:
    """Yield what is wrong with the sectors that vary."""
    varied = [factor for factor in plan.factors if factor.name.startswith(SECTOR_PREFIX)]
    unknown = False
    for factor in varied:
        name = factor.name.removeprefix(SECTOR_PREFIX)
        for scenario in plan.scenarios:
            if name not in scenario.sectors:
                unknown = True
                yield (
                    f"{factor.name}: scenario '{scenario.name}' has no such sector; give it a "
                    f"share there first, or take one that it has: {choices(name, scenario.sectors)}"
                )
    if unknown:
        return
    for place, shares in _shares(plan, [factor.name for factor in varied]):
        for scenario in plan.scenarios:
            problem = shares_problem(scenario, shares)
            if problem:
                yield f"{place}{problem}"
                break


def _shares(plan: Design, names: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the shares of sectors that the points set, each with its place for a message."""
    if not names:
        return
    if plan.method == GRID:
        levels = [factor.values for factor in plan.factors if factor.name in names]
        for values in product(*levels):
            yield f"[{GRID}]: ", sector_shares(dict(zip(names, values, strict=True)))
        return
    columns = [factor.name for factor in plan.factors]
    for number, row in enumerate(plan.rows, start=2):
        yield f"row {number}: ", sector_shares(dict(zip(columns, row, strict=True)))
