"""``balanced-jobs rerun``: one run of an experiment again, in full."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.commands.folders import RESULTS, claimed
from sim.commands.options import debug_option, named
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE, FAILED
from sim.commands.work import working
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.rerun import StoredRun


@click.command("rerun", short_help="Repeat one run of an experiment, with all its months.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("run", type=click.IntRange(min=0))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    callback=named,
    help="Folder for the results; below results/ by default.",
)
@plugin_option
@debug_option
def command(folder: Path, run: int, out: Path | None) -> int:
    """Repeat one run of an experiment.

    FOLDER is that of the experiment, RUN the number of the run in its tables. The run is written
    with all its months and people, as `balanced-jobs run` does, and compared with what is stored:
    both are the same to the last bit. A run that failed shows where it does.
    """
    with stopping_at_once():
        from sim.experiments.run.plan import run_replicate
        from sim.results import write_run
        from sim.study.rerun import stored_run

        chosen = stored_run(folder, run)
    if chosen.arm is not None:
        return _repeat_arm(chosen, run)
    place = out or RESULTS / f"{folder.resolve().name}-run-{run}"
    with claimed(place) as destination, working(1, 1, quiet=False) as (_, progress):
        try:
            result = run_replicate(chosen.scenario, chosen.seed, chosen.replicate, progress)
        except Exception as error:
            if len(chosen.stored):
                raise
            traceback.print_exc()
            click.echo(f"Run {run} fails again: {type(error).__name__}: {error}", err=True)
            return FAILED
        write_run(result, destination)
    click.echo(
        f"Run {run}: {chosen.scenario.title or chosen.scenario.name}, replicate "
        f"{chosen.replicate}, seed {chosen.seed}. Files: {place}"
    )
    return _judge(chosen, chosen.repeat())


def _repeat_arm(chosen: StoredRun, run: int) -> int:
    """Observe an arm again, which has no tables of its own, and show what is found."""
    assert chosen.arm is not None
    with working(1, 1, quiet=False):
        found = chosen.repeat()
    click.echo(
        f"Run {run}: {chosen.scenario.title or chosen.scenario.name}, {chosen.arm.name}, replicate "
        f"{chosen.replicate}, seed {chosen.seed}."
    )
    for outcome, value in found.itertuples(index=False):
        click.echo(f"  {outcome:<38} {value:.6g}")
    return _judge(chosen, found)


def _judge(chosen: StoredRun, repeated: pd.DataFrame) -> int:
    """Say whether a repetition is the same as what is stored, and return the exit code."""
    if not len(chosen.stored):
        click.echo("It failed at first, and went through now.")
        return DONE
    if chosen.agrees(repeated):
        click.echo("The numbers are the same as those stored, to the last bit.")
        return DONE
    click.echo(
        "Error: the numbers differ from those stored: other versions or another kind of machine.",
        err=True,
    )
    return FAILED
