"""Whether the gap between two regimes survives other functional forms, sizes, steps and draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import groupby
from pathlib import Path
from typing import Final, Unpack

import pandas as pd

from sim.errors import ScenarioError
from sim.execution.progress import Progress
from sim.experiments.robustness.analysis import gap_table, gaps_of_pairs
from sim.experiments.robustness.record import SEEDS, Robustness
from sim.experiments.robustness.variants import Variant, variants_of
from sim.grammar.arguments import checked
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import Campaign, campaign
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import pair_of
from sim.study.requests import as_point
from sim.study.store import save_if_kept

POPULATIONS: Final = (1_000, 10_000, 100_000)
"""Numbers of people that are tried by default."""


@checked
def robustness(
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 20,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    populations: Sequence[int] = POPULATIONS,
    seeds: int = 20,
    assumptions: Scenario | str | None = None,
    **options: Unpack[Options],
) -> Robustness:
    """Return the gap between two regimes in the reference, and how it changes in other worlds.

    Each variant changes one thing on both sides: the elasticity of substitution between tasks (near
    Leontief, Cobb-Douglas), the shape of the response of motivation to alienation, the peer norm of
    effort, the number of people, and the length of a step. The reference is run once more under
    several seeds, which shows how far a single seed can lead astray.

    Parameters
    ----------
    a, b : Scenario or str
        Regimes to compare; gaps are b over a.
    replicates : int
        Pairs of runs of the reference and of each variant of the same size; intervals need at least
        two. Populations get as many as make the same number of people in all, at least four.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    populations : sequence of int
        Numbers of people, beside that of the reference.
    seeds : int
        Seeds under which the reference is run once, from 0 on; 0 for none.
    assumptions : Scenario or str, optional
        A scenario whose parameters hold for both sides.
    **options
        ``workers``, ``months`` and ``burn_in`` of the reference, by default those of the scenarios;
        ``overrides``, changes on both sides, as in `load_scenario`; ``restart`` and
        ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    ScenarioError
        If a scenario or a variant of it is not valid, or the two cannot be compared.
    UnfinishedError
        If runs could not be done or saved; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> result = sim.robustness(
    ...     replicates=2, seeds=2, populations=[400], workers=300, months=12, burn_in=12
    ... )
    >>> list(result.variants["variant"])[-3:]
    ['quarter_steps', 'population_400', 'seeds']
    """
    check_counts(replicates, seed, seeds=(seeds, 0))
    assumed = load_scenario(assumptions).overrides if assumptions else {}
    changes = {**assumed, **(options.get("overrides") or {})}
    pair = pair_of(a, b, changes, **scenario_options(options))
    variants = list(variants_of(pair[0], replicates, populations))
    _check(variants, pair)
    if seeds:
        said = f"the reference under {seeds} seeds, once each"
        variants.append(Variant(SEEDS, said, seeds, paired=False))
    settings = {
        "replicates": replicates,
        "seeds": seeds,
        "variants": [
            [variant.name, variant.replicates, dict(variant.changes)] for variant in variants
        ],
    }
    execution = execution_of(executor, out, progress, options)
    expected = 2 * sum(variant.replicates for variant in variants)
    with campaign(Robustness, pair, seed, settings, execution, expected) as work:
        runs = pd.concat(list(_simulate(work, variants)), ignore_index=True)
        work.check_complete()
        pairs = gaps_of_pairs(runs, *(scenario.name for scenario in pair))
        return save_if_kept(
            Robustness(
                variants=_described(variants, pair[0], runs),
                gaps=gap_table(pairs, variants),
                pairs=pairs,
                **work.shared(),
            )
        )


def _check(variants: Sequence[Variant], pair: Sequence[Scenario]) -> None:
    """Make sure that every variant of both regimes is valid, before the work starts."""
    for variant in variants:
        for scenario in pair:
            try:
                load_scenario(scenario, variant.changes)
            except ScenarioError as error:
                raise ScenarioError(f"variant {variant.name} of {scenario.name}: {error}") from None


def _simulate(work: Campaign, variants: Sequence[Variant]) -> Iterator[pd.DataFrame]:
    """Yield the runs of all variants with the column ``variant``, those of like size together."""
    reference = work.scenarios[0]
    for (by_seed, count), alike in groupby(variants, lambda v: (v.name == SEEDS, v.replicates)):
        group = list(alike)
        first = work.next_point
        # Every point says size and step, so that no run lacks them in the table.
        sizes = {"workers": reference.workers, "months_per_step": reference.months_per_step}
        points = [as_point({**sizes, **variant.changes}) for variant in group]
        if by_seed:
            runs = work.simulate(points, [0], seeds=range(count))
            yield runs.assign(variant=SEEDS)
        else:
            runs = work.simulate(points, range(count), seeds=[work.seed])
            names = {first + place: variant.name for place, variant in enumerate(group)}
            yield runs.assign(variant=runs["point"].map(names))


def _described(
    variants: Sequence[Variant], reference: Scenario, runs: pd.DataFrame
) -> pd.DataFrame:
    """Return what each variant is, in the order in which they are listed."""
    points = runs.groupby("variant")["point"].min()
    rows = [
        {
            "variant": variant.name,
            "differs": variant.differs,
            "point": int(points.get(variant.name, -1)),
            "workers": variant.changes.get("workers", reference.workers),
            "months_per_step": variant.changes.get("months_per_step", reference.months_per_step),
            "replicates": variant.replicates,
            "paired": variant.paired,
        }
        for variant in variants
    ]
    return pd.DataFrame(rows)
