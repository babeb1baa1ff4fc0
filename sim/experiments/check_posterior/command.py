"""``balanced-jobs check-posterior``: whether an answer given the evidence is to be believed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import COUNT, StudyOptions, study_options
from sim.commands.pages import page_option, write_page
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.check_posterior import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs check-posterior results/posterior --larger 2000 --page docs/posterior_checks.md
balanced-jobs check-posterior results/posterior --compare-with results/posterior--workers=2000""",
)
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--truths",
    type=COUNT,
    default=200,
    show_default=True,
    help="Known truths that are recovered, at most.",
)
@click.option(
    "--exchanged",
    type=COUNT,
    default=12,
    show_default=True,
    help="Draws at which regimes are run with exchanged roles, twice each.",
)
@click.option(
    "--compare-with",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Posterior of another size or functional form; may be repeated.",
)
@click.option(
    "--larger",
    type=COUNT,
    metavar="PEOPLE",
    help="Simulate draws in economies of so many people too.",
)
@click.option(
    "--larger-draws",
    type=COUNT,
    default=200,
    show_default=True,
    help="Draws that are simulated in larger economies, taken by weight.",
)
@click.option(
    "--interventions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Changes that the posterior used; by default those that come with the program.",
)
@page_option
@study_options(of_results=True)
def command(
    results: Path,
    truths: int,
    exchanged: int,
    compare_with: tuple[Path, ...],
    larger: int | None,
    larger_draws: int,
    interventions: Path | None,
    page: Path | None,
    options: StudyOptions,
) -> int:
    """Check whether the posterior in the folder RESULTS is to be believed.

    Known truths are recovered by the same pipeline; evidence is predicted from all of it and from
    all but itself; the answer is found again under other discrepancies and priors, without each
    item, and beside other posteriors; roles are exchanged, regimes are held against copies of
    themselves, the numerical error is told, and draws are simulated in larger economies where
    --larger asks for them. One verdict for each: passed, failed or undecided.

    Only exchanged roles, copies and larger economies are simulated. It ends with another code than
    0 where a check fails. The same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.check_posterior.plan import check_posterior

        work = partial(
            check_posterior,
            results,
            truths,
            exchanged,
            compare_with=compare_with,
            larger=larger,
            larger_draws=larger_draws,
            interventions=interventions,
        )
    own = (
        results.name,
        *differing("truths", "exchanged", "larger", "larger_draws", "interventions"),
        *(f"with={place.name}" for place in compare_with),
    )
    return carry_out(
        work,
        results_folder(EXPERIMENT.name, options, own),
        options,
        subject=f"Whether the posterior in {results} is to be believed.",
        then=None if page is None else partial(write_page, page=page),
    )
