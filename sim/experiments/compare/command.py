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
balanced-jobs compare capitalism parecon --assumptions critics
balanced-jobs compare capitalism parecon --no-balance""",
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--balance/--no-balance",
    default=None,
    help="Whether to simulate what balanced jobs themselves add too, where the two differ in more "
    "than these; by default yes.",
)
@study_options("by default as in the scenarios", f"of the pair; {REPLICATES} by default")
def command(a: str, b: str, balance: bool | None, options: StudyOptions) -> int:
    """Compare two regimes, replicate by replicate.

    A and B are names that `balanced-jobs scenarios` lists, or paths of scenario files; differences
    are B minus A. Each replicate burns in once and is forked, so both sides meet common random
    numbers. What --set and --assumptions change, changes on both sides. The same command goes on
    where it was stopped.

    Where one of the two has balanced jobs and they differ in more than that, all mixes of their
    rules of division and decisions are simulated from the same burn-in, with the other institutions
    and the parameters of either side: what balanced jobs themselves add is said first.
    """
    with stopping_at_once():
        from sim.scenario import load_scenario
        from sim.study.pairs import align_assumptions

        arguments = options.named_arguments(replicates=REPLICATES, seed=0)
        replicates, seed = arguments.pop("replicates"), arguments.pop("seed")
        first, second = align_assumptions(*(load_scenario(name, **arguments) for name in (a, b)))
        from sim.experiments.compare.bundle import cells_of, takes_apart
        from sim.experiments.compare.plan import compare

        cells = cells_of(first, second)
        taken_apart = takes_apart(first, second, balance)
        left_out = ("no-balance",) if cells and not taken_apart else ()
        mixes = f", with {len(cells) - 2} more mixes of both" if taken_apart else ""

    return carry_out(
        partial(compare, first, second, replicates, seed, balance=taken_apart),
        results_folder(f"{first.name}-vs-{second.name}", options, left_out),
        options,
        subject=announcement(
            f"{first.title or first.name} and {second.title or second.name}{mixes}",
            first,
            replicates,
            options,
        ),
        tasks=replicates,
    )
