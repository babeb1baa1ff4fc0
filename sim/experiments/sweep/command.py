"""``balanced-jobs sweep``: all runs of a design."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, priors_option, study_options
from sim.commands.plugins import own_outcomes
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.sweep import EXPERIMENT

if TYPE_CHECKING:
    from sim.designs import Design
    from sim.experiments.sweep.precision import Precision
    from sim.experiments.sweep.record import Sweep


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs sweep smoke
balanced-jobs sweep my_design.toml --jobs 8 --out results/mine
balanced-jobs sweep smoke --replicates 6 --extend --out results/smoke    adds to it
balanced-jobs sweep smoke --part 1/4 --out part1    on each of four machines; then merge
balanced-jobs sweep smoke --precision 0.5           until gaps are known to 0.5 log points
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
@click.option(
    "--extend",
    is_flag=True,
    help="Add to the design that the folder holds; its runs are not done again.",
)
@click.option(
    "--part", metavar="K/N", help="Do one part of the work; `balanced-jobs merge` joins the parts."
)
@click.option(
    "--precision",
    type=float,
    metavar="WIDTH",
    help="Add replicates until the 95 % interval at every point is at most so much either way.",
)
@click.option(
    "--outcome",
    default="output_per_hour",
    show_default=True,
    help="Indicator that --precision is about.",
)
@click.option(
    "--horizon", default="long_run", show_default=True, help="Horizon that --precision is about."
)
@click.option(
    "--most",
    type=click.IntRange(4, 100_000),
    default=100,
    show_default=True,
    help="Replicates at which --precision ends in any case.",
)
@click.option("--monthly", is_flag=True, help="Keep all months of all runs too.")
@priors_option()
@study_options()
def command(
    design: str,
    samples: int | None,
    scenarios: tuple[str, ...],
    points: Path | None,
    extend: bool,
    part: str | None,
    precision: float | None,
    outcome: str,
    horizon: str,
    most: int,
    monthly: bool,
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
        from sim.experiments.sweep.precision import Precision
        from sim.study.options import part_of

        part_of(part)
        wanted = None if precision is None else Precision(precision, outcome, horizon, most)
        if wanted is not None:
            wanted.check(plan)

    measured = own_outcomes()
    apart = differing("priors", "scenarios", "points", "monthly")
    folder = results_folder(plan.name, options, (*apart, *measured))
    scenario = plan.scenarios[0]
    return carry_out(
        partial(
            sweep,
            plan,
            precision=wanted,
            outcomes=measured,
            monthly=monthly,
            extend=extend,
            part=part,
        ),
        folder,
        options,
        subject=(
            f"Sweeping {plan.title or plan.name}: {plan.runs:,} runs of {scenario.workers:,} "
            f"workers and {scenario.burn_in + scenario.months:,} months"
            f"{_added(plan, folder) if extend else ''}{f', part {part}' if part else ''}"
            f"{', and more until they are precise' if precision is not None else ''}."
        ),
        then=None if wanted is None or options.quiet else partial(_tell_precision, wanted),
    )


def _tell_precision(wanted: Precision, result: Sweep) -> None:
    """Say how precise the outcome is now, and whether that is what was wanted."""
    from sim.experiments.sweep.precision import widest

    width = widest(result, wanted)
    missed = (
        ""
        if width <= wanted.half_width
        else f", which is not the {wanted.half_width:g} that were wanted: raise --most to go on"
    )
    click.echo(
        f"The widest 95 % interval goes {width:.3g} either way, with "
        f"{result.design.replicates:,} replicates{missed}.",
        err=True,
    )


def _added(plan: Design, folder: Path) -> str:
    """Return what is said of a design that adds to what a folder holds."""
    from sim.study.growth import growth

    finished, more = growth(folder, plan)
    return f", of which {finished:,} stand in {folder} and {more:,} are new"
