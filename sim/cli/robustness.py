"""``balanced-jobs robustness``: whether the gap survives other forms, sizes, steps and luck."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import RESULTS
from sim.commands.options import Order, experiment_options, pair_arguments
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once


def read_populations(
    context: click.Context, parameter: click.Parameter, text: str
) -> tuple[int, ...]:
    """Return the numbers of people in a list with commas; none for the word "none"."""
    if text.strip() == "none":
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
    "robustness",
    short_help="Tell whether the gap survives other functional forms, sizes and steps.",
    epilog="""\b
balanced-jobs robustness
balanced-jobs robustness --populations 1000,10000 --replicates 10   a first look
balanced-jobs robustness --assumptions critics""",
)
@click.option(
    "--assumptions",
    metavar="SCENARIO",
    help="Take the parameters that this scenario sets for both sides.",
)
@click.option(
    "--populations",
    default="1000,10000,100000",
    show_default=True,
    metavar="LIST",
    callback=read_populations,
    help="Numbers of people to try, or none.",
)
@click.option(
    "--seeds",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Seeds under which the reference is run once.",
)
@pair_arguments
@experiment_options("by default as in the scenarios")
def command(
    assumptions: str | None,
    populations: tuple[int, ...],
    seeds: int,
    a: str,
    b: str,
    order: Order,
) -> int:
    """Repeat the comparison of two regimes in other worlds.

    Each variant changes one thing on both sides: how well tasks replace one another, how motivation
    responds to alienation, the peer norm of effort, the number of people, the length of a step. The
    result is the gap in each with its 95 % interval, and what it differs by from the reference. The
    same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.robustness.plan import robustness

        work = partial(
            robustness,
            a,
            b,
            populations=populations,
            seeds=seeds,
            assumptions=assumptions,
            overrides=order.changes,
            **order.size,
        )
    return carry_out(
        work,
        order.out or RESULTS / _folder(a, b, assumptions),
        order,
        subject=f"{b} and {a} under other functional forms, sizes, steps and seeds.",
    )


def _folder(a: str, b: str, assumptions: str | None) -> str:
    """Return the name of the folder for the results of a call."""
    parts = ["robustness"]
    if (a, b) != ("capitalism", "parecon"):
        parts += [a, b]
    if assumptions is not None:
        parts.append(assumptions)
    return "-".join(parts).replace("/", "-")
