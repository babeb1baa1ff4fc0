"""``balanced-jobs sweep``: all runs of a design."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, priors_option, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.sweep import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs sweep smoke
balanced-jobs sweep my_design.toml --jobs 8 --out results/mine
balanced-jobs sweep smoke --scenario cooperative --scenario rotation   with others
balanced-jobs designs                        the designs that have a name""",
)
@click.argument("design")
@click.option("--samples", type=click.IntRange(1, 1_000_000), help="Samples of a random design.")
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="SCENARIO",
    help="Scenario in place of those of the design; may be repeated.",
)
@click.option(
    "--points",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Table of points in place of those of the design: CSV, Excel or Parquet.",
)
@priors_option()
@study_options()
def command(
    design: str,
    samples: int | None,
    scenarios: tuple[str, ...],
    points: Path | None,
    priors: str | None,
    options: StudyOptions,
) -> int:
    """Do all runs of a design.

    DESIGN is a name that `balanced-jobs designs` lists, or the path of a design file. Finished work
    is kept while the sweep runs: the same command goes on where it was stopped, whatever stopped
    it. The table is the same at any number of processes or machines.
    """
    with stopping_at_once():
        from sim.designs import load_design

        changes = options.named_arguments()
        given: dict[str, Any] = {"samples": samples, "priors": priors, "points": points}
        given["scenarios"] = list(scenarios) or None
        changes |= {key: value for key, value in given.items() if value is not None}
        plan = load_design(design, **changes)
        from sim.experiments.sweep.plan import sweep

    scenario = plan.scenarios[0]
    return carry_out(
        partial(sweep, plan),
        results_folder(plan.name, options, differing("priors", "scenarios", "points")),
        options,
        subject=(
            f"Sweeping {plan.title or plan.name}: {plan.runs:,} runs of {scenario.workers:,} "
            f"workers and {scenario.burn_in + scenario.months:,} months."
        ),
    )
