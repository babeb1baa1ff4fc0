"""How an experiment is carried out from the command line, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sim.commands.dry_run import tell
from sim.commands.options import StudyOptions
from sim.commands.session import DONE, FAILED, NOTHING_SAVED, STOPPED
from sim.execution.progress import progress_display
from sim.execution.signals import stopping_in_order

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sim.execution.progress import Progress, ProgressDisplay
    from sim.study.record import Record

FAILURES_SHOWN: Final = 5

MANY: Final = 1_000_000
"""Stands for an unknown number of tasks, of which there are enough for all processes."""


def carry_out(
    experiment: Callable[..., Record],
    folder: Path,
    options: StudyOptions,
    *,
    subject: str,
    tasks: int = MANY,
    then: Callable[[Any], None] | None = None,
) -> int:
    """Return the exit code of an experiment, after doing, saving and reporting it.

    Parameters
    ----------
    experiment : callable
        Takes ``executor``, ``out``, ``progress``, ``restart`` and ``retry_failed``.
    folder : Path
        Where finished work is kept and the results are saved.
    options : StudyOptions
    subject : str
        What is said when the work starts: not before it is known that it can.
    tasks : int
        Pieces of work that can be done at once.
    then : callable, optional
        Called with the result, if it is complete.
    """
    from sim.errors import UnfinishedError

    if options.dry_run:
        return tell(experiment, folder, options)
    said = "" if options.quiet else f"{subject} Results go to {folder}."
    try:
        with _place_of_work(options, tasks) as (executor, progress):
            result = experiment(
                executor=executor,
                out=folder,
                progress=_announcing(said, progress),
                restart=options.restart,
                retry_failed=options.retry_failed,
            )
        with stopping_in_order():
            if then is not None and not result.unfinished:
                then(result)
            return _report(result, folder, options)
    except KeyboardInterrupt:
        _say_what_is_kept(folder)
        return STOPPED
    except UnfinishedError as error:
        click.echo(f"Error: {error}", err=True)
        return FAILED


def _announcing(text: str, progress: Progress) -> Progress:
    """Return a function that says a text when the first progress is noted, and notes progress."""
    waiting = [text] if text else []

    def note(done: int, total: int) -> None:
        while waiting:
            click.echo(waiting.pop(), err=True)
        progress(done, total)

    return note


def _place_of_work(
    options: StudyOptions, tasks: int
) -> AbstractContextManager[tuple[Executor | None, ProgressDisplay]]:
    from sim.study.workers import working, working_on_cluster

    if options.cluster is not None:
        return working_on_cluster(options.cluster, options.quiet)
    return working(tasks, options.jobs, options.quiet)


def _report(result: Record, folder: Path, options: StudyOptions) -> int:
    from sim.errors import ResultsError
    from sim.study.options import LEFT_TO_OTHERS
    from sim.text.phrases import counted

    if result.problems == (LEFT_TO_OTHERS,):
        click.echo(
            f"This part is done: {result.completed:,} of "
            f"{counted(result.planned, result.run_name)}. `balanced-jobs merge` joins {folder} "
            "with the other parts.",
            err=True,
        )
        return FAILED if len(result.errors) else DONE
    worth_telling = result.completed and (result.useful_in_part or not result.unfinished)
    if result.interrupted and worth_telling:
        of_all = counted(result.planned, result.run_name)
        click.echo(f"Stopped: saving {result.completed:,} of {of_all}.", err=True)
    undrawn = ""
    if worth_telling:
        try:
            _draw(result, folder, options)
        except ResultsError as error:
            undrawn = str(error)  # the answer is worth more than its figures
        _say(result, folder, options)
    for _, row in result.errors.head(FAILURES_SHOWN).iterrows():
        click.echo(f"Error: run {row['run']} failed: {row['error']}", err=True)
        click.echo(f"  repeat it with: {row['command']}", err=True)
    if len(result.errors):
        click.echo(
            f"Failed: {len(result.errors):,} of {counted(result.planned, result.run_name)}; "
            f"they stand in {folder / 'errors.parquet'}.",
            err=True,
        )
    if undrawn:
        click.echo(f"Error: {undrawn}; figures are missing.", err=True)
    if result.interrupted:
        _say_how_to_go_on(folder)
        return STOPPED
    if result.unfinished:
        click.echo(
            f"Error: {result.unfinished:,} of {result.planned:,} runs could not be done or saved: "
            f"{'; '.join(result.problems)}. The others are kept in {folder}: give the same command "
            "again to go on.",
            err=True,
        )
        return FAILED
    return FAILED if len(result.errors) or undrawn or _missed(result) else DONE


def _draw(result: Record, folder: Path, options: StudyOptions) -> None:
    """Draw the figures of a result, unless nobody wants them."""
    if not options.figures:
        return
    from sim.commands.drawing import draw
    from sim.study.store import FIGURES_FOLDER

    with progress_display(options.quiet) as progress:
        progress.stage("drawing figures")
        draw(result, folder / FIGURES_FOLDER, options.figures, options.jobs, progress)


def _say(result: Record, folder: Path, options: StudyOptions) -> None:
    """Write what the result says to standard output, in the form that was asked for."""
    if options.as_json:
        content: dict[str, Any] = {**result.summary(), "folder": str(folder)}
        click.echo(json.dumps(content, indent=2, ensure_ascii=False))
    elif not options.quiet:
        from sim.text.terminal import show

        show(result.document(), detail="all" if options.table else "answer", folder=str(folder))


def _missed(result: Record) -> bool:
    """Return whether a check that the experiment makes has failed."""
    return bool(getattr(result, "missed", ()))


def _say_what_is_kept(folder: Path) -> None:
    """Say what a folder holds after the user stopped, at whatever moment."""
    from sim.study.folder import remove_unbegun
    from sim.study.store import holds_all

    if holds_all(folder):
        click.echo(f"Stopped. The results are in {folder}, but figures may be missing.", err=True)
    elif remove_unbegun(folder):
        click.echo(NOTHING_SAVED, err=True)
    else:
        _say_how_to_go_on(folder)


def _say_how_to_go_on(folder: Path) -> None:
    click.echo(
        f"Stopped. What is finished is kept in {folder}: give the same command again to go on.",
        err=True,
    )
