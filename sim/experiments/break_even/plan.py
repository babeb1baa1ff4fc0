"""Where two regimes are equally productive, over one parameter (model section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from sim.analysis.root import find_crossings, solving_points
from sim.execution.progress import Progress
from sim.experiments.break_even.record import BreakEven
from sim.grammar.arguments import checked
from sim.scenario import Scenario
from sim.study.arguments import check_counts, check_ranges
from sim.study.campaign import campaign
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import check_horizon, check_measure, packs_of, pair_of, simulated_gaps
from sim.study.ranges import range_of
from sim.study.rehearsal import foretell
from sim.study.requests import as_point
from sim.study.store import save_if_kept
from sim.vocabulary import LONG_RUN, MEASURES


@checked
def break_even(
    parameter: str,
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 10,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    first: int = 9,
    measure: str = MEASURES[0],
    horizon: str = LONG_RUN,
    **options: Unpack[Options],
) -> BreakEven:
    """Return the values of a parameter at which two regimes are equally productive.

    Common random numbers are used at all values, so that the mean gap is a function that can be
    solved; the interval of a solution holds the values at which the 95 % interval of the gap
    contains zero.

    Parameters
    ----------
    parameter : str
        Name of a parameter.
    a, b : Scenario or str
        The gap is that of b over a.
    replicates : int
        Pairs of runs with other random draws at each value; intervals need at least two.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    ranges : mapping of str to (float, float), optional
        Range of the parameter, by default its published one.
    first : int
        Values of the first scan over the range.
    measure : str
        "output_per_hour" or "output_per_head".
    horizon : str
        "year_1", "year_5", "year_20", "transition" or "long_run".
    **options
        ``workers``, ``months`` and ``burn_in``, by default those of the scenarios; ``overrides``,
        changes on both sides, as in `load_scenario`; ``restart`` and ``retry_failed``, as in
        `sim.sweep`.

    Returns
    -------
    BreakEven
        Without crossings where one regime is ahead over the whole range.

    Raises
    ------
    ParameterError
        If the parameter does not exist, or the range is not admitted.
    ScenarioError
        If a scenario is not valid or the two cannot be compared.
    DesignError
        If a count is not allowed.
    UnfinishedError
        If runs could not be done or saved, or all failed; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> result = sim.break_even(
    ...     "intrinsic_motivation", replicates=2, first=3, workers=300, months=12, burn_in=12
    ... )
    >>> len(result.points) >= 3
    True
    """
    execution = execution_of(executor, out, progress, options)
    overrides = options.get("overrides")
    check_counts(replicates, seed, first=(first, 2))
    check_ranges(ranges, [parameter])
    span = range_of(parameter, ranges, overrides)
    pair = pair_of(a, b, overrides, **scenario_options(options))
    settings = {
        "parameter": parameter,
        "ranges": {parameter: list(span)},
        "replicates": replicates,
        "first": first,
        "measure": check_measure(measure),
        "horizon": check_horizon(horizon, pair[0].months),
    }
    expected = 2 * replicates * 2 * first
    most = replicates * solving_points(first)
    foretell(executor, "solving for it and for its interval", most, pair, each="crossing")
    with campaign(BreakEven, pair, seed, settings, execution, expected) as work:

        def evaluate(values: NDArray[np.float64]) -> NDArray[np.float64]:
            points = [as_point({parameter: float(value)}) for value in values]
            return simulated_gaps(work, points, replicates, measure, horizon)

        found = find_crossings(evaluate, *span, first=first)
        return save_if_kept(
            BreakEven(
                parameter=parameter,
                measure=measure,
                horizon=horizon,
                points=found.points.rename(columns={"value": parameter, "mean": "gap"}),
                crossings=found.crossings.rename(columns={"positive": "b_ahead"}),
                undecided=found.undecided,
                packs=packs_of([parameter]),
                **work.shared(),
            )
        )
