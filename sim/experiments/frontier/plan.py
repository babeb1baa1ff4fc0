"""Where two regimes are equally productive: over two parameters, and over one (model section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.contour import check_fineness, refine
from sim.analysis.root import find_crossings
from sim.errors import ParameterError
from sim.execution.progress import Progress
from sim.experiments.break_even.record import BreakEven
from sim.experiments.frontier.record import Frontier
from sim.scenario import Scenario
from sim.study.arguments import check_counts, check_ranges
from sim.study.campaign import Campaign, campaign
from sim.study.options import Execution
from sim.study.pairs import check_horizon, check_measure, gap_matrix, packs_of, pair_of
from sim.study.ranges import range_of
from sim.study.requests import Point, as_point
from sim.study.store import save_if_kept

POINTS_OF_A_LEVEL = 40
"""How many points a refinement is likely to take, for the progress."""


def frontier(
    x: str,
    y: str,
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 5,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    first: int = 5,
    levels: int = 2,
    measure: str = "output_per_hour",
    horizon: str = "long_run",
    workers: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    anew: bool = False,
    retry_failed: bool = False,
) -> Frontier:
    """Return the gap in output over two parameters, and the line where it is zero.

    A coarse grid is refined where the gap changes its sign, so that most runs are spent on the
    line.

    Parameters
    ----------
    x, y : str
        Names of two parameters.
    a, b : Scenario or str
        The gap is that of b over a.
    replicates : int
        Pairs of runs with other luck at each point; intervals need at least two.
    seed : int
    executor, out, progress, anew, retry_failed
        As in `sim.sweep`.
    ranges : mapping of str to (float, float), optional
        Range of a parameter, by default its published one.
    first : int
        Points along each side of the first grid.
    levels : int
        Times that cells around the line are cut in four.
    measure : str
        "output_per_hour" or "output_per_head".
    horizon : str
        "year_1", "year_5", "year_20", "transition" or "long_run".
    workers, months, burn_in : int, optional
        By default those of the scenarios.
    overrides : mapping, optional
        Changes on both sides, as in `load_scenario`.

    Raises
    ------
    ParameterError
        If a parameter does not exist, or a range is not admitted.
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
    >>> result = sim.frontier(
    ...     "intrinsic_motivation", "monitoring", replicates=2, first=2, levels=0,
    ...     workers=300, months=12, burn_in=12,
    ... )
    >>> len(result.points)
    4
    """
    if x == y:
        raise ParameterError(f"the two parameters of a frontier must differ; both are '{x}'")
    check_counts(replicates, seed, first=(first, 2), levels=(levels, 0))
    check_fineness(first, levels)
    check_ranges(ranges, (x, y))
    spans = {name: range_of(name, ranges, overrides) for name in (x, y)}
    pair = pair_of(a, b, overrides, workers=workers, months=months, burn_in=burn_in)
    settings = {
        "x": x,
        "y": y,
        "ranges": {name: list(span) for name, span in spans.items()},
        "replicates": replicates,
        "first": first,
        "levels": levels,
        "measure": check_measure(measure),
        "horizon": check_horizon(horizon, pair[0].months),
    }
    execution = Execution(
        executor, progress, None if out is None else Path(out), anew, retry_failed
    )
    expected = 2 * replicates * (first**2 + POINTS_OF_A_LEVEL * levels)
    with campaign(Frontier, pair, seed, settings, execution, expected) as work:

        def evaluate(places: NDArray[np.float64]) -> NDArray[np.float64]:
            points = [as_point({x: float(place[0]), y: float(place[1])}) for place in places]
            return _gaps_at(work, points, replicates, measure, horizon)

        surface = refine(evaluate, spans[x], spans[y], first=first, levels=levels)
        return save_if_kept(
            Frontier(
                x=x,
                y=y,
                measure=measure,
                horizon=horizon,
                points=surface.points.rename(columns={"x": x, "y": y, "mean": "gap"}),
                contours=surface.contours.rename(columns={"x": x, "y": y}),
                packs=packs_of([x, y]),
                **work.shared(),
            )
        )


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
    measure: str = "output_per_hour",
    horizon: str = "long_run",
    workers: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    anew: bool = False,
    retry_failed: bool = False,
) -> BreakEven:
    """Return the values of a parameter at which two regimes are equally productive.

    The same luck is used at every value, so the mean gap is a function that can be solved; the
    interval of a solution holds the values at which the 95 % interval of the gap contains zero.

    Parameters
    ----------
    parameter : str
        Name of a parameter.
    a, b : Scenario or str
        The gap is that of b over a.
    replicates : int
        Pairs of runs with other luck at each value; intervals need at least two.
    seed : int
    executor, out, progress, anew, retry_failed
        As in `sim.sweep`.
    ranges : mapping of str to (float, float), optional
        Range of the parameter, by default its published one.
    first : int
        Values of the first scan over the range.
    measure : str
        "output_per_hour" or "output_per_head".
    horizon : str
        "year_1", "year_5", "year_20", "transition" or "long_run".
    workers, months, burn_in : int, optional
        By default those of the scenarios.
    overrides : mapping, optional
        Changes on both sides, as in `load_scenario`.

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
    check_counts(replicates, seed, first=(first, 2))
    check_ranges(ranges, [parameter])
    span = range_of(parameter, ranges, overrides)
    pair = pair_of(a, b, overrides, workers=workers, months=months, burn_in=burn_in)
    settings = {
        "parameter": parameter,
        "ranges": {parameter: list(span)},
        "replicates": replicates,
        "first": first,
        "measure": check_measure(measure),
        "horizon": check_horizon(horizon, pair[0].months),
    }
    execution = Execution(
        executor, progress, None if out is None else Path(out), anew, retry_failed
    )
    expected = 2 * replicates * 2 * first
    with campaign(BreakEven, pair, seed, settings, execution, expected) as work:

        def evaluate(values: NDArray[np.float64]) -> NDArray[np.float64]:
            points = [as_point({parameter: float(value)}) for value in values]
            return _gaps_at(work, points, replicates, measure, horizon)

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


def _gaps_at(
    work: Campaign, points: Sequence[Point], replicates: int, measure: str, horizon: str
) -> NDArray[np.float64]:
    """Return the gap at new points, shape (points, replicates)."""
    a, b = (scenario.name for scenario in work.scenarios)
    number = work.next_point
    runs = work.simulate(points, range(replicates))
    work.check_complete()
    numbers = range(number, number + len(points))
    return gap_matrix(runs, (a, b), numbers, replicates, measure, horizon)
