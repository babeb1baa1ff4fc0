"""``balanced-jobs calibrate``: the baseline fitted to facts by simulated moments."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.folders import RESULTS
from sim.commands.options import COUNT, Order, experiment_options, named
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    from sim.experiments.calibrate.record import Calibration


@click.command(
    "calibrate",
    short_help="Fit the baseline to facts by simulated moments.",
    epilog="""\b
balanced-jobs calibrate
balanced-jobs calibrate --write my_calibrated.toml
balanced-jobs calibrate --set progress_ratio=0.85     with one value held fixed""",
)
@click.argument("scenario", default="capitalism")
@click.option(
    "--facts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Facts of your own; by default those that come with the program.",
)
@click.option("--steps", type=COUNT, default=6, show_default=True, help="Steps of each search.")
@click.option(
    "--write",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="Scenario file for what was fitted; by default calibrated.toml beside the results.",
)
@experiment_options("by default as in the scenario")
def command(scenario: str, facts: Path | None, steps: int, write: Path | None, order: Order) -> int:
    """Fit a baseline, by default capitalism, to facts.

    First the economy is fitted to facts about pay, flows, inequality and growth, then motivation to
    evidence on motivation alone. Parameters of participatory institutions are never fitted, and
    what the facts do not identify keeps its range. The fit is written as a scenario whose
    assumptions hold for both sides of a comparison. The same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.calibrate.plan import calibrate

        work = partial(
            calibrate, scenario, facts=facts, steps=steps, overrides=order.changes, **order.size
        )
    folder = order.out or RESULTS / "calibrate"
    place = write or folder / "calibrated.toml"
    return carry_out(
        work,
        folder,
        order,
        subject=f"{Path(scenario).stem} fitted to facts.",
        then=lambda result: _write(result, place, order.quiet),
    )


def _write(result: Calibration, place: Path, quiet: bool) -> None:
    from sim.experiments.calibrate.scenario_file import write_calibrated

    write_calibrated(result, place)
    if not quiet:
        click.echo(f"Scenario: {place}", err=True)
