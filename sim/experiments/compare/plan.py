"""The paired comparison of two regimes (model section 7).

Each replicate burns in once and is forked; both forks meet the same luck, so that a difference
between them is due to what differs between the regimes.
"""

from __future__ import annotations

import time
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.economy import Economy
from sim.errors import ScenarioError
from sim.execution.process_pool import Progress, by_month_if_alone, run_all
from sim.experiments.compare.analysis import channel_tables, quintile_table
from sim.experiments.compare.decompose import MIXED_CHANNELS, decompose
from sim.experiments.compare.jobs import (
    JOB_UNITS,
    MONTHS_UNTIL_AFTER,
    example_workplaces,
    jobs_table,
)
from sim.experiments.compare.record import COMPARISON_COLUMNS, Comparison, regime_names
from sim.experiments.compare.snapshot import step_with_snapshot
from sim.experiments.compare.statistics import differences_from_monthly, path_from_monthly
from sim.institutions.plugins import Plugin, make_known, plugins_of
from sim.phases.indicators import INDICATORS, UNITS
from sim.scenario import Scenario, load_scenario
from sim.state.people import Integers
from sim.study.chunks import rules_named
from sim.study.tables import PEOPLE_UNITS, people_table
from sim.vocabulary import BURN_IN, LOG_POINTS, TRANSITION_MONTHS

QUARTER = 3
"""Months between two exact decompositions in the first two years, when much changes."""

HALF_YEAR = 6
"""Months between two exact decompositions later."""

QUINTILES = 5

QUINTILE_MEASURES = {
    "income": "months of output",
    "wealth": "months of output",
    "effort": "0 to 1",
    "alienation_total": "0 to 1",
    "job_index": "0 to 1",
    "empowerment": "0 to 1",
    "voice": "0 to 1",
}
"""What is compared by quintile, by array of `People`, with its unit."""


@dataclass(frozen=True, slots=True)
class PairTask:
    """One replicate of a comparison."""

    a: Scenario
    b: Scenario
    seed: int
    replicate: int
    plugins: tuple[Plugin, ...] = ()


@dataclass(frozen=True, slots=True)
class PairResult:
    """Tables of one replicate: indicators, channels, quintiles, people at the end, and jobs."""

    monthly: pd.DataFrame
    channels: pd.DataFrame
    quintiles: pd.DataFrame
    people: pd.DataFrame
    jobs: pd.DataFrame


