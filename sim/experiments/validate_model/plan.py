"""Hold a baseline against stylised facts."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Final, Unpack

from sim.evidence import load_facts, load_interventions
from sim.evidence.reading import shipped
from sim.execution.progress import Progress
from sim.experiments.validate_model.record import ModelValidation
from sim.grammar.arguments import checked
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.evidence_arms import OBSERVED_UNITS, facts_table, measured, plan_for
from sim.study.options import RunOptions, execution_of, scenario_options
from sim.study.store import save_if_kept

WINDOW: Final = 120
"""Months after the burn-in over which moments are measured."""


@checked
def validate_model(
    scenario: Scenario | str = "capitalism",
    replicates: int = 10,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    facts: str | Path | None = None,
    months: int = WINDOW,
    **options: Unpack[RunOptions],
) -> ModelValidation:
    """Return the stylised facts beside what a baseline gives, with intervals.

    Parameters
    ----------
    scenario : Scenario or str
        The baseline; its own institutions are in force after the burn-in.
    replicates : int
        Runs with independent random draws; intervals need at least two.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    facts : path, optional
        A file of facts; by default the one that comes with the package.
    months : int
        Months after the burn-in over which moments are measured.
    **options
        ``workers`` and ``burn_in``, by default those of the scenario; ``overrides``, changes of the
        scenario, as in `load_scenario`; ``restart`` and ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    EvidenceError
        If the file of facts has mistakes.
    ScenarioError
        If the scenario is not valid.
    UnfinishedError
        If runs could not be done or saved; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> result = sim.validate_model(replicates=2, workers=300, months=24, burn_in=12)
    >>> bool(result.facts.set_index("fact").loc["labour_share", "simulated"] > 0.5)
    True
    """
    check_counts(replicates, seed, months=(months, 1))
    chosen = load_facts(None if facts is None else Path(facts))
    baseline = load_scenario(scenario, options.get("overrides"), **scenario_options(options))
    wanted = {fact.moment for fact in chosen}
    effects = [effect for effect in load_interventions() if effect.name in wanted]
    plan = plan_for(baseline, effects, shipped("interventions").parent, months)
    settings = {
        "replicates": replicates,
        "months": months,
        "facts": [fact.fingerprint_fields for fact in chosen],
        "arms": [arm.to_dict() for arm in plan.arms],
    }
    execution = execution_of(executor, out, progress, options)
    expected = replicates * len(plan.arms)
    with campaign(ModelValidation, plan.scenarios, seed, settings, execution, expected) as work:
        runs = work.simulate([()], range(replicates), arms=plan.arms)
        work.check_complete()
        table = facts_table(measured(runs, plan.interventions), chosen)
        return save_if_kept(
            ModelValidation(facts=table, **{**work.shared(), "units": OBSERVED_UNITS})
        )
