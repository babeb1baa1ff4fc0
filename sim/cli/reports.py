"""What is said before a simulation, and what is saved and said after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sim.commands.options import Choices
from sim.commands.session import DONE, FAILED, STOPPED
from sim.execution.signals import stopping_in_order

if TYPE_CHECKING:
    from sim.experiments.compare.record import Comparison
    from sim.experiments.run.record import Run
    from sim.scenario import Scenario

MONTHS_OF_A_YEAR: Final = 12
FAILURES_SHOWN: Final = 5


def announce(subject: str, scenario: Scenario, choices: Choices) -> None:
    """Say on standard error what is about to be computed, unless the user wants it quiet."""
    if choices.quiet:
        return
    processes = min(choices.jobs, choices.replicates)
    click.echo(
        f"Simulating {subject}: {_number(choices.replicates, 'replicate')}, "
        f"{_number(scenario.workers, 'worker')}, {_number(scenario.burn_in, 'month')} of burn-in "
        f"and {scenario.months:,} more, in {_number(processes, 'process', 'processes')}.",
        err=True,
    )


def report[Result: (Run, Comparison)](
    result: Result,
    folder: Path,
    choices: Choices,
    *,
    write: Callable[[Result, Path], object],
    words: Callable[[Result], str],
) -> int:
    """Return the exit code of a simulation, after saving it and saying what came of it.

    Parameters
    ----------
    result : Run or Comparison
    folder : Path
        Where to save it.
    choices : Choices
    write : callable
        Saves the result in the folder.
    words : callable
        Returns what a person is to read.
    """
    finished = f"{result.completed:,} of {_number(result.replicates, 'replicate')}"
    if result.completed:
        if result.interrupted:
            click.echo(f"Stopped: saving {finished}.", err=True)
        try:
            with stopping_in_order():
                write(result, folder)
                _say(result, folder, choices, words)
        except KeyboardInterrupt:
            _say_what_is_saved(folder)
            return STOPPED
    for replicate, message in result.failures[:FAILURES_SHOWN]:
        click.echo(f"Error: replicate {replicate} failed: {message}", err=True)
    if result.failures:
        click.echo(f"Failed: {len(result.failures):,}; finished: {finished}.", err=True)
    if result.interrupted:
        return STOPPED
    return FAILED if result.failures else DONE


def _say_what_is_saved(folder: Path) -> None:
    from sim.study.store import PROVENANCE

    if (folder / PROVENANCE).exists():
        click.echo(f"Stopped. The results are in {folder}, but figures may be missing.", err=True)
    else:
        click.echo(f"Stopped while saving; what {folder} holds is incomplete.", err=True)


def _say[Result: (Run, Comparison)](
    result: Result, folder: Path, choices: Choices, words: Callable[[Result], str]
) -> None:
    """Write what the result says to standard output, in the form that was asked for."""
    if choices.as_json:
        from sim.results import summary

        click.echo(json.dumps({**summary(result), "folder": str(folder)}, indent=2))
    elif not choices.quiet:
        click.echo(f"{words(result)}\n\nFiles: {folder}")


def last_year_table(run: Run) -> str:
    """Return the means of all indicators over the last year of a run, one line each."""
    from sim.text.labels import display_of, name_of

    monthly = run.monthly
    last = int(monthly["month"].max())
    year = monthly[monthly["month"] > last - MONTHS_OF_A_YEAR]
    means = year.drop(columns=["replicate", "month"]).mean()
    lines = [
        f"Means over months {int(year['month'].min())} to {last}, "
        f"{_number(run.completed, 'replicate')}",
        "",
    ]
    for indicator, mean in means.items():
        shown = display_of(run.units.get(str(indicator), ""))
        lines.append(f"{name_of(str(indicator)):<36}{shown.text(float(mean)):>12}  {shown.level}")
    return "\n".join(line.rstrip() for line in lines)


def _number(count: int, noun: str, plural: str | None = None) -> str:
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
