"""``--dry-run``: what a command would do, said in place of doing it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sim.commands.options import StudyOptions
from sim.commands.session import DONE
from sim.execution.progress import progress_display
from sim.execution.signals import stopping_at_once


def tell(experiment: Callable[..., Any], folder: Path, options: StudyOptions) -> int:
    """Return the exit code, after saying what an experiment would do.

    Parameters
    ----------
    experiment : callable
        As in `sim.commands.study.carry_out`.
    folder : Path
        Where its results would go; it is not made.
    options : StudyOptions
    """
    with stopping_at_once(), progress_display(options.quiet or options.as_json) as progress:
        progress.stage("counting runs and timing a few of them")
        from sim.study.dry_run import dry_run

        found = dry_run(
            experiment,
            out=folder,
            processes=options.jobs,
            restart=options.restart,
            retry_failed=options.retry_failed,
        )
    if options.as_json:
        click.echo(json.dumps(found.to_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo(str(found))
    return DONE
