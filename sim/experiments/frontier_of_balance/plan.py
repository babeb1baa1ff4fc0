"""What balancing the jobs of a workplace costs at least (model section 10.2)."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Unpack

import pandas as pd

from sim.errors import ScenarioError, choices
from sim.execution.progress import Progress
from sim.experiments.frontier_of_balance.analysis import frontier_table, regimes_table
from sim.experiments.frontier_of_balance.record import FrontierOfBalance
from sim.grammar.arguments import checked
from sim.phases.indicators import UNITS
from sim.scenario import Scenario
from sim.sectors import load_scenario_sectors
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import pair_of
from sim.study.store import save_if_kept


@checked
def frontier_of_balance(
    sector: str,
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 8,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    members: int = 30,
    workplaces: int = 2,
    points: int = 9,
    **options: Unpack[Options],
) -> FrontierOfBalance:
    """Return the output that workplaces of a sector can reach at each balance of their jobs.

    At the end of the burn-in the best division of labour is found by linear programmes, with the
    skills and the effort that the members have, for bounds on the mean absolute deviation of job
    indices, from the least that licences allow to that of the best division. Where two regimes end
    up is measured at the end of the run by the same programmes, with the members of that time: what
    differs is who does what, and nothing else.

    Parameters
    ----------
    sector : str
        Name of a sector of the scenarios.
    a, b : Scenario or str
        Regimes whose divisions of labour are held against the frontier.
    replicates : int
        Runs with independent random draws; intervals need at least two.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    members : int
        Size of workplace that is wanted; those nearest to it are taken.
    workplaces : int
        Workplaces of each replicate, as far as the sector has them.
    points : int
        Points of the frontier, both ends included.
    **options
        As in `sim.break_even`.

    Raises
    ------
    ScenarioError
        If there is no such sector, or a scenario is not valid.
    DesignError
        If a count is not allowed.
    UnfinishedError
        If runs could not be done or saved, or all failed; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> result = sim.frontier_of_balance(
    ...     "hospital", replicates=1, workplaces=1, points=3, workers=300, months=12, burn_in=12
    ... )
    >>> bool(result.frontier["output"].is_monotonic_increasing)
    True
    """
    check_counts(
        replicates,
        seed,
        members=(members, 2, 200),
        workplaces=(workplaces, 1, 100),
        points=(points, 2, 100),
    )
    pair = pair_of(a, b, options.get("overrides"), **scenario_options(options))
    known = load_scenario_sectors(pair[0]).names
    if sector not in known:
        raise ScenarioError(f"sector = '{sector}': the scenario has none; {choices(sector, known)}")
    settings = {
        "sector": sector,
        "members": members,
        "workplaces": workplaces,
        "points": points,
        "replicates": replicates,
    }
    execution = execution_of(executor, out, progress, options)
    with campaign(FrontierOfBalance, pair, seed, settings, execution, replicates) as work:
        found = work.tabulate(FrontierOfBalance.measurement(settings), range(replicates))
        work.check_begun()
        monthly, divisions = (
            pd.concat([tables[name] for tables in found.values()], ignore_index=True)
            for name in ("monthly", "divisions")
        )
        return save_if_kept(
            FrontierOfBalance(
                sector=sector,
                members=members,
                workplaces=workplaces,
                points=points,
                seed=seed,
                replicates=replicates,
                monthly=monthly,
                frontier=frontier_table(divisions),
                regimes=regimes_table(divisions),
                divisions=divisions,
                units=UNITS,
                **work.outcome(),
            )
        )
