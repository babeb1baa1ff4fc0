"""How an experiment is carried out from the command line, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sim.cli.experiment_options import Order
from sim.cli.session import DONE, FAILED, STOPPED
from sim.cli.work import progress_bar, working
from sim.execution.signals import stopping_in_order

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sim.execution.process_pool import Progress
    from sim.study.record import Experiment

FAILURES_SHOWN: Final = 5

FIGURES_FOLDER: Final = "figures"

MANY: Final = 1_000_000
"""Stands for an unknown number of tasks, of which there are enough for all processes."""


def carry_out(
    experiment: Callable[..., Experiment],
    folder: Path,
    order: Order,
    *,
    subject: str,
    then: Callable[[Any], None] | None = None,
) -> int:
    """Return the exit code of an experiment, after doing, saving and reporting it.

    Parameters
    ----------
    experiment : callable
        Takes ``executor``, ``out``, ``progress``, ``anew`` and ``retry_failed``.
    folder : Path
        Where finished work is kept and the results are saved.
    order : Order
    subject : str
        What is said before the work starts.
    then : callable, optional
        Called with the result, if it is complete.
    """
    from sim.study.campaign import UnfinishedError

    if not order.quiet:
        click.echo(f"{subject} Results go to {folder}.", err=True)
    try:
        with _place_of_work(order) as (executor, progress):
            result = experiment(
                executor=executor,
                out=folder,
                progress=progress,
                anew=order.anew,
                retry_failed=order.retry_failed,
            )
        with stopping_in_order():
            if then is not None and not result.unfinished:
                then(result)
            return _report(result, folder, order)
    except KeyboardInterrupt:
        _say_how_to_go_on(folder)
        return STOPPED
    except UnfinishedError as error:
        click.echo(f"Error: {error}", err=True)
        return FAILED


@contextmanager
def _place_of_work(order: Order) -> Iterator[tuple[Executor | None, Progress]]:
    if order.cluster is None:
        with working(MANY, order.jobs, order.quiet) as work:
            yield work
        return
    from sim.study.workers import cluster

    with (
        stopping_in_order(),
        progress_bar(MANY, order.quiet) as progress,
        cluster(order.cluster) as executor,
    ):
        yield executor, progress


def _report(result: Experiment, folder: Path, order: Order) -> int:
    from sim.plot.saving import save_experiment
    from sim.results.experiment_words import experiment_words

    complete = not result.unfinished
    if complete and result.completed:
        save_experiment(result, folder / FIGURES_FOLDER)
    if order.as_json:
        _say_as_json(result, folder)
    elif not order.quiet and result.completed:
        click.echo(f"{experiment_words(result)}\n\nFiles: {folder}")
    for _, row in result.errors.head(FAILURES_SHOWN).iterrows():
        click.echo(f"Error: run {row['run']} failed: {row['error']}", err=True)
        click.echo(f"  repeat it with: {row['command']}", err=True)
    if len(result.errors):
        click.echo(
            f"Failed: {len(result.errors):,} of {result.planned:,} runs; they stand in "
            f"{folder / 'errors.parquet'}.",
            err=True,
        )
    if result.interrupted:
        _say_how_to_go_on(folder)
        return STOPPED
    if not complete:
        click.echo(
            f"Error: {result.unfinished:,} of {result.planned:,} runs could not be done or saved: "
            f"{'; '.join(result.problems)}. The others are kept in {folder}: give the same command "
            "again to go on.",
            err=True,
        )
        return FAILED
    return FAILED if len(result.errors) or _missed(result) else DONE


def _missed(result: Experiment) -> bool:
    """Return whether a check that the experiment makes has failed."""
    return bool(getattr(result, "missed", ()))


def _say_how_to_go_on(folder: Path) -> None:
    click.echo(
        f"Stopped. What is finished is kept in {folder}: give the same command again to go on.",
        err=True,
    )


def _say_as_json(result: Experiment, folder: Path) -> None:
    from sim.results.experiment_summary import experiment_summary

    content: dict[str, Any] = {**experiment_summary(result), "folder": str(folder)}
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))
