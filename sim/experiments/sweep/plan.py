"""Run every point of an experimental design."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.designs import Design, load_design
from sim.errors import DesignError
from sim.execution.progress import Progress
from sim.experiments.sweep.precision import Precision, until_precise
from sim.experiments.sweep.record import Sweep
from sim.grammar.arguments import checked
from sim.study.campaign import campaign
from sim.study.manifest import MANIFEST, read_manifest
from sim.study.measurement import Measurement
from sim.study.options import execution_of, split_options
from sim.study.rehearsal import Rehearsal
from sim.study.requests import as_point
from sim.study.store import save_if_kept
from sim.study.watching import settings_of, tables_in, units_with, watched


@checked
def sweep(
    design: Design | str | Path,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    precision: Precision | float | None = None,
    outcomes: Sequence[str] = (),
    monthly: bool = False,
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
    precision : float or Precision, optional
        Half width that the 95 % interval of output per hour in the long run (of the gap in log
        points, with two scenarios), or of another outcome, may have at any point; replicates are
        added until it has, at most 100.
    outcomes : sequence of str
        Outcomes of one's own, as ``module:function``: each function takes the economy at the end of
        a month and returns a number, whose means by horizon stand in ``outcomes``.
    monthly : bool
        Whether all months of all runs are kept too.
    **changes
        ``restart``: whether to discard what the folder holds; ``retry_failed``: whether to repeat
        runs that ended in an error in an earlier call; ``extend``: whether the design may add to
        that whose runs the folder holds, which are not done again; ``part``, as "1/4": the part of
        the work that is done here, for `balanced-jobs merge`. All others are changes of the design,
        as in `load_design`: ``replicates``, ``seed``, ``workers``, ``months``, ``burn_in``,
        ``samples``, ``priors``, ``overrides``.

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
    measurement = watched(outcomes, monthly)
    if precision is None:
        return _simulated(plan, executor, out, progress, keeping, measurement)
    wanted = precision if isinstance(precision, Precision) else Precision(precision)
    if keeping.get("part") is not None:
        raise DesignError("precision: a part of a sweep does not know how precise all of it is")
    if executor is not None and isinstance(executor, Rehearsal):
        # Nothing is kept in a dry run, which tells what the first round would do.
        return until_precise(
            plan,
            wanted,
            lambda each, _: _simulated(each, executor, None, progress, keeping, measurement),
        )
    with TemporaryDirectory() if out is None else nullcontext(out) as folder:
        afresh = bool(keeping.get("restart") or keeping.get("anew"))
        begun = plan if afresh else _begun(plan, Path(folder))

        def simulate(each: Design, extends: bool) -> Sweep:
            again = {"restart": False, "anew": False, "extend": True} if extends else {}
            keeps = {**keeping, **again}
            return _simulated(each, executor, folder, progress, keeps, measurement)

        result = until_precise(begun, wanted, simulate)
    return replace(result, folder=None) if out is None else result


def _begun(plan: Design, folder: Path) -> Design:
    """Return a design with as many replicates as a folder was to hold when it was stopped."""
    if not (folder / MANIFEST).exists():
        return plan
    found = read_manifest(folder)["settings"].get("design", {}).get("replicates", 1)
    return replace(plan, replicates=max(plan.replicates, int(found)))


def _simulated(
    plan: Design,
    executor: Executor | None,
    out: str | Path | None,
    progress: Progress | None,
    keeping: dict[str, Any],
    measurement: Measurement,
) -> Sweep:
    """Return all runs of a design, as `sweep` does."""
    execution = execution_of(executor, out, progress, keeping)
    settings = {"design": plan.plan(), **settings_of(measurement)}
    with campaign(Sweep, plan.scenarios, plan.seed, settings, execution, plan.runs) as work:
        points = [as_point(values) for values in plan.points().to_dict("records")]
        rows = work.simulate(points, range(plan.replicates), measurement=measurement)
        found = {**work.shared(), "units": units_with(measurement), **tables_in(rows, measurement)}
        return save_if_kept(Sweep(design=plan, **found))
