"""Simulating one scenario."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Unpack

import pandas as pd

from sim.execution.progress import Progress
from sim.experiments.run.record import Run
from sim.experiments.run.simulate import RunTables
from sim.grammar.arguments import checked
from sim.phases.indicators import UNITS
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.economy_tables import PEOPLE_UNITS, WORKPLACE_UNITS
from sim.study.options import RunOptions, execution_of, scenario_options
from sim.study.store import save_if_kept


@checked
def run(
    scenario: Scenario | str,
    seed: int = 0,
    months: int | None = None,
    replicates: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    threads: int = 1,
    out: str | Path | None = None,
    *,
    first_replicate: int = 0,
    **options: Unpack[RunOptions],
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
        Runs with independent random draws.
    executor : concurrent.futures.Executor, optional
        Where replicates run; in this process by default. The numbers do not depend on it.
    progress : callable, optional
        Called as ``progress(done, total)`` after each replicate, or after each month when there is
        one replicate in this process.
    threads : int
        Threads of each replicate; they pay for a single very large run. The numbers do not depend
        on it.
    out : path, optional
        Folder in which finished replicates are kept while others run, and the tables in the end.
        The same call goes on where an earlier one was stopped. Without it all stays in memory.
    first_replicate : int
        Number of the first replicate.
    **options
        As in `sim.sweep`: ``workers``, ``burn_in``, ``overrides``, ``restart``, ``retry_failed``.

    Returns
    -------
    Run
        What is finished, also when the user stopped it (``interrupted``) or some replicates failed
        (``errors``).

    Raises
    ------
    ScenarioError
        If the scenario is not valid.
    DesignError
        If a count is not positive.
    ResultsError
        If the folder cannot be used, or holds other work.
    UnfinishedError
        If every replicate failed.
    KeyboardInterrupt
        If stopped before the first replicate is done.

    Examples
    --------
    >>> import sim
    >>> result = sim.run(sim.load_scenario("parecon", workers=300, burn_in=12, months=12), seed=1)
    >>> len(result.monthly)
    24
    """
    check_counts(replicates, seed, threads=(threads, 1), first_replicate=(first_replicate, 0))
    size = scenario_options(options) | ({} if months is None else {"months": months})
    chosen = load_scenario(scenario, options.get("overrides") or {}, **size)
    execution = execution_of(executor, out, progress, options, threads)
    settings = {"replicates": replicates, "first_replicate": first_replicate}
    with campaign(Run, [chosen], seed, settings, execution, replicates) as work:
        numbers = range(first_replicate, first_replicate + replicates)
        found = work.tabulate(RunTables(), numbers)
        work.check_begun()
        monthly, people, workplaces = (
            pd.concat([tables[name] for tables in found.values()], ignore_index=True)
            for name in Run.tables
        )
        return save_if_kept(
            Run(
                scenario=chosen,
                seed=seed,
                replicates=replicates,
                monthly=monthly,
                people=people,
                workplaces=workplaces,
                units={**PEOPLE_UNITS, **WORKPLACE_UNITS, **UNITS},
                **work.outcome(),
            )
        )
