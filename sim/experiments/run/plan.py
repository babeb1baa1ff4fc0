"""Simulating one scenario."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from dataclasses import dataclass

import pandas as pd

from sim.economy import Economy
from sim.execution.process_pool import Progress, by_month_if_alone, run_all
from sim.experiments.run.record import Run
from sim.institutions.plugins import Plugin, make_known, plugins_of
from sim.phases.indicators import INDICATORS, UNITS
from sim.scenario import Scenario, load_scenario
from sim.study.chunks import rules_named
from sim.study.tables import PEOPLE_UNITS, WORKPLACE_UNITS, people_table, workplaces_table


@dataclass(frozen=True, slots=True)
class RunTask:
    """One replicate of one scenario."""

    scenario: Scenario
    seed: int
    replicate: int
    plugins: tuple[Plugin, ...] = ()
    threads: int = 1


def simulate(
    task: RunTask, progress: Progress | None = None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the monthly indicators, the people and the workplaces of one replicate.

    Parameters
    ----------
    task : RunTask
    progress : callable, optional
        Called as ``progress(done, total)`` after each month.
    """
    make_known(task.plugins)
    economy = Economy(
        task.scenario,
        seed=task.seed,
        replicate=task.replicate,
        threads=task.threads,
        agent_interval=0,
    )
    months = task.scenario.burn_in + task.scenario.months
    step = task.scenario.months_per_step
    for month in range(step, months + 1, step):
        economy.step()
        if progress is not None:
            progress(month, months)
    tables = economy.monthly, people_table(economy), workplaces_table(economy)
    for table in tables:
        table.insert(0, "replicate", task.replicate)
    return tables


def run(
    scenario: Scenario | str,
    seed: int = 0,
    months: int | None = None,
    replicates: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    threads: int = 1,
) -> Run:
    """Return the simulation of a scenario.

    Parameters
    ----------
    scenario : Scenario or str
        A scenario, the name of one, or the path of a scenario file.
    seed : int
        Seed of all random draws.
    months : int, optional
        Months after the burn-in, by default those of the scenario.
    replicates : int
        Runs with other luck.
    executor : concurrent.futures.Executor, optional
        Where replicates run; in this process by default. The numbers do not depend on it.
    progress : callable, optional
        Called as ``progress(done, total)`` after each replicate, or after each month when there is
        one replicate in this process.
    threads : int
        Threads of each replicate; they pay for a single very large run. The numbers do not depend
        on it.

    Raises
    ------
    ScenarioError
        If the scenario is not valid.
    ValueError
        If `replicates` or `threads` is not positive.

    Examples
    --------
    >>> import sim
    >>> result = sim.run(sim.load_scenario("parecon", workers=300, burn_in=12, months=12), seed=1)
    >>> len(result.monthly)
    24
    """
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1, not {replicates}")
    if threads < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    overrides = {} if months is None else {"months": months}
    settings = load_scenario(scenario, overrides)
    started = time.perf_counter()
    plugins = plugins_of(rules_named((settings,), ()))
    tasks = [
        RunTask(settings, seed, replicate, plugins, threads) for replicate in range(replicates)
    ]
    work, note = by_month_if_alone(simulate, tasks, executor, progress)
    results, failures, interrupted = run_all(work, tasks, executor, note)
    return _assemble(
        settings,
        seed,
        list(results.values()),
        replicates=replicates,
        failures=failures,
        interrupted=interrupted,
        elapsed=time.perf_counter() - started,
    )


def run_replicate(
    scenario: Scenario, seed: int, replicate: int, progress: Progress | None = None
) -> Run:
    """Return the simulation of a single replicate, whatever its number.

    Parameters
    ----------
    scenario : Scenario
    seed, replicate : int
    progress : callable, optional
        Called as ``progress(done, total)`` after each month.
    """
    started = time.perf_counter()
    tables = simulate(RunTask(scenario, seed, replicate), progress)
    elapsed = time.perf_counter() - started
    return _assemble(scenario, seed, [tables], replicates=1, elapsed=elapsed)


def _assemble(
    scenario: Scenario,
    seed: int,
    results: list[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]],
    *,
    replicates: int,
    failures: list[tuple[int, str]] | None = None,
    interrupted: bool = False,
    elapsed: float,
) -> Run:
    """Return the run that the replicates make up."""
    monthly, people, workplaces = (
        pd.concat([tables[k] for tables in results], ignore_index=True)
        if results
        else pd.DataFrame(columns=["replicate"])
        for k in range(3)
    )
    if not results:
        monthly = pd.DataFrame(columns=["replicate", "month", *INDICATORS])
    return Run(
        scenario=scenario,
        seed=seed,
        replicates=replicates,
        monthly=monthly,
        people=people,
        workplaces=workplaces,
        units={**PEOPLE_UNITS, **WORKPLACE_UNITS, **UNITS},
        failures=failures or [],
        interrupted=interrupted,
        elapsed=elapsed,
    )
