"""Run every point of an experimental design."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.designs import Design, load_design
from sim.execution.progress import Progress
from sim.experiments.sweep.record import Sweep
from sim.grammar.arguments import checked
from sim.study.campaign import campaign
from sim.study.options import execution_of, split_options
from sim.study.requests import as_point
from sim.study.store import save_if_kept


@checked
def sweep(
    design: Design | str | Path,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **changes: Any,
) -> Sweep:
    """Return all runs of a design.

    Parameters
    ----------
    design : Design, str or Path
        A design, the name of one, or the path of a design file.
    executor : concurrent.futures.Executor, optional
        Where runs are done; in this process by default. The numbers do not depend on it.
    out : path, optional
        Folder in which finished work is kept while the sweep runs, and the table in the end. The
        same call goes on where an earlier one was stopped. Without it everything stays in memory.
    progress : callable, optional
        Called as ``progress(done, total)`` in runs.
    **changes
        ``restart``: whether to discard what the folder holds; ``retry_failed``: whether to repeat
        runs that ended in an error in an earlier call. All others are changes of the design, as in
        `load_design`: ``replicates``, ``seed``, ``workers``, ``months``, ``burn_in``, ``samples``,
        ``priors``, ``overrides``.

    Returns
    -------
    Sweep
        What is finished, also when the user stopped it (``interrupted``) or some runs could not be
        done (``errors``, ``unfinished``).

    Raises
    ------
    DesignError
        If the design is not valid.
    ResultsError
        If the folder cannot be used, or holds other work.

    Examples
    --------
    >>> import sim
    >>> result = sim.sweep("smoke", replicates=1)
    >>> sorted(result.table["scenario"].unique())
    ['capitalism', 'parecon']
    """
    keeping, of_design = split_options(changes)
    plan = load_design(design, **of_design)
    execution = execution_of(executor, out, progress, keeping)
    settings = {"design": plan.plan()}
    with campaign(Sweep, plan.scenarios, plan.seed, settings, execution, plan.runs) as work:
        points = [as_point(values) for values in plan.points().to_dict("records")]
        work.simulate(points, range(plan.replicates))
        return save_if_kept(Sweep(design=plan, **work.shared()))
