"""``balanced-jobs natural-experiments``: known changes, simulated on a baseline."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.commands.folders import RESULTS
from sim.commands.options import Order, experiment_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once


@click.command(
    "natural-experiments",
    short_help="Simulate changes whose effect is known, beside what was found.",
    epilog="""\b
balanced-jobs natural-experiments
balanced-jobs natural-experiments capitalism --only less_supervision
balanced-jobs natural-experiments --file my_interventions.toml""",
)
@click.argument("scenario", default="calibrated")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Interventions of your own; by default those that come with the program.",
)
@click.option(
    "--only", "names", multiple=True, metavar="NAME", help="One of them; may be repeated."
)
@experiment_options("by default as in the scenario")
def command(scenario: str, file: Path | None, names: tuple[str, ...], order: Order) -> int:
    """Apply changes whose effect is known to a baseline, by default the calibrated one.

    The simulated effect with its interval is shown beside the published one. The economy with and
    without the change share their past and their luck. The exit code is 1 when an effect lies
    outside the published interval.
    """
    if "months" in order.size:
        raise click.UsageError(
            "--months: how long a change is followed stands in the file of interventions"
        )
    with stopping_at_once():
        from sim.experiments.natural_experiments.plan import natural_experiments

        work = partial(
            natural_experiments,
            scenario,
            file=file,
            names=names,
            overrides=order.changes,
            **order.size,
        )
    return carry_out(
        work,
        order.out or RESULTS / f"natural-experiments-{Path(scenario).stem}",
        order,
        subject=f"Known changes, simulated on {Path(scenario).stem}.",
    )
