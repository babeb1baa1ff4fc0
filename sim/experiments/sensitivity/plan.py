"""Which factors of a design decide an outcome."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import morris, pawn, sobol
from sim.analysis.sampling import Sample
from sim.designs import Design, load_design
from sim.errors import DesignError, choices
from sim.execution.progress import Progress
from sim.experiments.sensitivity.record import Sensitivity
from sim.phases.indicators import INDICATORS
from sim.study.campaign import campaign
from sim.study.options import Execution
from sim.study.pairs import check_horizon
from sim.study.requests import as_point
from sim.study.store import save_if_kept
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS

METHODS: Final = ("sobol", "morris", "latin_hypercube")
"""Designs that can be analysed."""


def sensitivity(
    design: Design | str | Path,
    outcome: str = "output_per_hour",
    horizon: str = "long_run",
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    anew: bool = False,
    retry_failed: bool = False,
    **changes: Any,
) -> Sensitivity:
    """Return how much each factor of a design decides an outcome.

    With two scenarios or more the outcome is that of the second less that of the first (for output
    in log points), with one it is that of the scenario; at each point the mean over replicates.

    Parameters
    ----------
    design : Design, str or Path
        A Sobol design gives Sobol and PAWN indices, a Latin hypercube PAWN indices, a Morris design
        elementary effects.
    outcome : str
        Name of an indicator.
    horizon : str
        "year_1", "year_5", "year_20", "transition" or "long_run".
    executor, out, progress, anew, retry_failed
        As in `sim.sweep`.
    **changes
        Of the design, as in `sim.sweep`.

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
    >>> result = sim.sensitivity(
    ...     "screening", "effort", workers=300, months=12, burn_in=0, replicates=1, samples=2
    ... )
    >>> "mu_star" in result.indices
    True
    """
    plan = load_design(design, **changes)
    if plan.method not in METHODS:
        raise DesignError(
            f"the design '{plan.name}' is a {plan.method} design; indices need one of "
            f"{', '.join(METHODS)}"
        )
    if outcome not in INDICATORS:
        raise DesignError(
            f"outcome = '{outcome}': there is no such indicator; {choices(outcome, INDICATORS)}"
        )
    if plan.method == "latin_hypercube":
        pawn.check_draws(plan.samples)
    check_horizon(horizon, plan.scenarios[0].months)
    settings = {
        "design": plan.plan(),
        "outcome": outcome,
        "horizon": horizon,
        "method": plan.method,
    }
    execution = Execution(
        executor, progress, None if out is None else Path(out), anew, retry_failed
    )
    with campaign(Sensitivity, plan.scenarios, plan.seed, settings, execution, plan.runs) as work:
        sample = plan.sample()
        points = [as_point(row) for row in sample.points.to_dict("records")]
        runs = work.simulate(points, range(plan.replicates))
        work.check_complete()
        names = [scenario.name for scenario in plan.scenarios]
        response = responses(runs, names, outcome, horizon, len(points))
        analyse = {"sobol": sobol.analyze, "morris": morris.analyze}.get(plan.method)
        indices = (
            pd.DataFrame({"factor": sample.points.columns})
            if analyse is None
            else analyse(sample, response)
        )
        return save_if_kept(
            Sensitivity(
                method=plan.method,
                outcome=outcome,
                horizon=horizon,
                indices=indices.rename(columns={"factor": "parameter"}),
                density=_density(sample, response, plan.seed),
                **work.shared(),
            )
        )


def _density(sample: Sample, response: NDArray[np.float64], seed: int) -> pd.DataFrame:
    """Return PAWN indices from those points of a design that are independent draws, if any are."""
    rows = np.arange(0)
    if sample.method == "sobol":
        rows = sobol.independent_rows(sample)
    elif sample.method == "latin_hypercube":
        rows = np.arange(sample.samples)
    if not len(rows):
        kinds = {"parameter": "str", "pawn": "float64", "threshold": "float64"}
        return pd.DataFrame(columns=list(kinds)).astype(kinds)
    rows = rows[~np.isnan(response[rows])]
    factors = [factor.name for factor in sample.factors]
    table = pawn.analyze(sample.numeric[rows], factors, response[rows], seed=seed)
    return table.rename(columns={"factor": "parameter"})


def responses(
    runs: pd.DataFrame, scenarios: list[str], outcome: str, horizon: str, points: int
) -> NDArray[np.float64]:
    """Return the outcome at each point, a mean over replicates.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `Experiment.runs`.
    scenarios : list of str
        With two or more, the second less the first; output in log points.
    outcome, horizon : str
    points : int
        Number of points.

    Returns
    -------
    ndarray, shape (points,)
        NaN where all replicates are missing.
    """
    compared = len(scenarios) > 1
    column = LOG_OUTPUT.get(outcome, outcome) if compared else outcome
    scale = LOG_POINTS if column != outcome else 1.0
    rows = runs[runs["horizon"] == horizon].set_index(["point", "replicate"])
    sides = [rows.loc[rows["scenario"] == name, column] for name in scenarios[:2]]
    values = scale * (sides[1] - sides[0]) if compared else sides[0]
    mean = values.groupby(level="point").mean().reindex(range(points))
    return mean.to_numpy(np.float64)
