"""The folder that results go to: chosen, and tried out before anything is computed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sim.errors import ResultsError

RESULTS: Final = Path("results")
"""Where results go when no folder is named, relative to the working folder."""


@contextmanager
def claimed(folder: Path) -> Iterator[Path]:
    """Yield a folder in which results can be written; it is removed if it is left empty.

    Parameters
    ----------
    folder : Path
        May be missing, empty, or hold earlier results, which will be replaced.

    Raises
    ------
    ResultsError
        If the folder holds anything else, or nothing can be written there.
    """
    from sim.results import is_results_folder

    try:
        existed = folder.exists()
        if folder.is_dir() and any(folder.iterdir()) and not is_results_folder(folder):
            raise ResultsError(
                f"the folder {folder} holds something else than results of this program; it is "
                "left as it is: name another folder with --out, or empty it"
            )
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except FileExistsError as error:
        raise ResultsError(f"{folder} is a file: name a folder with --out") from error
    except OSError as error:
        raise ResultsError(
            f"nothing can be written to the folder {folder} ({error.strerror or error}): name "
            "another one with --out"
        ) from error
    try:
        yield folder
    finally:
        if not existed and not any(folder.iterdir()):
            folder.rmdir()
