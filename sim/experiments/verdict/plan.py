"""The answer over all assumptions inside their published ranges (model section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Final, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import morris, sobol
from sim.analysis.factors import Factor
from sim.analysis.sampling import Sample
from sim.execution.progress import Progress
from sim.experiments.verdict.analysis import (
    boxes,
    check_table,
    density,
    morris_table,
    pack_gaps,
    probabilities,
    sobol_table,
    wide,
)
from sim.experiments.verdict.record import Verdict
from sim.grammar.arguments import checked
from sim.parameters import combination_problem, declarations, uncertain
from sim.parameters.priors import DECLARED
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts, check_ranges
from sim.study.campaign import Campaign, campaign
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import gaps, packs_of, pair_of
from sim.study.priors import drawn_from, prior_over
from sim.study.rehearsal import foretell
from sim.study.requests import as_point, rules_named
from sim.study.store import save_if_kept
from sim.vocabulary import HORIZON_YEARS, LONG_RUN, MEASURES, PUBLISHED, SIDES

OTHERS: Final = "(all others)"
"""Name of the group of parameters that have no index of their own."""

PACK_REPLICATES: Final = 5
"""Least replicates of the assumption sets, which are single points and need an interval."""

OVERSAMPLING: Final = 4
"""Trajectories drawn for each that is needed, since some hold points that are not admitted."""

DESIGN_SEED_OFFSET: Final = 20_000
"""Added to the seed of the runs for that of the draws, so that the two are not the same."""


@checked
def verdict(
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    samples: int = 256,
    decisive: int = 10,
    screening: int = 8,
    replicates: int = 1,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    priors: str = DECLARED,
    **options: Unpack[Options],
) -> Verdict:
    """Return how often b is at least as productive as a, and which assumptions decide it.

    All parameters are drawn at once from their priors, by two independent Latin hypercubes of
    ``samples`` draws each. All are then screened by elementary effects; those to which the gap in
    output per hour responds most get Sobol indices of their own, all others together one as a
    group, for ``samples * (decisive + 1)`` further points. Boxes of assumptions are found by PRIM.

    Parameters
    ----------
    a, b : Scenario or str
        The gap is that of b over a.
    samples : int
        Base samples, a power of two.
    decisive : int
        Parameters with indices of their own.
    screening : int
        Trajectories of the screening, at least 2; each takes one point more than there are
        parameters.
    replicates : int
        Pairs of runs with other random draws at each point; their mean is taken.
    seed : int
        Of the draws and of the runs. All points meet common random numbers, so that the gap is a
        function of the parameters.
    executor, out, progress
        As in `sim.sweep`.
    ranges : mapping of str to (float, float), optional
        Range of a parameter, by default its published one; its prior is cut to it.
    priors : {"declared", "uniform"}
        Whether parameters are drawn from the priors that they declare, or uniformly.
    **options
        ``workers``, ``months`` and ``burn_in``, by default those of the scenarios; ``overrides``,
        changes on both sides, as in `load_scenario`, of which parameters are not drawn;
        ``restart`` and ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    ScenarioError
        If a scenario is not valid or the two cannot be compared.
    ParameterError
        If a range is not admitted, or is that of no parameter that is drawn.
    DesignError
        If `samples` is not a power of two, another count is not allowed, or there are no such
        priors.
    UnfinishedError
        If runs could not be done or saved, or too many failed; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Notes
    -----
    Sources: Saltelli et al. (2010) for the design and the estimators, Morris (1991) for the
    screening, Pianosi and Wagener (2018) for PAWN, Friedman and Fisher (1999) and Bryant and
    Lempert (2010) for PRIM.

    Examples
    --------
    >>> import sim
    >>> result = sim.verdict(
    ...     samples=4, decisive=2, screening=2, workers=200, months=12, burn_in=0
    ... )
    >>> sorted(result.probabilities["measure"].unique())
    ['output_per_head', 'output_per_hour']
    """
    execution = execution_of(executor, out, progress, options)
    overrides = options.get("overrides")
    check_counts(replicates, seed, decisive=(decisive, 1), screening=(screening, 2))
    pair = pair_of(a, b, overrides, **scenario_options(options))
    fixed = set(overrides or {})
    check_ranges(ranges, (name for name in declarations() if name not in fixed))
    wanted = {*uncertain(rules_named(pair, ())), *(ranges or {})} - fixed
    drawn = [name for name in declarations() if name in wanted]
    prior = prior_over(drawn, priors, ranges)
    spans = {name: one.ends for name, one in prior.distributions.items()}
    factors = prior.factors
    decisive = min(decisive, len(factors) - 1)
    settings = {
        "samples": samples,
        "decisive": decisive,
        "screening": screening,
        "replicates": replicates,
        "ranges": {name: list(span) for name, span in spans.items()},
        **drawn_from(prior, priors),
    }
    base = sobol.base_sample(factors, samples, seed + DESIGN_SEED_OFFSET)
    repeats = max(replicates, PACK_REPLICATES)
    screened = screening_points(factors, screening, seed + DESIGN_SEED_OFFSET)
    points = samples * (decisive + 3) + len(screened.numeric)
    expected = 2 * (replicates * points + 3 * repeats)
    later = replicates * (samples * (decisive + 1) + len(screened.numeric)) + 3 * repeats
    foretell(executor, "screening, then indices of what it finds", later, pair, exact=True)
    with campaign(Verdict, pair, seed, settings, execution, expected) as work:
        names = (pair[0].name, pair[1].name)
        independent = wide(_gaps_of(work, base.points, replicates), len(base.points))
        opinion = density([factor.name for factor in factors], base.numeric, independent, seed)
        alone = wide(_gaps_of(work, screened.points, replicates), len(screened.points))
        effects = morris_table(screened, alone, seed)
        leaders = _leaders(effects, decisive)
        groups = {name: name if name in leaders else OTHERS for name in spans}
        sample = sobol.sample(factors, samples, seed + DESIGN_SEED_OFFSET, groups)
        everywhere = _all_gaps(work, sample, independent, replicates)
        packs = _pack_runs(work, set(spans), repeats, names)
        indices = sobol_table(sample, everywhere, seed)
        box, quality = boxes(base.points, independent, spans)
        return save_if_kept(
            Verdict(
                probabilities=probabilities(independent),
                draws=base.points.rename_axis("point").reset_index(),
                gaps=_long(independent),
                screening=effects,
                indices=indices,
                density=opinion,
                checks=check_table(sample, indices),
                boxes=box,
                box_quality=quality,
                packs=packs_of(list(spans)),
                pack_gaps=packs,
                **work.shared(),
            )
        )


def screening_points(factors: Sequence[Factor], trajectories: int, seed: int) -> Sample:
    """Return trajectories whose points are all admitted: corners of the ranges may not be."""
    drawn = morris.sample(factors, OVERSAMPLING * trajectories, seed)
    length = len(factors) + 1
    rows = drawn.points.to_dict("records")
    admitted = np.array([not combination_problem(dict(as_point(row))) for row in rows])
    chosen = np.flatnonzero(admitted.reshape(-1, length).all(axis=1))[:trajectories]
    numeric = drawn.numeric.reshape(-1, length, len(factors))[chosen]
    return replace(drawn, numeric=numeric.reshape(-1, len(factors)), samples=len(chosen))


def _gaps_of(work: Campaign, points: pd.DataFrame, replicates: int) -> pd.DataFrame:
    """Return the gaps at new points, numbered from zero, as means over replicates."""
    first = work.next_point
    names = (work.scenarios[0].name, work.scenarios[1].name)
    runs = work.simulate([as_point(row) for row in points.to_dict("records")], range(replicates))
    work.check_complete()
    table = gaps(_of_verdict(runs), *names)
    mean = table.groupby(["point", "measure", "horizon"], sort=False)["gap"].mean().reset_index()
    return mean.assign(point=mean["point"] - first)


def _of_verdict(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the horizons for which a verdict is given.

    Runs too short for a whole year are judged by their last part.
    """
    years = [f"year_{year}" for year in HORIZON_YEARS]
    chosen = runs[runs["horizon"].isin(years)]
    return chosen if len(chosen) else runs[runs["horizon"] == LONG_RUN]


