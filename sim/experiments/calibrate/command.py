"""``balanced-jobs calibrate``: the baseline fitted to facts by simulated moments."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import COUNT, StudyOptions, facts_option, named, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.calibrate import EXPERIMENT

if TYPE_CHECKING:
    from sim.experiments.calibrate.record import Calibration


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs calibrate
balanced-jobs calibrate --write my_fitted.toml
balanced-jobs calibrate --set progress_ratio=0.85     with one value held fixed""",
)
@click.argument("scenario", default="capitalism")
@facts_option
@click.option(
    "--steps",
    type=COUNT,
    default=6,
    show_default=True,
    help="Steps of each search; the first is its start.",
)
@click.option(
    "--write",
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=named,
    help="Scenario file for what was fitted; by default fitted.toml beside the results.",
)
@study_options("by default as in the scenario", "at each point, 4 by default")
def command(
    scenario: str, facts: Path | None, steps: int, write: Path | None, options: StudyOptions
) -> int:
    """Fit a baseline, by default capitalism, to facts.

    First the economy is fitted to facts about pay, flows, inequality and growth, then motivation to
    evidence on motivation alone. Parameters of participatory institutions are never fitted, and
    what the facts do not identify keeps its range. The fit is written as a scenario whose
    assumptions hold for both sides of a comparison. The same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.experiments.calibrate.plan import calibrate

        work = partial(calibrate, scenario, facts=facts, steps=steps, **options.named_arguments())
    folder = results_folder(EXPERIMENT.name, options, differing("scenario", "facts", "steps"))
    place = write or folder / "fitted.toml"
    return carry_out(
        work,
        folder,
        options,
        subject=f"{Path(scenario).stem} fitted to facts.",
        then=lambda result: _write(result, place, options.quiet),
    )


def _write(result: Calibration, place: Path, quiet: bool) -> None:
    from sim.experiments.calibrate.scenario_file import write_calibrated

    write_calibrated(result, place)
    if not quiet:
        click.echo(f"Scenario: {place}", err=True)
