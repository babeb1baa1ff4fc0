"""The figures of a result as files, drawn by several processes where they are many."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from sim.drawing.saving import save_drawings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.execution.progress import Progress
    from sim.study.record import Record

WORTH_A_PROCESS: Final = 4
"""Figures that take as long as a process needs to begin."""


def draw(
    result: Record,
    folder: Path,
    formats: Sequence[str],
    jobs: int,
    progress: Progress | None = None,
) -> None:
    """Draw all figures of a result into a folder.

    Parameters
    ----------
    result : Record
    folder : Path
    formats : sequence of str
        As in `sim.drawing.saving.save_drawings`.
    jobs : int
        Processes that draw at most, this one included. The files do not depend on it.
    progress : callable, optional
        Called as ``progress(done, total)`` after each figure.

    Raises
    ------
    ResultsError
        If a file cannot be written.
    """
    drawings = result.drawings()
    others = min(jobs, len(drawings) // WORTH_A_PROCESS) - 1
    with _given_away(result, list(drawings), folder, formats, others) as given:
        for done, (name, drawing) in enumerate(drawings.items()):
            if progress is not None:
                progress(done, len(drawings))
            if not _is_drawn_elsewhere(given.get(name)):
                save_drawings({name: drawing}, folder, formats)


def _is_drawn_elsewhere(future: Future[None] | None) -> bool:
    """Return whether another process has drawn a figure, after waiting for it if it has begun."""
    if future is None or future.cancel():
        return False
    try:
        future.result()
    except BrokenExecutor:
        return False
    return True


@contextmanager
def _given_away(
    result: Record, names: Sequence[str], folder: Path, formats: Sequence[str], others: int
) -> Iterator[dict[str, Future[None]]]:
    """Yield what other processes draw by name of the figure, the last first; nothing without any.

    What they have not begun can be cancelled.
    """
    if others < 1:
        yield {}
        return
    from sim.execution.parallel import processes
    from sim.study.workers import PRELOAD

    with TemporaryDirectory() as place, processes(others, PRELOAD) as executor:
        yield _submitted(executor, result, Path(place) / "result", names, folder, formats)


def _submitted(
    executor: Executor,
    result: Record,
    copy: Path,
    names: Sequence[str],
    folder: Path,
    formats: Sequence[str],
) -> dict[str, Future[None]]:
    try:
        # As it is here: a folder may hold less of it, as that of a result that was interrupted.
        copy.write_bytes(pickle.dumps(result))
    except (OSError, pickle.PicklingError, TypeError, AttributeError):
        return {}
    return {
        name: executor.submit(_draw_elsewhere, copy, name, folder, tuple(formats))
        for name in reversed(names)
    }


def _draw_elsewhere(copy: Path, name: str, folder: Path, formats: tuple[str, ...]) -> None:
    save_drawings({name: _drawings(copy)[name]}, folder, formats)


@cache
def _drawings(copy: Path) -> dict[str, Callable[[], Figure]]:
    result: Record = pickle.loads(copy.read_bytes())
    return result.drawings()
