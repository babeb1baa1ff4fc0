"""All mixes of two rules for each institution: main effects and interactions (model section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from itertools import product
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.analysis.factorial import effects
from sim.analysis.intervals import mean_interval
from sim.errors import ScenarioError
from sim.execution.progress import Progress
from sim.experiments.factorial.record import Factorial
from sim.scenario import Scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.measurement import OUTCOME_UNITS
from sim.study.options import Execution
from sim.study.pairs import pair_of
from sim.study.requests import as_point
from sim.study.store import save_if_kept
from sim.vocabulary import LOG_OUTPUT, LOG_POINTS

OUTCOMES: Final = (
    "output_per_hour", "output_per_head", "effort", "alienation", "income_gini", "wealth_gini",
    "unemployment_rate",
)  # fmt: skip
"""What effects are computed on; those on output are in log points."""


def factorial(
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 10,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    workers: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    anew: bool = False,
    retry_failed: bool = False,
) -> Factorial:
    """Return the effects of the institutions in which two regimes differ, one by one and in pairs.

    Every mix of the rules of a and b is a regime: 64 for six institutions. All regimes of a
    replicate continue from one burn-in with the same luck.

    Parameters
    ----------
    a, b : Scenario or str
        Effects are those of going from the rule of a to that of b.
    replicates : int
        Repetitions of all regimes with other luck; intervals need at least two.
    seed : int
    executor, out, progress, anew, retry_failed
        As in `sim.sweep`.
    workers, months, burn_in : int, optional
        By default those of the scenarios.
    overrides : mapping, optional
        Changes on both sides, as in `load_scenario`.

    Raises
    ------
    ScenarioError
        If a scenario is not valid, the two cannot be compared, or differ in no institution.
    DesignError
        If a count is not allowed.
    UnfinishedError
        If runs could not be done or saved, or all failed; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Notes
    -----
    Source of the contrasts: Montgomery (2017), Design and Analysis of Experiments, ch. 6.

    Examples
    --------
    >>> import sim
    >>> result = sim.factorial(
    ...     "capitalism", "balanced_only", replicates=2, workers=300, months=12, burn_in=12
    ... )
    >>> list(result.effects["term"].unique())
    ['division']
    """
    check_counts(replicates, seed)
    first, second = pair_of(a, b, overrides, workers=workers, months=months, burn_in=burn_in)
    rules = _rules(first, second)
    points = [
        as_point({f"institutions.{switch}": rule for switch, rule in zip(rules, mix, strict=True)})
        for mix in product(*rules.values())
    ]
    execution = Execution(
        executor, progress, None if out is None else Path(out), anew, retry_failed
    )
    runs_in_all = len(points) * replicates
    settings = {"replicates": replicates}
    with campaign(Factorial, (first, second), seed, settings, execution, runs_in_all) as work:
        runs = work.simulate(points, range(replicates), [0])
        work.check_complete()
        regimes, effect = _analyse(runs, rules)
        return save_if_kept(Factorial(regimes=regimes, effects=effect, **work.shared()))


def _rules(a: Scenario, b: Scenario) -> dict[str, tuple[str, str]]:
    """Return the rules of a and b by switch, where they differ."""
    ours, theirs = a.institutions.to_dict(), b.institutions.to_dict()
    rules = {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}
    if not rules:
        raise ScenarioError(f"{a.name} and {b.name} have the same rules for all institutions")
    return rules


def _analyse(
    runs: pd.DataFrame, rules: Mapping[str, tuple[str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the table of regimes and that of effects."""
    switches = list(rules)
    table = runs.rename(columns={f"institutions.{name}": name for name in switches})
    regimes, parts = [], []
    for horizon, rows in table.groupby("horizon", sort=False):
        for outcome in OUTCOMES:
            by_regime = rows.pivot_table(
                index="replicate", columns=switches, values=outcome, sort=False, dropna=False
            )
            mean, low, high = mean_interval(by_regime.to_numpy())
            regimes.append(
                by_regime.columns.to_frame(index=False).assign(
                    horizon=horizon,
                    outcome=outcome,
                    unit=OUTCOME_UNITS[outcome],
                    mean=mean,
                    low=low,
                    high=high,
                )
            )
        measured = rows.assign(
            **{name: LOG_POINTS * rows[column] for name, column in LOG_OUTPUT.items()}
        )
        part = effects(measured, rules, OUTCOMES)
        units = part["outcome"].map(
            lambda name: "log points" if name in LOG_OUTPUT else OUTCOME_UNITS[name]
        )
        part = part.assign(horizon=horizon, unit=units)
        front = ["horizon", "outcome", "unit"]
        parts.append(part[[*front, *(name for name in part.columns if name not in front)]])
    return pd.concat(regimes, ignore_index=True), pd.concat(parts, ignore_index=True)
