"""The log of a folder of results: what ran, where, how long, and what was done again.

Times and names of machines stand here and in the provenance only, never in a table.
"""

from __future__ import annotations

import logging
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sim import __version__
from sim.study.options import Execution

LOG: Final = "log.txt"

LOGGER: Final = logging.getLogger("sim")
LOGGER.addHandler(logging.NullHandler())  # Python would write warnings to standard error

FORM: Final = "%(asctime)s %(levelname)s %(message)s"

TIMES: Final = "%Y-%m-%dT%H:%M:%SZ"


class _LogFile(logging.FileHandler):
    """Writes lines to a file; one that cannot be written is no reason to end the work."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Leave the line out."""
        del record

    def close(self) -> None:
        """Close the file, without the lines that a disk no longer takes."""
        with suppress(OSError):
            super().close()


def formatter() -> logging.Formatter:
    """Return how lines look: time in UTC, weight, message."""
    form = logging.Formatter(FORM, TIMES)
    form.converter = time.gmtime
    return form


@contextmanager
def logged(folder: Path, kind: str, execution: Execution) -> Iterator[None]:
    """Write what is said to the logger ``sim`` within the block to the log of a folder.

    Lines are added to what earlier calls wrote there.

    Parameters
    ----------
    folder : Path
    kind : str
        Name of the experiment.
    execution : Execution
    """
    handler = None
    level = LOGGER.level
    with suppress(OSError):
        handler = _LogFile(folder / LOG, encoding="utf-8", errors="replace")
        handler.setFormatter(formatter())
        LOGGER.addHandler(handler)
        LOGGER.setLevel(min(level or logging.INFO, logging.INFO))
    began = time.perf_counter()
    try:
        LOGGER.info("%s begins: %s", kind, _where(execution))
        yield
    except BaseException as error:
        LOGGER.error("%s ended: %s %s", kind, type(error).__name__, error)
        raise
    finally:
        LOGGER.info("%s: %.1f seconds in all", kind, time.perf_counter() - began)
        if handler is not None:
            LOGGER.removeHandler(handler)
            LOGGER.setLevel(level)
            handler.close()


def _where(execution: Execution) -> str:
    place = type(execution.executor).__name__ if execution.executor else "this process"
    return (
        f"Balanced Jobs {__version__}, Python {platform.python_version()} on {sys.platform}, "
        f"machine {platform.node() or 'unknown'}, process {os.getpid()}, runs in {place}"
    )
