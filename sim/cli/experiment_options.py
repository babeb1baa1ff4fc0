"""Options that all experiments share, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from sim.cli.options import (
    COUNT,
    LARGEST_SEED,
    debug_option,
    json_option,
    named,
    read_changes,
)
from sim.cli.plugins import plugin_option
from sim.execution.cores import available_cores


@dataclass(frozen=True, slots=True)
class Order:
    """What the user ordered of an experiment.

    Attributes
    ----------
    changes : dict of str to number or str
        From ``--set``.
    size : dict of str to int
        Those of workers, months, burn_in, seed and replicates that were given.
    jobs : int
    cluster : str or None
        Address of a Dask scheduler.
    out : Path or None
    anew, retry_failed, quiet, as_json : bool
    """

    changes: Mapping[str, object]
    size: Mapping[str, Any]
    jobs: int
    cluster: str | None
    out: Path | None
    anew: bool
    retry_failed: bool
    quiet: bool
    as_json: bool


def experiment_options(
    sizes: str = "by default as in the design",
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that adds the options of an experiment and passes them as ``order``.

    Parameters
    ----------
    sizes : str
        What holds when a size is not given.
    """
    options = (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="KEY=VALUE",
            callback=read_changes,
            help="Hold a parameter, or institutions.<switch>, at a value; may be repeated.",
        ),
        click.option("--seed", type=click.IntRange(0, LARGEST_SEED), help="Seed of all draws."),
        click.option("--replicates", type=COUNT, help="Runs with other luck at each point."),
        click.option("--workers", type=COUNT, help=f"People in the economy; {sizes}."),
        click.option("--months", type=COUNT, help="Months after the burn-in."),
        click.option("--burn-in", type=click.IntRange(min=0), help="Months of burn-in."),
        click.option(
            "--jobs", type=COUNT, help="Processes that compute at once; all cores by default."
        ),
        click.option(
            "--cluster",
            metavar="ADDRESS",
            help="Compute on the Dask cluster with this scheduler instead.",
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="DIR",
            callback=named,
            help="Folder for the results; below results/ by default.",
        ),
        click.option("--anew", is_flag=True, help="Throw away what the folder holds."),
        click.option(
            "--retry-failed", is_flag=True, help="Repeat runs that ended in an error before."
        ),
        click.option("--quiet", is_flag=True, help="Write no progress, tables or words."),
        plugin_option,
        json_option,
        debug_option,
    )

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(
            *,
            settings: Mapping[str, object],
            jobs: int | None,
            cluster: str | None,
            out: Path | None,
            anew: bool,
            retry_failed: bool,
            quiet: bool,
            as_json: bool,
            **arguments: Any,
        ) -> int:
            names = ("seed", "replicates", "workers", "months", "burn_in")
            given = {name: arguments.pop(name) for name in names}
            order = Order(
                changes=settings,
                size={name: value for name, value in given.items() if value is not None},
                jobs=jobs or available_cores(),
                cluster=cluster,
                out=out,
                anew=anew,
                retry_failed=retry_failed,
                quiet=quiet,
                as_json=as_json,
            )
            return function(**arguments, order=order)

        for option in reversed(options):
            option(command)
        return command

    return decorate


def pair_arguments(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with options ``--a`` and ``--b`` for the regimes to compare."""
    for name, default in (("b", "parecon"), ("a", "capitalism")):
        function = click.option(
            f"--{name}",
            metavar="SCENARIO",
            default=default,
            show_default=True,
            help="Regime to compare" + (" with; the gap is b over a." if name == "a" else "."),
        )(function)
    return function


def measure_options(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with options for the output and the horizon that count."""
    function = click.option(
        "--horizon",
        default="long_run",
        show_default=True,
        help="Part of the run: year_1, year_5, year_20, transition or long_run.",
    )(function)
    return click.option(
        "--measure",
        default="output_per_hour",
        show_default=True,
        help="output_per_hour or output_per_head.",
    )(function)
