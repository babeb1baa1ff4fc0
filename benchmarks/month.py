"""A whole month of an economy, phase by phase, beside the reference written in plain Mesa."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mesa import Model

from benchmarks.measure import Clock, Ratio, Row, clock_for, find, row_of, settings_of
from sim import Economy
from sim.economy import PHASES
from tests.reference import check_agreement, reference_of

PART = "month"
SCENARIOS = ("capitalism", "parecon")
BURN_IN = 12
SETTLING = 24
"""Months under the scenario before the clock starts, so that jobs have begun to change."""

PHASE_NAMES = tuple(phase.name for phase in PHASES)

WHOLE = "a month"
TWO_THREADS = "a month, two threads"
PLAIN = "a month in plain Mesa"
MOST_PLAIN_WORKERS = 100_000
BESIDE = "a month beside plain Mesa"
PLAIN_MONTHS = 5
"""Months that are timed in plain Mesa, each of which takes seconds."""

MONTHS_BETWEEN = 6
"""Months of an economy of its own, between two of plain Mesa; the first finds the caches cold."""


def settled(scenario: str, workers: int, threads: int = 1) -> Economy:
    """Return an economy some months after the burn-in."""
    economy = Economy(
        scenario, seed=1, threads=threads, agent_interval=0, workers=workers, burn_in=BURN_IN
    )
    for _ in range(BURN_IN + SETTLING):
        economy.step()
    return economy


@contextmanager
def phases_timed(economy: Economy, clock: Clock) -> Iterator[dict[str, list[float]]]:
    """Note how long each phase of the economy takes, in nanoseconds a worker.

    The first phase is timed from the end of the step before, and `step` must follow on `step`.
    """
    found: dict[str, list[float]] = {name: [] for name in PHASE_NAMES}
    workers, ended = len(economy.state.people), clock()

    def note(name: str) -> None:
        nonlocal ended
        found[name].append((clock() - ended) / workers)
        ended = clock()

    with ExitStack() as observations:
        for name in PHASE_NAMES:
            observations.enter_context(economy.observe(name, lambda _, name=name: note(name)))
        yield found


def month_rows(workers: int, repeats: int) -> list[Row]:
    """Return the time of each phase and of the month under each regime.

    Parameters
    ----------
    workers : int
    repeats : int
        Months that are timed.
    """
    rows = []
    for scenario in SCENARIOS:
        setting = f"{workers:,} workers, {scenario}"
        for threads in (1, 2):
            economy, clock = settled(scenario, workers, threads), clock_for(threads)
            whole = []
            with phases_timed(economy, clock) as phases:
                for _ in range(repeats):
                    begin = clock()
                    economy.step()
                    whole.append((clock() - begin) / workers)
            if threads == 1:
                rows += [row_of(PART, name, setting, each) for name, each in phases.items()]
            rows.append(row_of(PART, WHOLE if threads == 1 else TWO_THREADS, setting, whole))
    return rows


def beside_rows(workers: int, months: int) -> list[Row]:
    """Return the time of a month under each regime, to be set beside what was measured just now.

    Parameters
    ----------
    workers : int
    months : int
        Months that are timed.
    """
    rows, clock = [], clock_for(1)
    for scenario in SCENARIOS:
        economy, each = settled(scenario, workers), []
        for _ in range(months):
            begin = clock()
            economy.step()
            each.append((clock() - begin) / workers)
        rows.append(row_of(PART, WHOLE, f"{workers:,} workers, {scenario}", each))
    return rows


def _nanoseconds_of_month(model: Model, clock: Clock) -> float:
    begin = clock()
    model.step()
    return clock() - begin


def plain_rows(workers: int) -> list[Row]:
    """Return the time of a month in plain Mesa and, in between, of ours; the numbers are checked.

    Nothing for more than `MOST_PLAIN_WORKERS`.

    Parameters
    ----------
    workers : int

    Raises
    ------
    RuntimeError
        If a person, a workplace or an indicator is not as in the simulator after one of the months.
    """
    rows, clock = [], clock_for(1)
    for scenario in SCENARIOS if workers <= MOST_PLAIN_WORKERS else ():
        economy, undisturbed = settled(scenario, workers), settled(scenario, workers)
        plain, each, ours = reference_of(economy), [], []
        for _ in range(PLAIN_MONTHS):
            each.append(_nanoseconds_of_month(plain, clock) / workers)
            economy.step()
            check_agreement(economy, plain)
            undisturbed.step()
            ours += [
                _nanoseconds_of_month(undisturbed, clock) / workers for _ in range(MONTHS_BETWEEN)
            ]
        setting = f"{workers:,} workers, {scenario}"
        rows += [row_of(PART, PLAIN, setting, each), row_of(PART, BESIDE, setting, ours)]
    return rows


def month_ratios(rows: list[Row]) -> list[Ratio]:
    """Return two threads relative to one, and plain Mesa relative to the month."""
    found = []
    for setting in settings_of(rows, PART):
        whole = find(rows, WHOLE, setting)
        if not math.isnan(whole):
            two_threads = find(rows, TWO_THREADS, setting)
            found.append(Ratio("one thread to two", setting, whole / two_threads))
            plain = find(rows, PLAIN, setting)
            if not math.isnan(plain):
                # Timed side by side: a shared machine is faster at one time than at another.
                beside = find(rows, BESIDE, setting)
                found.append(Ratio("plain Mesa to a month", setting, plain / beside, 100.0, True))
    return found
