"""Progress in the cell of a notebook, by tqdm."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sim.execution.progress import Progress


def in_notebook() -> bool:
    """Return whether this process is the kernel of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and hasattr(shell, "kernel")


@contextmanager
def notebook_bar(wanted: bool) -> Iterator[Progress | None]:
    """Yield what moves a bar in the cell, which closes with the block; None if it is not wanted.

    Parameters
    ----------
    wanted : bool
    """
    if not wanted:
        yield None
        return
    with warnings.catch_warnings():
        # Without ipywidgets the bar is one of text.
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm
    bar: Any = tqdm(unit="run", leave=False)

    def note(done: int, total: int) -> None:
        if bar.total == total:
            bar.update(done - bar.n)
            return
        # A bar of a notebook gets its length from here alone, and the clock is to go on.
        began = bar.start_t
        bar.reset(total)
        bar.start_t = began
        bar.update(done)
        bar.refresh()

    try:
        yield note
    finally:
        bar.close()
