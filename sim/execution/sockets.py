"""The folder of the socket by which this process asks for others, on a path that is short enough.

Systems cut the paths of sockets off at about a hundred characters, and the folder for temporary
files that a batch system names is often longer.
"""

from __future__ import annotations

import os
import tempfile
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import Final

from sim.errors import BalancedJobsError

LONGEST_FOLDER: Final = 70
"""Bytes of the path of a folder for temporary files; the names of a folder and of a socket in it
take 32 more, and the strictest system, macOS, allows 103 in all."""

SHORT_FOLDERS: Final = ("/tmp", "/var/tmp")


def socket_folder() -> str:
    """Return a folder that only this user may enter, which goes when the process ends.

    It lies in the folder for temporary files, or in the shared one of the system if that has a path
    too long for sockets.

    Raises
    ------
    BalancedJobsError
        If there is no folder with a path short enough that can be written to.
    """
    usual = tempfile.gettempdir()
    if len(os.fsencode(usual)) <= LONGEST_FOLDER:
        return get_temp_dir()
    for folder in SHORT_FOLDERS:
        if Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK):
            try:
                tempfile.tempdir = folder
                return get_temp_dir()
            finally:
                tempfile.tempdir = usual
    raise BalancedJobsError(
        f"The folder for temporary files, {usual}, has a path of more than {LONGEST_FOLDER} bytes, "
        "too long for processes to reach each other, and nothing can be written to "
        f"{' or '.join(SHORT_FOLDERS)}. Set TMPDIR to a folder with a shorter path, or compute in "
        "one process with --jobs 1."
    )
