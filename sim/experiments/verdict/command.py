"""``balanced-jobs verdict``: the answer over all published assumptions."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, pair_arguments, priors_option, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.verdict import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs verdict
balanced-jobs verdict --samples 64 --workers 300 --months 60   a first look
balanced-jobs verdict --set monitoring=0.3                     with one value held fixed""",
)
@click.option(
    "--samples",
    type=click.IntRange(2, 1_000_000),
    default=256,
    show_default=True,
    help="A power of two.",
)
@click.option(
    "--decisive",
    type=click.IntRange(1, 200),
    default=10,
    show_default=True,
    help="Parameters that get Sobol indices of their own.",
)
@click.option(
    "--screening",
    type=click.IntRange(2, 1000),
    default=8,
    show_default=True,
    help="Trajectories of the screening that chooses these.",
)
@priors_option("declared")
@pair_arguments
@study_options("500 by default", "at each point; 1 by default")
def command(
    samples: int,
    decisive: int,
    screening: int,
    priors: str,
    a: str,
    b: str,
    options: StudyOptions,
) -> int:
    """Draw all parameters from their published ranges, and ask who is ahead.

    Each is drawn from the prior that it declares (`balanced-jobs parameters` shows them), or with
    --priors uniform evenly over its range.

    The result is the probability that B is at least as productive, per hour and per head, after 1,
    5 and 20 years; the assumptions that decide it (Sobol and PAWN indices); and the assumptions
    under which critics and advocates are right (boxes found by PRIM). The same command goes on
    where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.verdict.plan import verdict

    own = differing("samples", "decisive", "screening", "priors", "a", "b")
    arguments = {**options.named_arguments(workers=500), "priors": priors}
    return carry_out(
        partial(verdict, a, b, samples, decisive, screening, **arguments),
        results_folder(EXPERIMENT.name, options, own),
        options,
        subject=f"{b} and {a} under all published assumptions.",
    )
