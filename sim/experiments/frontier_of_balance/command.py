"""``balanced-jobs frontier-of-balance``: what balancing the jobs of a sector costs at least."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, pair_arguments, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.frontier_of_balance import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs frontier-of-balance hospital
balanced-jobs frontier-of-balance aircraft_plant --members 40 --months 60""",
)
@click.argument("sector")
@click.option(
    "--members",
    type=click.IntRange(2, 200),
    default=30,
    show_default=True,
    help="Size of workplace that is wanted.",
)
@click.option(
    "--workplaces",
    type=click.IntRange(1, 100),
    default=2,
    show_default=True,
    help="Workplaces of each replicate.",
)
@click.option(
    "--points",
    type=click.IntRange(2, 100),
    default=9,
    show_default=True,
    help="Points of the frontier.",
)
@pair_arguments
@study_options("1000 by default; 60 months", "of the economy; 8 by default")
def command(
    sector: str,
    members: int,
    workplaces: int,
    points: int,
    a: str,
    b: str,
    options: StudyOptions,
) -> int:
    """Find the output that workplaces of SECTOR can reach at each balance of their jobs.

    The best division of labour is found by linear programmes, with the skills and the effort that
    people have; two regimes are held against it at the end of the run. The same command goes on
    where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.frontier_of_balance.plan import frontier_of_balance

    return carry_out(
        partial(
            frontier_of_balance,
            sector,
            a,
            b,
            members=members,
            workplaces=workplaces,
            points=points,
            **options.named_arguments(workers=1000, months=60),
        ),
        results_folder(
            f"{EXPERIMENT.name}-{sector}",
            options,
            differing("members", "workplaces", "points", "a", "b"),
        ),
        options,
        subject=f"The output that is possible at each balance of jobs in the sector {sector}.",
    )
