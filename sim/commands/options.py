"""Options that commands share, and what those of an experiment add up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click

from sim.commands.plugins import plugin_option
from sim.commands.session import Session
from sim.commands.verbose import log_to_screen
from sim.errors import ScenarioError, printable
from sim.execution.cores import available_cores
from sim.study.options import MOST_JOBS

LARGEST_SEED: Final = 2**63 - 1

COUNT: Final = click.IntRange(1, 1_000_000)
"""Above it a count is refused as a probable typing error."""

JOBS: Final = click.IntRange(1, MOST_JOBS)

PEOPLE: Final = click.IntRange(1, 20_000_000)

MONTHS: Final = click.IntRange(1, 6_000)

REPLICATES: Final = click.IntRange(1, 100_000)

FIGURE_FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "none": (),
    "png": ("png",),
    "pdf": ("pdf",),
    "all": ("png", "pdf"),
}
"""Endings of the files of figures, by value of ``--figures``."""

_SIZES: Final = ("seed", "replicates", "workers", "months", "burn_in")

_UNNAMED: Final = {"seed": 0}
"""Sizes that the name of a folder leaves out."""


@dataclass(frozen=True, slots=True)
class StudyOptions:
    """What the user wants of an experiment, beside its own arguments.

    Attributes
    ----------
    changes : mapping of str to number or str
        From ``--assumptions`` and ``--set``: parameter or ``institutions.<switch>`` to value.
    size : mapping of str to int
        Those of workers, months, burn_in, seed and replicates that were given.
    jobs : int
        Processes that compute at once.
    cluster : str or None
        Address of a Dask scheduler.
    out : Path or None
        Folder for the results, None for the customary one.
    figures : tuple of str
        Endings of the files of figures; none where no figures are wanted.
    restart, retry_failed, quiet, as_json, table, dry_run : bool
        As the options of these names.
    variant : tuple of str
        What tells the results apart from those of other settings, for the name of their folder.
    """

    changes: Mapping[str, object]
    size: Mapping[str, Any]
    jobs: int
    cluster: str | None
    out: Path | None
    figures: tuple[str, ...]
    restart: bool
    retry_failed: bool
    quiet: bool
    as_json: bool
    table: bool
    variant: tuple[str, ...] = field(default=())
    dry_run: bool = False

    def named_arguments(self, **defaults: int) -> dict[str, Any]:
        """Return size and changes as the arguments of an experiment.

        Parameters
        ----------
        **defaults
            Sizes that hold where none is given.
        """
        return {**defaults, **self.size, "overrides": self.changes}


def study_options(
    sizes: str = "by default as in the design",
    replicates: str = "at each point",
    *,
    of_results: bool = False,
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that adds the options of an experiment and passes them as ``options``.

    Parameters
    ----------
    sizes : str
        What holds when the number of workers is not given.
    replicates : str
        What is replicated, and how often by default.
    of_results : bool
        Whether the command goes on from other results, which say assumptions and sizes.
    """
    chosen = (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="KEY=VALUE",
            callback=read_changes,
            help="Hold a parameter, or institutions.<switch>, at a value; may be repeated.",
        ),
        click.option(
            "--assumptions",
            metavar="SCENARIO",
            help="Hold the parameters that this scenario sets, such as critics or advocates.",
        ),
        click.option(
            "--seed", type=click.IntRange(0, LARGEST_SEED), help="Seed of all random draws."
        ),
        click.option(
            "--replicates",
            type=REPLICATES,
            help=f"Number of replicates (independent random draws) {replicates}.",
        ),
        click.option("--workers", type=PEOPLE, help=f"People in the economy; {sizes}."),
        click.option("--months", type=MONTHS, help="Months after the burn-in."),
        click.option("--burn-in", type=click.IntRange(0, 6_000), help="Months of burn-in."),
    )
    added = (
        *(() if of_results else chosen),
        click.option(
            "--jobs", type=JOBS, help="Processes that compute at once; all cores by default."
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
        click.option(
            "--figures",
            type=click.Choice(list(FIGURE_FORMATS)),
            default="png",
            show_default=True,
            help="Files of figures to draw.",
        ),
        click.option(
            "--restart", is_flag=True, help="Discard results in the folder and start over."
        ),
        click.option("--anew", "restart", is_flag=True, hidden=True),
        click.option(
            "--retry-failed", is_flag=True, help="Repeat runs that ended in an error before."
        ),
        click.option(
            "--dry-run",
            is_flag=True,
            help="Say what would be done and how long it takes; do and write nothing.",
        ),
        click.option("--table", is_flag=True, help="Show all tables too."),
        click.option("--quiet", is_flag=True, help="Write no progress, tables or words."),
        click.option(
            "--verbose",
            is_flag=True,
            expose_value=False,
            callback=log_to_screen,
            help="Write the log to standard error too.",
        ),
        plugin_option,
        json_option,
        debug_option,
    )

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(
            *,
            settings: Mapping[str, object] = MappingProxyType({}),
            assumptions: str | None = None,
            jobs: int | None,
            cluster: str | None,
            out: Path | None,
            figures: str,
            restart: bool,
            retry_failed: bool,
            dry_run: bool,
            table: bool,
            quiet: bool,
            as_json: bool,
            **arguments: Any,
        ) -> int:
            given = {name: arguments.pop(name, None) for name in _SIZES}
            size = {name: value for name, value in given.items() if value is not None}
            options = StudyOptions(
                changes={**assumed_by(assumptions), **settings},
                size=size,
                jobs=jobs or available_cores(),
                cluster=cluster,
                out=out,
                figures=FIGURE_FORMATS[figures],
                restart=restart,
                retry_failed=retry_failed,
                quiet=quiet,
                as_json=as_json,
                table=table,
                variant=_variant(assumptions, settings, size),
                dry_run=dry_run,
            )
            _prepare(options)
            return function(**arguments, options=options)

        for option in reversed(added):
            option(command)
        return command

    return decorate


def _prepare(options: StudyOptions) -> None:
    """Start what imports for the processes that will compute, if there are to be any here."""
    alone = min(options.jobs, options.size.get("replicates", MOST_JOBS)) == 1
    if options.cluster is None and not alone and not options.dry_run:
        from sim.execution.parallel import prepare
        from sim.study.workers import PRELOAD

        prepare(PRELOAD)


def assumed_by(scenario: str | None) -> Mapping[str, object]:
    """Return the parameters that a scenario sets, none where none is named.

    Raises
    ------
    ScenarioError
        If there is no such scenario.
    """
    if scenario is None:
        return {}
    from sim.scenario import load_scenario

    return load_scenario(scenario).overrides


def _variant(
    assumptions: str | None, settings: Mapping[str, object], size: Mapping[str, int]
) -> tuple[str, ...]:
    """Return what tells results apart from those of other settings, as parts of a name."""
    from sim.grammar.values import word

    apart = {name: value for name, value in size.items() if _UNNAMED.get(name) != value}
    return (
        *(() if assumptions is None else (Path(assumptions).stem,)),
        *(f"{key}={word(value)}" for key, value in {**settings, **apart}.items()),
    )


def pair_arguments(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with options ``--a`` and ``--b`` for the regimes to compare."""
    for name, default, text in (
        ("b", "parecon", "Regime to compare; gaps are b over a."),
        ("a", "capitalism", "Regime that it is compared with."),
    ):
        function = click.option(
            f"--{name}", metavar="SCENARIO", default=default, show_default=True, help=text
        )(function)
    return function


def priors_option(default: str | None = None) -> Callable[..., Any]:
    """Return a decorator that adds ``--priors`` to a command that draws parameters.

    Parameters
    ----------
    default : str, optional
        What holds when it is not given; by default what the design says.
    """
    return click.option(
        "--priors",
        type=click.Choice(["declared", "uniform"]),
        default=default,
        show_default=default is not None,
        help="Draw parameters from the priors that they declare, or uniformly from their ranges"
        f"{'.' if default else '; as in the design by default.'}",
    )


def facts_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with the option ``--facts``."""
    return click.option(
        "--facts",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Facts of your own; by default those that come with the program.",
    )(function)


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


def json_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with a ``--json`` option, passed as ``as_json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Write JSON, and nothing else, to standard output."
    )(function)


def debug_option(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with a ``--debug`` option, which is noted in the session."""

    def note(context: click.Context, _: click.Parameter, value: bool) -> None:
        context.ensure_object(Session).debug = value

    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=note,
        help="Show where an error happened.",
    )(function)


def read_changes(
    context: click.Context, parameter: click.Parameter, settings: tuple[str, ...]
) -> dict[str, object]:
    """Return the values of ``--set`` by key."""
    from sim.scenario.overrides import parse_overrides

    try:
        return parse_overrides(settings)
    except ScenarioError as error:
        raise click.BadParameter(str(error), context, parameter) from None


def named(context: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Return the path, after refusing an empty one."""
    if path is not None and not str(path).strip(". "):
        raise click.BadParameter("name a folder of its own for the results", context, parameter)
    # Bytes of a name that are no UTF-8 reach a program as surrogates, which no file can hold.
    if any("\ud800" <= character <= "\udfff" for character in str(path)):
        raise click.BadParameter(
            f"'{printable(str(path))}' is not UTF-8 text; choose another name",
            context,
            parameter,
        )
    return path
