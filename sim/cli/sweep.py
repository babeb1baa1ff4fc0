"""``balanced-jobs sweep``: all runs of a design."""

from __future__ import annotations

from functools import partial

import click

from sim.cli.experiment_options import Order, experiment_options
from sim.cli.experiment_reports import carry_out
from sim.cli.folders import RESULTS
from sim.execution.signals import stopping_at_once


@click.command(
    "sweep",
    short_help="Do all runs of a design; goes on where it was stopped.",
    epilog="""\b
balanced-jobs sweep smoke
balanced-jobs sweep my_design.toml --jobs 8 --out results/mine
balanced-jobs designs                        the designs that have a name""",
)
@click.argument("design")
@click.option("--samples", type=click.IntRange(min=1), help="Samples of a random design.")
@experiment_options()
def command(design: str, samples: int | None, order: Order) -> int:
    """Do all runs of a design.

    DESIGN is a name that `balanced-jobs designs` lists, or the path of a design file. Finished work
    is kept while the sweep runs: the same command goes on where it was stopped, whatever stopped
    it. The table is the same at any number of processes or machines.
    """
    with stopping_at_once():
        from sim.designs import load_design

        size = dict(order.size) if samples is None else {**order.size, "samples": samples}
        plan = load_design(design, overrides=order.changes, **size)
        from sim.experiments.sweep.plan import sweep

    scenario = plan.scenarios[0]
    return carry_out(
        partial(sweep, plan),
        order.out or RESULTS / plan.name,
        order,
        subject=(
            f"Sweeping {plan.title or plan.name}: {plan.runs:,} runs of {scenario.workers:,} "
            f"workers and {scenario.burn_in + scenario.months:,} months."
        ),
    )
