"""All mixes of two rules for each institution: main effects and interactions (model section 7)."""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import product
from pathlib import Path
from typing import Unpack

from sim.errors import ScenarioError
from sim.execution.progress import Progress
from sim.experiments.factorial.analysis import effects_table, regimes_table
from sim.experiments.factorial.record import Factorial
from sim.grammar.arguments import checked
from sim.scenario import Scenario
from sim.study.arguments import check_counts
from sim.study.campaign import campaign
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import pair_of
from sim.study.requests import as_point
from sim.study.store import save_if_kept


@checked
def factorial(
    a: Scenario | str = "capitalism",
    b: Scenario | str = "parecon",
    replicates: int = 10,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Factorial:
    """Return the effects of the institutions in which two regimes differ, one by one and in pairs.

    Every mix of the rules of a and b is a regime: 64 for six institutions. All regimes of a
    replicate continue from one burn-in with common random numbers.

    Parameters
    ----------
    a, b : Scenario or str
        Effects are those of going from the rule of a to that of b.
    replicates : int
        Repetitions of all regimes with other random draws; intervals need at least two.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    **options
        ``workers``, ``months`` and ``burn_in``, by default those of the scenarios; ``overrides``,
        changes on both sides, as in `load_scenario`; ``restart`` and ``retry_failed``, as in
        `sim.sweep`.

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
    execution = execution_of(executor, out, progress, options)
    pair = pair_of(a, b, options.get("overrides"), **scenario_options(options))
    rules = _rules(*pair)
    points = [
        as_point({f"institutions.{switch}": rule for switch, rule in zip(rules, mix, strict=True)})
        for mix in product(*rules.values())
    ]
    runs_in_all = len(points) * replicates
    settings = {"replicates": replicates}
    with campaign(Factorial, pair, seed, settings, execution, runs_in_all) as work:
        runs = work.simulate(points, range(replicates), [0])
        work.check_complete()
        return save_if_kept(
            Factorial(
                regimes=regimes_table(runs, list(rules)),
                effects=effects_table(runs, rules),
                **work.shared(),
            )
        )


def _rules(a: Scenario, b: Scenario) -> dict[str, tuple[str, str]]:
    """Return the rules of a and b by switch, where they differ."""
    ours, theirs = a.institutions.to_dict(), b.institutions.to_dict()
    rules = {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}
    if not rules:
        raise ScenarioError(f"{a.name} and {b.name} have the same rules for all institutions")
    return rules
