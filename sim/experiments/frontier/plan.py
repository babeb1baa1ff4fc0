"""Where two regimes are equally productive, over two parameters (model section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from sim.analysis.contour import check_fineness, finest_points, refine
from sim.errors import ParameterError
from sim.execution.progress import Progress
from sim.experiments.frontier.record import Frontier
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

POINTS_OF_A_LEVEL = 40
"""How many points a refinement is likely to take, for the progress."""


@checked
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
    measure: str = MEASURES[0],
    horizon: str = LONG_RUN,
    **options: Unpack[Options],
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
        Pairs of runs with other random draws at each point; intervals need at least two.
    seed : int
    executor, out, progress
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
    **options
        ``workers``, ``months`` and ``burn_in``, by default those of the scenarios; ``overrides``,
        changes on both sides, as in `load_scenario`; ``restart`` and ``retry_failed``, as in
        `sim.sweep`.

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
    execution = execution_of(executor, out, progress, options)
    overrides = options.get("overrides")
    check_counts(replicates, seed, first=(first, 2), levels=(levels, 0))
    check_fineness(first, levels)
    check_ranges(ranges, (x, y))
    spans = {name: range_of(name, ranges, overrides) for name in (x, y)}
    pair = pair_of(a, b, overrides, **scenario_options(options))
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
    expected = 2 * replicates * (first**2 + POINTS_OF_A_LEVEL * levels)
    most = replicates * (finest_points(first, levels) - first**2)
    foretell(executor, "cutting the cells that the line crosses, if it crossed all", most, pair)
    with campaign(Frontier, pair, seed, settings, execution, expected) as work:

        def evaluate(places: NDArray[np.float64]) -> NDArray[np.float64]:
            points = [as_point({x: float(place[0]), y: float(place[1])}) for place in places]
            return simulated_gaps(work, points, replicates, measure, horizon)

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
