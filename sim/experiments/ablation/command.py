"""``balanced-jobs ablation``: on which mechanisms and asymmetries the sign of the gap hangs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, study_options
from sim.commands.pages import page_option, write_page
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.ablation import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs ablation
balanced-jobs ablation calibrated --page docs/ablation.md
balanced-jobs ablation --only no_solidarity --only no_fairness --no-natural-experiments""",
)
@click.argument("baseline", default="capitalism")
@click.option(
    "--against",
    metavar="SCENARIO",
    default="parecon",
    show_default=True,
    help="Regime to compare with the baseline; gaps are its over that of the baseline.",
)
@click.option(
    "--only", multiple=True, metavar="NAME", help="One of the alternatives; may be repeated."
)
@click.option(
    "--pairs",
    type=click.IntRange(0, 1_000),
    default=10,
    show_default=True,
    help="How many of those that change the gap most are combined, two by two.",
)
@click.option(
    "--natural-experiments/--no-natural-experiments",
    default=True,
    show_default=True,
    help="Whether known changes are simulated too, with each alternative.",
)
@page_option
@study_options("1,000 by default", "of each world, 6 by default")
def command(
    baseline: str,
    against: str,
    only: tuple[str, ...],
    pairs: int,
    natural_experiments: bool,
    page: Path | None,
    options: StudyOptions,
) -> int:
    """Switch off, one at a time and in pairs, what the gap between two regimes may hang on.

    Each mechanism and each asymmetry is switched off, or given the value of the other side, in both
    regimes and in the burn-in that they share. The result is the gap in output per hour, its
    channels, what balanced jobs add and the effects of known changes, each with the 95 % interval
    of its change against the unchanged model under common random numbers. The same command goes on
    where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.ablation.plan import ablation

        work = partial(
            ablation,
            baseline,
            against,
            only=only,
            pairs=pairs,
            natural_experiments=natural_experiments,
            **options.named_arguments(),
        )
    own = (*differing("against", "pairs", "natural_experiments"), *only)
    return carry_out(
        work,
        results_folder(f"{EXPERIMENT.name}-{Path(baseline).stem}", options, own),
        options,
        subject=f"What the gap between {Path(against).stem} and {Path(baseline).stem} hangs on.",
        then=None if page is None else partial(write_page, page=page),
    )
