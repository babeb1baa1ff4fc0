"""``balanced-jobs run``: simulates one scenario."""

from __future__ import annotations

from functools import partial

import click

from sim.commands.announcement import announcement
from sim.commands.folders import results_folder
from sim.commands.options import COUNT, StudyOptions, study_options
from sim.commands.study import carry_out
from sim.execution.signals import stopping_at_once
from sim.experiments.run import EXPERIMENT


@click.command(
    EXPERIMENT.name,
    short_help=EXPERIMENT.help,
    epilog="""\b
balanced-jobs run parecon
balanced-jobs run parecon --set need_share=0.5 --replicates 4
balanced-jobs run parecon --workers 1000000 --threads 2""",
)
@click.argument("scenario")
@click.option(
    "--threads",
    type=COUNT,
    default=1,
    show_default=True,
    help="Threads of each run; for one very large run, where --jobs cannot help.",
)
@study_options("by default as in the scenario", "of the scenario; 1 by default")
def command(scenario: str, threads: int, options: StudyOptions) -> int:
    """Simulate one scenario.

    SCENARIO is a name that `balanced-jobs scenarios` lists, or the path of a scenario file. The
    same command goes on where it was stopped.
    """
    with stopping_at_once():
        from sim.scenario import load_scenario

        arguments = options.named_arguments(replicates=1, seed=0)
        replicates, seed = arguments.pop("replicates"), arguments.pop("seed")
        chosen = load_scenario(scenario, **arguments)
        from sim.experiments.run.plan import run

    return carry_out(
        partial(run, chosen, seed, None, replicates, threads=threads),
        results_folder(chosen.name, options),
        options,
        subject=announcement(chosen.title or chosen.name, chosen, replicates, options),
        tasks=replicates,
    )
