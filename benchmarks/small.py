"""Small economies, as experiments simulate them, beside a large one: what a person costs in each.

Whatever a month takes that does not depend on the number of people is spread over few there. It
follows from two small sizes, by a straight line through them, for each phase and for the month.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from benchmarks.measure import Ratio, Row, clock_for, find, row_of, settings_of
from benchmarks.month import PHASE_NAMES, SCENARIOS, WHOLE, phases_timed, settled

PART = "small"
SIZES = (300, 500, 1_000, 2_000)
BESIDE = 100_000
"""Size that small ones are held against."""

FIXED_PART = "fixed"
FIXED = "microseconds a month"
"""Unit of what a month costs whoever is there."""

LIMITS = {300: 3.0, 500: 2.0}
"""What a person may cost at a size, relative to one among `BESIDE`."""

ROUNDS = 5
"""Times that all sizes are measured in turn; a machine is faster at some times than at others."""

LEAST_WORKER_MONTHS = 30_000
"""Of a size in one round, so that what is timed takes some milliseconds."""

FEWEST_MONTHS = 3


def small_rows(
    sizes: Sequence[int] = SIZES, beside: int = BESIDE, rounds: int = ROUNDS
) -> list[Row]:
    """Return the time of a month and of its phases at every size, and what of it is fixed.

    Parameters
    ----------
    sizes : sequence of int
        Small numbers of people, at least two.
    beside : int
        Number that they are held against; its months are timed in between.
    rounds : int
        Times that each size is measured.
    """
    rows = []
    for scenario in SCENARIOS:
        economies = {size: settled(scenario, size) for size in (*sizes, beside)}
        found: dict[int, dict[str, list[float]]] = {size: {} for size in economies}
        clock = clock_for(1)
        for _ in range(rounds):
            for size, economy in economies.items():
                months = max(LEAST_WORKER_MONTHS // size, FEWEST_MONTHS)
                # The first month finds the caches cold.
                economy.step()
                begin = clock()
                for _ in range(months):
                    economy.step()
                whole = (clock() - begin) / size / months
                found[size].setdefault(WHOLE, []).append(whole)
                economy.step()
                with phases_timed(economy, clock) as phases:
                    for _ in range(months):
                        economy.step()
                for name, each in phases.items():
                    found[size].setdefault(name, []).append(sum(each) / len(each))
        for size, subjects in found.items():
            setting = f"{size:,} workers, {scenario}"
            rows += [row_of(PART, name, setting, each) for name, each in subjects.items()]
    return rows + list(fixed_rows(rows, sizes))


def fixed_rows(rows: Sequence[Row], sizes: Sequence[int]) -> Iterator[Row]:
    """Yield what a month and each of its phases cost whoever is there.

    Parameters
    ----------
    rows : sequence of Row
        Times at all sizes.
    sizes : sequence of int
        Of which the smallest and the largest span the line.
    """
    few, many = min(sizes), max(sizes)
    for scenario in SCENARIOS:
        for name in (WHOLE, *PHASE_NAMES):
            ends = [
                size * find(rows, name, f"{size:,} workers, {scenario}") for size in (few, many)
            ]
            slope = (ends[1] - ends[0]) / (many - few)
            fixed = (ends[0] - few * slope) / 1_000.0
            yield Row(FIXED_PART, name, scenario, fixed, FIXED, fixed)


def small_ratios(rows: list[Row]) -> list[Ratio]:
    """Return what a person costs at each small size, relative to one in the large economy."""
    ours = [row for row in rows if row.part == PART]
    settings = list(settings_of(ours, PART))
    found = []
    for scenario in SCENARIOS:
        sizes = {
            int(setting.split(" ")[0].replace(",", "")): setting
            for setting in settings
            if setting.endswith(f", {scenario}")
        }
        large = max(sizes, default=0)
        for size, setting in sorted(sizes.items()):
            if size == large:
                continue
            ratio = find(ours, WHOLE, setting) / find(ours, WHOLE, sizes[large])
            limit = LIMITS.get(size, math.nan) if large == BESIDE else math.nan
            name = f"month of a worker, {size:,} to {large:,} people"
            found.append(Ratio(name, scenario, ratio, limit))
    return found
