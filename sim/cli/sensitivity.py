"""``balanced-jobs sensitivity``: which factors of a design decide an outcome."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.folders import RESULTS
from sim.commands.options import Order, experiment_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once


@click.command(
    "sensitivity",
    short_help="Tell which factors of a design decide an outcome.",
    epilog="""\b
balanced-jobs sensitivity screening
balanced-jobs sensitivity sobol_motivation --outcome effort --horizon year_5""",
)
@click.argument("design")
@click.option(
    "--outcome", default="output_per_hour", show_default=True, help="Indicator that counts."
)
@click.option(
    "--horizon",
    default="long_run",
    show_default=True,
    help="Part of the run: year_1, year_5, year_20, transition or long_run.",
)
@click.option("--samples", type=click.IntRange(min=1), help="Samples of the design.")
@experiment_options()
def command(design: str, outcome: str, horizon: str, samples: int | None, order: Order) -> int:
    """Tell which factors of a design decide an outcome.

    DESIGN is a Sobol, Morris or Latin hypercube design: a name that `balanced-jobs designs` lists,
    or a path. With two scenarios the outcome is that of the second less that of the first. The same
    command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.designs import load_design

        size = dict(order.size) if samples is None else {**order.size, "samples": samples}
        plan = load_design(design, overrides=order.changes, **size)
        from sim.experiments.sensitivity.plan import sensitivity

    return carry_out(
        partial(sensitivity, plan, outcome, horizon),
        order.out or RESULTS / f"sensitivity-{plan.name}-{outcome}",
        order,
        subject=f"Sensitivity of {outcome} in {plan.title or plan.name}: {plan.runs:,} runs.",
    )
