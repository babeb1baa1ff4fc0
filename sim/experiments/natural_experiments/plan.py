"""Changes whose effect is known from elsewhere, applied to a baseline: external validation."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Unpack

import pandas as pd

from sim.errors import EvidenceError, choices
from sim.evidence import Intervention, load_interventions
from sim.evidence.judgement import verdict_on
from sim.evidence.reading import shipped
from sim.execution.progress import Progress
from sim.experiments.natural_experiments.record import NaturalExperiments
from sim.grammar.arguments import checked
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.evidence_arms import (
    OBSERVED_UNITS,
    effects_table,
    plan_for,
    responses_table,
    simulated,
)
from sim.study.options import RunOptions, execution_of, scenario_options
from sim.study.store import save_if_kept


@checked
def natural_experiments(
    scenario: Scenario | str = "fitted",
    replicates: int = 20,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    file: str | Path | None = None,
    names: Sequence[str] = (),
    **options: Unpack[RunOptions],
) -> NaturalExperiments:
    """Return simulated effects of interventions beside the published ones.

    Each intervention is applied when the burn-in ends; the economy without it goes on from the same
    state with the same random draws.

    Parameters
    ----------
    scenario : Scenario or str
        The baseline.
    replicates : int
        Pairs of runs with independent random draws; intervals need at least two.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    file : path, optional
        A file of interventions; by default the one that comes with the package.
    names : sequence of str
        Some of its interventions; by default all.
    **options
        ``workers`` and ``burn_in``, by default those of the scenario; ``overrides``, changes of the
        scenario, as in `load_scenario`; ``restart`` and ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    EvidenceError
        If the file of interventions has mistakes, or does not hold a name.
    ScenarioError
        If the scenario is not valid or an intervention does not fit it.
    UnfinishedError
        If runs could not be done or saved; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> result = sim.natural_experiments(
    ...     "capitalism", replicates=2, names=["less_supervision"], workers=300, burn_in=12
    ... )
    >>> list(result.effects["experiment"])
    ['less_supervision']
    """
    check_counts(replicates, seed)
    path = None if file is None else Path(file)
    chosen = _chosen(load_interventions(path), names)
    baseline = load_scenario(scenario, options.get("overrides"), **scenario_options(options))
    folder = (path or shipped("interventions")).parent
    plan = plan_for(baseline, chosen, folder)
    settings = {
        "replicates": replicates,
        "interventions": [entry.fingerprint_fields for entry in chosen],
        "arms": [arm.to_dict() for arm in plan.arms],
    }
    execution = execution_of(executor, out, progress, options)
    expected = replicates * len(plan.arms)
    with campaign(NaturalExperiments, plan.scenarios, seed, settings, execution, expected) as work:
        runs = work.simulate([()], range(replicates), arms=plan.arms)
        work.check_complete()
        return save_if_kept(
            NaturalExperiments(
                effects=_effects(runs, chosen),
                responses=responses_table(runs, chosen),
                **{**work.shared(), "units": OBSERVED_UNITS},
            )
        )


def _chosen(
    interventions: Sequence[Intervention], names: Sequence[str]
) -> tuple[Intervention, ...]:
    known = {entry.name: entry for entry in interventions}
    for name in names:
        if name not in known:
            raise EvidenceError(f"'{name}' is no intervention; {choices(name, known)}")
    return tuple(known[name] for name in names or known)


def _effects(runs: pd.DataFrame, interventions: Sequence[Intervention]) -> pd.DataFrame:
    values = effects_table(runs, interventions)
    rows = []
    for entry in interventions:
        found = simulated(values, entry.name)
        rows.append(
            {
                "experiment": entry.name,
                "title": entry.title,
                "use": entry.use,
                "unit": entry.unit,
                "published": entry.published,
                "low": entry.low,
                "high": entry.high,
                **found,
                "verdict": verdict_on(
                    (found["simulated_low"], found["simulated_high"]), entry.low, entry.high
                ),
                "why_missed": entry.why_missed,
                "source": entry.source,
                "source_checked": entry.source_checked,
                "reading": entry.reading,
            }
        )
    return pd.DataFrame(rows)
