"""The runs that the findings rest on, each kept in a folder of its own and not done twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sim.errors import EvidenceError, UnfinishedError
from sim.evidence.uses import MOTIVATION
from sim.execution.progress import Progress
from sim.experiments.break_even.plan import break_even
from sim.experiments.break_even.record import BreakEven
from sim.experiments.calibrate.plan import calibrate
from sim.experiments.calibrate.record import Calibration
from sim.experiments.compare.plan import compare
from sim.experiments.compare.record import Comparison
from sim.experiments.natural_experiments.plan import natural_experiments
from sim.experiments.natural_experiments.record import NaturalExperiments
from sim.experiments.robustness.plan import robustness
from sim.experiments.robustness.record import Robustness
from sim.experiments.validate_model.plan import validate_model
from sim.experiments.validate_model.record import ModelValidation
from sim.experiments.verdict.plan import verdict
from sim.experiments.verdict.record import Verdict
from sim.findings.settings import FindingsSettings
from sim.scenario import Scenario, load_scenario
from sim.vocabulary import SIDES

PUBLISHED_DEFAULTS: Final = "published defaults"
DEFAULT_MOTIVATION: Final = "fitted economy, motivation at its defaults"

ROUNDING: Final = 1e-3
"""How far a fitted value may be from the one in the scenario file."""


@dataclass(frozen=True, kw_only=True)
class FindingsRuns:
    """All results of the findings.

    Attributes
    ----------
    settings : FindingsSettings
    calibration : Calibration
    facts, facts_before : ModelValidation
        Of the calibrated baseline, and of the defaults.
    effects : NaturalExperiments
    main : Comparison
        The baseline and the alternative.
    assumptions : dict of str to Comparison
        The same under published defaults, and under what each side assumes.
    controls : dict of str to Comparison
        The baseline and other scenarios.
    published, narrowed : Verdict
        Over the published ranges, and over what calibration leaves of them.
    break_evens : dict of str to BreakEven
        By parameter.
    robustness : Robustness
    """

    settings: FindingsSettings
    calibration: Calibration
    facts: ModelValidation
    facts_before: ModelValidation
    effects: NaturalExperiments
    main: Comparison
    assumptions: Mapping[str, Comparison]
    controls: Mapping[str, Comparison]
    published: Verdict
    narrowed: Verdict
    break_evens: Mapping[str, BreakEven]
    robustness: Robustness


@dataclass
class _Work:
    settings: FindingsSettings
    folder: Path
    executor: Executor | None
    progress: Progress | None
    tell: Callable[[str], None]
    baseline: Scenario = field(init=False)

    def __post_init__(self) -> None:
        size: dict[str, Any] = {"workers": self.settings.workers}
        if self.settings.months is not None:
            size["months"] = self.settings.months
        if self.settings.burn_in is not None:
            size["burn_in"] = self.settings.burn_in
        self.size = size
        self.baseline = load_scenario(self.settings.baseline, size)

    def common(self, name: str) -> dict[str, Any]:
        """Return what every experiment takes, after saying which begins."""
        self.tell(name)
        return {
            "seed": self.settings.seed,
            "executor": self.executor,
            "progress": self.progress,
            "out": self.folder / name.replace(" ", "-"),
        }

    def pair(
        self, name: str, alternative: str, assumed: Mapping[str, Any] | None = None
    ) -> Comparison:
        """Return a comparison with the baseline, or with capitalism under other assumptions."""
        values = self.baseline.overrides if assumed is None else assumed
        a = load_scenario(
            self.baseline if assumed is None else "capitalism", {**values, **self.size}
        )
        b = load_scenario(
            alternative, {**values, **load_scenario(alternative).overrides, **self.size}
        )
        found = compare(a, b, self.settings.replicates, **self.common(name))
        if found.interrupted:
            raise KeyboardInterrupt
        if found.unfinished:
            raise UnfinishedError(
                f"{name}: {found.unfinished:,} of {found.planned:,} replicates could not be done "
                f"or saved ({'; '.join(found.problems)}); what is finished is kept: run the same "
                "command again to go on"
            )
        return found


def simulate_findings(
    settings: FindingsSettings,
    folder: Path,
    executor: Executor | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda name: None,
) -> FindingsRuns:
    """Return all results that the findings rest on; what the folder holds is not done again.

    Parameters
    ----------
    settings : FindingsSettings
    folder : Path
        One folder below it for each experiment.
    executor : concurrent.futures.Executor, optional
    progress : callable, optional
        Called as ``progress(done, total)`` in the units of the experiment at work.
    tell : callable, optional
        Called with the name of each experiment when it begins.

    Raises
    ------
    EvidenceError
        If the baseline is not what the calibration gives.
    UnfinishedError
        If runs could not be done or saved.
    BalancedJobsError
        If a setting does not fit.
    KeyboardInterrupt
        If the user stops; what is finished is kept.
    """
    work = _Work(settings, folder, executor, progress, tell)
    a, b = settings.baseline, settings.alternative
    months: dict[str, Any] = {key: value for key, value in work.size.items() if key != "workers"}
    calibration = calibrate(
        replicates=settings.calibration_replicates,
        steps=settings.calibration_steps,
        workers=settings.calibration_workers,
        **work.common("calibration"),
    )
    blocks = calibration.fit.set_index("parameter")["block"]
    economy = {
        name: value
        for name, value in work.baseline.overrides.items()
        if blocks.get(name) != MOTIVATION
    }
    _check_fit(calibration, work.baseline)
    small: dict[str, Any] = {**months, "workers": settings.verdict_workers}
    sampling: dict[str, Any] = {
        "samples": settings.verdict_samples,
        "decisive": settings.verdict_decisive,
        "screening": settings.verdict_screening,
    }
    return FindingsRuns(
        settings=settings,
        calibration=calibration,
        facts=validate_model(a, settings.fact_replicates, **work.common("facts")),
        facts_before=validate_model(
            "capitalism", settings.fact_replicates, **work.common("facts before")
        ),
        effects=natural_experiments(
            a, settings.effect_replicates, **work.common("natural experiments")
        ),
        main=work.pair("comparison", b),
        assumptions={
            PUBLISHED_DEFAULTS: work.pair("comparison under published defaults", b, {}),
            DEFAULT_MOTIVATION: work.pair("comparison with motivation at defaults", b, economy),
            **{
                side: work.pair(
                    f"comparison under what {side} assume",
                    b,
                    {**work.baseline.overrides, **load_scenario(side).overrides},
                )
                for side in SIDES
            },
        },
        controls={name: work.pair(f"comparison with {name}", name) for name in settings.controls},
        published=verdict("capitalism", b, **sampling, **small, **work.common("verdict")),
        narrowed=verdict(
            "capitalism",
            b,
            ranges=calibration.ranges,
            **sampling,
            **small,
            **work.common("verdict narrowed"),
        ),
        break_evens={
            name: break_even(
                name,
                a,
                b,
                settings.break_even_replicates,
                workers=settings.break_even_workers,
                **months,
                **work.common(f"break even {name}"),
            )
            for name in settings.break_even_parameters
        },
        robustness=robustness(
            "capitalism",
            b,
            settings.robustness_replicates,
            assumptions=a,
            populations=settings.robustness_populations,
            seeds=settings.robustness_seeds,
            **work.size,
            **work.common("robustness"),
        ),
    )


def _check_fit(calibration: Calibration, baseline: Scenario) -> None:
    """Make sure that the scenario of the baseline is the one that was fitted."""
    held = baseline.overrides
    for name, value in calibration.values.items():
        if name not in held or abs(held[name] - value) > ROUNDING * max(abs(value), 1e-9):
            raise EvidenceError(
                f"{baseline.name} has {name} = {held.get(name)}, but calibration gives {value}: "
                "write the scenario again with balanced-jobs calibrate --write"
            )
