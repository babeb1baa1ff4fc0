"""``balanced-jobs break-even``: the value of a parameter at which neither regime is ahead."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import differing, parameter_name, results_folder
from sim.commands.options import (
    StudyOptions,
    measure_options,
    pair_arguments,
    study_options,
)
from sim.commands.ranges import RangedParameter, given_ranges
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.break_even import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
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
@study_options("1000 by default", "at each value; 10 by default")
def command(
    parameter: tuple[str, tuple[float, float] | None],
    first: int,
    measure: str,
    horizon: str,
    a: str,
    b: str,
    options: StudyOptions,
) -> int:
    """Find the value of a parameter at which two regimes are equally productive.

    PARAMETER is a name, over its published range, or NAME=LOW:HIGH. All values meet the same random
    draws; the interval holds the values that the runs cannot tell from it. The same command goes on
    where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.break_even.plan import break_even

    name = f"{EXPERIMENT.name}-{parameter_name(parameter)}"
    return carry_out(
        partial(
            break_even,
            parameter[0],
            a,
            b,
            ranges=given_ranges(parameter),
            first=first,
            measure=measure,
            horizon=horizon,
            **options.named_arguments(workers=1000),
        ),
        results_folder(name, options, differing("first", "measure", "horizon", "a", "b")),
        options,
        subject=f"The gap of {b} over {a} across {parameter[0]}.",
    )
