"""The capitalist baseline held against stylised facts."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Final

from sim.evidence import load_facts, load_interventions
from sim.evidence.reading import shipped
from sim.execution.progress import Progress
from sim.experiments.validate_model.record import ModelValidation
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.evidence_arms import OBSERVED_UNITS, facts_table, measured, plan_for
from sim.study.options import Execution
from sim.study.store import save_if_kept

WINDOW: Final = 120
"""Months after the burn-in over which moments are measured."""


def validate_model(
    scenario: Scenario | str = "capitalism",
    replicates: int = 10,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    facts: str | Path | None = None,
    workers: int | None = None,
    months: int = WINDOW,
    burn_in: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    anew: bool = False,
    retry_failed: bool = False,
) -> ModelValidation:
    """Return the stylised facts beside what a baseline gives, with intervals.

    Parameters
    ----------
    scenario : Scenario or str
        The baseline; its own institutions are in force after the burn-in.
    replicates : int
        Runs with other luck; intervals need at least two.
    seed : int
    executor, out, progress, anew, retry_failed
        As in `sim.sweep`.
    facts : path, optional
        A file of facts; by default the one that comes with the package.
    workers, burn_in : int, optional
        By default those of the scenario.
    months : int
        Months after the burn-in over which moments are measured.
    overrides : mapping, optional
        Changes of the scenario, as in `load_scenario`.

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
    baseline = load_scenario(
        scenario, {**(overrides or {}), **_given(workers=workers, burn_in=burn_in)}
    )
    wanted = {fact.moment for fact in chosen}
    effects = [effect for effect in load_interventions() if effect.name in wanted]
    plan = plan_for(baseline, effects, shipped("interventions").parent, months)
    settings = {
        "replicates": replicates,
        "months": months,
        "facts": [fact.fingerprint_fields for fact in chosen],
        "arms": [arm.to_dict() for arm in plan.arms],
    }
    execution = Execution(
        executor, progress, None if out is None else Path(out), anew, retry_failed
    )
    expected = replicates * len(plan.arms)
    with campaign(ModelValidation, plan.scenarios, seed, settings, execution, expected) as work:
        runs = work.simulate([()], range(replicates), arms=plan.arms)
        work.check_complete()
        table = facts_table(measured(runs, plan.interventions), chosen)
        return save_if_kept(
            ModelValidation(facts=table, **{**work.shared(), "units": OBSERVED_UNITS})
        )


def _given(**values: int | None) -> dict[str, int]:
    """Return the values that were given."""
    return {name: value for name, value in values.items() if value is not None}
