"""``balanced-jobs run``: simulates one scenario."""

from __future__ import annotations

from functools import partial

import click

from sim.cli.reports import announce, last_year_table, report
from sim.commands.folders import RESULTS, claimed
from sim.commands.options import COUNT, Choices, simulation_options
from sim.commands.work import compute
from sim.execution.signals import stopping_at_once


@click.command(
    "run",
    short_help="Simulate one scenario.",
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
@simulation_options(replicates=1)
def command(scenario: str, threads: int, choices: Choices) -> int:
    """Simulate one scenario.

    SCENARIO is a name that `balanced-jobs scenarios` lists, or the path of a scenario file.
    """
    with stopping_at_once():
        from sim.scenario import load_scenario

        settings = load_scenario(scenario, choices.changes, **choices.size)
        from sim.experiments.run.plan import run
        from sim.results import write_run

    with claimed(choices.out or RESULTS / settings.name) as folder:
        announce(settings.title or settings.name, settings, choices)
        result = compute(
            partial(run, settings, choices.seed, None, choices.replicates, threads=threads),
            tasks=choices.replicates,
            jobs=choices.jobs,
            quiet=choices.quiet,
        )
        return report(result, folder, choices, write=write_run, words=last_year_table)
