"""``balanced-jobs compare``: the paired comparison of two regimes."""

from __future__ import annotations

from functools import partial
from typing import Final

import click

from sim.commands.announcement import announcement
from sim.commands.folders import results_folder
from sim.commands.options import StudyOptions, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.compare import EXPERIMENT

REPLICATES: Final = 20
"""Replicates where no number is given."""


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs compare capitalism parecon
balanced-jobs compare capitalism parecon --assumptions critics""",
)
@click.argument("a")
@click.argument("b")
@study_options("by default as in the scenarios", f"of the pair; {REPLICATES} by default")
def command(a: str, b: str, options: StudyOptions) -> int:
    """Compare two regimes, replicate by replicate.

    A and B are names that `balanced-jobs scenarios` lists, or paths of scenario files; differences
    are B minus A. Each replicate burns in once and is forked, so both sides meet common random
    numbers. What --set and --assumptions change, changes on both sides. The same command goes on
    where it was stopped.
    """
    with stopping_at_once():
        from sim.scenario import load_scenario
        from sim.study.pairs import align_assumptions

        arguments = options.named_arguments(replicates=REPLICATES, seed=0)
        replicates, seed = arguments.pop("replicates"), arguments.pop("seed")
        first, second = align_assumptions(*(load_scenario(name, **arguments) for name in (a, b)))
        from sim.experiments.compare.plan import compare

    return carry_out(
        partial(compare, first, second, replicates, seed),
        results_folder(f"{first.name}-vs-{second.name}", options),
        options,
        subject=announcement(
            f"{first.title or first.name} and {second.title or second.name}",
            first,
            replicates,
            options,
        ),
        tasks=replicates,
    )
