"""``balanced-jobs natural-experiments``: known changes, simulated on a baseline."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from sim.commands.folders import differing, results_folder
from sim.commands.options import StudyOptions, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.natural_experiments import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs natural-experiments
balanced-jobs natural-experiments capitalism --only less_supervision
balanced-jobs natural-experiments --file my_interventions.toml""",
)
@click.argument("scenario", default="fitted")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Interventions of your own; by default those that come with the program.",
)
@click.option(
    "--only", "names", multiple=True, metavar="NAME", help="One of them; may be repeated."
)
@study_options("by default as in the scenario", "of each change, 20 by default")
def command(scenario: str, file: Path | None, names: tuple[str, ...], options: StudyOptions) -> int:
    """Apply changes whose effect is known to a baseline, by default the fitted one.

    The simulated effect with its interval is shown beside the published one. The economy with and
    without the change share their past and their random draws. The exit code is 1 when an effect
    lies outside the published interval.
    """
    if "months" in options.size:
        raise click.UsageError(
            "--months: how long a change is followed stands in the file of interventions"
        )
    with stopping_at_once():
        from sim.experiments.natural_experiments.plan import natural_experiments

        work = partial(
            natural_experiments, scenario, file=file, names=names, **options.named_arguments()
        )
    baseline = Path(scenario).stem
    return carry_out(
        work,
        results_folder(f"{EXPERIMENT.name}-{baseline}", options, (*differing("file"), *names)),
        options,
        subject=f"Known changes, simulated on {baseline}.",
    )
