"""Whether a posterior is to be believed: all checks of it, from its runs and a few further ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Final, Unpack

import numpy as np
import pandas as pd

from sim.errors import DesignError, ResultsError
from sim.evidence import load_interventions
from sim.execution.progress import Progress
from sim.experiments.check_posterior.asking import sensitivity
from sim.experiments.check_posterior.exchange import EXCHANGE
from sim.experiments.check_posterior.larger import DRAWS, larger_gaps, run_larger, size_rows
from sim.experiments.check_posterior.numerical import numerical_error
from sim.experiments.check_posterior.predicting import left_out, predictions
from sim.experiments.check_posterior.record import PosteriorChecks
from sim.experiments.check_posterior.recovery import recover_by_emulators, recover_by_weights
from sim.experiments.check_posterior.sample import Sample, sample_of
from sim.experiments.check_posterior.symmetry import again_of, symmetry
from sim.experiments.check_posterior.tables import frame, rank_rows, recovery_rows
from sim.experiments.check_posterior.verdicts import verdicts_of
from sim.experiments.posterior.record import EVIDENCE, RANGES, Posterior
from sim.experiments.posterior.tables import OUTCOME_UNITS
from sim.grammar.arguments import checked
from sim.scenario import Scenario
from sim.study.arguments import check_counts
from sim.study.campaign import Campaign, campaign
from sim.study.manifest import MANIFEST, read_manifest
from sim.study.options import RunOptions, execution_of
from sim.study.program import model_digest
from sim.study.requests import as_point
from sim.study.store import read, save_if_kept
from sim.vocabulary import MEASURES

TRUTHS: Final = 200
"""Known truths at most, of each of the two parts of the pipeline."""

EXCHANGED: Final = 12
"""Draws at which regimes are run once more with exchanged roles."""


@checked
def check_posterior(
    results: str | Path | Posterior,
    truths: int = TRUTHS,
    exchanged: int = EXCHANGED,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    *,
    compare_with: Sequence[str | Path | Posterior] = (),
    larger: int | None = None,
    larger_draws: int = DRAWS,
    interventions: str | Path | None = None,
    **options: Unpack[RunOptions],
) -> PosteriorChecks:
    """Return whether an answer given the evidence is to be believed.

    Truths that are known are recovered by the same pipeline; evidence is predicted from all of it,
    and from all but itself; the answer is found again under other discrepancies, without each item,
    under other priors, and beside other posteriors; roles are exchanged and regimes held against
    copies of themselves; the numerical error is told; and draws are simulated in larger economies.
    All but exchanged roles, copies and larger economies uses the runs of the posterior.

    Parameters
    ----------
    results : path or Posterior
        A finished posterior.
    truths : int
        Known truths at most.
    exchanged : int
        Draws at which regimes are run with exchanged roles, each twice with other random numbers.
    executor, out, progress
        As in `sim.sweep`.
    compare_with : sequence of path or Posterior
        Posteriors of other sizes or functional forms, over which the answer is averaged.
    larger : int, optional
        People in larger economies, in which draws are simulated too; none by default.
    larger_draws : int
        Draws that are, taken by weight.
    interventions : path, optional
        File of changes that the posterior used, by default that which comes with the package.
    **options
        ``restart`` and ``retry_failed``, as in `sim.sweep`.

    Raises
    ------
    ResultsError
        If a folder holds no finished posterior, one that has no regime in common, or one of another
        version of the model.
    DesignError
        If a count is not allowed.
    UnfinishedError
        If runs could not be done or saved; what is finished is kept in `out`.
    KeyboardInterrupt
        If the user stops; what is finished is kept in `out`.

    Notes
    -----
    Sources: Talts et al. (2018) for recovery; Vehtari et al. (2024) for weights without an item.

    Examples
    --------
    >>> import sim
    >>> answer = sim.posterior(
    ...     regimes=["parecon"], waves=1, points=12, draws=8, replicates=1,
    ...     workers=120, months=12, burn_in=2,
    ... )
    >>> checks = sim.check_posterior(answer, exchanged=2)
    >>> len(checks.verdicts)
    7
    """
    check_counts(1, 0, truths=(truths, 1), exchanged=(exchanged, 1), larger_draws=(larger_draws, 1))
    posterior = _opened(results)
    own = int(posterior.scenarios[0]["workers"])
    if larger is not None and larger <= own:
        raise DesignError(
            f"larger = {larger}: must be above {own:,}, the people in each economy of the posterior"
        )
    entries = load_interventions(None if interventions is None else Path(interventions))
    sample = sample_of(posterior, entries)
    others = {_name(one): _opened(one) for one in compare_with}
    compared = {name: sample_of(one, entries) for name, one in others.items()}
    for name, other in compared.items():
        if not len(other.unit):
            raise ResultsError(
                f"{name}: no parameters are left by its evidence, so that it has no answer to "
                "compare with"
            )
        if not set(other.outcomes) & set(sample.outcomes):
            raise ResultsError(f"{name}: its regimes and horizons have none in common with these")
    scenarios = [Scenario.from_dict(one) for one in posterior.scenarios]
    scenarios = scenarios[: 1 + len(posterior.settings["regimes"])]
    headline = [next(iter(posterior.compared)), MEASURES[0], posterior.horizon]
    settings: dict[str, Any] = {
        "posterior": digest_of(posterior),
        "truths": truths,
        "exchanged": exchanged,
        "compare_with": {name: digest_of(one) for name, one in others.items()},
        "larger": larger,
        "larger_draws": larger_draws,
        "regimes": list(posterior.settings["regimes"]),
        "headline": headline,
        "size": {
            "draws": len(sample.unit), "points": len(sample.wave_unit),
            "effective": posterior.effective,
        },
        **{name: posterior.settings[name] for name in ("ranges", "priors", "distributions")},
    }  # fmt: skip
    seed = int(posterior.settings["seed"])
    execution = execution_of(executor, out, progress, options)
    with campaign(PosteriorChecks, scenarios, seed, settings, execution) as work:
        draws, first = _exchanged(sample, exchanged), work.next_point
        runs = _run(work, sample, draws)
        found = None
        if larger is not None and len(sample.unit):
            found = run_larger(work, sample, larger, larger_draws, seed)
        work.check_complete()
        again = again_of(runs, draws, first, len(sample.points))
        sizes: list[dict[str, Any]] = []
        if found is not None and larger is not None:
            sizes = list(size_rows(larger_gaps(found, sample), own, larger, seed))
        given = EVIDENCE if len(sample.unit) else RANGES
        stored = posterior.gaps[posterior.gaps["given"] == given]
        tables = _tables(sample, compared, again, stored, sizes, headline, truths, seed)
        return save_if_kept(PosteriorChecks(**tables, **{**work.shared(), "units": OUTCOME_UNITS}))


def _opened(results: str | Path | Posterior) -> Posterior:
    """Return a posterior that is finished and of this version of the model.

    Raises
    ------
    ResultsError
        If it is not.
    """
    if isinstance(results, Posterior):
        found = results
        if found.unfinished:
            raise ResultsError("the posterior is not finished: give its command again first")
        return found
    place = Path(results)
    manifest = read_manifest(place)
    if manifest["kind"] != Posterior.kind:
        raise ResultsError(
            f"{place} holds results of '{manifest['kind']}', not of '{Posterior.kind}'; give a "
            "folder that `balanced-jobs posterior` wrote"
        )
    if manifest["model"] != model_digest():
        raise ResultsError(
            f"{place / MANIFEST}: this posterior is of another version of the model, whose runs "
            "cannot be repeated; check it with that version, or make it again"
        )
    opened = read(place, Posterior)
    assert isinstance(opened, Posterior)
    return opened


def _name(results: str | Path | Posterior) -> str:
    place = results.folder if isinstance(results, Posterior) else Path(results)
    if place is not None:
        return place.resolve().name
    assert isinstance(results, Posterior)
    return digest_of(results)[:8]


def digest_of(posterior: Posterior) -> str:
    """Return what tells a posterior from all others.

    Parameters
    ----------
    posterior : Posterior
    """
    content = json.dumps([dict(posterior.settings), posterior.summary()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _exchanged(sample: Sample, exchanged: int) -> list[int]:
    """Return draws, taken evenly from those given the evidence, or of the first wave."""
    count = len(sample.points)
    return sorted({int(x) for x in np.linspace(0, count - 1, min(exchanged, count))})


def _run(work: Campaign, sample: Sample, draws: list[int]) -> pd.DataFrame:
    """Return runs of regimes as asked, with exchanged roles, and over copies of themselves.

    A draw has its replicate of the posterior, and a further one that no other has.
    """
    count = len(sample.points)
    return work.simulate(
        [as_point(sample.points[draw]) for draw in draws],
        [[draw, draw + count] for draw in draws],
        scenarios=list(range(1, len(work.scenarios))),
        measurement=EXCHANGE,
    )


def _tables(
    sample: Sample,
    compared: dict[str, Sample],
    again: pd.DataFrame,
    stored: pd.DataFrame,
    sizes: list[dict[str, Any]],
    headline: Sequence[str],
    truths: int,
    seed: int,
) -> dict[str, Any]:
    found = [recover_by_emulators(sample, truths, seed)]
    if len(sample.unit):
        found.append(recover_by_weights(sample, truths, seed))
    some = bool(len(sample.unit))
    tables = {
        "recovery": frame(
            (row for one in found for row in recovery_rows(sample, one, seed)), "recovery"
        ),
        "ranks": frame((row for one in found for row in rank_rows(sample, one)), "ranks"),
        "prediction": frame(predictions(sample, seed) if some else (), "prediction"),
        "left_out": frame(left_out(sample, seed) if some else (), "left_out"),
        "sensitivity": frame(sensitivity(sample, compared, seed) if some else (), "sensitivity"),
        "symmetry": frame(symmetry(again, stored, seed), "symmetry"),
        "numerical": frame(numerical_error(sample, again, seed) if some else (), "numerical"),
        "size": frame(sizes, "size"),
    }
    regime, measure, horizon = headline

    def about(name: str) -> pd.DataFrame:
        table = tables[name]
        chosen: pd.DataFrame = table[
            (table["regime"] == regime)
            & (table["measure"] == measure)
            & (table["horizon"] == horizon)
        ]
        return chosen

    rows = verdicts_of(
        tables["recovery"],
        tables["prediction"],
        tables["left_out"],
        about("sensitivity"),
        tables["symmetry"],
        about("numerical"),
        about("size"),
    )
    return {"verdicts": frame(rows, "verdicts"), **tables}
