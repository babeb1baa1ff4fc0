"""The paired comparison of two regimes (model section 7).

Each replicate burns in once and is forked; both forks meet common random numbers, so that a
difference between them is due to what differs between the regimes.
"""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Unpack

import pandas as pd

from sim.execution.progress import Progress
from sim.experiments.compare.analysis import channel_tables, quintile_table
from sim.experiments.compare.balance import balance_table
from sim.experiments.compare.bundle import baseline_of, takes_apart
from sim.experiments.compare.cells import BALANCE_CHANNELS, CELLS
from sim.experiments.compare.jobs import JOB_UNITS
from sim.experiments.compare.record import Comparison, no_balance, no_jobs, regime_names
from sim.experiments.compare.statistics import differences_from_monthly, path_from_monthly
from sim.grammar.arguments import checked
from sim.phases.indicators import UNITS
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.economy_tables import PEOPLE_UNITS
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import align_assumptions
from sim.study.store import save_if_kept


@checked
def compare(
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 20,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
    out: str | Path | None = None,
    balance: bool | None = None,
    **options: Unpack[Options],
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
        Pairs of runs with independent random draws; intervals need at least two.
    seed : int
        Seed of all random draws.
    executor : concurrent.futures.Executor, optional
        Where replicates run; in this process by default. The numbers do not depend on it.
    progress : callable, optional
        Called as ``progress(done, total)`` after each replicate, or after each month when there is
        one replicate in this process.
    out : path, optional
        Folder in which finished replicates are kept while others run, and the tables in the end.
        The same call goes on where an earlier one was stopped. Without it all stays in memory.
    balance : bool, optional
        Whether to simulate what balanced jobs themselves add too: all mixes of the rules of
        division and decisions of both, with the other institutions and parameters of either, from
        the same burn-in. That is six economies more for each pair. By default where one regime has
        hierarchical and the other balanced jobs and they differ in more than that.
    **options
        As in `sim.sweep`: ``workers``, ``months``, ``burn_in``, ``overrides``, ``restart``,
        ``retry_failed``.

    Returns
    -------
    Comparison
        What is finished, also when the user stopped it (``interrupted``) or some replicates failed
        (``errors``).

    Raises
    ------
    ScenarioError
        If a scenario is not valid or the two cannot be compared, or `balance` is true where there
        is nothing to take apart.
    DesignError
        If `replicates` is not positive.
    ResultsError
        If the folder cannot be used, or holds other work.
    UnfinishedError
        If every replicate failed.
    KeyboardInterrupt
        If stopped before the first replicate is done.

    Examples
    --------
    >>> import sim
    >>> small = dict(workers=300, burn_in=12, months=24)
    >>> result = sim.compare("capitalism", "parecon", replicates=2, **small)
    >>> result.completed
    2
    """
    check_counts(replicates, seed)
    overrides, size = options.get("overrides") or {}, scenario_options(options)
    first, second = align_assumptions(
        *(load_scenario(scenario, overrides, **size) for scenario in (a, b))
    )
    execution = execution_of(executor, out, progress, options)
    taken_apart = takes_apart(first, second, balance)
    settings: dict[str, Any] = {"replicates": replicates}
    if taken_apart:
        settings["balance"] = True
    with campaign(Comparison, (first, second), seed, settings, execution, replicates) as work:
        found = work.tabulate(Comparison.measurement(settings), range(replicates))
        work.check_begun()
        each = ("monthly", "channels", "quintiles", "people")
        joined = {
            name: pd.concat([tables[name] for tables in found.values()], ignore_index=True)
            for name in (*each, *((CELLS, BALANCE_CHANNELS) if taken_apart else ()))
        }
        regimes = regime_names(first, second)
        units = {**PEOPLE_UNITS, **JOB_UNITS, **UNITS}
        channels, channel_path = channel_tables(joined["channels"], first.months)
        return save_if_kept(
            Comparison(
                a=first,
                b=second,
                seed=seed,
                replicates=replicates,
                monthly=joined["monthly"],
                differences=differences_from_monthly(joined["monthly"], units, regimes),
                path=path_from_monthly(joined["monthly"], regimes),
                channels=channels,
                channel_path=channel_path,
                quintiles=quintile_table(joined["quintiles"], first.months),
                people=joined["people"],
                jobs=next((tables["jobs"] for tables in found.values()), no_jobs()),
                balance=(
                    balance_table(
                        joined[CELLS], joined[BALANCE_CHANNELS], baseline_of(first, second)
                    )
                    if taken_apart
                    else no_balance()
                ),
                units=units,
                **work.outcome(),
            )
        )
