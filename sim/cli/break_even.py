"""``balanced-jobs break-even``: the value of a parameter at which neither regime is ahead."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import RESULTS
from sim.commands.options import (
    Order,
    experiment_options,
    measure_options,
    pair_arguments,
)
from sim.commands.ranges import RangedParameter, given_ranges
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once


@click.command(
    "break-even",
    short_help="Find the value of a parameter at which neither regime is ahead.",
    epilog="""\b
balanced-jobs break-even intrinsic_motivation
balanced-jobs break-even monitoring=0.1:0.6 --measure output_per_head""",
)
@click.argument("parameter", type=RangedParameter())
@click.option(
    "--first",
    type=click.IntRange(3, 1000),
    default=9,
    show_default=True,
    help="Values of the first scan over the range.",
)
@measure_options
@pair_arguments
@experiment_options("1000 by default")
def command(
    parameter: tuple[str, tuple[float, float] | None],
    first: int,
    measure: str,
    horizon: str,
    a: str,
    b: str,
    order: Order,
) -> int:
    """Find the value of a parameter at which two regimes are equally productive.

    PARAMETER is a name, over its published range, or NAME=LOW:HIGH. Every value meets the same
    luck; the interval holds the values that the runs cannot tell from it. The same command goes on
    where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.frontier.plan import break_even

        size = {"workers": 1000, **order.size}
    name = parameter[0]
    return carry_out(
        partial(
            break_even,
            name,
            a,
            b,
            ranges=given_ranges(parameter),
            first=first,
            measure=measure,
            horizon=horizon,
            overrides=order.changes,
            **size,
        ),
        order.out or RESULTS / f"break-even-{name}",
        order,
        subject=f"The gap of {b} over {a} across {name}.",
    )
