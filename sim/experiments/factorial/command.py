"""``balanced-jobs factorial``: what each institution does, alone and with each other."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, pair_arguments, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.factorial import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs factorial
balanced-jobs factorial --replicates 20 --workers 2000""",
)
@pair_arguments
@study_options("1000 by default", "of all mixes; 10 by default")
def command(a: str, b: str, options: StudyOptions) -> int:
    """Run every mix of the institutions of two regimes.

    For capitalism and parecon these are 64 regimes. The result is the main effect of each
    institution and the interaction of each two, with 95 % intervals. The same command goes on where
    it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.factorial.plan import factorial

    return carry_out(
        partial(factorial, a, b, **options.named_arguments(workers=1000)),
        results_folder(EXPERIMENT.name, options, differing("a", "b")),
        options,
        subject=f"All mixes of the institutions of {a} and {b}.",
    )
