"""What callers of an experiment may ask for beside its own arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypedDict

from sim.errors import ArgumentError, DesignError, choices
from sim.execution.cores import available_cores
from sim.execution.progress import Progress
from sim.grammar.arguments import annotations_of, checked, checked_values
from sim.grammar.values import integer, shown


class RunOptions(TypedDict, total=False):
    """Keywords that every experiment takes.

    Attributes
    ----------
    workers, burn_in : int
        Size of the economies and length of the burn-in, by default those of the scenarios.
    overrides : mapping
        Changes of parameters and institutions on all sides, as in `sim.load_scenario`.
    restart : bool
        Whether to throw away what the folder holds.
    retry_failed : bool
        Whether to repeat runs that ended in an error in an earlier call.
    jobs : int
        Processes of this machine that compute, in place of ``executor``; -1 are all cores.
    extend : bool
        Whether a design may add to one that the folder holds, whose runs are used.
    part : str or (int, int)
        Part of the work that is done, such as "1/4"; `balanced-jobs merge` puts parts together.
    """

    jobs: int | None
    workers: int | None
    burn_in: int | None
    overrides: Mapping[str, Any] | None
    restart: bool
    retry_failed: bool
    anew: bool
    extend: bool
    part: str | tuple[int, int] | None


class Options(RunOptions, total=False):
    """The same, and how long the runs are.

    Attributes
    ----------
    months : int
        Months after the burn-in, by default those of the scenarios.
    """

    months: int | None


_KEYWORDS: Final = (*RunOptions.__annotations__, "months")

WHOLE: Final = (1, 1)
"""The only part of work that is not divided."""

NONE: Final = (0, 1)
"""No part of the work: what is kept is put together, and nothing is simulated."""

LEFT_TO_OTHERS: Final = "they are left to other parts"
"""Why runs are missing from a part of the work."""

MOST_JOBS: Final = 4_096
"""Processes of a machine; more are a probable typing error."""

OLD_NAMES: Final[Mapping[str, str]] = {"anew": "restart"}
"""Earlier names of keywords, which still work."""


@dataclass(frozen=True, slots=True)
class Execution:
    """How the runs of an experiment are carried out; its numbers do not depend on any of this.

    Attributes
    ----------
    executor : concurrent.futures.Executor, optional
        Where runs are done; in this process by default.
    progress : callable, optional
        Called as ``progress(done, total)`` in runs, or in months where there is a single run.
    folder : Path, optional
        Where finished work is kept; in memory by default.
    restart : bool
        Whether to throw away what the folder holds.
    retry_failed : bool
        Whether runs that ended in an error are done again.
    threads : int
        Threads of each run.
    jobs : int
        Processes of this machine to start for the work; none with one.
    display : bool
        Whether to show how far the work has come.
    extend : bool
        Whether a design may add to one that the folder holds.
    part : (int, int)
        Which part of the pieces of work is done, of how many; part 0 is none of them.
    """

    executor: Executor | None = None
    progress: Progress | None = None
    folder: Path | None = None
    restart: bool = False
    retry_failed: bool = False
    threads: int = 1
    jobs: int = 1
    display: bool = False
    extend: bool = False
    part: tuple[int, int] = WHOLE

    def own[Piece](self, pieces: Mapping[int, Piece]) -> list[Piece]:
        """Return those pieces of work, by their place, that its part consists of."""
        part, parts = self.part
        return [piece for place, piece in pieces.items() if part and place % parts == part - 1]


@checked
def execution_of(
    executor: Executor | None,
    out: str | PathLike[str] | None,
    progress: Progress | bool | None,
    options: Mapping[str, Any],
    threads: int = 1,
) -> Execution:
    """Return how runs are carried out, from what a caller of an experiment gave.

    Parameters
    ----------
    executor, out, progress
        As in `sim.sweep`.
    options : mapping
        Further keywords, some of `Options`.
    threads : int

    Raises
    ------
    TypeError
        If a keyword is none of `Options`.
    ArgumentError
        If the executor, the function for progress, the folder or a keyword is of another sort, both
        executor and jobs are given, or the executor waits for the event loop that this call holds.
    """
    for name in options:
        if name not in _KEYWORDS:
            known = [key for key in _KEYWORDS if key not in OLD_NAMES]
            raise TypeError(f"there is no argument '{name}'; {choices(name, known)}")
    options = checked_values(annotations_of(RunOptions), options)
    jobs = count_of_jobs(options.get("jobs"))
    if executor is not None and jobs > 1:
        raise ArgumentError(
            "jobs and executor: give one of them, not both: an executor has its own processes"
        )
    if getattr(getattr(executor, "_client", None), "asynchronous", False) is True:
        raise ArgumentError(
            "executor: it belongs to an asynchronous client of Dask, whose event loop would wait "
            "for this call, and this call for it; make the client without asynchronous=True, or "
            "call from another thread, as by asyncio.to_thread"
        )
    return Execution(
        executor=executor,
        progress=None if isinstance(progress, bool) else progress,
        jobs=jobs,
        display=progress is True,
        folder=None if out is None else Path(out),
        restart=options.get("restart", False) or options.get("anew", False),
        retry_failed=options.get("retry_failed", False),
        threads=threads,
        extend=bool(options.get("extend", False)),
        part=part_of(options.get("part")),
    )


def part_of(given: object) -> tuple[int, int]:
    """Return a part and the number of parts, from what a caller gave, such as "1/4".

    Raises
    ------
    DesignError
        If it is something else.
    """
    if given is None:
        return WHOLE
    if given == NONE:
        return NONE
    pair: object = given
    if isinstance(given, str):
        found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", given)
        pair = tuple(map(int, found.groups())) if found else None
    match pair:
        case (int(part), int(parts)) if 1 <= part <= parts:
            return part, parts
    raise DesignError(
        f"part = {shown(given)}: must be a part and the number of parts, from 1/1, such as 1/4"
    )


def count_of_jobs(jobs: object, name: str = "jobs") -> int:
    """Return how many processes compute, from what a caller gave.

    Parameters
    ----------
    jobs : int or None
        None is this process alone, -1 all cores that it may use.
    name : str
        Of the argument, for messages.

    Raises
    ------
    ArgumentError
        If it is something else.
    """
    if jobs is None:
        return 1
    number = integer(jobs)
    if number != -1 and (number is None or not 1 <= number <= MOST_JOBS):
        raise ArgumentError(
            f"{name} = {shown(jobs)}: must be a whole number from 1 to {MOST_JOBS:,}, or -1 for "
            "all cores"
        )
    return available_cores() if number == -1 else number


def scenario_options(options: Mapping[str, Any]) -> dict[str, int]:
    """Return the given ones of ``workers``, ``months`` and ``burn_in``, for `load_scenario`."""
    given = {name: options.get(name) for name in ("workers", "months", "burn_in")}
    return {name: number for name, number in given.items() if number is not None}


def split_options(options: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return keywords on how results are kept, and all others."""
    keeping = {"jobs", "restart", "retry_failed", "extend", "part", *OLD_NAMES}
    return (
        {name: value for name, value in options.items() if name in keeping},
        {name: value for name, value in options.items() if name not in keeping},
    )