def _leaders(effects: pd.DataFrame, count: int) -> set[str]:
    """Return the parameters to which output per hour at the last horizon responds most."""
    last = effects["horizon"].iloc[-1]
    rows = effects[(effects["measure"] == MEASURES[0]) & (effects["horizon"] == last)]
    ordered = rows.sort_values("mu_star", ascending=False, kind="stable")["parameter"]
    return {str(name) for name in ordered[:count]}


def _all_gaps(
    work: Campaign,
    sample: Sample,
    independent: Mapping[tuple[str, str], NDArray[np.float64]],
    replicates: int,
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Return the gap at all points of a Sobol design, of which the independent ones are known."""
    known = sobol.independent_rows(sample)
    new = np.setdiff1d(np.arange(len(sample.points)), known)
    found = wide(_gaps_of(work, sample.points.iloc[new], replicates), len(new))
    everywhere = {}
    for key, values in independent.items():
        gap = np.full(len(sample.points), np.nan)
        gap[known] = values
        gap[new] = found[key]
        everywhere[key] = gap
    return everywhere


def _long(independent: Mapping[tuple[str, str], NDArray[np.float64]]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {"point": np.arange(len(gap)), "measure": measure, "horizon": horizon, "gap": gap}
        )
        for (measure, horizon), gap in independent.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _pack_runs(
    work: Campaign, drawn: set[str], replicates: int, names: Sequence[str]
) -> pd.DataFrame:
    """Return what follows from the assumptions of both sides, and from the published ones."""
    packs = (PUBLISHED, *SIDES)
    points = []
    for pack in packs:
        assumed = {} if pack == PUBLISHED else load_scenario(pack).overrides
        points.append(as_point({key: value for key, value in assumed.items() if key in drawn}))
    first = work.next_point
    runs = work.simulate(points, range(replicates))
    work.check_complete()
    table = gaps(_of_verdict(runs), names[0], names[1])
    return pack_gaps(table.assign(pack=[packs[point - first] for point in table["point"]]))
