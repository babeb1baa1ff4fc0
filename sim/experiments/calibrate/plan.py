"""Calibration of the capitalist baseline by simulated moments, in two blocks.

The first fits the economy to facts about pay, flows, inequality and growth; the second fits
motivation to all evidence on motivation at once, each effect by the width of its own range and none
before the others. Parameters of participatory institutions are never fitted: they keep their
ranges, so that participatory economics is a prediction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.simulated_moments import (
    MomentFit,
    Range,
    Target,
    UndefinedMomentError,
    fit_moments,
)
from sim.errors import EvidenceError, ParameterError
from sim.evidence import Fact, load_facts, load_interventions
from sim.evidence.facts import Use
from sim.evidence.reading import shipped
from sim.evidence.uses import FIT, MOTIVATION
from sim.execution.progress import Progress
from sim.experiments.calibrate.analysis import (
    TOLD_OF,
    fit_table,
    keeps_its_range,
    sensitivity_table,
    targets_table,
)
from sim.experiments.calibrate.record import Calibration
from sim.experiments.validate_model.plan import WINDOW
from sim.grammar.arguments import checked
from sim.parameters import declarations
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts
from sim.study.campaign import Campaign, campaign
from sim.study.evidence_arms import OBSERVED_UNITS, EvidencePlan, measured, plan_for
from sim.study.measurement import ARM_OBSERVATION
from sim.study.options import RunOptions, execution_of, scenario_options
from sim.study.ranges import range_of
from sim.study.rehearsal import foretell
from sim.study.requests import RunRequest, as_point
from sim.study.store import save_if_kept

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """Parameters that are fitted together.

    Attributes
    ----------
    name : str
    use : str
        Facts of this use are the targets.
    parameters : tuple of str
    starts : tuple of mapping of str to float
        Points beside the defaults at which the search may begin; what one leaves out has its
        default.
    """

    name: str
    use: Use
    parameters: tuple[str, ...]
    starts: tuple[Mapping[str, float], ...] = ()


BLOCKS: Final = (
    Block(
        "economy",
        FIT,
        (
            "jobs_per_worker", "matching_efficiency", "quit_rate", "layoff_rate", "job_to_job_rate",
            "business_cycle_volatility", "rank_premium", "skill_premium", "residual_pay_dispersion",
            "labour_share", "saving_progressivity", "wealth_dispersion", "aptitude_dispersion",
            "diligence_dispersion", "progress", "private_diffusion",
        ),
    ),
    Block(
        MOTIVATION,
        MOTIVATION,
        (
            "intrinsic_motivation", "weight_powerlessness", "crowding", "discipline_response",
            "alienation_adjustment", "effort_adjustment", "habituation", "habituation_half_life",
            "worst_work_response",
        ),
        # Where attitudes and effort follow slowly, weeks of meetings do nothing whatever else is
        # assumed: no slope leads from there to paces at which they do.
        ({"alienation_adjustment": 0.6, "effort_adjustment": 0.8},
         {"alienation_adjustment": 0.6, "effort_adjustment": 0.8, "habituation": 0.8,
          "habituation_half_life": 12.0, "intrinsic_motivation": 0.45}),
    ),
)  # fmt: skip
"""What is fitted to what, in this order; a block takes what earlier ones found as given."""

SEARCH: Final = "the search for the values that fit"
"""What all runs but the first are for."""

DIGITS: Final = 4
"""Significant digits of a fitted value; the random draws of the simulation leave no more."""


@checked
def calibrate(
    scenario: Scenario | str = "capitalism",
    replicates: int = 4,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    facts: str | Path | None = None,
    blocks: Sequence[Block] = BLOCKS,
    steps: int = 6,
    months: int = WINDOW,
    **options: Unpack[RunOptions],
) -> Calibration:
    """Return the parameters of a baseline that bring it nearest to the facts.

    Parameters of which the facts tell nothing, even if all others were known, keep their default
    and range; the others are then fitted once more without them. What is only known jointly with
    others gets its fitted value and keeps its range.

    Parameters
    ----------
    scenario : Scenario or str
        The baseline.
    replicates : int
        Runs with independent random draws at each point, at least 2.
    seed : int
    executor, out, progress
        As in `sim.sweep`.
    facts : path, optional
        A file of facts; by default the one that comes with the package.
    blocks : sequence of Block
        What is fitted to what.
    steps : int
        Points that each search may go to; the first is that of the defaults or a start of the
        block that is nearer, and a single one is that of the defaults, so that it fits nothing.
    months : int
        Months after the burn-in over which moments are measured.
    **options
        ``workers`` and ``burn_in``, by default those of the scenario; ``overrides``, changes of the
        scenario, as in `load_scenario`, and such parameters are not fitted; ``restart`` and
        ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    EvidenceError
        If the file of facts has mistakes, a block has no target, or too little is simulated to
        measure one.
    ScenarioError
        If the scenario is not valid.
    UnfinishedError
        If runs could not be done or saved; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Examples
    --------
    >>> import sim
    >>> from sim.experiments.calibrate.plan import Block
    >>> result = sim.calibrate(
    ...     replicates=2, steps=1, workers=300, months=24, burn_in=12,
    ...     blocks=[Block("economy", "fit", ("labour_share", "rank_premium"))],
    ... )
    >>> list(result.fit["parameter"])
    ['labour_share', 'rank_premium']
    """
    check_counts(
        replicates,
        seed,
        replicates_of_a_fit=(replicates, 2),
        steps=(steps, 1),
        months=(months, 1, 6_000),
    )
    if not blocks:
        raise ParameterError("blocks = []: give at least one block of parameters to fit")
    chosen = load_facts(None if facts is None else Path(facts))
    overrides = options.get("overrides") or {}
    baseline = load_scenario(scenario, overrides, **scenario_options(options))
    targets = {block.name: _targets(block, chosen) for block in blocks}
    plan = _plan(baseline, {fact.moment for facts in targets.values() for fact in facts}, months)
    fixed = set(overrides)
    settings = {
        "replicates": replicates,
        "steps": steps,
        "months": months,
        "facts": [fact.fingerprint_fields for fact in chosen],
        "blocks": [
            {
                "name": block.name,
                "use": block.use,
                "parameters": list(block.parameters),
                "starts": [dict(start) for start in block.starts],
            }
            for block in blocks
        ],
        "fixed": sorted(fixed),
        "arms": [arm.to_dict() for arm in plan.arms],
    }
    execution = execution_of(executor, out, progress, options)
    for block in blocks:
        part = plan.needed_for({fact.moment for fact in targets[block.name]})
        names = [name for name in block.parameters if name not in fixed]
        most = replicates * most_points(len(names), steps, len(block.starts))
        arms = [RunRequest(arm.scenario, (), 0, arm) for arm in part.arms]
        foretell(executor, SEARCH, most, plan.scenarios, arms, ARM_OBSERVATION)
    with campaign(Calibration, plan.scenarios, seed, settings, execution) as work:
        found: dict[str, float] = {}
        tables: dict[str, list[pd.DataFrame]] = {
            name: [] for name in ("fit", "targets", "sensitivity", "steps")
        }
        for block in blocks:
            aims = targets[block.name]
            part = plan.needed_for({fact.moment for fact in aims})
            search = _Search(work, part, aims, replicates, steps, found, block.starts)
            names = [name for name in block.parameters if name not in fixed]
            for name, table in search.tables(names).items():
                tables[name].append(table.assign(block=block.name))
            found |= search.found
        shared = {**work.shared(), "units": OBSERVED_UNITS}
        return save_if_kept(
            Calibration(
                fit=_joined(tables["fit"]),
                targets=_joined(tables["targets"]),
                sensitivity=_joined(tables["sensitivity"]),
                steps=_joined(tables["steps"]),
                **shared,
            )
        )


def most_points(parameters: int, steps: int, starts: int) -> int:
    """Return how many points the fit of a block simulates at most.

    Parameters
    ----------
    parameters, steps, starts : int
        How many are fitted, how far the search may go, and at how many points beside the defaults
        it may begin.
    """
    # Each step takes a point and both sides of every parameter; the last point, one set more.
    search = 1 + steps + 2 * parameters * (steps + 1)
    # The fit, once more with those that are told of, from there too; before and after.
    return 2 * search + starts + (starts + 1) + 2


def _joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    table = pd.concat(parts, ignore_index=True)
    return table[["block", *(name for name in table.columns if name != "block")]]


def _targets(block: Block, facts: Sequence[Fact]) -> list[Fact]:
    chosen = [fact for fact in facts if fact.use == block.use]
    if not chosen:
        raise EvidenceError(f"no fact has use = '{block.use}', which the block {block.name} needs")
    return chosen


def _plan(baseline: Scenario, moments: Collection[str], months: int) -> EvidencePlan:
    effects = [effect for effect in load_interventions() if effect.name in moments]
    return plan_for(baseline, effects, shipped("interventions").parent, months)


@dataclass
class _Search:
    """The fit of one block, given what earlier ones found."""

    work: Campaign
    plan: EvidencePlan
    facts: Sequence[Fact]
    replicates: int
    steps: int
    given: Mapping[str, float]
    starts: Sequence[Mapping[str, float]] = ()

    def __post_init__(self) -> None:
        self.found: dict[str, float] = {}
        self._stage = 0

    def tables(self, names: Sequence[str]) -> dict[str, pd.DataFrame]:
        """Return the tables of the block; `found` gets the values of identified parameters."""
        first, path = self._fit(names, self.starts)
        known = [
            name
            for name, share in zip(names, first.conditional_identification, strict=True)
            if share >= TOLD_OF
        ]
        if 0 < len(known) < len(names):
            found = dict(zip(names, map(float, first.values), strict=True))
            final, more = self._fit(known, [*self.starts, found])
            path = pd.concat([path, more], ignore_index=True)
        else:
            final = first
        fitted = known or list(names)
        rounded = {
            name: float(f"{value:.{DIGITS}g}")
            for name, value in zip(fitted, final.values, strict=True)
        }
        self.found = rounded if known else {}
        before, after = (self._moments_at(values) for values in ({}, self.found))
        fit = fit_table(self._ranges(fitted), self.facts, final, rounded)
        left = [name for name in names if name not in fitted]
        if left:
            fit = pd.concat(
                [fit, keeps_its_range(self._ranges(left), names, first, self.facts)],
                ignore_index=True,
            )
        return {
            "fit": fit,
            "targets": targets_table(self.facts, before, after),
            "sensitivity": sensitivity_table(names, self.facts, first),
            "steps": path,
        }

    def _fit(
        self, names: Sequence[str], starts: Sequence[Mapping[str, float]]
    ) -> tuple[MomentFit, pd.DataFrame]:
        self._stage += 1
        ranges = self._ranges(names)
        begin = [
            [start.get(name, entry.default) for name, entry in zip(names, ranges, strict=True)]
            for start in starts
        ]
        targets = [Target(fact.name, fact.central, fact.standard_error) for fact in self.facts]

        def evaluate(points: Floats) -> Floats:
            return self._simulate(
                [dict(zip(names, map(float, row), strict=True)) for row in points]
            )

        try:
            result = fit_moments(evaluate, ranges, targets, self.steps, begin)
        except UndefinedMomentError as error:
            raise EvidenceError(
                f"{error}; simulate more months, people or replicates to measure it"
            ) from None
        return result, result.steps.assign(stage=self._stage)

    def _ranges(self, names: Sequence[str]) -> list[Range]:
        declared = declarations()
        baseline = self.work.scenarios[0].parameters
        ranges = []
        for name in names:
            low, high = range_of(name)
            ranges.append(Range(declared[name].name, float(getattr(baseline, name)), low, high))
        return ranges

    def _moments_at(self, values: Mapping[str, float]) -> Floats:
        moments: Floats = self._simulate([values])[0]
        return moments

    def _simulate(self, points: Sequence[Mapping[str, float]]) -> Floats:
        """Return facts at points, shape (points, replicates, facts)."""
        first = self.work.next_point
        everything = [as_point({**self.given, **values}) for values in points]
        runs = self.work.simulate(everything, range(self.replicates), arms=self.plan.arms)
        self.work.check_complete()
        values = measured(runs, self.plan.interventions)
        found = np.full((len(points), self.replicates, len(self.facts)), np.nan)
        for k, fact in enumerate(self.facts):
            rows = values[values["name"] == fact.moment]
            found[rows["point"].to_numpy() - first, rows["replicate"].to_numpy(), k] = rows["value"]
        return found
