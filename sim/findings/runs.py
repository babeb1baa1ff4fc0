"""The results that the findings rest on, and that all of them are of one size and one model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim.errors import ResultsError, UnfinishedError
from sim.execution.progress import Progress
from sim.experiments.check_posterior.plan import check_posterior, digest_of
from sim.experiments.check_posterior.record import PosteriorChecks
from sim.experiments.compare.plan import compare
from sim.experiments.compare.record import Comparison
from sim.experiments.posterior.added import WITH, WITHOUT
from sim.experiments.posterior.plan import posterior
from sim.experiments.posterior.record import Posterior
from sim.findings.settings import FindingsSettings
from sim.results import open_results
from sim.study.manifest import MANIFEST, read_manifest
from sim.study.program import model_digest
from sim.study.record import Record

SIZE: Final[Mapping[str, str]] = {
    "workers": "people", "months": "months after the fork", "burn_in": "months of burn-in",
    "months_per_step": "months a step",
}  # fmt: skip
"""What has to be the same in all results of one text, in words."""


@dataclass(frozen=True, kw_only=True)
class FindingsRuns:
    """All results of the findings.

    Attributes
    ----------
    posterior : Posterior
    fitted : dict of str to Comparison
        A scenario with fitted parameters against participatory economics, and against the same
        without balanced jobs, by the name of the second; none where the posterior is of another
        state of the model, which cannot be run any more.
    checks : PosteriorChecks or None
        Of this posterior, where they were made.

    Raises
    ------
    ResultsError
        If results are of different sizes, or checks are of another posterior.
    """

    posterior: Posterior
    fitted: Mapping[str, Comparison]
    checks: PosteriorChecks | None

    def __post_init__(self) -> None:
        """Make sure that everything belongs together."""
        for name, result in self._beside():
            check_size(self.posterior, result, name)
        if self.checks is not None and self.checks.settings["posterior"] != digest_of(
            self.posterior
        ):
            raise ResultsError(
                f"{_place(self.checks, 'the checks')}: these are checks of another posterior; "
                "give those of this one, which `balanced-jobs check-posterior` makes"
            )

    def _beside(self) -> Iterator[tuple[str, Record]]:
        for name, result in self.fitted.items():
            yield _place(result, f"the comparison with {name}"), result
        if self.checks is not None:
            yield _place(self.checks, "the checks"), self.checks


def check_size(posterior: Posterior, other: Record, name: str) -> None:
    """Make sure that a result is of the size of the posterior.

    Numbers of differently large economies do not belong into one text: how an economy works depends
    on its size, so that a difference between them could be that of the sizes.

    Parameters
    ----------
    posterior : Posterior
    other : Record
    name : str
        Of the other, for the message.

    Raises
    ------
    ResultsError
        If it is of another size.
    """
    ours, theirs = posterior.scenarios[0], other.scenarios[0]
    apart = [
        f"{theirs[key]:,} {words} where the posterior has {ours[key]:,}"
        for key, words in SIZE.items()
        if theirs[key] != ours[key]
    ]
    if apart:
        raise ResultsError(
            f"{name}: has {' and '.join(apart)}; numbers of different sizes do not stand in one "
            "text. Give results of one size; `balanced-jobs check-posterior --compare-with` tells "
            "what a posterior of another size says, with the error of the difference"
        )


def open_runs(
    settings: FindingsSettings,
    results: str | Path | Posterior | None,
    checks: str | Path | PosteriorChecks | None,
    folder: Path,
    executor: Executor | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] = lambda name: None,
) -> FindingsRuns:
    """Return all results that the findings rest on, after doing what is missing.

    Parameters
    ----------
    settings : FindingsSettings
    results : path, Posterior or None
        A finished posterior, or None to do that of the settings.
    checks : path, PosteriorChecks or None
        Its checks; without a posterior they are done where the settings say so.
    folder : Path
        Where what is done is kept, one folder below it for each result.
    executor : concurrent.futures.Executor, optional
    progress : callable, optional
        Called as ``progress(done, total)`` in the units of the experiment at work.
    tell : callable, optional
        Called with the name of each experiment when it begins.

    Raises
    ------
    ResultsError
        If a folder holds something else, results do not belong together, or the posterior does not
        compare what the answer needs.
    UnfinishedError
        If runs could not be done or saved.
    KeyboardInterrupt
        If the user stops; what is finished is kept.
    """
    common: dict[str, Any] = {"executor": executor, "progress": progress}
    size: dict[str, Any] = settings.size
    if results is None:
        tell("posterior")
        results = folder / "posterior"
        posterior(
            waves=settings.waves,
            points=settings.points,
            draws=settings.draws,
            replicates=settings.replicates,
            seed=settings.seed,
            predict=settings.predict,
            out=results,
            **size,
            **common,
        )
        if checks is None and settings.check:
            tell("checks")
            checks = check_posterior(
                results, out=folder / "checks", larger=settings.larger,
                larger_draws=settings.larger_draws, **common,
            )  # fmt: skip
    found = _opened(results, Posterior)
    missing = [name for name in (WITH, WITHOUT) if name not in found.compared]
    if missing:
        raise ResultsError(
            f"{_place(found, 'the posterior')}: compares {', '.join(found.compared)}; the findings "
            f"need {' and '.join(missing)} too"
        )
    return FindingsRuns(
        posterior=found,
        fitted=_fitted(settings, found, folder, common, tell),
        checks=None if checks is None else _opened(checks, PosteriorChecks),
    )


def _opened[R: Record](results: str | Path | R, kind: type[R]) -> R:
    """Return finished results of a kind.

    Raises
    ------
    ResultsError
        If they are something else, or not finished.
    """
    found = open_results(results) if isinstance(results, str | Path) else results
    if not isinstance(found, kind):
        raise ResultsError(
            f"{results}: holds results of '{found.kind}', not of '{kind.kind}'; give a folder that "
            f"`balanced-jobs {kind.kind}` wrote"
        )
    if found.unfinished:
        raise ResultsError(f"{results}: is not finished: give the command that began it again")
    return found


def _fitted(
    settings: FindingsSettings,
    result: Posterior,
    folder: Path,
    common: Mapping[str, Any],
    tell: Callable[[str], None],
) -> dict[str, Comparison]:
    """Return the comparisons of the fitted scenario, as large as the posterior."""
    model = _model_of(result)
    first = result.scenarios[0]
    size: dict[str, Any] = {name: first[name] for name in ("workers", "months", "burn_in")}
    found = {}
    for name in (WITH, WITHOUT):
        label = f"{settings.fitted} and {name}, {first['workers']} people"
        place = folder / label.replace(",", "").replace(" ", "-")
        kept = _kept(place, model)
        if kept is None and model != model_digest():
            return {}
        if kept is None:
            tell(label)
            kept = compare(
                settings.fitted, name, settings.fitted_replicates, settings.seed, out=place,
                balance=False, **size, **common,
            )  # fmt: skip
        _check_done(kept, label)
        found[name] = kept
    return found


def _kept(place: Path, model: str) -> Comparison | None:
    """Return a finished comparison of a model that a folder holds, if it does."""
    if not (place / MANIFEST).exists() or read_manifest(place)["model"] != model:
        return None
    try:
        found = open_results(place)
    except ResultsError:
        return None
    return found if isinstance(found, Comparison) and not found.unfinished else None


def _check_done(found: Comparison, label: str) -> None:
    if found.interrupted:
        raise KeyboardInterrupt
    if found.unfinished:
        raise UnfinishedError(
            f"{label}: {found.unfinished:,} of {found.planned:,} replicates could not be done or "
            f"saved ({'; '.join(found.problems)}); what is finished is kept: run the same command "
            "again to go on"
        )


def _model_of(result: Posterior) -> str:
    """Return the digest of the source code that a posterior was simulated with."""
    if result.folder is None:
        return model_digest()
    return str(read_manifest(result.folder)["model"])


def _place(result: Record, name: str) -> str:
    return name if result.folder is None else str(result.folder)