def snapshot_months(months: int, months_per_step: int = 1) -> list[int]:
    """Return the months of exact decomposition: the middle of quarters, then of half-years.

    Middles, so that their mean is that of the whole window; the last month is always among them.
    A month within a step stands for the step, which is known by its last month.
    """
    early = range(QUARTER // 2 + 1, min(months, TRANSITION_MONTHS) + 1, QUARTER)
    late = range(TRANSITION_MONTHS + HALF_YEAR // 2, months + 1, HALF_YEAR)
    wanted = (*early, *late, months)
    return sorted({-(-month // months_per_step) * months_per_step for month in wanted})


def simulate_pair(task: PairTask, progress: Progress | None = None) -> PairResult:
    """Return the tables of one replicate of a comparison.

    Parameters
    ----------
    task : PairTask
    progress : callable, optional
        Called as ``progress(done, total)`` after each month of the burn-in and of the pair.
    """

    def note(month: int) -> None:
        if progress is not None:
            progress(month, task.a.burn_in + task.a.months)

    make_known(task.plugins)
    first = Economy(task.a, seed=task.seed, replicate=task.replicate, agent_interval=0)
    step = task.a.months_per_step
    for month in range(step, task.a.burn_in + 1, step):
        first.step()
        note(month)
    burn_in = first.monthly.assign(regime=BURN_IN)
    second = first.fork(task.b)
    quintile = _quintiles_of_job_index(first)
    examples = example_workplaces(first)
    jobs = [jobs_table(first, examples).assign(regime=BURN_IN)]
    names = regime_names(task.a, task.b)
    wanted = set(snapshot_months(task.a.months, step))
    channels: list[dict[str, object]] = []
    quintiles: list[dict[str, object]] = []

    def observe(month: int) -> None:
        """Advance both by a month and note what their gap is made of."""
        # A seat whose holder has retired since the fork belongs to no quintile.
        stayed = first.state.people.entry_month[first.state.people.row_of] <= task.a.burn_in
        group = np.where(stayed, quintile, QUINTILES)
        snapshots = step_with_snapshot(first), step_with_snapshot(second)
        parts = decompose(*snapshots, group, QUINTILES + 1)
        channels.extend(
            {"month": month, "channel": name, "log_points": LOG_POINTS * float(value)}
            for name, value in zip(
                (*MIXED_CHANNELS, "employment"), (*parts.channels, parts.employment), strict=True
            )
        )
        quintiles.extend(_quintile_rows(month, first, second, group, parts.channels_of_group))

    for month in range(step, task.a.months + 1, step):
        note(task.a.burn_in + month)
        if month not in wanted:
            first.step()
            second.step()
        else:
            observe(month)
        if month == min(MONTHS_UNTIL_AFTER, task.a.months):
            jobs += [
                jobs_table(economy, examples).assign(regime=name)
                for economy, name in zip((first, second), names, strict=True)
            ]
    monthly = pd.concat(
        [
            burn_in,
            *(
                economy.monthly.query("month > 0").assign(regime=name)
                for economy, name in zip((first, second), names, strict=True)
            ),
        ],
        ignore_index=True,
    )
    people = pd.concat(
        [
            people_table(economy).assign(regime=name)
            for economy, name in zip((first, second), names, strict=True)
        ],
        ignore_index=True,
    )
    return PairResult(
        monthly=_identified(monthly, task.replicate, ["regime", "month", *INDICATORS]),
        channels=_identified(pd.DataFrame(channels), task.replicate),
        quintiles=_identified(pd.DataFrame(quintiles), task.replicate),
        people=_identified(people, task.replicate, ["regime", *people.columns.drop("regime")]),
        jobs=pd.concat(jobs, ignore_index=True)[list(COMPARISON_COLUMNS["jobs"])],
    )


def _identified(
    table: pd.DataFrame, replicate: int, columns: list[str] | None = None
) -> pd.DataFrame:
    ordered = table if columns is None else table[columns]
    return ordered.assign(replicate=replicate)[["replicate", *ordered.columns]]


def _quintiles_of_job_index(economy: Economy) -> Integers:
    """Return the quintile 0 to 4 of each person's job index, 5 for people without a job."""
    people = economy.state.people
    employed = int(economy.state.workplaces.offsets[-1])
    order = np.lexsort((people.person[:employed], people.job_index[:employed]))
    quintile = np.full(len(people), QUINTILES, dtype=np.int64)
    quintile[people.person[order]] = np.arange(employed) * QUINTILES // max(employed, 1)
    return quintile


def _quintile_rows(
    month: int,
    first: Economy,
    second: Economy,
    group: Integers,
    channels: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> list[dict[str, object]]:
    """Return means of people by quintile in both economies, and the channels of each quintile."""
    size = np.bincount(group, minlength=QUINTILES + 1)[:QUINTILES]
    rows: list[dict[str, object]] = []
    for name, unit in QUINTILE_MEASURES.items():
        means = []
        for economy in (first, second):
            people = economy.state.people
            values = getattr(people, name)[people.row_of]
            total = np.bincount(group, weights=values, minlength=QUINTILES + 1)[:QUINTILES]
            means.append(total / np.maximum(size, 1))
        label = "alienation" if name == "alienation_total" else name
        rows.extend(
            _quintile_row(month, q, label, unit, float(means[0][q]), float(means[1][q]))
            for q in range(QUINTILES)
            if size[q]
        )
    for q in range(QUINTILES):
        shares = dict(zip(MIXED_CHANNELS, LOG_POINTS * channels[q], strict=True))
        shares["total"] = float(LOG_POINTS * channels[q].sum())
        rows.extend(
            _quintile_row(month, q, f"output_per_hour_{name}", "log points", 0.0, float(value))
            for name, value in shares.items()
            if np.isfinite(value)
        )
    return rows


def _quintile_row(
    month: int, quintile: int, measure: str, unit: str, a: float, b: float
) -> dict[str, object]:
    return {
        "month": month,
        "quintile": quintile + 1,
        "measure": measure,
        "unit": unit,
        "a": a,
        "b": b,
    }


def common_ground(a: Scenario, b: Scenario) -> tuple[Scenario, Scenario]:
    """Return two scenarios that can be compared: shared assumptions hold for both.

    Raises
    ------
    ScenarioError
        If the two do not describe the same people, workplaces and months.
    """
    if a.sectors == b.sectors and a.sector_definitions != b.sector_definitions:
        raise ScenarioError(
            f"a comparison forks one economy, but {a.name} and {b.name} define the tasks or sizes "
            "of a sector differently; use the same sector files in both"
        )
    for name in ("workers", "months", "burn_in", "months_per_step", "sectors"):
        ours, theirs = getattr(a, name), getattr(b, name)
        if ours != theirs:
            raise ScenarioError(
                f"a comparison forks one economy, so '{name}' must be the same in both scenarios: "
                f"{a.name} has {ours}, {b.name} has {theirs}; set it for both"
            )
    if a.shared_assumptions and b.shared_assumptions:
        clash = sorted(
            key
            for key in {*a.overrides, *b.overrides}
            if getattr(a.parameters, key) != getattr(b.parameters, key)
        )
        if clash:
            raise ScenarioError(
                f"{a.name} and {b.name} both claim that their assumptions hold for everybody, but "
                f"differ in {', '.join(clash)}; compare each with another regime instead"
            )
    if b.shared_assumptions:
        a = load_scenario(a, b.overrides)
    elif a.shared_assumptions:
        b = load_scenario(b, a.overrides)
    return a, b


def compare(
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 20,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Return the paired comparison of two regimes.

    The burn-in runs once per replicate, under capitalist institutions and the parameters of `a`;
    then the state is forked. When one of the scenarios has `shared_assumptions`, its parameters
    hold for both.

    Parameters
    ----------
    a, b : Scenario or str
        Scenarios, or names or paths of scenario files. Differences are b minus a.
    replicates : int
        Pairs of runs with other luck; intervals need at least two.
    seed : int
        Seed of all random draws.
    executor : concurrent.futures.Executor, optional
        Where replicates run; in this process by default. The numbers do not depend on it.
    progress : callable, optional
        Called as ``progress(done, total)`` after each replicate, or after each month when there is
        one replicate in this process.

    Raises
    ------
    ScenarioError
        If a scenario is not valid or the two cannot be compared.
    ValueError
        If `replicates` is not positive.
    KeyboardInterrupt
        If stopped before the first replicate is done; later, what is finished is returned.

    Examples
    --------
    >>> import sim
    >>> small = dict(workers=300, burn_in=12, months=24)
    >>> result = sim.compare(
    ...     sim.load_scenario("capitalism", **small),
    ...     sim.load_scenario("parecon", **small),
    ...     replicates=2,
    ... )
    >>> result.completed
    2
    """
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1, not {replicates}")
    first, second = common_ground(load_scenario(a), load_scenario(b))
    started = time.perf_counter()
    plugins = plugins_of(rules_named((first, second), ()))
    tasks = [PairTask(first, second, seed, number, plugins) for number in range(replicates)]
    work, note = by_month_if_alone(simulate_pair, tasks, executor, progress)
    results, failures, interrupted = run_all(work, tasks, executor, note)
    return _assemble(
        first,
        second,
        list(results.values()),
        seed=seed,
        replicates=replicates,
        failures=failures,
        interrupted=interrupted,
        elapsed=time.perf_counter() - started,
    )


def _assemble(
    a: Scenario,
    b: Scenario,
    results: list[PairResult],
    *,
    seed: int,
    replicates: int,
    failures: list[tuple[int, str]],
    interrupted: bool,
    elapsed: float,
) -> Comparison:
    """Return the comparison that the replicates make up."""

    def joined(name: str) -> pd.DataFrame:
        table: pd.DataFrame = pd.concat(
            [getattr(result, name) for result in results], ignore_index=True
        )
        return table

    regimes = regime_names(a, b)
    units = {**PEOPLE_UNITS, **JOB_UNITS, **UNITS}
    if not results:
        raise RuntimeError(
            "no replicate finished; the first error was: "
            + (failures[0][1] if failures else "none recorded")
        )
    monthly = joined("monthly")
    channels, by_month = channel_tables(joined("channels"), a.months)
    return Comparison(
        a=a,
        b=b,
        seed=seed,
        replicates=replicates,
        monthly=monthly,
        differences=differences_from_monthly(monthly, units, regimes),
        path=path_from_monthly(monthly, regimes),
        channels=channels,
        channel_path=by_month,
        quintiles=quintile_table(joined("quintiles"), a.months),
        people=joined("people"),
        jobs=results[0].jobs,
        units=units,
        failures=failures,
        interrupted=interrupted,
        elapsed=elapsed,
    )
