"""On what the sign of the gap hangs: alternatives one at a time, then the largest in pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Unpack

import pandas as pd

from sim.evidence import Intervention, load_interventions
from sim.evidence.reading import shipped
from sim.execution.progress import Progress
from sim.experiments.ablation.analysis import (
    ablation_table,
    channel_table,
    effect_table,
    largest,
    outcomes_of,
    value_table,
)
from sim.experiments.ablation.record import Ablation
from sim.experiments.ablation.simulate import SIDE_BY_SIDE
from sim.experiments.ablation.terms import (
    REFERENCE,
    UNCHANGED,
    Term,
    chosen_of,
    pairs_of,
    singles_of,
)
from sim.experiments.compare.bundle import BALANCED, HIERARCHICAL
from sim.grammar.arguments import checked
from sim.parameters.alternatives import ALTERNATIVES, Alternative
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import Campaign, campaign
from sim.study.evidence_arms import OBSERVED_UNITS, plan_for
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import pair_of
from sim.study.rehearsal import foretell
from sim.study.requests import Arm, Point, RunRequest, as_point
from sim.study.store import save_if_kept

WORKERS: Final = 1_000
"""People where no number is given."""


@checked
def ablation(
    baseline: Scenario | str = "capitalism",
    against: Scenario | str = "parecon",
    replicates: int = 6,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    alternatives: Sequence[Alternative] = ALTERNATIVES,
    only: Sequence[str] = (),
    pairs: int = 10,
    natural_experiments: bool = True,
    **options: Unpack[Options],
) -> Ablation:
    """Return the gap between two regimes with mechanisms and asymmetries taken away.

    Each alternative holds on both sides and in the burn-in that they share: first one at a time,
    then the largest in pairs. Every change is taken inside each replicate, against the unchanged
    model with the same random numbers.

    Parameters
    ----------
    baseline, against : Scenario or str
        Gaps are those of the second over the first, in output per hour, long run. Where the second
        balances jobs, it is also compared with itself under a hierarchical division of labour.
    replicates : int
        Of each world; intervals need at least two.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    alternatives : sequence of Alternative
        By default those of the package, `sim.parameters.alternatives.ALTERNATIVES`.
    only : sequence of str
        Names of some of them; by default all.
    pairs : int
        How many of the alternatives that change the gap most are combined, two by two; 0 for none.
    natural_experiments : bool
        Whether known changes are simulated on the baseline too, in each world of one alternative.
    **options
        ``workers``, by default 1,000, ``months`` and ``burn_in``, by default those of the
        scenarios; ``overrides``, changes on both sides, as in `load_scenario`; ``restart`` and
        ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    ScenarioError
        If a scenario is not valid, an alternative names no parameter, or the two regimes cannot be
        compared.
    UnfinishedError
        If runs could not be done or saved; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> result = sim.ablation(
    ...     replicates=2, only=["no_solidarity"], pairs=0, natural_experiments=False,
    ...     workers=300, months=12, burn_in=12,
    ... )
    >>> list(result.ablation["term"])
    ['unchanged', 'no_solidarity']
    """
    check_counts(replicates, seed, pairs=(pairs, 0))
    size = {"workers": WORKERS, **scenario_options(options)}
    regimes = pair_of(baseline, against, options.get("overrides"), **size)
    chosen = chosen_of(alternatives, only)
    singles = list(singles_of(chosen, regimes))
    scenarios, arms, interventions = _arms(
        [*regimes, *_without_balance(regimes[1])], natural_experiments
    )
    settings: dict[str, Any] = {
        "replicates": replicates,
        "pairs": pairs,
        "natural_experiments": natural_experiments,
        "alternatives": [[one.name, one.kind, one.title, dict(one.values)] for one in singles],
        "interventions": [entry.fingerprint_fields for entry in interventions],
        "arms": [arm.to_dict() for arm in arms],
    }
    worlds = [REFERENCE, *(term for term in singles if not term.left_out)]
    possible = min(pairs, len(worlds) - 1)
    expected = replicates * (len(worlds) * (1 + len(arms)) + possible * (possible - 1) // 2)
    execution = execution_of(executor, out, progress, options)
    most = replicates * (possible * (possible - 1) // 2)
    one = [RunRequest(0, (), 0)]
    foretell(
        executor, "those that change the gap most, in pairs", most, scenarios, one, SIDE_BY_SIDE
    )
    with campaign(Ablation, scenarios, seed, settings, execution, expected) as work:
        found, points = _measured(work, worlds, replicates)
        effects, of_arms = _observed(work, worlds, replicates, arms)
        work.check_complete()
        if UNCHANGED not in found:
            raise work.failure("there is nothing to hold the alternatives against")
        names = largest(found, pairs)
        by_name = {one.name: one for one in chosen}
        together = list(pairs_of([by_name[name] for name in names], regimes))
        more, further = _measured(work, together, replicates)
        work.check_complete()
        found |= more
        terms = [REFERENCE, *singles, *together]
        return save_if_kept(
            Ablation(
                ablation=ablation_table(terms, found, points | further),
                channels=channel_table(terms, found),
                effects=effect_table(effects, of_arms, interventions),
                values=value_table(terms, regimes[0]),
                pairs=pairs,
                natural_experiments=natural_experiments,
                **{**work.shared(), "units": OBSERVED_UNITS},
            )
        )


def _without_balance(regime: Scenario) -> list[Scenario]:
    """Return the regime with a hierarchical division of labour, where it balances jobs."""
    if regime.institutions.division != BALANCED:
        return []
    hierarchical = load_scenario(regime, {"institutions.division": HIERARCHICAL})
    title = f"{regime.title or regime.name} without balanced jobs"
    return [replace(hierarchical, name=f"{regime.name}_no_balance", title=title)]


def _arms(
    scenarios: Sequence[Scenario], wanted: bool
) -> tuple[list[Scenario], list[Arm], tuple[Intervention, ...]]:
    """Return all scenarios of the work, and the arms of natural experiments on the first."""
    if not wanted:
        return list(scenarios), [], ()
    interventions = tuple(load_interventions(None))
    plan = plan_for(scenarios[0], interventions, shipped("interventions").parent)
    first, *controls = plan.scenarios
    beyond = len(scenarios) - 1
    arms = [
        replace(arm, scenario=arm.scenario + beyond if arm.scenario else 0) for arm in plan.arms
    ]
    return [first, *scenarios[1:], *controls], arms, interventions


def _points(terms: Sequence[Term]) -> list[Point]:
    return [as_point(term.values) for term in terms]


def _measured(
    work: Campaign, terms: Sequence[Term], replicates: int
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Return what the regimes differ by in every world, and the point of each."""
    if not terms:
        return {}, {}
    first = work.next_point
    runs = work.simulate(_points(terms), range(replicates), scenarios=[0], measurement=SIDE_BY_SIDE)
    names = {first + place: term.name for place, term in enumerate(terms)}
    return outcomes_of(runs, names), {name: point for point, name in names.items()}


def _observed(
    work: Campaign, terms: Sequence[Term], replicates: int, arms: Sequence[Arm]
) -> tuple[pd.DataFrame, Mapping[int, str]]:
    """Return the runs of natural experiments in every world, and the term at each point."""
    if not arms:
        return pd.DataFrame(), {}
    first = work.next_point
    runs = work.simulate(_points(terms), range(replicates), arms=arms)
    return runs, {first + place: term.name for place, term in enumerate(terms)}
