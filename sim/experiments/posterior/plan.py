"""The answer given the evidence: history matching in waves, then weighted runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Unpack

from sim.errors import DesignError, ScenarioError
from sim.evidence import Intervention, load_facts, load_interventions
from sim.evidence.reading import shipped
from sim.execution.progress import Progress
from sim.experiments.posterior.evidence import CONDITIONS, EFFECT, Piece, pieces_of
from sim.experiments.posterior.matching import REPEATED, Matching
from sim.experiments.posterior.record import Posterior
from sim.experiments.posterior.simulate import BESIDE_BASELINE, answer_horizons
from sim.experiments.posterior.tables import OUTCOME_UNITS, tables_of
from sim.experiments.validate_model.plan import WINDOW
from sim.grammar.arguments import checked
from sim.parameters import declarations, uncertain
from sim.parameters.priors import DECLARED
from sim.scenario import Scenario, load_scenario
from sim.study.arguments import check_counts, check_ranges
from sim.study.campaign import campaign
from sim.study.evidence_arms import BASELINE, EvidencePlan, plan_for
from sim.study.measurement import ARM_OBSERVATION
from sim.study.options import Options, execution_of, scenario_options
from sim.study.pairs import packs_of, pair_of
from sim.study.priors import drawn_from, prior_over
from sim.study.rehearsal import foretell
from sim.study.requests import Arm, RunRequest, as_point, rules_named
from sim.study.store import save_if_kept

REGIMES: Final = (
    "parecon", "cooperative", "balanced_only", "parecon_no_balance", "coordinatorism",
)  # fmt: skip
"""Regimes that are compared with the baseline where none are named."""

WORKERS: Final = 500
"""People where no number is given; with the other sizes about 1.8 million months of work."""

LEAST_POINTS: Final = 12
"""Points of a wave, below which emulators tell nothing."""


@checked
def posterior(
    baseline: Scenario | str = "capitalism",
    regimes: Sequence[Scenario | str] = REGIMES,
    waves: int = 3,
    points: int = 80,
    draws: int = 600,
    replicates: int = 2,
    seed: int = 0,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    facts: str | Path | None = None,
    interventions: str | Path | None = None,
    hold_out: Sequence[str] = (),
    predict: bool = False,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    priors: str = DECLARED,
    **options: Unpack[Options],
) -> Posterior:
    """Return how probable it is that a regime is ahead given the evidence, and by how much.

    Parameters of the baseline and of the regimes are drawn from their priors. In waves, those that
    facts of the baseline and effects of known changes rule out are taken away; what is left is
    drawn from by emulators of these items, run in full, and weighted by the likelihood of the
    items. At each draw every regime is run beside the baseline with common random numbers.

    Parameters
    ----------
    baseline : Scenario or str
        The economy that facts and changes are about, and that regimes are compared with.
    regimes : sequence of Scenario or str
    waves : int
        Waves of history matching at most.
    points : int
        Points of each wave, at least 12. Those of the first are draws from the prior, at which
        regimes are run too: by them the answer given the ranges alone is judged.
    draws : int
        Draws given the evidence, each of which is run once.
    replicates : int
        Runs with independent random draws at each point of a wave; from two on the noise of a run
        is told from what parameters do.
    seed : int
        Of draws and runs.
    executor, out, progress
        As in `sim.sweep`.
    facts, interventions : path, optional
        Files of facts and of changes; by default those that come with the package.
    hold_out : sequence of str
        Facts and interventions that do not condition although they are declared to.
    predict : bool
        Whether changes that are held out are simulated at each draw too.
    ranges : mapping of str to (float, float), optional
        Range of a parameter, by default its published one; its prior is cut to it.
    priors : {"declared", "uniform"}
        Whether parameters are drawn from the priors that they declare, or uniformly.
    **options
        ``workers`` (500 by default), ``months`` and ``burn_in``; ``overrides``, changes on all
        sides, as in `load_scenario`, of which parameters are not drawn; ``restart`` and
        ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    ScenarioError
        If a scenario is not valid or cannot be compared with the baseline.
    EvidenceError
        If a file of evidence has mistakes, a name to hold out is not that of a piece of evidence,
        or nothing conditions.
    ParameterError
        If a range is not admitted, or is that of no parameter that is drawn.
    DesignError
        If a count is not allowed, no regime is named, or there are no such priors.
    UnfinishedError
        If runs could not be done or saved, or too many failed; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Notes
    -----
    Sources: Craig et al. (1997), Vernon et al. (2010) and McCulloch et al. (2022) for history
    matching; Del Moral et al. (2006) and Cotter et al. (2013) for the draws; Kish (1965) for what
    weighted draws are worth. A parameter that a regime sets itself is not drawn.

    Examples
    --------
    >>> import sim
    >>> result = sim.posterior(
    ...     regimes=["parecon"], waves=1, points=12, draws=8, replicates=1,
    ...     workers=120, months=12, burn_in=2,
    ... )
    >>> sorted(result.probabilities["given"].unique())
    ['evidence', 'ranges']
    """
    check_counts(
        replicates, seed, waves=(waves, 1, 20), points=(points, LEAST_POINTS), draws=(draws, 1)
    )
    size = {"workers": WORKERS, **scenario_options(options)}
    overrides = options.get("overrides")
    first, others = _economies(baseline, regimes, overrides, size)
    place = shipped("interventions") if interventions is None else Path(interventions)
    changes = load_interventions(place)
    pieces = pieces_of(load_facts(None if facts is None else Path(facts)), changes, hold_out)
    plan = _plan(first, changes, pieces, others, predict, place.parent)
    fixed = {*(overrides or {}), *_set_by(first, others)}
    check_ranges(ranges, (name for name in declarations() if name not in fixed))
    wanted = {*uncertain(rules_named([first, *others], ())), *(ranges or {})} - fixed
    prior = prior_over([name for name in declarations() if name in wanted], priors, ranges)
    conditioning = {piece.measured for piece in pieces if piece.role == CONDITIONS}
    settings: dict[str, Any] = {
        "baseline": first.name,
        "regimes": [regime.name for regime in others],
        "waves": waves,
        "points": points,
        "draws": draws,
        "replicates": replicates,
        "predict": predict,
        "evidence": [piece.fingerprint_fields for piece in pieces],
        "arms": [arm.to_dict() for arm in plan.arms],
        "ranges": {name: list(one.ends) for name, one in prior.distributions.items()},
        **drawn_from(prior, priors),
    }
    kept = plan.needed_for(conditioning | _moments(pieces))
    execution = execution_of(executor, out, progress, options)
    expected = waves * points * replicates * len(kept.arms) + draws * len(plan.arms)
    twice = 2 * min(draws, REPEATED)
    expected += (draws + points + twice) * len(others)
    packs = packs_of(prior.names)["pack"].nunique()
    beside = points + draws + twice + packs * max(replicates, SIDE_REPLICATES)
    arms = (waves - 1) * points * replicates + draws
    for text, times, requests, measurement in (
        ("further waves and draws", arms, plan, ARM_OBSERVATION),
        ("regimes beside the baseline", beside, None, BESIDE_BASELINE),
    ):
        listed = _requests(requests, len(others))
        foretell(executor, text, times, plan.scenarios, listed, measurement)
    with campaign(Posterior, plan.scenarios, seed, settings, execution, expected) as work:
        matching = Matching(work, prior, pieces, kept, plan, len(others), seed)
        matching.waves(waves, points, replicates)
        matching.draw(draws)
        sides = matching.sides(packs_of(prior.names), max(replicates, SIDE_REPLICATES))
        names = [regime.name for regime in others]
        return save_if_kept(
            Posterior(
                **tables_of(matching, sides, names, answer_horizons(first.months)),
                packs=packs_of(prior.names),
                **{**work.shared(), "units": OUTCOME_UNITS},
            )
        )


def _requests(plan: EvidencePlan | None, regimes: int) -> list[RunRequest]:
    """Return what is simulated at a point in a replicate: arms, or every regime without a plan."""
    if plan is None:
        return [RunRequest(1 + regime, (), 0) for regime in range(regimes)]
    return [RunRequest(arm.scenario, (), 0, arm) for arm in plan.arms]


SIDE_REPLICATES: Final = 5
"""Least replicates of the assumptions of a side, which are single points and need an interval."""


def _economies(
    baseline: Scenario | str,
    regimes: Sequence[Scenario | str],
    overrides: Mapping[str, Any] | None,
    size: Mapping[str, int],
) -> tuple[Scenario, list[Scenario]]:
    """Return the baseline and the regimes, which all share its people, months and assumptions."""
    if not regimes:
        raise DesignError("regimes: name at least one that is compared with the baseline")
    first = load_scenario(baseline, {**(overrides or {}), **size})
    others: list[Scenario] = []
    for one in regimes:
        pair = pair_of(baseline, one, overrides, **size)
        if pair[0].digest != first.digest:
            raise ScenarioError(
                f"{pair[1].name}: its assumptions hold for all regimes, which would change "
                f"{first.name}; take it as the baseline, or set them for all"
            )
        if pair[1].name in {regime.name for regime in others}:
            raise DesignError(f"regimes: '{pair[1].name}' is named twice")
        others.append(pair[1])
    return first, others


def _set_by(first: Scenario, others: Sequence[Scenario]) -> set[str]:
    """Return the parameters in which a regime differs from the baseline."""
    return {
        name
        for regime in others
        for name in regime.overrides
        if getattr(regime.parameters, name) != getattr(first.parameters, name)
    }


def _plan(
    first: Scenario,
    interventions: Sequence[Intervention],
    pieces: Sequence[Piece],
    others: Sequence[Scenario],
    predict: bool,
    folder: Path,
) -> EvidencePlan:
    """Return the runs of the evidence, with the regimes as scenarios right after the baseline."""
    wanted = {
        piece.name for piece in pieces if piece.kind == EFFECT
        and (predict or piece.role == CONDITIONS)
    }  # fmt: skip
    chosen = [entry for entry in interventions if entry.name in wanted]
    plan = plan_for(first, chosen, folder, min(WINDOW, first.months))
    settings = {entry.name: entry.setting.parameters for entry in chosen}
    arms = [_placed(arm, len(others), settings) for arm in plan.arms]
    scenarios = (plan.scenarios[0], *others, *plan.scenarios[1:])
    return replace(plan, scenarios=scenarios, arms=tuple(arms))


def _placed(arm: Arm, regimes: int, settings: Mapping[str, Mapping[str, float]]) -> Arm:
    """Return an arm whose scenario stands behind the regimes.

    What holds with and without the change is set again at the end of the burn-in: a draw of the
    same parameter holds before.
    """
    held = {} if arm.name == BASELINE else dict(settings[arm.name.rpartition(":")[0]])
    return replace(
        arm,
        scenario=arm.scenario + regimes if arm.scenario else 0,
        change=as_point({**held, **dict(arm.change)}),
    )


def _moments(pieces: Sequence[Piece]) -> set[str]:
    """Return the moments of facts, which cost nothing once the baseline is run."""
    return {piece.measured for piece in pieces if piece.kind != EFFECT}
