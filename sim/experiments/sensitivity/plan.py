"""Which factors of a design decide an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from os import PathLike
from pathlib import Path
from typing import Any, Final

from sim.analysis import pawn
from sim.designs import Design, load_design
from sim.errors import DesignError, ResultsError, choices
from sim.execution.progress import Progress
from sim.experiments.sensitivity.analysis import (
    check_table,
    density_table,
    index_table,
    responses,
)
from sim.experiments.sensitivity.record import Sensitivity
from sim.grammar.arguments import checked
from sim.phases.indicators import INDICATORS
from sim.study.campaign import campaign
from sim.study.manifest import MANIFEST, read_manifest, stored_design
from sim.study.measurement import HORIZON_MEANS
from sim.study.options import execution_of, split_options
from sim.study.pairs import check_horizon
from sim.study.requests import as_point
from sim.study.store import save_if_kept
from sim.study.watching import (
    OWN_OUTCOMES,
    horizons_in,
    measurement_in,
    settings_of,
    tables_in,
    units_with,
    watched,
)
from sim.vocabulary import LONG_RUN, MEASURES

METHODS: Final = ("sobol", "morris", "latin_hypercube")
"""Designs that can be analysed."""


@checked
def sensitivity(
    design: Design | str | Path,
    outcome: str = MEASURES[0],
    horizon: str = LONG_RUN,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    outcomes: Sequence[str] = (),
    **changes: Any,
) -> Sensitivity:
    """Return how much each factor of a design decides an outcome.

    With two scenarios or more the outcome is that of the second less that of the first (for output
    in log points), with one it is that of the scenario; at each point the mean over replicates.

    Parameters
    ----------
    design : Design, str or Path
        A Sobol design gives Sobol and PAWN indices, a Latin hypercube PAWN indices, a Morris design
        elementary effects. The folder of a sweep, or of an earlier sensitivity, stands for its
        design, and its runs are used.
    outcome : str
        Name of an indicator, or of an outcome of one's own.
    horizon : str
        "year_1", "year_5", "year_20", "transition" or "long_run".
    executor, out, progress
        As in `sim.sweep`. A folder keeps the runs of a design: for another outcome or horizon they
        are used again, and the new tables replace the old ones.
    outcomes : sequence of str
        Outcomes of one's own, as in `sim.sweep`; those of the sweep whose folder is given are
        known.
    **changes
        Of the design, and ``restart`` and ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    DesignError
        If the design is not valid or of another kind, or there is no such outcome or horizon.
    ResultsError
        If the folder cannot be used, or runs could not be done or saved.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> design = sim.load_design({
    ...     "scenarios": ["capitalism", "parecon"],
    ...     "morris": {"samples": 2, "parameters": ["monitoring", "crowding"]},
    ... })
    >>> result = sim.sensitivity(design, "effort", workers=300, months=12, burn_in=0)
    >>> "mu_star" in result.indices
    True
    """
    keeping, of_design = split_options(changes)
    plan, source = planned(design, **of_design)
    measurement = watched(outcomes, monthly=False)
    if source is not None and not outcomes:
        measurement = measurement_in(read_manifest(source)["settings"])
    own = settings_of(measurement)
    known = [*INDICATORS, *(one["name"] for one in own.get(OWN_OUTCOMES, ()))]
    if outcome not in known:
        raise DesignError(
            f"outcome = '{outcome}': there is no such indicator; {choices(outcome, known)}"
        )
    check_horizon(horizon, plan.scenarios[0].months)
    execution = execution_of(executor, out, progress, keeping)
    # Runs do not depend on the outcome: the folder is that of the design, whatever is asked of it.
    settings = {"design": plan.plan(), "method": plan.method, **own}
    with campaign(
        Sensitivity, plan.scenarios, plan.seed, settings, execution, plan.runs, source
    ) as work:
        sample = plan.sample()
        points = [as_point(row) for row in sample.points.to_dict("records")]
        rows = work.simulate(points, range(plan.replicates), measurement=measurement)
        runs = rows if measurement is HORIZON_MEANS else horizons_in(rows)
        work.check_complete()
        names = [scenario.name for scenario in plan.scenarios]
        response = responses(runs, names, outcome, horizon, len(points))
        indices = index_table(sample, response)
        return save_if_kept(
            Sensitivity(
                method=plan.method,
                outcome=outcome,
                horizon=horizon,
                indices=indices,
                density=density_table(sample, response, plan.seed),
                checks=check_table(sample, indices),
                **{
                    **work.shared(),
                    "units": units_with(measurement),
                    "runs": tables_in(rows, measurement)["runs"],
                },
            )
        )


def planned(design: Design | str | Path, **changes: Any) -> tuple[Design, Path | None]:
    """Return the design to analyse, and the folder whose runs it has, if it was given by one.

    Parameters
    ----------
    design, **changes
        As in `sensitivity`.

    Raises
    ------
    DesignError
        If the design is not valid or of another kind.
    ResultsError
        If the folder holds results of no design.
    """
    source = _folder_of(design) if isinstance(design, str | PathLike) else None
    plan = load_design(design if source is None else _design_in(source), **changes)
    if plan.method not in METHODS:
        raise DesignError(
            f"the design '{plan.name}' is a {plan.method} design; indices need one of "
            f"{', '.join(METHODS)}"
        )
    if plan.method == "latin_hypercube":
        pawn.check_draws(plan.samples)
    return plan, source


def _folder_of(design: str | PathLike[str]) -> Path | None:
    """Return the folder of results that a design is given by, None where it is given otherwise."""
    folder = Path(design)
    return folder if (folder / MANIFEST).exists() else None


def _design_in(folder: Path) -> Design:
    manifest = read_manifest(folder)
    if "design" not in manifest["settings"]:
        raise ResultsError(
            f"{folder} holds results of '{manifest['kind']}', which has no design; name the folder "
            "of a sweep or of a sensitivity"
        )
    return stored_design(manifest)
