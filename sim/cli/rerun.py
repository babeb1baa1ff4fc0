"""``balanced-jobs rerun``: one run of an experiment again, in full."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sim.commands.folders import RESULTS
from sim.commands.options import debug_option, named
from sim.commands.plugins import plugin_option
from sim.commands.session import DONE, FAILED
from sim.execution.signals import stopping_at_once

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.rerun import StoredReplicate, StoredRun


MOST_SHOWN: Final = 9
"""Outcomes of a run that are shown, so that all of it has at most twelve lines."""


@click.command("rerun", short_help="Repeat one run of an experiment, with all its months.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("run", type=click.IntRange(0, 2**62))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    callback=named,
    help="Folder for the months and people of the run; below results/ by default.",
)
@plugin_option
@debug_option
def command(folder: Path, run: int, out: Path | None) -> int:
    """Repeat one run of an experiment.

    FOLDER is that of the experiment, RUN the number of the run in its tables, or of the replicate
    of a run or a comparison. The run is compared with what is stored: both are the same to the last
    bit. That of an experiment that keeps no months is also written with all its months and people,
    as `balanced-jobs run` does. A run that failed shows where it does.
    """
    with stopping_at_once():
        from sim.experiments.rerun import StoredRun, stored_run
        from sim.study.workers import working

        chosen = stored_run(folder, run)
    with working(1, 1, quiet=False):
        try:
            repeated = chosen.repeat()
        except Exception as error:
            if chosen.succeeded:
                raise
            traceback.print_exc()
            click.echo(f"Run {run} fails again: {type(error).__name__}: {error}", err=True)
            return FAILED
    what = chosen.scenario.title or chosen.scenario.name
    if isinstance(chosen, StoredRun) and chosen.arm is not None:
        what = f"{what}, {chosen.arm.name}"
    click.echo(f"Run {run}: {what}, replicate {chosen.replicate}, seed {chosen.seed}.")
    if isinstance(chosen, StoredRun) and chosen.observed:
        for outcome, value in repeated.head(MOST_SHOWN).itertuples(index=False):
            click.echo(f"  {outcome:<38} {value:.6g}")
        if len(repeated) > MOST_SHOWN:
            click.echo(f"  and {len(repeated) - MOST_SHOWN} more, in the tables of {folder}")
    elif isinstance(chosen, StoredRun):
        place = out or RESULTS / f"{folder.resolve().name}-run-{run}"
        _write_in_full(chosen, place)
        click.echo(f"Files: {place}")
    return _judge(chosen, repeated)


def _write_in_full(chosen: StoredRun, folder: Path) -> None:
    """Write all months and people of a run."""
    from sim.experiments.run.plan import run
    from sim.study.workers import working

    with working(1, 1, quiet=False) as (_, progress):
        run(
            chosen.scenario,
            chosen.seed,
            first_replicate=chosen.replicate,
            progress=progress,
            out=folder,
        )


def _judge(chosen: StoredRun | StoredReplicate, repeated: pd.DataFrame) -> int:
    """Say whether a repetition is the same as what is stored, and return the exit code."""
    if not chosen.succeeded:
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
