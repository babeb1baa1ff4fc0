"""``balanced-jobs robustness``: whether the gap survives other forms, sizes, steps and draws."""

from __future__ import annotations

from functools import partial
from typing import Final

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, pair_arguments, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.robustness import EXPERIMENT

TRIED: Final = "1000,10000,100000"
"""Numbers of people that are tried by default."""

NONE: Final = "none"
"""What is written for no number at all."""


def read_populations(
    context: click.Context, parameter: click.Parameter, text: str
) -> tuple[int, ...]:
    """Return the numbers of people in a list with commas; none for the word "none"."""
    if text.strip() == NONE:
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise click.BadParameter(
            f"'{text}' is no list of whole numbers; write, for example, 1000,10000, or none",
            context,
            parameter,
        )
    return tuple(int(part) for part in parts)


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs robustness
balanced-jobs robustness --populations 1000,10000 --replicates 10   a first look
balanced-jobs robustness --assumptions critics""",
)
@click.option(
    "--populations",
    default=TRIED,
    show_default=True,
    metavar="LIST",
    callback=read_populations,
    help="Numbers of people to try, or none.",
)
@click.option(
    "--seeds",
    type=click.IntRange(0, 1_000),
    default=20,
    show_default=True,
    help="Seeds under which the reference is run once.",
)
@pair_arguments
@study_options("by default as in the scenarios", "of the reference, 20 by default")
def command(populations: tuple[int, ...], seeds: int, a: str, b: str, options: StudyOptions) -> int:
    """Repeat the comparison of two regimes in other worlds.

    Each variant changes one thing on both sides: how well tasks replace one another, how motivation
    responds to alienation, the peer norm of effort, the number of people, the length of a step. The
    result is the gap in each with its 95 % interval, and what it differs by from the reference. The
    same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.robustness.plan import robustness

        work = partial(
            robustness, a, b, populations=populations, seeds=seeds, **options.named_arguments()
        )
    tried = ",".join(map(str, populations)) or NONE
    own = [*differing("a", "b", "seeds"), *([] if tried == TRIED else [f"populations={tried}"])]
    return carry_out(
        work,
        results_folder(EXPERIMENT.name, options, own),
        options,
        subject=f"{b} and {a} under other functional forms, sizes, steps and seeds.",
    )
