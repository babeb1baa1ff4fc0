"""``balanced-jobs frontier``: where two regimes are equally productive, over two parameters."""

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
from sim.experiments.frontier import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs frontier intrinsic_motivation monitoring
balanced-jobs frontier intrinsic_motivation=0.1:0.5 complexity_scale --levels 3""",
)
@click.argument("x", type=RangedParameter())
@click.argument("y", type=RangedParameter())
@click.option(
    "--first",
    type=click.IntRange(2, 65),
    default=5,
    show_default=True,
    help="Points along each side of the first grid.",
)
@click.option(
    "--levels",
    type=click.IntRange(0, 6),
    default=2,
    show_default=True,
    help="Times that the grid is refined around the line.",
)
@measure_options
@pair_arguments
@study_options("1000 by default", "at each point; 5 by default")
def command(
    x: tuple[str, tuple[float, float] | None],
    y: tuple[str, tuple[float, float] | None],
    first: int,
    levels: int,
    measure: str,
    horizon: str,
    a: str,
    b: str,
    options: StudyOptions,
) -> int:
    """Map the gap in output over two parameters.

    X and Y are parameters, each over its published range or as NAME=LOW:HIGH. A coarse grid is
    refined around the line where both regimes are equally productive; the line has a 95 % band. The
    same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.frontier.plan import frontier

    name = f"{EXPERIMENT.name}-{parameter_name(x)}-{parameter_name(y)}"
    own = differing("first", "levels", "measure", "horizon", "a", "b")
    return carry_out(
        partial(
            frontier,
            x[0],
            y[0],
            a,
            b,
            ranges=given_ranges(x, y),
            first=first,
            levels=levels,
            measure=measure,
            horizon=horizon,
            **options.named_arguments(workers=1000),
        ),
        results_folder(name, options, own),
        options,
        subject=f"The gap of {b} over {a} across {x[0]} and {y[0]}.",
    )
