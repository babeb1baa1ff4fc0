"""Where the runs of a call are done that asks for processes, or for a display, by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from sim.execution.notebook import in_notebook, notebook_bar
from sim.study.options import Execution

ENOUGH: Final = 1_000_000
"""Stands for pieces of work of which there are enough for all processes."""


@contextmanager
def placed(execution: Execution) -> Iterator[Execution]:
    """Yield how runs are carried out, with the processes that were asked for.

    The processes end with the block, however it ends; Ctrl-C, or the interrupt of a notebook,
    raises KeyboardInterrupt inside. A display is a bar on a terminal and in a notebook, and
    otherwise a line now and then.

    Parameters
    ----------
    execution : Execution
        With ``jobs`` and ``display`` as a caller gave them.
    """
    if execution.jobs == 1 and not execution.display:
        yield execution
        return
    from sim.study.workers import working

    in_cell = execution.display and in_notebook()
    quiet = in_cell or not execution.display
    with (
        working(ENOUGH, execution.jobs, quiet) as (pool, shown),
        notebook_bar(in_cell) as bar,
    ):
        progress = execution.progress
        if execution.display:
            progress = bar if bar is not None else shown
        yield replace(execution, executor=execution.executor or pool, progress=progress)
